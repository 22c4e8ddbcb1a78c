"""Make a workspace, and look after who belongs to it."""

from django.db import transaction

from palermo.register.jurisdictions import resolve
from palermo.workspace.accounts.models import User
from palermo.workspace.commission.people import Membership, Role, Workspace
from palermo.workspace.commission.relationship import Relationship
from palermo.workspace.commission.saving import Refused, create, note_person, publish
from palermo.workspace.commission.table import Seat, SharedTable
from palermo.workspace.commission.text_check import look
from palermo.workspace.commission.words import _


def found(person: User, name: str, sender: str, host: str, *, us: str = "sender", commission: str = "") -> Workspace:
    """Make a workspace on a relationship, with its maker as administrator. UserError for an unknown jurisdiction or no name."""
    name = name.strip()[:120]
    if not name:
        raise Refused(_("Give the workspace a name."))
    look([name], confirmed=False)
    if Seat.objects.filter(person=person).exists():
        raise Refused(_("An account of the other side makes no workspace here."))
    one, other = resolve(sender), resolve(host)
    if one == other:
        raise Refused(_("A relationship has two sides."))
    with transaction.atomic():
        workspace: Workspace = Workspace.objects.create(name=name)
        Membership.objects.create(workspace=workspace, person=person, role=Role.ADMINISTRATOR)
        values = {"sender": one.code, "host": other.code, "us": us, "commission": commission.strip()[:200]}
        publish(create(Relationship, workspace, person, values), 1, person)  # the two sides are no draft
    return workspace


def table_of(workspace: Workspace) -> SharedTable:
    """The shared table of a workspace, made when it is first asked for."""
    table: SharedTable = SharedTable.objects.get_or_create(workspace=workspace)[0]
    return table


def set_role(workspace: Workspace, username: str, role: str, actor: User | None = None) -> None:
    """Let a person in, or change the role. Refused for an unknown name or role, and for whoever sits on the other side of the table."""
    person = User.objects.filter(username=username.strip(), is_active=True).first()
    if person is None or Seat.objects.filter(person=person).exists():
        raise Refused(
            _("Nobody was let in. Ask for the exact name of the account; the other side of the shared table cannot be let in.")
        )
    if role not in Role.values:
        raise Refused(_("Choose a role."))
    with transaction.atomic():
        _keep_an_administrator(workspace, person, role)
        Membership.objects.update_or_create(workspace=workspace, person=person, defaults={"role": role})
        note_person(workspace, actor, "set_role", f"{person.pk} {role}")


def remove(workspace: Workspace, username: str, actor: User | None = None) -> None:
    """Take a person's membership away. Refused for the last administrator."""
    with transaction.atomic():
        person = User.objects.filter(username=username.strip(), memberships__workspace=workspace).first()
        if person is None:
            raise Refused(_("That person is no member."))
        _keep_an_administrator(workspace, person, "")
        Membership.objects.filter(workspace=workspace, person=person).delete()
        note_person(workspace, actor, "remove", str(person.pk))


def _keep_an_administrator(workspace: Workspace, person: User, role: str) -> None:
    Workspace.objects.select_for_update().get(pk=workspace.pk)  # two who leave at once wait for each other
    others = workspace.memberships.filter(role=Role.ADMINISTRATOR, person__is_active=True).exclude(person=person)
    if role != "administrator" and not others.exists():
        raise Refused(_("Somebody has to stay administrator of the workspace."))
