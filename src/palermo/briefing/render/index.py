"""The page that leads to each paper of a folder, and says on whom there is none."""

from collections.abc import Sequence

from palermo.briefing.occasion import LABEL
from palermo.briefing.order import Order
from palermo.briefing.render.html import environment
from palermo.briefing.render.layout import AUDIENCE, NOTICE
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.jurisdictions import Jurisdiction, jurisdictions


def index(record: Record, order: Order, files: dict[Jurisdiction, str], left_out: Sequence[Jurisdiction]) -> str:
    """The page as HTML: `files` in the order of print, each relative to the page."""
    sender = jurisdictions()[order.sender].name(record.as_of).in_prose()
    return (
        environment()
        .get_template("index.html")
        .render(
            title="Agendas" if order.agenda else "Papers",
            audience=AUDIENCE[order.audience],
            line=f"From {sender} · as of {in_words(record.as_of)} · record {record.id}",
            label=LABEL,
            occasion=order.occasion,
            papers=[(place.name(record.as_of).text, place.code, name) for place, name in files.items()],
            left_out=[place.name(record.as_of).text for place in left_out if place.code != order.sender],
            form=order.form.upper(),
            notice=NOTICE.removesuffix(" Numbers in brackets lead to the sources."),
        )
    )
