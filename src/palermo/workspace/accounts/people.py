"""People with an account: administrators invite, change what somebody may do, and close accounts."""

from django.contrib import messages
from django.db import transaction
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
    return render(
        request, "accounts/people.html", {"people": User.objects.order_by("username"), "code": code, "open": open_codes}
    )


@transaction.atomic
def _change(request: HttpRequest, action: str) -> None:
    """Change what one person may do. Administrators are held while it lasts: two who dismiss each other at once cannot both succeed."""
    in_office = set(User.objects.select_for_update().filter(is_staff=True, is_active=True).values_list("pk", flat=True))
    number = request.POST.get("person", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10) or request.user.pk not in in_office:
        raise Http404
    person = get_object_or_404(User.objects.select_for_update(), pk=int(number))
    if action == "review":
        person.may_review = not person.may_review
    elif action == "administrator":
        person.is_staff = not person.is_staff
    elif action == "close":
        person.is_active = not person.is_active
    else:
        raise Http404
    if not (person.is_staff and person.is_active) and in_office <= {person.pk}:
        messages.error(request, _("Somebody has to stay administrator."))
        return
    person.save()
