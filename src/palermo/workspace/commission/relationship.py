"""The relationship that a workspace keeps: the two sides, the papers that bind them, working groups and offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.register.jurisdictions import jurisdictions
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Workspace


class Side(models.TextChoices):
    """Whose something is, as it is printed."""

    OURS = "ours", _("our side")
    THEIRS = "theirs", _("their side")


class LegalNature(models.TextChoices):
    """Whether a paper or a promise binds in law."""

    BINDING = "binding", _("binding")
    NON_BINDING = "non_binding", _("not binding")
    UNCLEAR = "unclear", _("unclear")


class Relationship(Item):
    """Two jurisdictions and the commission between them. `sender` and `host` are codes of the register; `us` says which is ours."""

    TITLE, WHAT = "commission", "relationship"
    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="relationship")
    sender = models.CharField(_("who asks"), max_length=3)
    host = models.CharField(_("who is asked"), max_length=3)
    us = models.CharField(
        _("our side"), max_length=6, choices=[("sender", _("who asks")), ("host", _("who is asked"))], default="sender"
    )
    commission = models.CharField(_("name of the commission"), max_length=200, blank=True)
    first_met = models.DateField(_("first met on"), null=True, blank=True)

    class Meta(Item.Meta):
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(sender=models.F("host")), name="relationship_has_two_sides"),
            models.CheckConstraint(condition=models.Q(us__in=["sender", "host"]), name="relationship_knows_our_side"),
        ]

    @property
    def our_name(self) -> str:
        """The name of our jurisdiction today."""
        return jurisdictions()[self.sender if self.us == "sender" else self.host].name().text

    def bound(self, side: str) -> frozenset[str]:
        """The codes of the jurisdictions that a commitment of a side (`commitments.Who`) binds: one, or both."""
        ours, theirs = (self.sender, self.host) if self.us == "sender" else (self.host, self.sender)
        return frozenset({"ours": {ours}, "theirs": {theirs}}.get(side, {ours, theirs}))

    @property
    def their_name(self) -> str:
        """The name of theirs."""
        return jurisdictions()[self.host if self.us == "sender" else self.sender].name().text


class Framework(Item):
    """A paper on which the relationship rests."""

    class Kind(models.TextChoices):
        """The form of the paper."""

        TREATY = "treaty", _("treaty")
        MEMORANDUM = "memorandum", _("memorandum")
        NOTES = "exchange_of_notes", _("exchange of notes")
        MINUTES = "agreed_minutes", _("agreed minutes")
        STATEMENT = "joint_statement", _("joint statement")
        PLAN = "action_plan", _("action plan")
        TERMS = "terms_of_reference", _("terms of reference")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        """Where the paper stands, as far as is known."""

        IN_FORCE = "in_force", _("in force")
        SIGNED = "signed", _("signed, not known to be in force")
        REPLACED = "replaced", _("replaced")
        ENDED = "ended", _("ended")
        UNKNOWN = "unknown", _("not known")

    TITLE, WHAT = "title", "framework"
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    date = models.DateField(_("date"))
    legal_nature = models.CharField(_("legal nature"), max_length=12, choices=LegalNature.choices, default=LegalNature.UNCLEAR)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    covers = models.TextField(_("what it is about"), blank=True)
    locator = models.CharField(_("where the record has it"), max_length=300, blank=True)

    class Meta(Item.Meta):
        ordering = ["date"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "treaty",
                        "memorandum",
                        "exchange_of_notes",
                        "agreed_minutes",
                        "joint_statement",
                        "action_plan",
                        "terms_of_reference",
                        "other",
                    ]
                ),
                name="framework_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(legal_nature__in=LegalNature.values), name="framework_legal_nature_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["in_force", "signed", "replaced", "ended", "unknown"]),
                name="framework_status_is_known",
            ),
        ]


class WorkingGroup(Item):
    """A working group of the commission, by subject."""

    TITLE, WHAT = "name", "group"
    name = models.CharField(_("name"), max_length=120)
    subject = models.TextField(_("subject"), blank=True)

    class Meta(Item.Meta):
        ordering = ["name"]


class Office(Item):
    """A focal office: an office, never a person and never a private number."""

    class Function(models.TextChoices):
        """What the office does for the commission."""

        MAIN = "main", _("main")
        ALTERNATE = "alternate", _("alternate")
        VALIDATING = "validating", _("validating")

    TITLE, WHAT = "name", "office"
    name = models.CharField(_("office (never a person)"), max_length=200)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    function = models.CharField(_("function"), max_length=10, choices=Function.choices, default=Function.MAIN)
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("working group"))

    class Meta(Item.Meta):
        ordering = ["side", "name"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(side__in=Side.values), name="office_side_is_known"),
            models.CheckConstraint(
                condition=models.Q(function__in=["main", "alternate", "validating"]), name="office_function_is_known"
            ),
        ]
