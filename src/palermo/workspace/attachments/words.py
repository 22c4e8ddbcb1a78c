"""Words of this room in the language of whoever reads."""

from django.utils.translation import gettext_lazy as _lazy

from palermo.workspace.commission.words import _

__all__ = ["_", "_lazy"]
