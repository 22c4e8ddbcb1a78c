"""Files over the wire, as each role: who reaches them, and that a browser can do nothing with an original but save it."""

import json
import re
import uuid
from contextlib import suppress
from pathlib import Path

import hostile_files as files
import pytest
from visitor import Visitor

ROLES = ("reader", "contributor", "manager", "administrator")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STRANGERS = ("nobody", "outsider", "loner", "guest")
# Every address: what it takes at least to read it, and to send something there (None: nothing is sent there).
NEEDS = {
    "files": ("reader", None),
    "upload": ("contributor", "contributor"),
    "capture": ("contributor", "contributor"),
    "show": ("reader", None),
    "original": ("reader", None),
    "edit": ("manager", "manager"),  # of what is published; a contributor's for a draft
    "quote": ("contributor", "contributor"),
}
KINDS_OWN = {"publish": "manager", "erase": "administrator", "history": "manager"}


@pytest.fixture(scope="module")
def world(site, people) -> dict:
    script = Path(__file__).with_name("attachments_world.py")
    done = site.manage("shell", "--no-imports", "-c", f"exec(open({str(script)!r}).read(), {{'__name__': 'world'}})")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def _visitor(site, world, role: str) -> Visitor:
    token = {f"{site.prefix}csrf": "c" * 32}
    return Visitor(site, token | ({f"{site.prefix}session": world["sessions"][role]} if role != "nobody" else {}))


def send(visitor, path, file=None, **fields):
    """Send a form with a file, as a browser does. `file`: name and bytes."""
    edge, parts = "x" * 30, {"csrfmiddlewaretoken": "c" * 32} | fields
    body = "".join(f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in parts.items()).encode()
    for name, content in [file] if isinstance(file, tuple) else file or []:
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/html\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    body += f"--{edge}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    return visitor.ask(path, "POST", body, Origin=visitor.site.origin, **kind)


@pytest.fixture(scope="module")
def every(site, world, record_home) -> list[tuple[str, str]]:
    import os

    os.environ.setdefault("PALERMO_HOME", str(record_home))
    from palermo.workspace.serve import setup

    setup()
    from palermo.workspace.attachments.urls import urlpatterns

    assert {pattern.name for pattern in urlpatterns} == set(NEEDS), "say who may reach it"
    found = []
    for pattern in urlpatterns:
        route = "/work/" + str(pattern.pattern).replace("<str:ws>", world["workspace"])
        found.append((pattern.name, route.replace("<str:key>", world["commitment" if pattern.name == "quote" else "page"])))
    return found


def _suffices(role: str, needed: str | None) -> bool:
    return needed is not None and ROLES.index(role) >= ROLES.index(needed)


@pytest.mark.parametrize("role", ROLES)
def test_a_member_reaches_what_the_role_reaches(site, world, every, role):
    visitor = _visitor(site, world, role)
    for name, path in every:
        assert visitor.ask(path).status == (200 if _suffices(role, NEEDS[name][0]) else 404), (role, path)
        if NEEDS[name][1] is not None:
            status = send(visitor, path).status
            assert status == (422 if _suffices(role, NEEDS[name][1]) else 404), (role, path, status)
    for name, needed in KINDS_OWN.items():
        status = visitor.ask(f"/work/{world['workspace']}/attachment/{world['draft']}/{name}/").status
        assert status == (405 if name == "publish" else 200 if _suffices(role, needed) else 404), (role, name, status)


@pytest.mark.parametrize("role", STRANGERS)
def test_for_everybody_else_there_is_no_such_file_and_no_such_workspace(site, world, every, role):
    visitor = _visitor(site, world, role)
    own = [
        f"/work/{world['workspace']}/attachment/{world[kind]}/{end}" for kind in ("page", "draft") for end in ("", "original/")
    ]
    for path in [path for _name, path in every] + own:
        there, nowhere = visitor.ask(path), visitor.ask(path.replace(world["workspace"], str(uuid.uuid4())))
        assert (there.status, nowhere.status) == (404, 404), (role, path)
        assert "juniper" not in there.text.lower()
        assert _main(there.text) == _main(nowhere.text)
        headers = [
            {n: v for n, v in a.headers.items() if n not in ("Date", "Content-Length", "Set-Cookie")} for a in (there, nowhere)
        ]
        assert headers[0] == headers[1]
        assert send(visitor, path, ("a.html", files.PAGE)).status == 404


def _main(text: str) -> str:
    found = re.search(r"<main.*?</main>", text, re.DOTALL)
    return found[0] if found else text


def test_a_key_of_another_workspace_leads_nowhere(site, world):
    outsider = _visitor(site, world, "outsider")
    other = re.search(r'href="/work/([0-9a-f-]{36})/"', outsider.ask("/work/").text)[1]
    for end in ("", "original/", "edit/"):
        for key in (world["page"], "none", "../../key", "%2e%2e"):
            assert outsider.ask(f"/work/{other}/attachment/{key}/{end}").status == 404
    form = send(outsider, f"/work/{other}/new/attachment/?commitment={world['commitment']}", ("a.html", files.PAGE))
    assert form.status == 404
    assert "juniper" not in form.text.lower()


def test_a_reader_sees_no_draft_in_list_page_or_download(site, world):
    reader, base = _visitor(site, world, "reader"), f"/work/{world['workspace']}"
    assert "Juniper draft" not in reader.ask(f"{base}/files/").text
    assert "Juniper page" in reader.ask(f"{base}/files/").text
    for end in ("", "original/"):
        assert reader.ask(f"{base}/attachment/{world['draft']}/{end}").status == 404
    assert "Juniper draft" in _visitor(site, world, "contributor").ask(f"{base}/files/").text


def test_an_original_is_a_download_and_nothing_that_a_browser_would_run(site, world):
    answer = _visitor(site, world, "reader").ask(f"/work/{world['workspace']}/attachment/{world['page']}/original/")
    assert answer.text.startswith("<!doctype html><html><head><title>x</title><script>")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Juniper page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "allow" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_page_shows_the_text_escaped_and_no_markup_of_the_file(site, world):
    text = _visitor(site, world, "reader").ask(f"/work/{world['workspace']}/attachment/{world['page']}/").text
    assert "The juniper clause." in text
    assert "&lt;script&gt;alert(9)&lt;/script&gt;" in text
    assert "alert(1)" not in text
    assert "<script>" not in text
    assert "onload" not in text


def test_an_upload_is_kept_and_leads_to_the_evidence_of_its_commitment(site, world):
    writer, base = _visitor(site, world, "contributor"), f"/work/{world['workspace']}"
    path = f"{base}/new/attachment/?commitment={world['commitment']}"
    done = send(writer, path, ("..\\..\\x\r\ny.html", files.PAGE), mark="never", publisher="Gazette office")
    assert done.status == 302, done.text[-2000:]
    assert re.fullmatch(rf"{base}/commitment/{world['commitment']}/file/\?file=[0-9a-f-]{{36}}", done.leads_to)
    form = writer.ask(done.leads_to).text
    key = done.leads_to[-36:]
    assert f'<option value="{key}" selected>Gazette 12</option>' in form
    answer = writer.ask(
        f"{base}/commitment/{world['commitment']}/file/",
        "POST",
        f"csrfmiddlewaretoken={'c' * 32}&file={key}&quotation={files.WORDS.replace(' ', '+')}&where=top",
        Origin=site.origin,
    )
    assert answer.status == 302, answer.text[-1500:]
    page = writer.ask(f"{base}/commitment/{world['commitment']}/").text
    assert f"{base}/attachment/{key}/" in page
    status = _visitor(site, world, "manager").ask(f"{base}/commitment/{world['commitment']}/status/").text
    assert "Gazette 12 (a document)" in status


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", 422, "is no PDF, web page, plain text or Word document"),
        (files.zip_bomb(), 422, "made to do harm"),
        (b"Write to office@example.org", 422, "an e-mail address"),
        (b"", 422, "empty"),
    ],
    ids=["picture", "bomb", "details", "empty"],
)
def test_an_upload_that_is_refused_says_why_on_the_form(site, world, content, status, said):
    answer = send(
        _visitor(site, world, "contributor"), f"/work/{world['workspace']}/new/attachment/", ("a.pdf", content), mark="never"
    )
    assert answer.status == status
    assert said in answer.text


def test_two_files_at_once_and_a_request_beyond_the_limit_are_refused(site, world):
    writer, path = _visitor(site, world, "contributor"), f"/work/{world['workspace']}/new/attachment/"
    before = writer.ask(f"/work/{world['workspace']}/files/").text.count("<tr>")
    assert send(writer, path, [("a.txt", b"a"), ("b.txt", b"b")], mark="never").status == 400
    with suppress(BrokenPipeError, ConnectionResetError):  # it may hang up before it has heard all
        assert send(writer, path, ("a.txt", b"x" * 21_500_000), mark="never").status in (400, 413)
    assert writer.ask(f"/work/{world['workspace']}/files/").text.count("<tr>") == before


def test_a_capture_of_this_very_machine_is_refused_on_the_page(site, world):
    writer, path = _visitor(site, world, "contributor"), f"/work/{world['workspace']}/new/capture/"
    for address in (site.url, "http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "file:///etc/passwd"):
        answer = send(writer, path, address=address, mark="never")
        assert answer.status == 422
        assert re.search("public internet|usual ports|begin with http", answer.text), address


def test_a_file_is_erased_on_the_page_and_its_bytes_are_gone(site, world):
    chief, base = _visitor(site, world, "administrator"), f"/work/{world['workspace']}"
    made = send(chief, f"{base}/new/attachment/", ("a.txt", b"The juniper that goes."), mark="never").leads_to
    folder = site.home / "site" / "files" / uuid.UUID(world["workspace"]).hex
    held = {path.name for path in folder.iterdir() if b"that goes" in path.read_bytes()}
    assert len(held) == 1
    erased = chief.ask(f"{made}erase/", "POST", f"csrfmiddlewaretoken={'c' * 32}&reason=A+source+asked", Origin=site.origin)
    assert erased.status == 302
    assert not any((folder / name).exists() for name in held)
    page = chief.ask(made)
    assert page.status == 200
    assert "Reason: A source asked" in page.text
    assert "that goes" not in page.text
    assert chief.ask(f"{made}original/").status == 404


@pytest.mark.browser
def test_a_browser_saves_an_original_runs_none_of_it_and_the_pages_are_for_everybody(site, world, browser):
    if site.database != "sqlite":
        pytest.skip("a page is the same on each database")
    from axe_playwright_python.sync_playwright import Axe

    base = f"{site.url}/work/{world['workspace']}"
    cookie = {"name": "palermo_session", "value": world["sessions"]["administrator"], "url": site.url}
    context = browser.new_context(viewport={"width": 360, "height": 700})
    context.add_cookies([cookie])
    page, shown = context.new_page(), f"{base}/attachment/{world['page']}/"
    page.on("dialog", lambda dialog: pytest.fail(f"a script of the file ran: {dialog.message}"))
    page.goto(shown)
    with page.expect_download() as saved:
        page.click("text=Download the original")
    assert saved.value.suggested_filename == "Juniper page.html"
    assert Path(saved.value.path()).read_bytes().startswith(b"<!doctype html><html><head><title>x</title><script>")
    with suppress(Exception), page.expect_download():  # asked for as a page, it is still saved: nothing is shown
        page.goto(f"{shown}original/")
    assert page.url == shown
    quote = f"{base}/commitment/{world['commitment']}/file/?file={world['page']}"
    for address in (f"{base}/files/", f"{base}/new/attachment/", f"{base}/new/capture/", shown, f"{shown}edit/", quote):
        page.goto(address)
        found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    context.close()


def test_the_log_of_the_site_names_no_file_and_no_address(site, world):
    log = "".join(path.read_text() for path in site.home.glob("log-*")).lower()
    for words in ("juniper", "gazette", "traceback", "example.org"):
        assert words not in log, log[-3000:]
