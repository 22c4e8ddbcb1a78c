"""The interface itself: its operations, who may ask, how refusals are told, and its OpenAPI document."""

from django.utils import translation
from ninja import NinjaAPI, Router
from ninja.renderers import JSONRenderer

from palermo.workspace.commission.forms import KINDS
from palermo.workspace.interface.door import Bearer
from palermo.workspace.interface.failures import tell

DESCRIPTION = """What the pages of the workspace do, for programs: the same permissions, the same marks, the same rules.

* Every request carries a token (`Authorization: Bearer palermo_…`), made on the page *Tokens* of one's account.
* What does not exist, and what is not yours to see, are both 404, in the same words.
* A change names the version that was read. 409 says what somebody else has changed meanwhile; nothing of yours was saved then.
* 422 says in words what is missing. Text that looks like a person's details is refused once: take it out, or send `confirmed`.
* That somebody read an item under embargo is noted, as on the pages."""


class _Readable(JSONRenderer):
    """JSON in UTF-8, in which a name is readable as it is written."""

    json_dumps_params = {"ensure_ascii": False}


def build() -> NinjaAPI:
    """The interface, described in English whoever asks first."""
    with translation.override("en"):
        from palermo.workspace.interface.operations import acts, briefs, items, overview, together

        api = NinjaAPI(
            title="palermo",
            version="1",
            description=DESCRIPTION,
            docs_url=None,
            auth=Bearer(),
            urls_namespace="interface",
            renderer=_Readable(),
        )
        tell(api)
        each = Router()
        for what in (what for what, kind in KINDS.items() if kind.typed):
            if what != "relationship":
                items.listed(each, what)
            items.single(each, what)
        for router in (overview.router, each, briefs.router, acts.router, together.router):
            api.add_router("", router)
    return api
