"""People with an account: administrators invite, change what somebody may do, and close accounts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.workspace.accounts.invitations import invite
from palermo.workspace.accounts.models import Invitation, User


def page(request: HttpRequest) -> HttpResponse:
    """The list, with a form for each change. Http404 for whoever is no administrator."""
    if not request.user.is_staff:
        raise Http404
    code = ""
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action == "invite":
            code = invite(request.user, administrator="administrator" in request.POST, may_review="may_review" in request.POST)
        else:
            _change(request, action)
            return redirect("accounts:people")
    open_codes = Invitation.objects.filter(used_at=None, expires__gt=timezone.now()).count()
    return render(request, "accounts/people.html", {"people": User.objects.order_by("username"), "code": code, "open": open_codes})


def _change(request: HttpRequest, action: str) -> None:
    person = get_object_or_404(User, pk=request.POST.get("person"))
    if action == "review":
        person.may_review = not person.may_review
    elif action == "administrator":
        person.is_staff = not person.is_staff
    elif action == "close":
        person.is_active = not person.is_active
    else:
        raise Http404
    if not User.objects.filter(is_staff=True, is_active=True).exclude(pk=person.pk).exists() and not (
        person.is_staff and person.is_active
    ):
        messages.error(request, _("Somebody has to stay administrator."))
        return
    person.save()
