"""Columns of a frame: the facts that they state, and the values in them.

A cell says what it would say in a table of offers ("Tables"); a number without a unit is in that of
its column, or else in the fact's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, TypeAlias

import narwhals as nw
from attrs import evolve, field, frozen

from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.diagnostics import Diagnostic
from offerkit.frames import problems
from offerkit.literals import exact
from offerkit.load.headings import Heading, Unit, Vocabulary, vocabulary_of, with_unit
from offerkit.load.problems import DataPath, Problem, path_text
from offerkit.load.reader import WrongDataError, offer_of
from offerkit.load.sheet import Cell
from offerkit.load.table import WrongCellError, put, stated_in, with_units
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.span import NOWHERE
from offerkit.values import BASE_UNITS, plain

ColumnMap: TypeAlias = Mapping[str, "str | Mapping[str, Any]"]
"""What columns state that are not named after facts: by column, a heading, or a table of it."""

NUMBERS: Final = "number"
TRUTHS: Final = "truth"
DATES: Final = "date"
TEXTS: Final = "text"
OTHER: Final = "other"


def kind_of(dtype: nw.dtypes.DType) -> str:
    """Return what the cells of a column are, by its dtype."""
    if dtype.is_numeric():
        return NUMBERS
    match dtype:
        case nw.Boolean():
            return TRUTHS
        case nw.Date():
            return DATES
        case nw.String() | nw.Categorical() | nw.Enum():
            return TEXTS
        case _:
            return OTHER


@frozen
class Part(Record):
    """A column that states a fact, or a part of its value such as the currency."""

    column: str
    heading: Heading
    dtype: nw.dtypes.DType = field(eq=False)
    words: Mapping[str, Any] = field(factory=dict, eq=False)
    """Other values for cells, by their text: ``{"SE": "senior"}``."""
    separator: str | None = None
    """What separates the texts of a set, if nothing else does."""

    @property
    def kind(self) -> str:
        """What its cells are."""
        return kind_of(self.dtype)

    def cell(self, value: Any) -> Any:
        """Return a value as the text of a cell, or as data; None if it states nothing."""
        if isinstance(value, float):
            if value != value:
                return "NaN" if self.kind == NUMBERS else None
            value = exact(float.__repr__(value))
        if self.words and value is not None:
            said = plain(value) if isinstance(value, Decimal) else str(value)
            if said not in self.words:
                raise WrongCellError(problems.unknown_code(said, self.words))
            value = self.words[said]
        match value:
            case bool() | None:
                return value
            case Decimal():
                return plain(value) if value.is_finite() else str(value)
            case int():
                return str(value)
            case datetime() if value.time() != value.min.time():
                return value.isoformat(" ")
            case datetime():
                return value.date()
            case str() if self.separator and self.separator in value:
                return [text for part in value.split(self.separator) if (text := part.strip())]
            case str():
                return value.strip() or None
            case list() | tuple() | set() | frozenset() | dict():
                return value if isinstance(value, dict) else list(value)
            case date():
                return value
            case _ if hasattr(value, "tolist"):
                return self.cell(value.tolist())
            case _:
                return str(value)

    def stated(self, row: Mapping[str, Any]) -> tuple[DataPath, Any] | None:
        """Return where the cell of a row stands in the data of an offer file, and what it says.

        Raises:
            WrongCellError: it cannot be used.
        """
        value = self.cell(row[self.column])
        if value is None:
            return None
        if not isinstance(value, str):
            return self.heading.path, value
        return stated_in(Cell(0, 0, value, NOWHERE), self.heading)


@frozen(eq=False, slots=False)
class Source:
    """All columns that state one fact; ``values`` reads them."""

    fact: FactPath
    """The fact, or the first of them."""
    covers: frozenset[FactPath]
    """All facts that these columns bear on."""
    parts: tuple[Part, ...]
    constants: Mapping[DataPath, str]
    """What is the same in every row, such as the period of pay."""
    country: Part | None = None
    """The column that tells whose dollars are meant."""
    is_read: bool = True
    """Whether its value is; otherwise it only tells that there is a present job."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads."""
        parts = (*self.parts, *filter(None, (self.country,)))
        return tuple(dict.fromkeys(part.column for part in parts))

    @property
    def number(self) -> Part | None:
        """Its only column, if that holds numbers, truths or dates."""
        one = self.parts[0] if len(self.parts) == 1 and not self.constants else None
        is_plain = one is not None and one.kind in {NUMBERS, TRUTHS, DATES} and not one.words
        return one if is_plain else None

    @property
    def amount(self) -> Part | None:
        """Its column of numbers, if all that there is besides is their currency and period."""
        of_units = all(
            part.kind == TEXTS and part.heading.path[-1] in {"currency", "per"}
            for part in self.parts[1:]
        )
        one = self.parts[0]
        is_one = of_units and one.heading.unit is None and one.kind == NUMBERS and not one.words
        return one if is_one and len(self.parts) > 1 else None

    def in_unit(self, row: Mapping[str, Any]) -> Source | None:
        """Return its numbers in the currency and period that a row states, if these are clear."""
        amount = self.amount
        assert amount is not None
        beside = {part.heading.path[-1]: part.cell(row[part.column]) for part in self.parts[1:]}
        stated = {**{path[-1]: text for path, text in self.constants.items()}, **beside}
        if stated.get("currency") not in CURRENCIES:
            return None
        per = f" per {stated['per']}" if stated.get("per") else ""
        heading = with_unit(amount.heading, f"{stated['currency']}{per}")
        if isinstance(heading, Problem):
            return None
        return evolve(self, parts=(evolve(amount, heading=heading),), constants={}, country=None)

    def data(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a row states here as the data of an offer file.

        Raises:
            WrongCellError: a cell cannot be used.
        """
        stated = dict(filter(None, (part.stated(row) for part in self.parts)))
        if stated:
            for path, text in self.constants.items():
                stated.setdefault(path, text)
            country = None if self.country is None else self.country.stated(row)
            stated.update([] if country is None else [country])
        found: dict[str, Any] = {}
        for path, raw in with_units(stated).items():
            put(found, path, raw)
        return found


def merged(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the data of several sources together."""
    found: dict[str, Any] = {}
    for table in tables:
        for key, raw in table.items():
            both = isinstance(raw, dict) and isinstance(found.get(key), dict)
            found[key] = merged((found[key], raw)) if both else raw
    return found


_PATH: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+(?![\w.])")
_KEYS: Final = ("fact", "unit", "currency", "per", "values", "separator")


@frozen
class Columns(Record):
    """The sources of a frame by the facts that they bear on, and what is wrong with its columns."""

    sources: tuple[Source, ...]
    mistakes: tuple[Diagnostic, ...]

    def stating(self, facts: Iterable[FactPath]) -> tuple[Source, ...]:
        """Return the sources that bear on any of some facts, in order."""
        wanted = set(facts)
        return tuple(source for source in self.sources if source.covers & wanted)

    def reading(self, facts: Iterable[FactPath], view: View) -> tuple[Source, ...]:
        """Return the sources that bear on any of some facts, or on any fact of a view."""
        wanted = set(facts)
        return tuple(
            source for source in self.sources if source.covers & wanted or source.fact.view is view
        )


def columns_of(
    schema: nw.Schema, given: ColumnMap, facts: Schema, name: str, wanted: Iterable[FactPath] | None
) -> Columns:
    """Return what the columns of a frame state.

    Args:
        schema: Names and dtypes of the columns.
        given: What columns state that are not named after facts.
        facts: The facts that there are.
        name: The name of the frame in diagnostics.
        wanted: The facts that are read, others are left aside; None for all.
    """
    return _Reader(schema, vocabulary_of(facts), name).columns(given, wanted)


@frozen
class _Reader(Record):
    dtypes: nw.Schema
    vocabulary: Vocabulary
    name: str
    mistakes: list[Diagnostic] = field(factory=list)
    constants: dict[DataPath, str] = field(factory=dict)

    def report(self, problem: Problem, column: str) -> None:
        self.mistakes.append(problems.in_column(problem, column, self.name))

    def columns(self, given: ColumnMap, wanted: Iterable[FactPath] | None) -> Columns:
        parts: list[Part] = []
        for column, said in given.items():
            if column not in self.dtypes:
                self.report(problems.no_such_column(column, tuple(self.dtypes)), column)
            else:
                parts += self.mapped(column, said)
        for column in self.dtypes:
            # Those of pandas may be numbers.
            if column not in given and (_PATH.match(str(column)) or column == "current"):
                heading = self.heading(column, column, strict=False)
                parts += [] if heading is None else [self.part(column, heading)]
        places: dict[DataPath, str] = {}
        for part in parts:
            other = places.setdefault(part.heading.path, part.column)
            if other != part.column:
                self.report(problems.stated_twice(part.heading.path, other), part.column)
        sources = self.sources(parts)
        if wanted is not None:
            read = set(wanted)
            job = any(fact.view is View.CURRENT for fact in read)
            sources = [
                source if source.covers & read else evolve(source, is_read=False)
                for source in sources
                if source.covers & read or (job and source.fact.view is View.CURRENT)
            ]
        for part in (part for source in sources for part in source.parts):
            self.check(part)
        return Columns(tuple(sources), tuple(self.mistakes))

    def heading(self, text: str, column: str, *, strict: bool = True) -> Heading | None:
        found = self.vocabulary.read(Cell(0, 0, text, NOWHERE))
        if (
            isinstance(found, Heading)
            and found.path
            and found.path[0] not in {"sources", "posting"}
        ):
            return found
        if isinstance(found, Problem):
            self.report(found, column)
        elif not isinstance(found, Heading) and (strict or self._is_near(text)):
            self.report(self.vocabulary.unknown(text), column)
        return None

    def _is_near(self, text: str) -> bool:
        """Return whether a column that names no fact is in a group of facts."""
        names = text.split(".")
        start = 1 if names[0] in {"promised", "current", "found", "refused"} else 0
        groups = {path.partition(".")[0] for path in self.vocabulary.schema.facts}
        return names[start] in groups

    def mapped(self, column: str, said: str | Mapping[str, Any]) -> Iterator[Part]:
        """Yield the columns that a line of a mapping names, with what it says of them."""
        if isinstance(said, str):
            heading = self.heading(said, column)
            if heading is not None:
                yield self.part(column, heading)
            return
        unknown = [key for key in said if key not in _KEYS]
        if unknown or not isinstance(said.get("fact"), str):
            self.report(problems.bad_mapping(unknown, _KEYS), column)
            return
        heading = self.heading(said["fact"], column)
        if heading is None:
            return
        words = said.get("values", {})
        others: list[Part] = []
        for key in (key for key in ("currency", "per") if key in said):
            place = (*heading.path, key)
            if said[key] in self.dtypes:
                beside = Heading(None, place)
                others.append(self.part(str(said[key]), beside))
            else:
                self.constants[place] = str(said[key])
        if {"currency", "per"} <= said.keys() and not others:
            said = {**said, "unit": f"{said['currency']} per {said['per']}"}
        if "currency" in said and "per" not in said and not others:
            said = {**said, "unit": said["currency"]}
        if "unit" in said:
            for key in ("currency", "per"):
                self.constants.pop((*heading.path, key), None)
            with_it = with_unit(heading, str(said["unit"]))
            if isinstance(with_it, Problem):
                self.report(with_it, column)
                return
            heading = with_it
        yield self.part(column, heading, words, said.get("separator"))
        yield from others

    def part(
        self,
        column: str,
        heading: Heading,
        words: Mapping[str, Any] | None = None,
        separator: str | None = None,
    ) -> Part:
        dtype = self.dtypes[column]
        words = {str(key): value for key, value in (words or {}).items()}
        if heading.unit is None and kind_of(dtype) == NUMBERS and not words:
            unit = _own_unit(heading.info)
            heading = heading if unit is None else evolve(heading, unit=Unit(unit))
        return Part(column, heading, dtype, words, separator)

    def check(self, part: Part) -> None:
        """Report a column whose dtype no value of its fact has."""
        info = part.heading.info
        if info is None or part.words:
            return
        right = part.kind == TEXTS or part.kind in _KINDS[type(info.datatype)]
        if part.kind == OTHER and isinstance(part.dtype, nw.Duration | nw.Time | nw.Binary):
            right = False
        if not right:
            self.report(problems.wrong_dtype(info, part.dtype), part.column)

    def sources(self, parts: Sequence[Part]) -> list[Source]:
        by_fact: dict[FactPath, list[Part]] = {}
        covers: dict[FactPath, set[FactPath]] = {}
        for part in parts:
            fact, covered = self.facts(part.heading)
            if fact is not None:
                by_fact.setdefault(fact, []).append(part)
                covers.setdefault(fact, set()).update(covered)
        countries = {
            fact.view: there[0]
            for fact, there in by_fact.items()
            if fact.path == "location.country"
        }
        sources: list[Source] = []
        for fact, there in by_fact.items():
            info = self.vocabulary.schema.facts.get(fact.path)
            is_money = info is not None and isinstance(info.datatype, PayType | MoneyType)
            has_text = any(part.kind != NUMBERS for part in there)
            country = countries.get(fact.view, countries.get(View.OFFERED))
            prefix = _data_path(fact)
            sources.append(
                Source(
                    fact,
                    frozenset(covers[fact]),
                    tuple(there),
                    {path: it for path, it in self.constants.items() if path[:-1] == prefix},
                    country if is_money and has_text else None,
                )
            )
        return sources

    def facts(self, heading: Heading) -> tuple[FactPath | None, set[FactPath]]:
        """Return the fact that a heading is about, and all that its cells bear on."""
        names = [str(name) for name in heading.path]
        facts = self.vocabulary.schema.facts
        view = View.OFFERED
        if names[0] in {"promised", "current"}:
            view = View(names.pop(0))
        if not names:
            return FactPath("current", view), {FactPath(path, view) for path in facts}
        if names[0] in {"found", "refused"}:
            return None, set()
        path = ".".join(names)
        if path not in facts:
            path = ".".join(names[:-1])
        if path not in facts:
            return None, set()
        fact = FactPath(path, view)
        covered = {fact}
        if path == "pay.bonus_target":
            covered.add(FactPath("pay.bonus_amount", view))
        if heading.is_group:
            group = names[0]
            covered |= {FactPath(it, view) for it in facts if it.partition(".")[0] == group}
        return fact, covered


def _data_path(fact: FactPath) -> DataPath:
    return tuple(str(fact).split("."))


_KINDS: Final[Mapping[type, frozenset[str]]] = {
    YesNo: frozenset({TRUTHS, OTHER}),
    Number: frozenset({NUMBERS, OTHER}),
    PercentType: frozenset({NUMBERS, OTHER}),
    MoneyType: frozenset({NUMBERS, OTHER}),
    PayType: frozenset({NUMBERS, OTHER}),
    DurationType: frozenset({NUMBERS, OTHER}),
    DateType: frozenset({DATES, OTHER}),
    OrdinalType: frozenset({OTHER}),
    TextType: frozenset({OTHER}),
    TextSetType: frozenset({OTHER}),
    PercentListType: frozenset({OTHER}),
}


def _own_unit(info: FactInfo | None) -> str | None:
    """Return the unit of a fact's numbers, if all of them are in one."""
    match None if info is None else info.datatype:
        case PercentType():
            return "%"
        case DurationType(families=families) if len(families) == 1:
            [family] = families
            return str(BASE_UNITS[family].value)
        case _:
            return None


@frozen
class Loader(Record):
    """Offers from what rows state, read as offer files are."""

    offer_type: type[Offer]
    schema: Schema
    name: str

    def offer(
        self, sources: Sequence[Source], row: Mapping[str, Any]
    ) -> tuple[Offer | None, tuple[tuple[Problem, str], ...]]:
        """Return the offer in some columns of a row, or what is wrong and with which column."""
        tables: list[dict[str, Any]] = []
        wrong: list[tuple[Problem, str]] = []
        for source in sources:
            try:
                tables.append(source.data(row))
            except WrongCellError as error:
                wrong.append((error.problem, source.parts[0].column))
        if wrong:
            return None, tuple(wrong)
        try:
            return offer_of(merged(tables), self.offer_type, self.schema), ()
        except WrongDataError as error:
            found: list[tuple[Problem, str]] = []
            for problem in error.found:
                place = path_text(problem.where)
                about = [s for s in sources if place.startswith(str(s.fact))] or list(sources)
                found.append((problem, about[0].parts[0].column))
            return None, tuple(found)
