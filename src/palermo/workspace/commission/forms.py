"""The forms of the workspace: one for each kind of item, made from its model, and a few for acts.

No form asks for a person's name or the details of a case.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django import forms
from django.db import models
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.register.jurisdictions import jurisdictions
from palermo.register.vocabulary import gaps
from palermo.workspace.commission.commitments import Commitment, Status
from palermo.workspace.commission.evidence import Evidence, Proven, Verdict
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Answer, Ask, Meeting
from palermo.workspace.commission.people import Role, Workspace
from palermo.workspace.commission.practice import Card
from palermo.workspace.commission.relationship import Framework, Office, Relationship, WorkingGroup

_FRAME = ("mark", "embargoed_until")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item as pages know it: its model, the fields of its form, and what it is called.

    `typed`: a form alone makes and changes it; what comes as a file has pages of its own.
    """

    model: type[Item]
    fields: tuple[str, ...]
    label: Any
    typed: bool = True


KINDS: dict[str, Kind] = {
    "relationship": Kind(Relationship, ("commission", "first_met", *_FRAME), _("relationship")),
    "framework": Kind(Framework, ("title", "kind", "date", "legal_nature", "status", "covers", "locator", *_FRAME), _("framework document")),
    "group": Kind(WorkingGroup, ("name", "subject", *_FRAME), _("working group")),
    "office": Kind(Office, ("name", "side", "function", "group", *_FRAME), _("focal office")),
    "meeting": Kind(
        Meeting,
        ("title", "date", "ends", "place", "level", "group", "agenda", "indicators", "minutes", "decisions",
         "our_readout", "our_readout_at", "their_readout", "their_readout_at", *_FRAME),
        _("meeting"),
    ),
    "ask": Kind(
        Ask,
        ("meeting", "authority", "act", "object", "by_when", "basis", "shown_by", "offer", "caution", "gap", *_FRAME),
        _("ask"),
    ),
    "commitment": Kind(
        Commitment,
        ("title", "side", "form", "legal_nature", "standing", "declared_policy", "meeting", "ask", "date", "place", "level",
         "our_words", "our_language", "their_words", "their_language", "prevails", "our_readout", "their_readout",
         "our_office", "their_office", "due", "rhythm", "indicator", "baseline", "yearly_target",
         "our_resources", "their_resources", "after_funding", "gap", *_FRAME),
        _("commitment"),
    ),
    "card": Kind(Card, ("title", "kind", "what", "cautions", "gap", "precedent", "source", *_FRAME), _("practice card")),
    "evidence": Kind(Evidence, ("title", "source", "published", "locator", "quotation", "sha256", *_FRAME), _("evidence")),
}  # fmt: skip
FROZEN = ("title", *_FRAME)  # of evidence with a hash: the copy stays as it was made
OF_A_BRIEF = ("meeting", "offer", "caution", *_FRAME)  # the words of a brief's ask are the record's, and stay as they are


def _field(field: Any, **more: Any) -> Any:
    """The form field of a model's field: dates in the browser's own way, gaps and jurisdictions from their lists."""
    if isinstance(field, models.DateField):
        return field.formfield(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)
    if isinstance(field, models.TextField):
        return field.formfield(widget=forms.Textarea(attrs={"rows": 3}), **more)
    if field.name == "gap":
        listed = [("", "—"), *((code, gap.label) for code, gap in gaps().items())]
        return forms.ChoiceField(choices=listed, required=False, label=field.verbose_name)
    if field.name == "precedent" and field.max_length == 3:
        listed = [("", "—"), *sorted(((code, place.name().text) for code, place in jurisdictions().items()), key=lambda p: p[1])]
        return forms.ChoiceField(choices=listed, required=False, label=field.verbose_name)
    return field.formfield(**more)


@cache
def _form_class(what: str, fields: tuple[str, ...]) -> type[forms.ModelForm]:
    made: type[forms.ModelForm] = modelform_factory(KINDS[what].model, fields=fields, formfield_callback=_field)
    return made


def item_form(
    what: str, workspace: Workspace, data: Any = None, instance: Item | None = None, initial: Any = None
) -> forms.ModelForm:
    """The form of a kind of item; what it can point to is of the same workspace, and not erased."""
    fields = _fields(what, instance)
    form = _form_class(what, fields)(data, instance=instance, initial=initial)
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = field.queryset.filter(workspace=workspace, erased_at=None)
    return form


def _fields(what: str, instance: Item | None) -> tuple[str, ...]:
    """What may be written: of an item that copies the record or a file, only what is ours."""
    if isinstance(instance, Ask) and instance.claim_id:
        return OF_A_BRIEF
    return FROZEN if isinstance(instance, Evidence) and instance.sha256 else KINDS[what].fields


def _date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), required=False, **more)


class AnswerForm(forms.Form):
    """How an ask was answered."""

    answer = forms.ChoiceField(label=_("Answer"), choices=Answer.choices)
    answered_on = _date(_("Answered on"), required=False)
    answer_words = _text(_("In their words"))


class StatusForm(forms.Form):
    """A status with what it rests on. What is missing is said by the rule, in words."""

    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    day = _date(_("As it stood on"), initial=lambda: timezone.now().date())
    evidence = forms.ModelChoiceField(Evidence.objects.none(), label=_("Evidence"), required=False, empty_label=_("none"))
    searched = _text(_("What was searched (for: not started, no evidence available)"))
    searched_on = _date(_("Searched on"), required=False)
    asked = forms.CharField(label=_("Which office was asked (never a person)"), max_length=200, required=False)
    note = _text(_("Note"))

    def __init__(self, commitment: Commitment, data: Any = None) -> None:
        super().__init__(data)
        self.fields["evidence"].label_from_instance = lambda piece: f"{piece} ({piece.get_kind_display()})"
        self.fields["evidence"].queryset = commitment.evidence.filter(verdict=Verdict.ACCEPTED, erased_at=None)


class FromRecordForm(forms.Form):
    """Evidence from the record, by its place there."""

    locator = forms.CharField(label=_("Place in the record (table:… or text:…)"), max_length=400)


class FoundingForm(forms.Form):
    """A new workspace."""

    name = forms.CharField(label=_("Name of the workspace"), max_length=120)
    sender = forms.CharField(label=_("Who asks"), max_length=80, initial="USA")
    host = forms.CharField(label=_("Who is asked"), max_length=80)
    us = forms.ChoiceField(label=_("Our side"), choices=Relationship._meta.get_field("us").choices)
    commission = forms.CharField(label=_("Name of the commission"), max_length=200, required=False)


class MemberForm(forms.Form):
    """A person and a role."""

    username = forms.CharField(label=_("Name of the account"), max_length=150)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class CodeForm(forms.Form):
    """A partner's code."""

    code = forms.CharField(label=_("The partner's code"), max_length=64)


class SeatForm(forms.Form):
    """Somebody of the other side."""

    username = forms.CharField(label=_("Name of the account"), max_length=150)


class ReasonForm(forms.Form):
    """Why an item is erased."""

    reason = forms.CharField(label=_("Reason (stays for good: say nothing of the content)"), max_length=200)


DOCUMENT = Proven.DOCUMENT
