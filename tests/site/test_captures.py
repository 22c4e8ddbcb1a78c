"""A capture asks public pages and nothing else, whatever an address, a resolver or a server says."""

import datetime as dt
import ipaddress
import socket
import ssl
import time
from dataclasses import replace

import pytest
from web_of_our_own import HERE, PAGE, answer, bomb, leads_to, slowly, way, web

pytestmark = pytest.mark.usefixtures("_django")


@pytest.fixture(scope="module")
def _django(record_home):
    import os

    os.environ.setdefault("PALERMO_HOME", str(record_home))
    from palermo.workspace.serve import setup

    setup()


def fetch(address, way=None):
    from palermo.workspace.attachments.web import fetch

    return fetch(address, way)


def refused(address, way=None, match=None):
    from palermo.workspace.commission.saving import Refused

    with pytest.raises(Refused, match=match) as told:
        fetch(address, way)
    return str(told.value)


# Which addresses -----------------------------------------------------------------------------------------------------------------

NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "169.254.0.1", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1",
    "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:7f00:1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1", "2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fe80::1", "fe80::1%1", "fec0::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_of_this_house_or_of_no_public_use_is_none_of_the_public_internet(address):
    from palermo.workspace.attachments.reach import public

    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4001::1"])
def test_an_address_of_the_public_internet_is_one(address):
    from palermo.workspace.attachments.reach import public

    assert public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://0/",
        "http://0x7f.0.0.1/", "http://017700000001/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/",
        "http://[::]/", "http://localhost/", "http://LOCALHOST./", "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://0xA9FEA9FE/", "https://127.0.0.1/", "http://127.0.0.1\t/",
    ],
)  # fmt: skip
def test_however_it_is_written_this_machine_is_not_asked(address, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was tried"))
    refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://gazette.example/", "gopher://127.0.0.1:70/_x", "data:text/html,x", "javascript:alert(1)",
        "//gazette.example/", "gazette.example", "", "http://", "http:///etc/passwd", "http://[::1", "http://a b/", "unix:/run/x",
        "http://gazette.example:99999/", "http://gazette.example/" + "a" * 400, "http://gazette.example/\r\nHost: x",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_web_page_is_refused_before_anything_is_resolved(address):
    from palermo.workspace.attachments.web import Way

    refused(address, Way(resolve=lambda *_: pytest.fail("a name was resolved")))


@pytest.mark.parametrize("who", ["user:secret@", "user@", ":@", "gazette.example%40"])
def test_an_address_with_a_name_or_a_password_is_refused(who):
    from palermo.workspace.attachments.web import Way

    said = refused(f"http://{who}127.0.0.1/", Way(resolve=lambda *_: ["127.0.0.1"]))
    assert "name or a password" in said or "public internet" in said or "no address" in said


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8080, 444])
def test_only_the_usual_ports_of_the_web_are_asked(port):
    refused(f"http://gazette.example:{port}/", match="ports")


def test_a_host_of_which_one_address_is_private_is_not_asked_at_the_others():
    from palermo.workspace.attachments.web import Way

    for order in (["93.184.215.14", "10.0.0.1"], ["::1", "93.184.215.14"]):
        refused("https://gazette.example/", Way(resolve=lambda *_, order=order: order), match="public internet")


def test_a_private_host_and_one_that_is_down_are_told_apart_by_nothing_that_a_server_says():
    from palermo.workspace.attachments.web import Way

    said = {refused("http://intranet/", Way(resolve=lambda *_, a=a: [a])) for a in ("10.0.0.1", "169.254.169.254", "::1")}
    assert len(said) == 1


# What is sent ----------------------------------------------------------------------------------------------------------------------


def test_a_page_comes_with_its_address_and_day_and_nothing_is_sent_that_tells_who_asks():
    with web({"/law": answer(Set_Cookie="id=1; Path=/")}) as served:
        page = fetch(served.at("/law?a=1#part"), way(served))
    assert page.content == PAGE
    assert page.address == served.at("/law?a=1")
    assert abs((dt.datetime.now(dt.UTC) - page.at).total_seconds()) < 60
    (asked,) = served.asked
    assert asked.startswith("GET /law?a=1 HTTP/1.1\r\n")
    names = {line.partition(":")[0].lower() for line in asked.split("\r\n")[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert f"Host: gazette.example:{served.port}" in asked
    assert "palermo" not in asked


def test_a_cookie_that_was_set_is_not_sent_on_the_way_and_no_referrer_is():
    with web({"/": leads_to("/next").replace(b"Location", b"Set-Cookie: id=1; Path=/\r\nLocation"), "/next": answer()}) as served:
        fetch(served.at("/"), way(served))
    assert len(served.asked) == 2
    assert "cookie" not in served.asked[1].lower()
    assert "referer" not in served.asked[1].lower()


def test_no_proxy_of_the_environment_comes_between(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with web({"/": answer()}) as served:
        assert fetch(served.at("/"), way(served)).content == PAGE


# The address that was checked is the one that is asked ---------------------------------------------------------------------------------


def test_a_name_is_resolved_once_and_an_answer_that_changes_leads_nowhere_else():
    """Rebinding: the second answer, for whoever would ask again, is the private address."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])
    with web({"/": answer()}) as served:
        assert fetch(served.at("/"), way(served, resolve=lambda *_: next(answers))).content == PAGE
    assert next(answers) == ["10.0.0.1"], "it was asked once"


def test_on_the_next_step_the_name_is_resolved_and_checked_again():
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    with web({"/": leads_to("/again"), "/again": answer()}) as served:
        refused(served.at("/"), way(served, resolve=lambda *_: next(answers)), match="public internet")
    assert len(served.asked) == 1


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    tried = []
    real = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda where, *a, **k: (tried.append(where), real(where, *a, **k))[1])
    with web({"/": answer()}) as served:
        fetch(served.at("/"), way(served))
    assert tried == [("127.0.0.1", served.port)], "never the name"


@pytest.mark.parametrize(
    "where",
    [
        "http://127.0.0.2/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/", "http://2130706434/",
        "file:///etc/passwd", "ftp://gazette.example/", "http://user:pass@gazette.example/", "//10.0.0.1/x", "http://gazette.example:22/",
        "javascript:alert(1)", "http://[::ffff:10.0.0.1]/",
    ],
)  # fmt: skip
def test_a_page_that_leads_where_nobody_may_go_is_not_followed(where):
    def resolve(host, port):
        from palermo.workspace.attachments.reach import system

        return ["127.0.0.1"] if host == "gazette.example" else system(host, port)

    with web({"/": leads_to(where)}) as served:
        from dataclasses import replace

        open_ports = replace(way(served, resolve), ports=frozenset({80, 443, served.port}))
        refused(served.at("/"), open_ports)
    assert len(served.asked) == 1


def test_a_page_that_leads_on_for_ever_is_given_up():
    with web({"/": leads_to("/")}) as served:
        refused(served.at("/"), way(served), match="too many times")
    assert len(served.asked) == 6


def test_the_page_that_is_kept_is_named_by_the_address_that_gave_it():
    with web({"/": leads_to("/moved", "301 Moved Permanently"), "/moved": answer()}) as served:
        assert fetch(served.at("/"), way(served)).address == served.at("/moved")


# TLS -------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for gazette.example, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), dt.datetime.now(dt.UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "gazette.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - dt.timedelta(1)).not_valid_after(now + dt.timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("gazette.example")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("tls")
    plain = serialization.NoEncryption()
    (folder / "key").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    (folder / "certificate").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder


def _server(folder, names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    return context


def test_tls_is_asked_for_the_name_although_the_connection_goes_to_the_address(certificate):
    names = []
    trusting = lambda: ssl.create_default_context(cafile=str(certificate / "certificate"))  # noqa: E731
    with web({"/": answer()}, _server(certificate, names)) as served:
        assert fetch(served.at("/", scheme="https"), way(served, tls=trusting)).content == PAGE
        refused(served.at("/", host="other.example", scheme="https"), way(served, tls=trusting), match="show that it is")
    assert names == ["gazette.example", "other.example"]
    assert "Host: gazette.example" in served.asked[0]


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate):
    with web({"/": answer()}, _server(certificate, [])) as served:
        refused(served.at("/", scheme="https"), way(served), match="show that it is")
    assert served.asked == []


def test_no_step_leads_from_https_back_to_http(certificate):
    trusting = lambda: ssl.create_default_context(cafile=str(certificate / "certificate"))  # noqa: E731
    with web({"/": leads_to("http://gazette.example/")}, _server(certificate, [])) as served:
        from dataclasses import replace

        both = replace(way(served, tls=trusting), ports=frozenset({80, served.port}))
        refused(served.at("/", scheme="https"), both, match="from https to http")


# Limits -----------------------------------------------------------------------------------------------------------------------------


def test_a_body_that_unpacks_without_end_is_given_up_early():
    packed = bomb(60)
    assert len(packed) < 100_000
    with web({"/": answer(packed, Content_Encoding="gzip")}) as served:
        refused(served.at("/"), way(served, most=1_000_000), match="larger than 1 MB")


def test_a_packed_page_is_unpacked_and_other_packing_is_refused():
    import gzip
    import zlib

    twice = gzip.compress(gzip.compress(PAGE))
    pages = {
        "/gzip": answer(gzip.compress(PAGE), Content_Encoding="gzip"),
        "/twice": answer(twice, Content_Encoding="gzip, gzip"),
        "/deflate": answer(zlib.compress(PAGE), Content_Encoding="deflate"),
        "/br": answer(PAGE, Content_Encoding="br"),
    }
    with web(pages) as served:
        assert fetch(served.at("/gzip"), way(served)).content == PAGE
        for path in ("/twice", "/deflate", "/br"):
            refused(served.at(path), way(served), match="not asked for")


def test_a_body_without_end_is_given_up():
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    with web({"/": lambda connection: slowly(connection, head, b"x" * 100_000, 0, 10)}) as served:
        begun = time.monotonic()
        refused(served.at("/"), way(served, most=2_000_000), match="larger than 2 MB")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("head", "piece"),
    [(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"), (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), (b"", b"")],
    ids=["its body drips", "its headers drip", "nothing comes"],
)
def test_a_server_that_drips_is_given_up_when_the_time_in_all_is_over(head, piece):
    with web({"/": lambda connection: slowly(connection, head, piece, 0.05, 8)}) as served:
        begun = time.monotonic()
        refused(served.at("/"), way(served, seconds=0.6), match="too long")
    assert time.monotonic() - begun < 3


def test_steps_that_each_take_a_while_share_the_time_in_all():
    def step(connection):
        time.sleep(0.25)
        connection.sendall(leads_to("/"))

    with web({"/": step}) as served:
        refused(served.at("/"), way(served, seconds=0.6), match="too long")


def test_a_resolver_that_never_answers_is_given_up():
    def resolve(host, port):
        time.sleep(2)
        return ["127.0.0.1"]

    with web({"/": answer()}) as served:
        begun = time.monotonic()
        refused(served.at("/"), way(served, resolve, seconds=0.3), match="too long")
    assert time.monotonic() - begun < 1.5
    assert served.asked == []


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oops", "206 Partial Content", "204 No Content", "401 No", "304 Same"])
def test_what_is_no_page_is_not_kept(status):
    with web({"/": answer(b"" if status[:3] in ("204", "304") else b"x", status)}) as served:
        refused(served.at("/"), way(served), match=status[:3])


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno",
    ],
    ids=["half", "another protocol", "nothing", "badly packed"],
)
def test_half_an_answer_and_one_that_is_none_are_refused(said):
    with web({"/": said}) as served:
        refused(served.at("/"), way(served), match="broke off")


def test_a_host_that_listens_to_nobody_is_refused_in_words():
    with web({}) as served, socket.socket() as deaf:
        deaf.bind((str(HERE), 0))  # a port that is taken, at which nobody listens
        there = replace(served, port=deaf.getsockname()[1])
        refused(there.at("/"), way(there), match="cannot be reached")


def test_the_site_knows_no_other_way_than_the_public_one():
    from palermo.workspace.attachments.reach import public, system
    from palermo.workspace.attachments.web import Way

    site = Way()
    assert (site.resolve, site.may_reach, site.ports) == (system, public, frozenset({80, 443}))
    assert not site.may_reach(HERE)
