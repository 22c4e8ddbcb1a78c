"""The forms of files: upload, capture, and words of a file as evidence."""

from typing import Any

from django import forms
from django.forms import modelform_factory

from palermo.workspace.attachments.limits import LARGEST, LONGEST_ADDRESS
from palermo.workspace.attachments.models import Attachment
from palermo.workspace.attachments.words import _lazy as _
from palermo.workspace.commission.marks import Mark
from palermo.workspace.commission.may import visible
from palermo.workspace.commission.people import Membership


def _date(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=False)


class _Said(forms.Form):
    """What a person writes of a file that comes."""

    title = forms.CharField(label=_("What it is (no person's name; empty: its own title)"), max_length=200, required=False)
    publisher = forms.CharField(label=_("Who published it"), max_length=200, required=False)
    published = forms.CharField(label=_("Published on"), max_length=10, required=False)
    mark = forms.ChoiceField(label=_("Who may see it"), choices=Mark.choices, initial=Mark.NEVER)
    embargoed_until = _date(_("Under embargo until"))


class UploadForm(_Said):
    """A document."""

    field_order = ["file"]
    file = forms.FileField(
        label=_("File (PDF, web page, plain text or Word document)"),
        max_length=255,
        help_text=_("At most %(n)s MB.") % {"n": LARGEST // 1_000_000},
    )


class CaptureForm(_Said):
    """A page of the web."""

    field_order = ["address"]
    address = forms.CharField(label=_("Address of the page"), max_length=LONGEST_ADDRESS)


EditForm = modelform_factory(
    Attachment,
    fields=Attachment.WRITTEN,
    widgets={"embargoed_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
)


class QuoteForm(forms.Form):
    """Words of a file as evidence."""

    file = forms.ModelChoiceField(Attachment.objects.none(), label=_("File"), to_field_name="key")
    quotation = forms.CharField(label=_("The words that show it"), widget=forms.Textarea(attrs={"rows": 4}))
    where = forms.CharField(label=_("Page or section"), max_length=100, required=False)

    def __init__(self, membership: Membership, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["file"].queryset = visible(membership, Attachment).filter(erased_at=None)
