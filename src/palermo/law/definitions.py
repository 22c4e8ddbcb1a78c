"""Is it a severe form of trafficking (R2), and is it forced labour under Convention No. 29 (R34)?"""

from collections.abc import Collection
from dataclasses import dataclass

from palermo.errors import UserError
from palermo.law.load import default_law
from palermo.law.model import Law

SEX_ACT = "commercial_sex_act"


@dataclass(frozen=True)
class SevereForm:
    """The answer under 22 USC 7102(11) beside that of the Palermo Protocol, which differ for children in
    labour.

    `form` is "A" (sex), "B" (labour) or None; `sex_trafficking` says whether the wider term fits; `palermo`
    whether art. 3 would be met, for an act and purpose of exploitation.
    """

    form: str | None
    sex_trafficking: bool
    palermo: bool
    citation: str


def severe_form(act: str, *, means: bool, purpose: str, age: int, law: Law | None = None) -> SevereForm:
    """Whether an act, the use of force, fraud or coercion, a purpose and an age (years) make a severe form.

    `purpose` is "commercial_sex_act", one of the labour purposes, or "labour" when only work is known.
    Movement is never asked for. UserError for an unknown act or purpose. Source: 22 USC 7102(11)-(12);
    Palermo Protocol art. 3.
    """
    law = law or default_law()
    purposes = (*_words(law, "labour_purposes"), "labour")
    if purpose not in (*purposes, SEX_ACT):
        raise UserError(f"'{purpose}' is not a purpose; use {SEX_ACT} or one of {', '.join(purposes)}.")
    acts = _words(law, "sex_acts" if purpose == SEX_ACT else "labour_acts")
    if act not in _words(law, "sex_acts"):
        raise UserError(f"'{act}' is not an act; the acts are {', '.join(_words(law, 'sex_acts'))}.")
    child = age < int(str(_value(law, "adult_age")))
    fits, sex = act in acts, purpose == SEX_ACT
    form = None
    if fits and sex and (means or child):
        form = "A"
    elif fits and not sex and means:
        form = "B"
    palermo = (means or child) and act not in ("patronizing", "soliciting")
    return SevereForm(form, fits and sex, palermo, law.citation("R2"))


def forced_labour(
    *,
    menace: bool | None,
    voluntary: bool | None,
    exception: str | None = None,
    hired_to_private: bool = False,
    public_supervision: bool = True,
    law: Law | None = None,
) -> str:
    """Whether work is forced labour under Convention No. 29 art. 2: "yes", "no", "exception" or "unknown".

    `menace` is a threat of any penalty; `exception` one of the five of art. 2(2), of which convict labour
    needs public supervision and no hiring to private parties. UserError for an unknown exception.
    """
    law = law or default_law()
    known = _words(law, "forced_labour_exceptions")
    if exception is not None and exception not in known:
        raise UserError(f"'{exception}' is not an exception; the exceptions are {', '.join(known)}.")
    if menace is False or voluntary is True:
        return "no"
    if menace is None or voluntary is None:
        return "unknown"
    lost = exception == "convict_labour" and (hired_to_private or not public_supervision)
    return "exception" if exception and not lost else "yes"


def protocol_covered(
    *, acts: Collection[str], means: Collection[str], purposes: Collection[str],
    requires_means_for_child: bool, law: Law | None = None,
) -> tuple[bool, bool]:  # fmt: skip
    """(adult_ok, child_ok): whether a statute covers the Protocol's definition for adults and for children
    (R32).

    Child: the acts and purposes without asking for a means. Source: Palermo Protocol art. 3(a)-(d).
    """
    law = law or default_law()
    body = set(_words(law, "palermo_acts")) <= set(acts) and set(_words(law, "palermo_purposes")) <= set(purposes)
    return body and set(_words(law, "palermo_means")) <= set(means), body and not requires_means_for_child


def _value(law: Law, name: str) -> object:
    value = law.value(name, law.versions[0].id)
    return value.value if value else None


def _words(law: Law, name: str) -> tuple[str, ...]:
    value = _value(law, name)
    return value if isinstance(value, tuple) else ()
