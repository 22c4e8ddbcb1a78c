"""The agenda of a meeting as a file: what the record supports asking, and of the workspace only what its marks let out."""

import datetime as dt
import io
import zipfile

import pytest
from commission_database import account, commitment, database, workspace
from test_leaving_pages import _plain_files

DAY = dt.date(2017, 2, 22)
pytestmark = [pytest.mark.usefixtures("database"), pytest.mark.filterwarnings("ignore:No directory at")]
__all__ = ["_plain_files", "database"]
WORDS = {
    "sentence": "By May, Cuba's government should publish the contracts of three missions.",
    "authority": "government",
    "act": "publish",
    "object": "contracts",
    "by_when": "May",
    "basis": "said in January",
    "shown_by": "the gazette",
    "caution": "no names",
}


@pytest.fixture
def chief():
    return account("chief")


@pytest.fixture
def ws(chief):
    return workspace(chief)


@pytest.fixture
def make(ws, chief):
    """Makes an item and shows it to every member."""
    from palermo.workspace.commission import models, saving

    def made(kind, published=True, **values):
        item = saving.create(getattr(models, kind), ws, chief, values)
        if published:
            saving.publish(item, 1, chief)
        return type(item).objects.get(pk=item.pk)

    return made


def agenda(ws, person, meeting):
    from palermo.briefing.check import check
    from palermo.workspace.commission import may
    from palermo.workspace.commission.agendas import agenda_of

    paper = agenda_of(may.member(person, ws.key), meeting)
    assert check(paper) == []
    return paper


def said(paper):
    return [claim.text for claim in paper.claims if claim.basis == "agreed"]


def test_what_never_leaves_is_not_in_the_file_and_that_is_what_everything_typed_is(ws, chief, make):
    meeting = make("Meeting", title="Fifth talks", date=DAY, indicators="Contracts published", agenda="Visas")
    make("Ask", meeting=meeting, answer="refused", answered_on=dt.date(2017, 1, 13), gap="law_forms_missing", **WORDS)
    commitment(ws, chief)
    paper = agenda(ws, chief, meeting)
    assert said(paper) == []
    assert paper.occasion is None
    assert [len(section.asks) for section in paper.sections if section.id == "asks"] == [3]


def test_what_may_leave_is_printed_with_the_strictest_mark_at_the_head(ws, chief, make):
    from palermo.briefing.render.layout import head

    free = {"mark": "attributable"}
    meeting = make("Meeting", title="Fifth talks", date=DAY, indicators="Contracts published", **free)
    make(
        "Ask",
        answer="noted",
        answered_on=dt.date(2017, 1, 13),
        answer_words="We will see.",
        gap="law_forms_missing",
        **free,
        **WORDS,
    )
    make("Ask", meeting=meeting, **free, **WORDS)
    commitment(ws, chief, mark="not_attributable", due=dt.date(2017, 6, 1))
    paper = agenda(ws, chief, meeting)
    assert said(paper) == [
        f"Noted, and not accepted on 13 January 2017, in their words: “We will see.”; asked then: “{WORDS['sentence']}”",
        f"An ask of our side: “{WORDS['sentence']}”",
        "Indicators to be discussed: “Contracts published”.",
        "Their side's: “Amend the penal code on trafficking”, made on 13 January 2017, due on 1 June 2017; claimed by us.",
    ]
    assert paper.occasion == "Fifth talks"
    assert head(paper).audience == "For our own side only: not to be attributed to us"


def test_a_reader_finds_no_draft_in_it_and_nobody_what_is_under_embargo(ws, chief, make):
    from palermo.workspace.commission.founding import set_role

    reader, later = account("reader"), dt.datetime.now(dt.UTC).date() + dt.timedelta(days=30)
    set_role(ws, reader.username, "reader")
    meeting = make("Meeting", title="Fifth talks", date=DAY, mark="public", indicators="Contracts", embargoed_until=later)
    make("Ask", published=False, meeting=meeting, mark="public", **WORDS)
    assert said(agenda(ws, reader, meeting)) == []
    assert said(agenda(ws, chief, meeting)) == [f"An ask of our side: “{WORDS['sentence']}”"]


def test_the_asks_of_the_meeting_are_the_asks_of_its_agenda(ws, chief, make):
    from palermo.briefing.brief import brief
    from palermo.record.opened import opened
    from palermo.register.jurisdictions import resolve
    from palermo.workspace.commission.asking import asks_of, take

    meeting = make("Meeting", title="Fifth talks", date=DAY)
    with opened(DAY) as record:
        paper = brief(record, resolve("Cuba"), resolve("USA"))
        plan, law, _ = asks_of(paper)
        for ask in (plan, law):
            taken = take(meeting, paper, ask.id, chief)
            type(taken).objects.filter(pk=taken.pk).update(mark="attributable")
    made = agenda(ws, chief, meeting)
    assert [ask.id for ask in asks_of(made)] == [plan.id, law.id]
    assert said(made) == [], "an ask is not printed twice"


def test_it_is_given_as_a_word_file_and_not_in_a_form_that_there_is_not(ws, chief, make, rf_get):
    from palermo.workspace.commission.may import NotSeen
    from palermo.workspace.commission.views.acts import agenda as view

    meeting = make("Meeting", title="Fifth talks", date=DAY)
    answer = view(rf_get(chief), str(ws.key), str(meeting.key), "docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="agenda-CUB-2017-02-22.docx"'
    assert "word/footnotes.xml" in zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    for person, form in ((chief, "exe"), (account("stranger"), "docx")):
        with pytest.raises(NotSeen):
            view(rf_get(person), str(ws.key), str(meeting.key), form)


@pytest.fixture
def rf_get():
    from django.test import RequestFactory

    def get(person):
        request = RequestFactory().get("/")
        request.user = person
        return request

    return get


def test_where_ours_is_the_side_that_is_asked_no_paper_of_the_sender_is_offered(ws, chief, make):
    from django.urls import reverse
    from test_leaving_pages import visitor

    meeting = make("Meeting", title="Fifth talks", date=DAY)
    address = reverse("commission:item", args=[ws.key, "meeting", meeting.key])
    asked, taken = f"{address}from-brief/", reverse("commission:agenda", args=[ws.key, meeting.key, "html"])
    assert [visitor(chief).get(path).status_code for path in (asked, taken)] == [200, 200]
    type(ws.relationship).objects.filter(pk=ws.relationship.pk).update(us="host")
    assert [visitor(chief).get(path).status_code for path in (asked, taken)] == [404, 404]
    page = visitor(chief).get(address).content.decode()
    assert asked not in page
    assert taken not in page
