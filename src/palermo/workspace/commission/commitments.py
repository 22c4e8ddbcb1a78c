"""A commitment as it is really made: by whom, in which words, how it stands, and how far it was carried out."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Ask, Level, Meeting
from palermo.workspace.commission.relationship import LegalNature, Office


class Who(models.TextChoices):
    """Whose commitment it is."""

    OURS = "ours", _("our side")
    THEIRS = "theirs", _("their side")
    JOINT = "joint", _("both sides together")


class Form(models.TextChoices):
    """The form in which it was made."""

    MINUTES = "agreed_minutes", _("agreed minutes")
    STATEMENT = "joint_statement", _("joint statement")
    MEMORANDUM = "memorandum", _("memorandum")
    NOTES = "exchange_of_notes", _("exchange of notes")
    PLAN = "action_plan", _("action plan")
    LETTER = "letter", _("letter")
    ORAL = "oral", _("by word of mouth")


class Standing(models.TextChoices):
    """Whether both sides say that it was made."""

    AGREED = "agreed", _("agreed")
    BY_US = "claimed_by_us", _("claimed by us")
    BY_THEM = "claimed_by_them", _("claimed by them")
    DISPUTED = "disputed", _("disputed")


class Prevails(models.TextChoices):
    """Which text prevails."""

    OURS = "ours", _("ours")
    THEIRS = "theirs", _("theirs")
    BOTH = "both", _("both alike")
    NOT_STATED = "not_stated", _("not stated")


class Rhythm(models.TextChoices):
    """How often it is to be done, or reported on."""

    ONCE = "once", _("once")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half_yearly", _("twice a year")
    YEARLY = "yearly", _("every year")
    EACH_MEETING = "each_meeting", _("at each meeting")
    ONGOING = "ongoing", _("all the time")


class Status(models.TextChoices):
    """How far it was carried out; empty until somebody has looked."""

    NOT_STARTED = "not_started", _("not started")
    LIMITED = "limited", _("limited")
    SUBSTANTIAL = "substantial", _("substantial")
    COMPLETE = "complete", _("complete")
    WITHDRAWN = "withdrawn", _("withdrawn")
    NO_EVIDENCE = "no_evidence_available", _("no evidence available")


SEARCHED = ("not_started", "no_evidence_available")  # what rests on a search that found nothing
OPEN = ("", "not_started", "limited", "substantial", "no_evidence_available")


def _known(name: str, choices: type[models.TextChoices], *, empty: bool = False) -> models.CheckConstraint:
    values = ["", *choices.values] if empty else choices.values
    return models.CheckConstraint(condition=models.Q(**{f"{name}__in": values}), name=f"commitment_{name}_is_known")


class Commitment(Item):
    """One promise. `status` is never written directly: `rules.change_status` does it, with evidence, and the database looks too."""

    TITLE, WHAT = "title", "commitment"
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="commitments",
        verbose_name=_("made at the meeting"),
    )
    ask = models.ForeignKey(
        Ask, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments", verbose_name=_("in answer to the ask")
    )
    title = models.CharField(_("in short"), max_length=200)
    side = models.CharField(_("whose it is"), max_length=6, choices=Who.choices)
    form = models.CharField(_("form"), max_length=20, choices=Form.choices)
    legal_nature = models.CharField(_("legal nature"), max_length=12, choices=LegalNature.choices, default=LegalNature.UNCLEAR)
    date = models.DateField(_("made on"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    level = models.CharField(_("level of the speaker"), max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    our_words = models.TextField(_("the words, in our language"), blank=True)
    our_language = models.CharField(_("our language"), max_length=12, default="en")
    their_words = models.TextField(_("the words, in their language"), blank=True)
    their_language = models.CharField(_("their language"), max_length=12, blank=True)
    prevails = models.CharField(_("which text prevails"), max_length=10, choices=Prevails.choices, default=Prevails.NOT_STATED)
    our_readout = models.TextField(_("our side's public read-out"), blank=True)
    their_readout = models.TextField(_("their side's public read-out"), blank=True)
    standing = models.CharField(_("standing"), max_length=16, choices=Standing.choices)
    declared_policy = models.BooleanField(_("a declared policy, not an act"), default=False)
    our_office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("our office that owns it")
    )
    their_office = models.ForeignKey(
        Office, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("their office that owns it")
    )
    due = models.DateField(_("due on"), null=True, blank=True)
    rhythm = models.CharField(_("rhythm"), max_length=12, choices=Rhythm.choices, default=Rhythm.ONCE)
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    baseline = models.CharField(_("baseline, with its period"), max_length=200, blank=True)
    yearly_target = models.CharField(_("target for each year"), max_length=200, blank=True)
    our_resources = models.CharField(_("resources that our side promised"), max_length=300, blank=True)
    their_resources = models.CharField(_("resources that their side promised"), max_length=300, blank=True)
    after_funding = models.TextField(_("what continues when funding ends"), blank=True)
    gap = models.CharField(_("gap of the vocabulary"), max_length=60, blank=True)
    status = models.CharField(_("status"), max_length=24, choices=Status.choices, blank=True, editable=False)
    status_day = models.DateField(null=True, editable=False)

    class Meta(Item.Meta):
        ordering = ["date", "made_at"]
        constraints = [
            *Item.Meta.constraints,
            _known("side", Who),
            _known("form", Form),
            _known("legal_nature", LegalNature),
            _known("level", Level),
            _known("standing", Standing),
            _known("prevails", Prevails),
            _known("rhythm", Rhythm),
            _known("status", Status, empty=True),
            models.CheckConstraint(
                condition=models.Q(status="") | models.Q(status_day__isnull=False), name="commitment_status_has_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(due=None) | models.Q(due__gte=models.F("date")), name="commitment_due_after_it_was_made"
            ),
        ]

    def hangs_on_it(self) -> list[Item]:
        """Its evidence."""
        return list(Evidence.objects.filter(commitment=self, erased_at=None))


class StatusChange(models.Model):
    """One change of status, with what it rests on: evidence; or what was searched, when, and which office was asked.

    `version` is that of the commitment which the change made. `day` is the day for which it is said.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="changes")
    version = models.PositiveIntegerField()
    before = models.CharField(max_length=24, choices=Status.choices, blank=True)
    status = models.CharField(max_length=24, choices=Status.choices)
    day = models.DateField()
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="changes")
    searched = models.TextField(blank=True)
    searched_on = models.DateField(null=True)
    asked = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "version"], name="one_change_for_each_version"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="change_status_is_known"),
            models.CheckConstraint(
                condition=(
                    models.Q(status__in=SEARCHED)
                    & models.Q(searched_on__isnull=False)
                    & ~models.Q(searched="")
                    & ~models.Q(asked="")
                )
                | (~models.Q(status__in=SEARCHED) & models.Q(evidence__isnull=False)),
                name="a_status_rests_on_evidence_or_a_search",
            ),
        ]
