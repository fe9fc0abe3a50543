"""Comparisons and grades of all rows at once: those that are no ``and``, ``or`` or ``not``.

One that reads a single column of numbers is cut into the parts of that column where its truth
changes. Every other one is asked of the evaluator, once for each combination of cells that it can
tell apart, and looked up. So there is one meaning, that of the evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, partial
from math import lcm
from typing import Any, Final

import narwhals as nw
import pyarrow
from attrs import define, field

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import OrdinalType, PayType, Quantity
from offerkit.evaluate.cells.variables import Line, Piece, axis_of, line_of, lines_of
from offerkit.evaluate.facts import BASIS, Facts, Judgement, Scope
from offerkit.evaluate.program import Program
from offerkit.evaluate.quantities import measure, measure_fact
from offerkit.evaluate.semantics import grade, judge
from offerkit.frames import grades, numbers
from offerkit.frames.columns import DATES, NUMBERS, TRUTHS, Columns, Loader, Part, Source
from offerkit.frames.engines import looked_up
from offerkit.frames.grades import MOST, Graded
from offerkit.frames.truths import (
    Plain,
    Truth,
    both,
    chosen,
    constant,
    either,
    in_cases,
    negated,
    whole,
)
from offerkit.kleene import Kleene
from offerkit.load.problems import Problem
from offerkit.model.derived import FARES, HOURS
from offerkit.model.gates import is_exact
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.values import Pay, one_end

FEW: Final = 64
"""Texts of a column that are named in an expression; more are looked up in a table."""

Relation = c.Less | c.LessEqual | c.Equal


@define
class _Asked:
    """What is looked up by some sources: conditions and preferences, with the columns for them."""

    sources: tuple[Source, ...]
    atoms: list[tuple[c.Core | c.CheckedPreference, str]] = field(factory=list)


@define(eq=False, slots=False)
class Atoms:
    """The comparisons and grades of some criteria over the columns of a frame."""

    program: Program
    columns: Columns
    loader: Loader
    frame: Any
    texts: dict[FactPath, Sequence[str]] = field(factory=dict)
    """The different texts in sources of a single column of texts, if they are few."""
    nulls: dict[str, bool] = field(factory=dict)
    """Whether columns of numbers have nulls; those that are not named may have."""
    ends: dict[str, tuple[Fraction, Fraction]] = field(factory=dict)
    """The least and the greatest number in columns of numbers."""
    cases: dict[FactPath, list[tuple[Mapping[str, Any], Source]]] = field(factory=dict)
    """Sources of numbers beside their currencies and periods: by these, as sources in one unit."""
    wrong: list[tuple[Problem, str, Any]] = field(factory=list)
    """What is wrong with cells that only say something together: the problem, column and cell."""
    places: dict[FactPath, set[Fraction]] = field(factory=dict)
    """Where comparisons of each source of numbers change."""
    raw: set[FactPath] = field(factory=set)
    """Sources of numbers whose every number may matter."""
    beyond: list[tuple[c.Core | c.CheckedPreference, tuple[Source, ...]]] = field(factory=list)
    """What is asked of the evaluator for every number in a column."""
    asked: dict[tuple[FactPath, ...], _Asked] = field(factory=dict)
    fills: dict[str, Any] = field(factory=dict)
    """Keys by their names, each with a value of its dtype."""
    truths: dict[int, Truth] = field(factory=dict)
    """The truths of comparisons by the identity of these."""
    _names: int = 0
    _shared: dict[tuple[str, tuple[str, ...]], tuple[str, nw.Expr]] = field(factory=dict)
    _known: dict[tuple[Any, ...], Facts] = field(factory=dict)
    _units: dict[tuple[Any, ...], Fraction | None] = field(factory=dict)

    def name(self) -> str:
        """Return a new name for a column of ours."""
        self._names += 1
        return f"offerkit_{self._names}"

    @cached_property
    def lines(self) -> list[Line | None]:
        """The ``let`` values as lines."""
        return lines_of(self.program.world.bindings)

    def sources(self, core: c.Core) -> tuple[Source, ...]:
        """Return the sources that bear on an expression."""
        world = self.program.world
        facts = set(world.stated_facts(core))
        for fact in [*facts]:
            assumed = world.assumptions.get(fact)
            if isinstance(assumed, FactPath):
                facts |= set(world.sources(assumed))
        if any(fact.view is View.CURRENT for fact in facts):
            # Whoever states anything of the present job has one.
            return self.columns.reading(facts, View.CURRENT)
        return self.columns.stating(facts)

    def with_hours(self, core: c.Core, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Return the sources of an expression, with those of the hours that convert its pay."""
        found = self.program.world.amounts(core)
        if not any(
            isinstance(datatype_of(part), PayType)
            for part in c.nodes_of(self.program.world.bindings, core)
        ):
            return sources
        views = {it.view for it in found if isinstance(it, FactPath)} | {View.OFFERED}
        paths = {*HOURS.values(), *FARES.values()}
        hours = {
            it for v in views for p in paths for it in self.program.world.sources(FactPath(p, v))
        }
        covered = {source.fact for source in sources}
        more = (source for source in self.columns.stating(hours) if source.fact not in covered)
        return (*sources, *more)

    # --- conditions ---

    def truth(self, core: c.Core) -> Truth:
        """Return the truth of a condition that is no combination of others."""
        if id(core) not in self.truths:
            self.truths[id(core)] = self._truth(core)
        return self.truths[id(core)]

    def _truth(self, core: c.Core) -> Truth:
        sources = self.sources(core)
        part = sources[0].number if len(sources) == 1 else None
        if part is not None and part.kind == TRUTHS:
            return self._of_truths(core, sources[0], part)
        if part is not None:
            places = self.cuts(core, sources[0], part)
            if places is not None:
                return self._of_numbers(core, sources[0], part, places)
        if len(sources) == 1 and sources[0].fact in self.cases:
            found = self._of_cases(core, sources[0])
            if found is not None:
                return found
        sources = self.with_hours(core, sources)
        if not sources:
            return _constant(judge(core, self.facts((), {})))
        if len(sources) == 1 and sources[0].fact in self.texts:
            return self._of_texts(core, sources[0])
        return self._looked_up(core, sources)

    def facts(self, sources: Sequence[Source], row: Mapping[str, Any]) -> Facts:
        """Return what a row says in some columns; of one that has errors, as if it said nothing."""
        if len(sources) > 1 or (sources and len(row) > 1):
            return Facts(self.program.world, self.offer(sources, row))
        # Cells of a column alone are asked about again and again.
        key = (*sources, *row.items())
        if key not in self._known:
            self._known[key] = Facts(self.program.world, self.offer(sources, row))
        return self._known[key]

    def offer(self, sources: Sequence[Source], row: Mapping[str, Any]) -> Offer:
        """Return the offer in some columns of a row; of one that has errors, a blank one."""
        offer, wrong = self.loader.offer(sources, row)
        self.wrong += [(problem, column, row[column]) for problem, column in wrong]
        if offer is None:
            offer, _ = self.loader.offer((), {})
            assert offer is not None
        return offer

    def _looked_up(self, core: c.Core, sources: tuple[Source, ...]) -> Truth:
        name = self._ask(core, sources)
        missing = self._missing(name, core)
        true, false, neither = (nw.col(f"{name}_{which}") for which in "tfn")
        return Truth(true, false, neither, missing)

    def _ask(self, atom: c.Core | c.CheckedPreference, sources: tuple[Source, ...]) -> str:
        key = tuple(source.fact for source in sources)
        asked = self.asked.setdefault(key, _Asked(sources))
        known = next((name for other, name in asked.atoms if other is atom), None)
        if known is not None:
            return known
        name = self.name()
        asked.atoms.append((atom, name))
        return name

    def _missing(self, name: str, core: c.Core) -> dict[FactPath, Plain]:
        # By number: engines take a dot in a name for something else.
        return {fact: nw.col(f"{name}_m{at}") for at, fact in enumerate(self.may_miss(core))}

    def may_miss(self, core: c.Core) -> tuple[FactPath, ...]:
        """Return the facts that an expression may miss, in their order in the text."""
        world = self.program.world
        found = dict.fromkeys(world.stated_facts(core))
        views = {fact.view for fact in found} | {View.OFFERED}
        if any(isinstance(datatype_of(it), PayType) for it in c.nodes_of(world.bindings, core)):
            for path in {**HOURS, **FARES}.values():
                for view in views:
                    found.update(dict.fromkeys(world.sources(FactPath(path, view))))
        return tuple(found)

    def _of_truths(self, core: c.Core, source: Source, part: Part) -> Truth:
        values = nw.col(part.column)
        judged = [
            judge(core, self.facts([source], {part.column: value})) for value in (True, False, None)
        ]
        yes, no = values.fill_null(False), ~values.fill_null(True)

        def where(wanted: Sequence[bool]) -> Plain:
            if all(wanted) or not any(wanted):
                return all(wanted)
            parts = zip((yes, no, values.is_null()), wanted, strict=True)
            return either(*(part for part, is_wanted in parts if is_wanted))

        return _truth(judged, where)

    def _of_texts(self, core: c.Core, source: Source) -> Truth:
        [column] = source.columns
        texts = self.texts[source.fact]
        judged = [judge(core, self.facts([source], {column: text})) for text in (*texts, None)]
        return _truth(judged, lambda wanted: _among(column, texts, wanted, self._is_in))

    def _is_in(self, column: str, texts: Sequence[str]) -> nw.Expr:
        """Return which texts of a column are some, as a column that is worked out once."""
        key = (column, tuple(texts))
        if key not in self._shared:
            self._shared[key] = (self.name(), _is_in(column, texts))
        return nw.col(self._shared[key][0])

    def _of_numbers(
        self, core: c.Core, source: Source, part: Part, places: Iterable[Fraction]
    ) -> Truth:
        there = self.pieces(source, part, places)
        cells: list[Any] = [numbers.number_of(part, sample) for _, sample in there]
        judged = [judge(core, self.facts([source], {part.column: cell})) for cell in (*cells, None)]
        return _truth(judged, lambda wanted: self._in_pieces(part, wanted, there))

    def _of_cases(self, core: c.Core, source: Source) -> Truth | None:
        """Return the truth of a comparison with numbers that are each in some unit."""
        there: list[tuple[Plain, Truth]] = []
        for texts, one in self.cases[source.fact]:
            part = one.number
            assert part is not None
            places = self.cuts(core, one, part)
            if places is None:
                return None
            there.append((self._has(texts), self._of_numbers(core, one, part, places)))
        # Other rows have no number.
        blank = _constant(judge(core, self.facts((), {})))
        return in_cases([*there, (negated(either(*(where for where, _ in there))), blank)])

    def _has(self, texts: Mapping[str, Any]) -> nw.Expr:
        """Return in which rows columns have some texts."""
        found = both(
            *(
                nw.col(column).is_null() if text is None else self._is_in(column, [text])
                for column, text in texts.items()
            )
        )
        assert not isinstance(found, bool)
        return found

    def _in_pieces(
        self, part: Part, wanted: Sequence[bool], there: Sequence[tuple[Piece, Fraction]]
    ) -> Plain:
        *known, null = wanted
        values = numbers.column(part)
        if not self.nulls.get(part.column, True):
            return numbers.within(part, values, known, [piece for piece, _ in there])
        if all(known) or not any(known):
            is_known = all(known)
            if is_known == null:
                return null
            return values.is_null() if null else ~values.is_null()
        if self.frame.implementation.is_polars():
            # What is compared with null is null, as it is not of all kinds of pandas.
            there_too = numbers.within(part, values, known, [piece for piece, _ in there])
            return there_too if isinstance(there_too, bool) else there_too.fill_null(null)
        # A null takes the side of a number that is on it.
        inner = (s for (p, s), w in zip(there, known, strict=True) if w == null and not p.is_point)
        sample = next(inner, None)
        fill = numbers.filling(part, Fraction(0) if sample is None else sample)
        found = numbers.within(part, values.fill_null(fill), known, [piece for piece, _ in there])
        if sample is not None:
            return found
        return either(values.is_null(), found) if null else both(~values.is_null(), found)

    def pieces(
        self, source: Source, part: Part, places: Iterable[Fraction]
    ) -> list[tuple[Piece, Fraction]]:
        """Return the parts of a column's numbers, within what its fact can be."""
        is_whole = part.kind == DATES or part.dtype.is_integer()
        low: Fraction | None = Fraction(1)
        high: Fraction | None = Fraction(numbers.LAST_DAY)
        if part.kind != DATES:
            known = self.facts((), {}).bounds(source.fact)
            scopes = (Scope(view=source.fact.view, in_months=months) for months in (True, False))
            units = (self._unit(source, part, scope) for scope in scopes)
            unit = next((it for it in units if it is not None), None)
            low = known.low if unit is None or known.low is None else known.low / unit
            high = None if unit is None or known.high is None else known.high / unit
        return numbers.pieces(places, low, high, whole=is_whole)

    def cuts(self, core: c.Core, source: Source, part: Part) -> set[Fraction] | None:
        """Return at which numbers of a column a comparison changes; None if that is not known."""
        if not isinstance(core, Relation) or not isinstance(
            datatype_of(core.left), Quantity | OrdinalType
        ):
            return None
        left, right = (line_of(side, self.lines) for side in (core.left, core.right))
        if left is None or right is None:
            return None
        found = self._axis((left, right), source, part)
        slope = left.slope - right.slope
        if found is None or not slope:
            return None
        _, unit = found
        place = (right.rest - left.rest) / (slope * unit)
        self.places.setdefault(source.fact, set()).add(place)
        return {place}

    def _axis(
        self, lines: Sequence[Line], source: Source, part: Part
    ) -> tuple[Scope, Fraction] | None:
        """Return the unit in which lines of a single fact are compared, and 1 of a column in it."""
        refs = {ref for line in lines for ref in line.facts}
        if len(refs) != 1 or not numbers.is_exact(part):
            return None
        [ref] = refs
        info = self.program.world.schema.facts[source.fact.path]
        if ref.fact != source.fact or info.bounds.unit is not None:
            return None
        units = frozenset[str]().union(*(line.units for line in lines))
        bases = frozenset[Any]().union(*(line.bases for line in lines))
        scope = axis_of(ref.datatype, units, bases)
        if scope is None:
            return None
        unit = self._unit(source, part, scope)
        return None if unit is None else (scope, unit)

    def _unit(self, source: Source, part: Part, scope: Scope) -> Fraction | None:
        """Return what 1 in a column is in the unit of a scope; None if that is not one number."""
        key = (source, scope)
        if key not in self._units:
            self._units[key] = self._measured(source, part, scope)
        return self._units[key]

    def _measured(self, source: Source, part: Part, scope: Scope) -> Fraction | None:
        if part.kind == DATES:
            return Fraction(1)
        found: list[Fraction] = []
        for number in _TRIED:
            offer, wrong = self.loader.offer([source], {part.column: number})
            if offer is None or wrong:
                continue
            facts = Facts(self.program.world, offer)
            stated = one_end(facts.said(source.fact))
            if isinstance(stated, Pay) and BASIS[stated.per] is not scope.basis:
                return None
            ends = measure_fact(source.fact, facts, scope).interval
            if (
                not ends.is_exact
                or ends.low is None
                or facts.said(source.fact) != facts.value(source.fact)
            ):
                return None
            found.append(ends.low / number)
            if len(found) == _ENOUGH:
                break
        return found[0] if len(found) > 1 and len(set(found)) == 1 else None

    # --- grades ---

    def grade(self, preference: c.CheckedPreference) -> Graded:
        """Return the grades of a preference."""
        sources = self.sources(preference.subject)
        part = sources[0].number if len(sources) == 1 else None
        if part is not None and part.kind in {NUMBERS, DATES}:
            found = self._graded_numbers(preference, sources[0], part)
            if found is not None:
                return found
        if len(sources) == 1 and sources[0].fact in self.cases:
            found = self._graded_cases(preference, sources[0])
            if found is not None:
                return found
        sources = self.with_hours(preference.subject, sources)
        if not sources:
            return grades.constant(grade(preference, self.facts((), {})))
        name = self._ask(preference, sources)
        missing = self._missing(name, preference.subject)
        low, high, applies, lapses = (nw.col(f"{name}_{it}") for it in ("low", "high", "t", "n"))
        return Graded(low, high, None, applies, lapses, missing, low < high)

    def _graded_numbers(
        self, preference: c.CheckedPreference, source: Source, part: Part
    ) -> Graded | None:
        lines = [
            line_of(it, self.lines)
            for it in (preference.subject, preference.worst, preference.best)
        ]
        known = [line for line in lines if line is not None]
        found = self._axis(known, source, part) if len(known) == len(lines) else None
        if found is None or not known[0].slope or part.kind == DATES:
            return None
        scope, unit = found
        blank = self.facts((), {})
        worst, best = (
            measure(end, blank, scope).interval for end in (preference.worst, preference.best)
        )
        if not (worst.is_exact and best.is_exact) or worst.low is None or best.low is None:
            return None
        self.raw.add(source.fact)
        # The grade is (slope × number + rest) ÷ whole, of whole numbers.
        span = best.low - worst.low
        slope, rest = known[0].slope * unit / span, (known[0].rest - worst.low) / span
        parts = lcm(slope.denominator, rest.denominator)
        at_null = grade(preference, blank)
        ends = [
            end if end is not None else Fraction(0)
            for end in (at_null.interval.low, at_null.interval.high)
        ]
        parts = lcm(parts, *(end.denominator for end in ends))
        values = numbers.column(part)
        most = max((abs(end) for end in self.ends.get(part.column, ())), default=Fraction(MOST))
        is_whole = part.dtype.is_integer() and most * abs(slope * parts) + abs(rest * parts) < MOST
        is_null = values.is_null()
        if is_whole:
            filled = values.fill_null(0).cast(nw.Int64())
            share = (filled * whole(int(slope * parts)) + whole(int(rest * parts))).clip(0, parts)
            low, high = (whole(int(end * parts)) for end in ends)
        else:
            filled = values.fill_null(0).cast(nw.Float64())
            share = (filled * float(slope) + float(rest)).clip(0.0, 1.0)
            low, high = (nw.lit(float(end), dtype=nw.Float64()) for end in ends)
        null: Plain = is_null if self.nulls.get(part.column, True) else False
        missing = dict.fromkeys(at_null.missing, null)
        sides = (share, share)
        if null is not False:
            sides = (
                nw.when(is_null).then(low).otherwise(share),
                nw.when(is_null).then(high).otherwise(share),
            )
        return Graded(
            sides[0],
            sides[1],
            parts if is_whole else None,
            True if at_null.applies is not Kleene.FALSE else negated(null),
            null if at_null.applies is not Kleene.TRUE else False,
            missing,
            False if at_null.interval.is_exact else null,
        )

    def _graded_cases(self, preference: c.CheckedPreference, source: Source) -> Graded | None:
        """Return the grades of numbers that are each in some unit."""
        there: list[tuple[Plain, Graded]] = []
        for texts, one in self.cases[source.fact]:
            part = one.number
            assert part is not None
            found = self._graded_numbers(preference, one, part)
            if found is None:
                return None
            there.append((self._has(texts), found))
        blank = grades.constant(grade(preference, self.facts((), {})))
        other = negated(either(*(where for where, _ in there)))
        return grades.in_cases([*there, (other, blank)])

    # --- looking up ---

    def look_up(self, *, missing: bool) -> None:
        """Add the columns of all that is worked out once, or looked up, to the frame."""
        if self._shared:
            self.frame = self.frame.with_columns(**dict(self._shared.values()))
        for asked in self.asked.values():
            keys: dict[str, nw.Expr] = {}
            for source in asked.sources:
                part = source.number
                places: set[Fraction] | None = set()
                for atom, _ in asked.atoms:
                    here = self._cuts_of(atom, source, part)
                    places = None if here is None or places is None else places | here
                if places is None:
                    self.raw.add(source.fact)
                    self.beyond += [(atom, asked.sources) for atom, _ in asked.atoms]
                elif part is not None:
                    self.places.setdefault(source.fact, set()).update(places)
                keys.update(self.keys(source, places))
            columns = [column for source in asked.sources for column in source.columns]
            answers = partial(self._answers, asked, missing)
            self.frame = looked_up(self.frame, keys, columns, answers)

    def _cuts_of(
        self, atom: c.Core | c.CheckedPreference, source: Source, part: Part | None
    ) -> set[Fraction] | None:
        """Return where a comparison changes in a source; None if that may be anywhere."""
        if part is None or part.kind == TRUTHS:
            return set()
        if not source.is_read:
            return set()
        if isinstance(atom, c.CheckedPreference):
            return None
        return self.cuts(atom, source, part)

    def keys(self, source: Source, places: set[Fraction] | None) -> dict[str, nw.Expr]:
        """Return what tells the rows of a source apart, with a name for each; never null."""
        found: dict[str, nw.Expr] = {}
        number = source.number
        if not source.is_read:
            said = either(*(self._says_something(part) for part in source.parts))
            return {self._key(0): chosen(said, 1, 0)}
        if number is not None and number.kind in {NUMBERS, DATES} and places is not None:
            there = self.pieces(source, number, places)
            values = numbers.column(number)
            filled = values.fill_null(numbers.filling(number, there[0][1]))
            key = nw.when(values.is_null()).then(whole(-1)).otherwise(whole(0))
            for at, _ in enumerate(there[1:], 1):
                wanted = [other >= at for other in range(len(there))]
                above = numbers.within(number, filled, wanted, [piece for piece, _ in there])
                key = key + chosen(above, 1, 0)
            return {self._key(0): key}
        for column in source.columns:
            part = next(p for p in (*source.parts, source.country) if p and p.column == column)
            values = nw.col(column)
            fill: Any = 0
            match part.kind:
                case "truth":
                    values = nw.when(values.fill_null(False)).then(whole(1)).otherwise(
                        whole(0)
                    ) + nw.when(values.is_null()).then(whole(2)).otherwise(whole(0))
                case "text" | "other":
                    fill = "\x01"
                    values = values.cast(nw.String()).fill_null(fill)
                case _:
                    is_null = nw.when(values.is_null()).then(whole(1)).otherwise(whole(0))
                    found[self._key(0)] = is_null
                    fill = numbers.filling(part, Fraction(1))
                    values = numbers.column(part).fill_null(fill)
            found[self._key(fill)] = values
        return found

    def _says_something(self, part: Part) -> Plain:
        values = nw.col(part.column)
        if part.kind != "text":
            return ~values.is_null()
        return values.cast(nw.String()).fill_null("").str.strip_chars() != ""

    def _key(self, fill: Any) -> str:
        name = self.name()
        self.fills[name] = fill
        return name

    def is_open_ended(self, atom: c.Core | c.CheckedPreference, source: Source) -> bool:
        """Return whether every number of a source may make a difference to what is asked."""
        return self._cuts_of(atom, source, source.number) is None

    def may_be_open(self, source: Source) -> Plain:
        """Return in which rows what a source states is not a single value."""
        if source.number is not None:
            column = source.number.column
            return nw.col(column).is_null() if self.nulls.get(column, True) else False
        return self.where(source, lambda facts: not is_exact(facts.said(source.fact)))

    def where(self, source: Source, holds: Callable[[Facts], bool]) -> Plain:
        """Return in which rows of a source something holds; in all, if that is not known."""
        if source.fact not in self.texts:
            return True
        [column] = source.columns
        texts = self.texts[source.fact]
        wanted = [holds(self.facts([source], {column: text})) for text in (*texts, None)]
        return _among(column, texts, wanted)

    def _answers(
        self, asked: _Asked, missing: bool, rows: Sequence[dict[str, Any]]
    ) -> dict[str, pyarrow.Array]:
        found: dict[str, list[Any]] = {}
        offers = [self.facts(asked.sources, row) for row in rows]
        for atom, name in asked.atoms:
            if isinstance(atom, c.CheckedPreference):
                grades = [grade(atom, facts) for facts in offers]
                for which, end in (("low", "low"), ("high", "high")):
                    ends = (getattr(one.interval, end) for one in grades)
                    found[f"{name}_{which}"] = [float(it) for it in ends]
                found[f"{name}_t"] = [one.applies is not Kleene.FALSE for one in grades]
                found[f"{name}_n"] = [one.applies is not Kleene.TRUE for one in grades]
                open_ = [
                    (one, not one.interval.is_exact or one.applies is Kleene.UNKNOWN)
                    for one in grades
                ]
                subject: c.Core = atom.subject
                misses = [one.missing if is_open else () for one, is_open in open_]
            else:
                judged = [judge(atom, facts) for facts in offers]
                for which, truth in zip("tfn", _POINTS, strict=True):
                    found[f"{name}_{which}"] = [truth in one.truth.possible for one in judged]
                subject = atom
                misses = [one.missing for one in judged]
            if missing:
                for at, fact in enumerate(self.may_miss(subject)):
                    found[f"{name}_m{at}"] = [fact in some for some in misses]
        return {
            name: pyarrow.array(
                values, pyarrow.float64() if name.endswith(("_low", "_high")) else pyarrow.bool_()
            )
            for name, values in found.items()
        }


_TRIED: Final = (1, 2, 5, 10, 20, 50, 100, 1000)
"""Numbers of columns of which some are within the bounds of any fact."""
_ENOUGH: Final = 3
"""How many of them tell a unit."""
_POINTS: Final = (Kleene.TRUE, Kleene.FALSE, Kleene.DOES_NOT_APPLY)


def _constant(judged: Judgement) -> Truth:
    return constant(judged.truth, judged.missing)


def _truth(judged: Sequence[Judgement], where: Callable[[Sequence[bool]], Plain]) -> Truth:
    """Return the truth that is one of some in each row; *where* tells in which rows it is those."""
    true, false, neither = (
        where([point in one.truth.possible for one in judged]) for point in _POINTS
    )
    facts = dict.fromkeys(fact for one in judged for fact in one.missing)
    missing = {fact: where([fact in one.missing for one in judged]) for fact in facts}
    return Truth(true, false, neither, missing)


def _is_in(column: str, texts: Sequence[str]) -> nw.Expr:
    return nw.col(column).is_in(texts).fill_null(False)


def _among(
    column: str,
    texts: Sequence[str],
    wanted: Sequence[bool],
    is_in: Callable[[str, Sequence[str]], nw.Expr] = _is_in,
) -> Plain:
    """Return which values are among some texts, or null if the last is wanted."""
    *known, null = wanted
    if all(wanted) or not any(wanted):
        return null
    if sum(known) * 2 > len(known):
        return negated(_among(column, texts, [not one for one in wanted], is_in))
    some = [text for text, is_wanted in zip(texts, known, strict=True) if is_wanted]
    found: Plain = is_in(column, some) if some else False
    return either(found, nw.col(column).is_null() if null else False)
