"""The digest as a plain text, in the person's language: short lines, links that need a login, nothing to be fetched."""

import textwrap
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from palermo.register.dates import last_day
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.forms import KINDS
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.words import _
from palermo.workspace.notices.carrying import about, status, title
from palermo.workspace.notices.days import in_words, monday
from palermo.workspace.notices.digest import Block, Change, Digest, Proposed

_WIDTH = 76
_FIRST = 3  # findings of a commitment that are named; the rest are on its page


def subject(digest: Digest) -> str:
    """The subject says nothing of a workspace: it is read on locked screens and kept in the logs of servers."""
    return _("palermo: the week of %(day)s") % {"day": in_words(monday(digest.day))}


def text(digest: Digest, stop: str = "") -> str:
    """The whole mail. `stop`: the address that ends it without a login, where the site has an address of its own."""
    lines = [subject(digest), "", *_wrapped(_days(digest)), ""]
    for block in digest.blocks:
        lines += [*_block(block), ""]
    if not digest.blocks:
        lines += [*_wrapped(_("Nothing else that may go by e-mail this week.")), ""]
    lines += ["-- ", *_wrapped(_what_it_carries()), *_wrapped(_how_to_stop(stop))]
    lines += _wrapped(_("Not legal advice. Not affiliated with the United Nations or any government."))
    return "\n".join(lines) + "\n"


def _what_it_carries() -> str:
    return _(
        "This mail carries only what its mark lets out by e-mail. Drafts, what is under embargo, and what is marked otherwise are on the pages of the workspace alone, and are not counted here."
    )


def _how_to_stop(stop: str) -> str:
    return (
        _("To get no more of these: %(address)s") % {"address": stop}
        if stop
        else _("To get no more of these, log in and erase your address under Notices.")
    )


def _days(digest: Digest) -> str:
    said = ngettext(
        "%(days)s day remains, to %(end)s, in which an act still counts for the %(edition)s report.",
        "%(days)s days remain, to %(end)s, in which an act still counts for the %(edition)s report.",
        digest.days,
    )
    return str(said) % {"days": digest.days, "end": in_words(digest.period_end), "edition": digest.edition}


def _block(block: Block) -> Iterator[str]:
    name = block.name or _("A workspace of yours (its name stays there)")
    yield from (name, "=" * min(len(name), _WIDTH))
    if settings.PROFILE.url:
        yield settings.PROFILE.url + reverse("commission:workspace", args=[block.key])
    yield from _list(_("Late"), block.late)
    yield from _list(_("Due within 30 days"), block.due)
    yield from _list(_("Meetings to come"), block.meetings)
    yield from _section(_("What changed"), [_change(change) for change in block.changes])
    yield from _section(_("The record may have evidence"), [_proposed(one) for one in block.proposed])


def _list(heading: str, items: "tuple[Item, ...]") -> Iterator[str]:
    return _section(heading, [f"{title(item)} ({about(item)})" for item in items])


def _section(heading: str, points: list[str]) -> Iterator[str]:
    if points:
        yield from ("", f"{heading} ({len(points)})")
        for point in points:
            first, *more = point.split("\n")
            yield from textwrap.wrap(first, _WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False)
            for line in more:
                yield from textwrap.wrap(line, _WIDTH, initial_indent="  · ", subsequent_indent="    ", break_long_words=False)


def _change(change: Change) -> str:
    said = [str(KINDS[change.what].label)]
    said += {"new": [_("new")], "changed": [_("changed")]}.get(change.news, [])
    if isinstance(change.item, Commitment) and change.item.status:
        said.append(status(change.item))
    return f"{', '.join(said)}: {title(change.item)}"


def _proposed(one: Proposed) -> str:
    n = len(one.findings)
    counted = ngettext(
        "%(title)s: %(n)s finding of which no digest has told yet",
        "%(title)s: %(n)s findings of which no digest has told yet",
        n,
    ) % {"title": title(one.commitment), "n": n}
    named = [f"{found.title}; {found.source}, {_published(found.published)}" for found in one.findings[:_FIRST]]
    return "\n".join([counted, *named])


def _published(day: str) -> str:
    return in_words(last_day(day)) if len(day) == 10 else day


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(sentence, _WIDTH, break_long_words=False, break_on_hyphens=False)
