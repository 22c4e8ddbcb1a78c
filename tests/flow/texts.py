"""Small narratives in words of our own, and a library that holds them."""

from palermo.library.store import Held, sha256, writing

_PLACES = (("CUB", "Cuba", "Cubans"), ("PER", "Peru", "Peruvians"), ("NER", "Niger", "Nigeriens"), ("LAO", "Laos", "Laotians"))


def narrative(number: int) -> str:
    """A narrative that no other number has, with figures, a gap, an action, roles and a judgment."""
    _, name, people = _PLACES[number % len(_PLACES)]
    return (
        f"{name} is a source and destination country for men and women in forced labor. The Government of {name} does not fully "
        f"meet the minimum standards for the elimination of trafficking but is making significant efforts to do so. "
        f"Courts convicted {number + 2} traffickers, and police opened {number + 20} investigations into trafficking. "
        f"The ministry opened a shelter in district {number}; officials did not identify any victims among migrants. "
        f"{people} are exploited in brick kilns abroad. The penalties prescribed are sufficiently stringent.\n"
    )


def held(text: bytes, number: int = 0, **more: object) -> Held:
    """How the library notes a text."""
    code = _PLACES[number % len(_PLACES)][0]
    values = {
        "series": "own", "address": f"text{number}.txt", "retrieved_at": "2026-01-05T00:00:00+00:00", "sha256": sha256(text),
        "media_type": "text/plain", "size": len(text), "edition": 2024, "jurisdiction": code, "published": None,
        "origin": "own", "title": f"Text {number}",
    }  # fmt: skip
    return Held(**{**values, **more})  # type: ignore[arg-type]


def library(count: int, *extra: bytes) -> None:
    """Keep so many narratives, and some texts besides, in the library."""
    with writing() as writer:
        for number, text in enumerate([*(narrative(n).encode() for n in range(count)), *extra]):
            writer.keep(text, held(text, number))
