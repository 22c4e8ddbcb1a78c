"""The forms of this room."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    """An archive to be brought in."""

    archive = forms.FileField(label=_("Archive (a .zip that palermo wrote)"))


class EndForm(forms.Form):
    """Why a workspace is erased, and its name, typed."""

    typed = forms.CharField(label=_("The name of the workspace, exactly as it stands"), max_length=120)
    reason = forms.CharField(label=_("Reason (stays for good: say nothing of the content)"), max_length=200)
