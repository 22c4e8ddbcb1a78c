"""Acts on asks and commitments: an ask from the brief, its answer, evidence, a change of status."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palermo.briefing.check import check
from palermo.errors import PalermoError, UserError
from palermo.register.dates import parse_as_of
from palermo.workspace.commission import agendas, asking, may, proposals, rules, saving
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.forms import DOCUMENT, AnswerForm, FromRecordForm, StatusForm, item_form
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.views import showing
from palermo.workspace.commission.views.common import attempt, confirmed, form_page, quick, seen, typed
from palermo.workspace.commission.words import _
from palermo.workspace.pages.papers import paper_on
from palermo.workspace.reading import record_at


def from_brief(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """The asks of the brief as of a day, to be put on the agenda. The paper is checked before anything is shown."""
    membership = may.member(request.user, ws, "draft")
    meeting = may.standing(membership, Meeting, key)
    day, why = _day(request)
    paper = paper_of(membership, day) if day else None
    if request.method == "POST" and paper is not None:
        chosen = request.POST.getlist("ask")
        return quick(
            request,
            lambda: asking.take_all(meeting, paper, chosen, request.user),
            reverse("commission:item", args=[ws, "meeting", meeting.key]),
            _("On the agenda, as drafts: %(n)s.") % {"n": len(chosen)},
        )
    context = {
        "membership": membership,
        "workspace": membership.workspace,
        "meeting": meeting,
        "on": day,
        "why": why,
        "asks": asking.asks_of(paper) if paper else (),
        "numbers": paper.numbers if paper else {},
        "taken": set(meeting.asks.filter(erased_at=None).values_list("claim_id", flat=True)),
    }
    return render(request, "commission/from_brief.html", context)


def _day(request: HttpRequest) -> tuple[dt.date | None, str]:
    asked = (request.POST.get("on") or request.GET.get("on") or "").strip()
    try:
        today = timezone.now().date()
        return (min(parse_as_of(asked), today) if asked else today), ""
    except UserError as error:
        return None, str(error)


def paper_of(membership: Membership, day: dt.date) -> Any:
    """The checked brief for our own side, as of a day. NotSeen where ours is the side that is asked: briefs are the sender's papers."""
    between = membership.workspace.relationship
    if between.us != "sender":
        raise may.NotSeen
    return paper_on(record_at(day), between.host, between.sender, "own")


@require_safe
def agenda(request: HttpRequest, ws: str, key: str, form: str) -> HttpResponse:
    """The agenda of a meeting as a file, for our own side. It is checked before it is given."""
    membership = may.member(request.user, ws)
    meeting = may.item(membership, Meeting, key)
    if form not in showing.files() or membership.workspace.relationship.us != "sender":  # an agenda is the sender's paper
        raise may.NotSeen
    paper = agendas.agenda_of(membership, meeting)
    if check(paper):
        raise PalermoError("This agenda does not hold: a value could not be read again at its source. Please report it.")
    name = f"agenda-{paper.case.place.code}-{meeting.date.isoformat()}.{form}"
    answer = HttpResponse(showing.written(paper, form), content_type=showing.FILES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def answer(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Write down how an ask was answered."""
    membership = may.member(request.user, ws, "draft")
    ask = may.item(membership, Ask, key)
    if not may.may_edit(membership, ask):
        raise may.NotSeen
    may.note_reading(request.user, ask)
    initial = {name: getattr(ask, name) for name in ("answer", "answered_on", "answer_words")}
    form = AnswerForm(request.POST or None, initial=initial)
    done = None
    if request.method == "POST":
        done = attempt(
            form,
            lambda s: asking.answer(
                ask, seen(request), request.user, s["answer"], s["answered_on"], s["answer_words"], confirmed=confirmed(request)
            ),
            ask,
        )
    if done:
        return redirect("commission:item", ws, "ask", ask.key)
    return form_page(request, membership, form, _("The answer"), item=ask, what="ask")


def status(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Change the status of a commitment, with what it rests on."""
    membership = may.member(request.user, ws, "decide")
    commitment = may.standing(membership, Commitment, key)
    form = StatusForm(commitment, request.POST or None)
    done = attempt(form, lambda said: _status(request, commitment, said), commitment) if request.method == "POST" else None
    if done:
        messages.success(request, _("The status is changed."))
        return redirect("commission:item", ws, "commitment", commitment.key)
    ways = (("from_record", _("From the record")), ("document", _("A document")))
    offers = [(reverse("attachments:quote", args=[ws, key]), _("A file or captured page"))]
    offers += [(reverse(f"commission:{name}", args=[ws, key]), label) for name, label in ways]
    note = _("What a status rests on is added first, and chosen here:")
    context = {"item": commitment, "what": "commitment", "offers": offers, "note": note}
    return form_page(request, membership, form, _("Change the status"), **context)


def _status(request: HttpRequest, commitment: Commitment, said: dict[str, Any]) -> Commitment:
    return rules.change_status(
        commitment,
        seen(request),
        request.user,
        said["status"],
        day=said["day"],
        evidence=said["evidence"],
        search=rules.Search(said["searched"], said["searched_on"], said["asked"]),
        note_text=said["note"],
        confirmed=confirmed(request),
    )


def document(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Add a document as evidence."""
    membership = may.member(request.user, ws, "draft")
    commitment = may.standing(membership, Commitment, key)
    form = item_form("evidence", membership.workspace, request.POST or None)
    done = None
    if request.method == "POST":
        more = {"commitment": commitment, "kind": DOCUMENT, "decided_by": request.user, "decided_at": timezone.now()}
        done = attempt(
            form,
            lambda said: saving.create(Evidence, membership.workspace, request.user, said | more, confirmed=confirmed(request)),
        )
    if done:
        return redirect("commission:item", ws, "commitment", commitment.key)
    return form_page(request, membership, form, _("A document as evidence"), item=commitment, what="commitment")


def from_record(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Add a fact or finding of the record as evidence, by its place."""
    membership = may.member(request.user, ws, "draft")
    commitment = may.standing(membership, Commitment, key)
    form = FromRecordForm(request.POST or None)
    done = None
    if request.method == "POST":
        done = attempt(form, lambda s: proposals.add(commitment, record_at(None), s["locator"].strip(), request.user))
    if done:
        return redirect("commission:item", ws, "commitment", commitment.key)
    return form_page(request, membership, form, _("Evidence from the record"), item=commitment, what="commitment")


@require_POST
def decide(request: HttpRequest, ws: str, key: str) -> HttpResponse:
    """Accept or reject a proposed finding, or one that was decided before."""
    membership = may.member(request.user, ws, "decide")
    commitment = may.standing(membership, Commitment, key)
    locator, verdict = typed(request, "locator"), typed(request, "verdict")
    return quick(
        request,
        lambda: proposals.decide(commitment, record_at(None), locator, request.user, verdict),
        reverse("commission:item", args=[ws, "commitment", commitment.key]) + "#evidence",
        _("Decided, and kept with a copy of what the record says."),
    )
