"""Headings of tables: the fact that each is about, and the unit that its cells leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from offerkit.amount_words import GROSS, currencies_of, period_of
from offerkit.amounts import Beside, Unclear, form_of_amount, read_amount
from offerkit.datatypes import DurationType, MoneyType, Number, PayType, PercentType
from offerkit.load import table_problems as problems
from offerkit.load.amounts import PARTS
from offerkit.load.problems import DataPath, Problem, derived_fact
from offerkit.load.sheet import Cell
from offerkit.model.fields import FactInfo
from offerkit.model.schema import Schema
from offerkit.records import Record
from offerkit.text import fold, near

_NAMES: Final = frozenset(
    "offer offers option options name job jobs fact facts factor factors criterion criteria".split()
)
"""Headings over the names of offers."""
NOTES: Final = frozenset({"note", "notes", "comment", "comments", "remark", "remarks"})
"""Headings over what is for people only."""
_VIEWS: Final = ("promised", "found", "refused", "current")
_UNITS_ALONE: Final = frozenset({"currency", "per", "unit"})
"""Parts of an amount that say nothing without the fact."""


@frozen
class Unit(Record):
    """Unit in a heading, for cells that state none."""

    text: str
    """The whole of it, without a factor."""
    factor: str = ""
    currency: str = ""
    per: str = ""


@frozen
class Heading(Record):
    """What a line of cells is about."""

    cell: Cell | None
    path: DataPath = ()
    """Path in the data of an offer; empty for the names of the offers, and for notes."""
    info: FactInfo | None = None
    """The fact, if the cells state all of its value."""
    unit: Unit | None = None
    names_offers: bool = False
    is_group: bool = False
    """Whether it names a group of facts, and its cells the name in it."""


@frozen
class Vocabulary(Record):
    """What headings can be about."""

    schema: Schema
    known: Mapping[str, tuple[str, ...]]
    """Facts by their names, in words: their paths, what letters call them, their last names."""

    def read(self, cell: Cell) -> Heading | Problem | None:
        """Return what the heading in a cell says; None if it is not the name of a fact."""
        text = cell.text
        words = _words(text)
        if text.startswith("#") or words in NOTES:
            return Heading(cell)
        if words in _NAMES:
            return Heading(cell, names_offers=True)
        for name, unit in _readings(text):
            path, info = self.find(name)
            if info is not None and info.derived:
                return derived_fact(info)
            if path and unit and info is not None and path[-1] not in PARTS:
                return _with_unit(Heading(cell, path, info), unit)
            if path:
                is_group = len(path) > 1 and _words(name).endswith(str(path[-2]))
                return Heading(cell, path, info, is_group=is_group)
        return None

    def find(self, name: str) -> tuple[DataPath, FactInfo | None]:
        """Return the path in the data of an offer that a name means, and the fact there.

        The path is empty if the name means no fact, or several.
        """
        first, _, rest = name.strip().partition(".")
        if first == "posting" and rest:
            return (first, rest), None
        words = _words(name)
        if _SIGNS.search(name):
            return (), None
        if words == "current":
            return ("current",), None
        view, _, inner = words.partition(" ")
        if view in {"sources", "source"} and inner:
            path, _ = self.find(inner)
            return (("sources", *path), None) if path else ((), None)
        if view in _VIEWS and inner:
            path, info = self.find(name.strip()[len(view) + 1 :])
            return ((view, *path), info) if path and path[0] not in _VIEWS else ((), None)
        fact, part = re.split(r"[. ](?=[^. ]*$)", f".{name.strip()}")[-2:]
        if fold(part) in PARTS and fact.strip("."):
            path, info = self.find(fact.strip("."))
            return ((*path, fold(part)), None) if info is not None else ((), None)
        paths = self.known.get(words, ())
        if name.strip() in self.schema.facts:
            paths = (name.strip(),)
        if len(paths) != 1:
            return (), None
        return tuple(paths[0].split(".")), self.schema.facts[paths[0]]

    def unknown(self, text: str) -> Problem:
        """Return the problem of a heading, with the facts that may be meant."""
        words, group = _words(text), None
        if words in _UNITS_ALONE:
            group = f"pay.base.{words}"
        elif words in self.schema.groups:
            group = next(p for p in self.schema.facts if p.startswith(f"{words}."))
        return problems.unknown_heading(text, self.near(text) if group is None else (), group)

    def is_close(self, text: str) -> bool:
        """Return whether a text is the name of a fact but for its spelling, or an everyday one."""
        *_, (name, _) = _readings(text)
        everyday = (word for info in self.schema.facts.values() for word in info.everyday)
        return bool(near(_words(name), [*self.known, *everyday]))

    def near(self, text: str) -> tuple[str, ...]:
        """Return the facts that a heading may mean, with their views."""
        whole, *parted = _readings(text)
        for name, _ in (*parted, whole):
            words = _words(name)
            view = next((f"{v}." for v in _VIEWS if words.startswith(f"{v} ")), "")
            exact = self.known.get(words.removeprefix(view.replace(".", " ")), ())
            found = exact or self.schema.near(name.strip()[len(view) :], stated=True)
            stated = [path for path in found if not self.schema.facts[path].derived]
            if stated:
                return tuple(f"{view}{path}" for path in stated)
        return ()


def vocabulary_of(schema: Schema) -> Vocabulary:
    """Return the names of the facts of a schema."""
    known: dict[str, dict[str, None]] = {}
    for path, info in schema.facts.items():
        group, _, last = path.rpartition(".")
        names = [last, info.called] if not info.derived else []
        if last in {"name", "names"}:
            # `company` and `clients` are known by their names; several facts are a `name`.
            names = [group, info.called]
        for name in filter(None, names):
            known.setdefault(_words(name), {})[path] = None
    for path in schema.facts:
        known[_words(path)] = {path: None}
    return Vocabulary(schema, {name: tuple(paths) for name, paths in known.items()})


def _words(text: str) -> str:
    """Return the words of a name, without case and the signs between them."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


_SIGNS: Final = re.compile(r"[^\w .:/'&-]")
"""Signs that no name of a fact has: whatever they say would be lost."""
_UNIT: Final = (
    re.compile(r"(.+?) *[(\[](.+)[)\]]"),
    re.compile(r"(.+?), *(.+)"),
    re.compile(r"(.+?) in (.+)", re.IGNORECASE),
    re.compile(r"(.+?) +((?:[kKM] ?)?(?:[A-Z]{3}(?![A-Za-z])|[%€$£¥₹]).*)"),
)
"""Forms of a name with its unit."""


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a heading: as a name alone, or as a name with its unit."""
    yield text, ""
    for pattern in _UNIT:
        if (match := pattern.fullmatch(text)) is not None:
            yield match[1], match[2].strip()


# --- units -----------------------------------------------------------------------------------

_FACTOR: Final = re.compile(
    r"(k|K|M|thousands?|millions?|lakhs?|crores?)(?![a-z])(?: of)? *|(?P<behind>.*?) *k",
)


def with_unit(heading: Heading, unit: str) -> Heading | Problem:
    """Return a heading whose cells have a unit; a fact without units takes it for a remark."""
    return _with_unit(heading, unit) if heading.info is not None else heading


def _with_unit(heading: Heading, text: str) -> Heading | Problem:
    info = heading.info
    assert info is not None
    unit = Unit(text)
    match info.datatype:
        case PayType() | MoneyType():
            unit = _unit_of_money(text)
            whole = f"1{unit.factor} {unit.currency} {unit.per}"
        case DurationType() | PercentType() | Number():
            whole = f"1 {text}"
        case _:
            return Heading(heading.cell, heading.path, info)
    read = read_amount(" ".join(whole.split()), info.datatype)
    # The cells may state the currency or the period, and the country whose dollars they are.
    may_be = {"missing-currency", "missing-period"}
    if len(currencies_of(unit.currency)) > 1:
        may_be.add("unknown-currency")
    if isinstance(read, Unclear) and read.code not in may_be:
        return problems.bad_unit(text, info, form_of_amount(info.datatype))
    return Heading(heading.cell, heading.path, info, unit)


def _unit_of_money(text: str) -> Unit:
    """Return the unit of amounts with its parts: ``k USD per year``, ``€/month``."""
    words = re.sub(r" */ *", " /", GROSS.sub("", text).replace(",", " ")).split()
    at = next((at for at in range(len(words)) if period_of(" ".join(words[at:]))), len(words))
    currency, per, factor = " ".join(words[:at]), " ".join(words[at:]), ""
    if not currencies_of(currency) and (match := _FACTOR.match(currency)) is not None:
        factor = (match[1] or "k").removesuffix("s")
        currency = match["behind"] or currency[match.end() :].strip()
        factor = factor if len(factor) == 1 else f" {factor}"
    if per and isinstance(read_amount(f"1 USD {per}", PayType()), Unclear):
        per = f"per {per}"
    return Unit(text, factor, currency, per)


_OWN_FACTOR: Final = re.compile(r"[0-9] ?(?:[kKM](?![A-Za-z])|thousand|million|lakh|crore)", re.I)
_NUMBER: Final = re.compile(r"[0-9](?:[0-9'_]|[.,](?=[0-9]))*")


_LACKS: Final = {"missing-currency", "missing-period", "missing-unit", "unknown-currency"}
"""Codes of amounts that a unit beside them may complete; a sign may be that of its currency."""


def _may_mean(text: str, unit: Unit, info: FactInfo) -> bool:
    """Return whether the sign of a cell can be that of the currency in its heading."""
    beside = Beside(unit.currency or None, unit.per or None)
    read = read_amount(text, info.datatype, beside)
    return not isinstance(read, Unclear) or read.code == "missing-period"


def completed(text: str, heading: Heading) -> Any:
    """Return the text of a cell with the unit of its heading, if it states none itself.

    It is then the data of an offer file: a text, or a table with the parts of an amount.

    Source:
        grammar/README.md, "Tables".
    """
    info, unit = heading.info, heading.unit
    if info is None or unit is None:
        return text
    alone = read_amount(text, info.datatype)
    if not isinstance(alone, Unclear) or alone.code not in _LACKS:
        return text
    if not isinstance(info.datatype, PayType | MoneyType):
        return f"{text} {unit.text}"
    if alone.code == "unknown-currency" and not _may_mean(text, unit, info):
        return text
    if unit.factor and alone.code != "missing-currency":
        return text  # whether it counts thousands, too, is open
    if unit.factor and not _OWN_FACTOR.search(text):
        text = _NUMBER.sub(lambda number: f"{number[0]}{unit.factor}", text)
    if isinstance(info.datatype, MoneyType):
        return {"amount": text, "currency": unit.currency}
    if unit.currency and unit.per:
        per = re.sub("^/ ?", "", unit.per)
        return {"amount": text, "currency": unit.currency, "per": per}
    if unit.per:
        return f"{text} {unit.per}"
    return f"{text} {unit.currency}"
