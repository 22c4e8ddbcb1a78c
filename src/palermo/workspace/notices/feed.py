"""Public changes as an Atom feed (RFC 4287): items whose mark is `public`, the latest first."""

from collections.abc import Iterable

from django.utils.feedgenerator import Atom1Feed

from palermo.workspace.commission.forms import KINDS
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.words import _
from palermo.workspace.notices.carrying import about, every_item, name_of, title
from palermo.workspace.notices.models import SecretAddress

MOST = 100  # entries


def atom(held: SecretAddress, memberships: Iterable[Membership], link: str) -> str:
    """The feed of an address. `link`: the page where its person works; entries lead nowhere else, since all that is public is said."""
    memberships = list(memberships)
    names = [name for membership in memberships if (name := name_of(membership, "public"))]
    feed = Atom1Feed(
        title=", ".join(names) or _("Public changes"),
        link=link,
        description="",
        language=held.language,
        author_name="palermo",
        feed_guid=f"urn:uuid:{held.key}",
        subtitle=_("What was made public, and how it stands. Not legal advice; not affiliated with any government."),
    )
    found = [pair for membership in memberships for pair in every_item(membership, "public")]
    for what, item in sorted(found, key=lambda pair: pair[1].changed_at, reverse=True)[:MOST]:
        _add(feed, what, item, link)
    return str(feed.writeString("utf-8"))


def _add(feed: Atom1Feed, what: str, item: Item, link: str) -> None:
    feed.add_item(
        title=title(item),
        link=link,
        description=about(item) or str(KINDS[what].label),
        unique_id=f"urn:uuid:{item.key}",
        pubdate=item.published_at,
        updateddate=item.changed_at,
        categories=[str(KINDS[what].label)],
    )
