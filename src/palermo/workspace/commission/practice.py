"""Practice cards: what worked elsewhere or here, with cautions, given to chosen partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Workspace


class Card(Item):
    """One practice. `precedent` is the code of the jurisdiction whose precedent for the gap it is tied to."""

    class Kind(models.TextChoices):
        """What the practice is."""

        LAW = "law", _("law")
        PROCEDURE = "procedure", _("procedure")
        TRAINING = "training", _("training")

    TITLE, WHAT = "title", "card"
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    what = models.TextField(_("what was done, and what followed"))
    cautions = models.TextField(_("cautions: where it could hurt people, or would not carry over"))
    gap = models.CharField(_("gap of the vocabulary"), max_length=60, blank=True)
    precedent = models.CharField(_("jurisdiction of the precedent"), max_length=3, blank=True)
    source = models.CharField(_("where it is described"), max_length=300, blank=True)

    class Meta(Item.Meta):
        ordering = ["title"]
        constraints = [
            *Item.Meta.constraints,
            models.CheckConstraint(condition=models.Q(kind__in=["law", "procedure", "training"]), name="card_kind_is_known"),
            models.CheckConstraint(condition=~models.Q(cautions="", erased_at=None), name="card_has_cautions"),
        ]


class CardShare(models.Model):
    """A card given to a partner. It can be taken back; what the partner has read stays read."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="shares")
    partner = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="cards_received")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "partner"], name="a_card_once_to_a_partner")]
