"""A meeting with its agenda and both read-outs, and the asks that are put there."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.relationship import WorkingGroup


class Level(models.TextChoices):
    """The level of those who met, or of who spoke."""

    HEAD = "head", _("head of state or government")
    MINISTER = "minister", _("minister")
    DEPUTY = "deputy", _("deputy or vice minister")
    SENIOR = "senior", _("senior official")
    WORKING = "working", _("working level")
    UNKNOWN = "unknown", _("not known")


class Meeting(Item):
    """One round. `ends` is None for a single day. The read-outs are what each side told the public."""

    TITLE, WHAT = "title", "meeting"
    title = models.CharField(_("title"), max_length=200)
    date = models.DateField(_("date"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.UNKNOWN)
    group = models.ForeignKey(WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("working group"))
    agenda = models.TextField(_("further points of the agenda"), blank=True)
    indicators = models.TextField(_("indicators to be discussed"), blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    decisions = models.TextField(_("decisions"), blank=True)
    our_readout = models.TextField(_("our side's read-out"), blank=True)
    our_readout_at = models.CharField(_("where ours was published"), max_length=300, blank=True)
    their_readout = models.TextField(_("their side's read-out"), blank=True)
    their_readout_at = models.CharField(_("where theirs was published"), max_length=300, blank=True)

    class Meta(Item.Meta):
        ordering = ["date"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="meeting_level_is_known"),
            models.CheckConstraint(
                condition=models.Q(ends=None) | models.Q(ends__gte=models.F("date")), name="meeting_ends_after_it_begins"
            ),
        ]

    @property
    def ahead(self) -> bool:
        """Whether the meeting is still to come, or under way."""
        return bool((self.ends or self.date) >= timezone.now().date())


class Answer(models.TextChoices):
    """What the other side said to an ask; empty while it is open."""

    ACCEPTED = "accepted", _("accepted")
    IN_PART = "accepted_in_part", _("accepted in part")
    NOTED = "noted", _("noted")
    REFUSED = "refused", _("refused")


class Ask(Item):
    """One sentence (authority, act, object, by when) and its lines.

    An ask from a brief keeps the id of its claim, the record and day it was made from, and in `frozen` a copy with its sources: it
    reads the same when the record has moved on.
    """

    TITLE, WHAT = "sentence", "ask"
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="asks", verbose_name=_("meeting")
    )
    sentence = models.TextField(_("the ask in one sentence"))
    authority = models.CharField(_("authority"), max_length=200)
    act = models.CharField(_("act"), max_length=300)
    object = models.CharField(_("object"), max_length=300)
    by_when = models.CharField(_("by when"), max_length=120)
    basis = models.TextField(_("basis"))
    shown_by = models.TextField(_("shown by: indicator, baseline, target"))
    offer = models.TextField(_("our offer"), blank=True)
    caution = models.TextField(_("caution: how it could hurt people"))
    precedent = models.TextField(_("precedent"), blank=True)
    gap = models.CharField(_("gap"), max_length=60, blank=True)
    claim_id = models.CharField(max_length=200, blank=True, editable=False)
    record_id = models.CharField(max_length=80, blank=True, editable=False)
    as_of = models.DateField(null=True, editable=False)
    frozen = models.JSONField(default=dict, editable=False)
    answer = models.CharField(_("answer"), max_length=20, choices=Answer.choices, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer_words = models.TextField(_("in their words"), blank=True)

    class Meta(Item.Meta):
        ordering = ["made_at"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(answer__in=["", *Answer.values]), name="ask_answer_is_known"),
            models.CheckConstraint(
                condition=models.Q(answer="") | models.Q(answered_on__isnull=False), name="ask_answer_has_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(claim_id="") | ~models.Q(record_id=""), name="ask_from_a_brief_names_its_record"
            ),
            models.UniqueConstraint(
                fields=["meeting", "claim_id"], condition=~models.Q(claim_id=""), name="ask_of_a_brief_once_a_meeting"
            ),
        ]
