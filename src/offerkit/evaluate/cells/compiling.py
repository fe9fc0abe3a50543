"""From checked statements to truths of cells."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from attrs import define, field, frozen

from offerkit import core as c
from offerkit.calendar import in_days
from offerkit.check.constants import exact_decimal
from offerkit.core import CheckedLeaving, CheckedPreference, CheckedStatement, datatype_of
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    OrdinalType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.evaluate.cells.system import Compiled, Graded, Link, System
from offerkit.evaluate.cells.variables import (
    FALSE,
    NEITHER,
    NOTHING,
    OTHER,
    TRUE,
    Applies,
    ByTheHour,
    Cell,
    Contains,
    Job,
    Line,
    Loose,
    OfText,
    OfTruth,
    OnLine,
    Piece,
    Variable,
    axis_of,
    line_of,
    lines_of,
    pieces,
)
from offerkit.evaluate.facts import Facts, Scope, World
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.sets import Fold, folding
from offerkit.evaluate.verdict import (
    IS_COUNTER,
    KIND,
    StatementKind,
    kind_of,
)
from offerkit.intervals import Interval
from offerkit.kleene import Kleene
from offerkit.model.gates import Gate
from offerkit.paths import FactPath, View
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, PER_YEAR, DurationFamily, Pay, Period

# --- compiling -----------------------------------------------------------------------------------


def compiled(
    *parts: tuple[World, Sequence[CheckedStatement]],
) -> tuple[System, list[list[Compiled]]]:
    """Return the system of the statements of one file or several, and the statements in it."""
    system, cuts = System(), Cuts()
    compilers = [_Compiler(system, cuts, world, statements) for world, statements in parts]
    for compiler in compilers:
        compiler.collect()
    system.start()
    found = [compiler.compile() for compiler in compilers]
    system.links.extend(_links(system, compilers[0].world))
    return system, found


@define(eq=False)
class Cuts:
    """Where comparisons with constants cut the values of facts."""

    places: dict[_Key, set[Fraction]] = field(factory=dict)
    texts: dict[_Key, set[str]] = field(factory=dict)
    inside: dict[int, list[Fraction]] = field(factory=dict)
    """A value in each piece of a variable, from low to high."""
    order: dict[int, dict[str, int]] = field(factory=dict)
    """The place of each text among the cells of a variable."""


@frozen(cache_hash=True)
class _Key:
    """A fact, and the unit in which it stands on one line with constants."""

    fact: FactPath
    datatype: Datatype
    currency: str | None = None
    rates: Hashable = None
    """The rates by which it is converted to that currency."""
    basis: Period = Period.YEAR


_Crossing: TypeAlias = tuple[_Key, Scope, Fraction, tuple[Fraction, Fraction]]
"""The fact of a comparison, its unit, how its sides grow apart with it, and where they meet."""


class _Compiler:
    """Makes a part of a system."""

    def __init__(
        self, system: System, cuts: Cuts, world: World, statements: Sequence[CheckedStatement]
    ) -> None:
        self.system, self.cuts, self.world, self.statements = system, cuts, world, statements
        self.rates = frozenset(world.rates.items())
        self.lets: dict[int, int] = {}
        self.lines = lines_of(world.bindings)
        self.crossings: dict[tuple[int, int], _Crossing | None] = {}
        self.axes: dict[Hashable, tuple[_Key, Scope] | None] = {}
        self.collecting = True
        self.inside = cuts.inside

    def collect(self) -> None:
        """Find where the statements cut the values of facts."""
        for statement in self.statements:
            self._statement(statement)

    def compile(self) -> list[Compiled]:
        """Return the statements, once all cuts are known."""
        self.collecting = False
        self.lets.clear()
        found = [self._statement(statement) for statement in self.statements]
        for one in found:
            self._finish(one)
        return found

    def _statement(self, statement: CheckedStatement) -> Compiled:
        kind, weight = kind_of(statement), c.weight_of(statement)
        if isinstance(statement, CheckedPreference):
            return Compiled(statement, kind, weight, graded=self._graded(statement))
        if isinstance(statement, CheckedLeaving):
            self._atom(IS_COUNTER)
        return Compiled(statement, kind, weight, self._condition(statement.condition))

    def _finish(self, one: Compiled) -> None:
        """Note the parts of a statement, and in how many places each comparison stands."""
        if one.graded is not None:
            one.reads = (one.graded.variable,)
        if one.node < 0:
            return
        roots = [one.node]
        if one.kind is StatementKind.LEAVING:
            one.counter = self._atom(IS_COUNTER)
            roots.append(one.counter)
        nodes = self.system.nodes
        times = dict.fromkeys(roots, 1)
        waiting = sorted(times)
        while waiting:
            at = waiting.pop()
            for part in nodes[at].parts if nodes[at].kind != "atom" else ():
                if part not in times:
                    insort(waiting, part)
                times[part] = min(times.get(part, 0) + times[at], 2)
        one.nodes = tuple(sorted(times))
        one.places = {at: count for at, count in times.items() if nodes[at].kind == "atom"}
        one.reads = tuple(sorted({nodes[at].parts[0] for at in one.places}))

    def _condition(self, core: c.Core) -> int:
        system = self.system
        match core:
            case c.Constant(value=bool(truth)):
                return system.node("constant", least=TRUE if truth else FALSE)
            case c.LetRef(index=index):
                for at, value in enumerate(self.world.bindings[: index + 1]):
                    # In order, so that a long chain of names is not a deep recursion.
                    if at not in self.lets and isinstance(datatype_of(value), YesNo):
                        self.lets[at] = self._condition(value)
                return self.lets[index]
            case c.And(operands=operands) | c.Or(operands=operands):
                kind = "and" if isinstance(core, c.And) else "or"
                return system.node(kind, *map(self._condition, operands))
            case c.Count(operands=operands, least=least):
                return system.node("count", *map(self._condition, operands), least=least)
            case c.Not(operand=operand):
                return system.node("not", self._condition(operand))
            case c.Equal(left=left, right=right) if isinstance(datatype_of(left), YesNo):
                return system.node("same", self._condition(left), self._condition(right))
            case c.LessEqual(left=left, right=right):
                less = c.Less(right, left, span=core.span)
                return system.node("not", self._atom(less))
            case _:
                return self._atom(core)

    def _atom(self, core: c.Core) -> int:
        """Return the node of a comparison, a relation or a yes/no fact."""
        found: int | None
        match core:
            case c.FactRef(fact=fact):
                found = self._of_truth(fact)
            case c.Less(left=left, right=right):
                found = self._least(core) or self._on_line(left, right, _is_below)
            case c.Equal(left=left, right=right) if isinstance(datatype_of(left), TextType):
                found = self._of_text(left, right) or self._of_text(right, left)
            case c.Equal(left=left, right=right):
                found = self._on_line(left, right, _is_same)
            case c.Member(item=item, container=container):
                found = self._of_text(item, container) or self._of_set(container, item, "some")
            case c.Overlaps(left=left, right=right):
                found = self._of_set(left, right, "some") or self._of_set(right, left, "some")
            case _:
                assert isinstance(core, c.Within)
                left, right = core.left, core.right
                found = self._of_set(left, right, "only") or self._of_set(right, left, "all")
        at = self._loose(core) if found is None else found
        if not self.collecting and self.system.nodes[at].kind == "atom":
            self.system.cores.setdefault(at, core)
        return at

    def _least(self, core: c.Less) -> int | None:
        """Return a comparison of a `min` or `max` as those of its operands, if all apply."""
        left, right = (self._resolved(side) for side in (core.left, core.right))
        for side, other in ((left, right), (right, left)):
            if isinstance(side, c.Minimum | c.Maximum) and not self.world.doubtful(core):
                shared = {*self.world.reads(side).facts} & {*self.world.reads(other).facts}
                self.system.tells_sides_apart |= bool(shared)
                is_left = side is left
                kind = "or" if isinstance(side, c.Minimum) == is_left else "and"
                sides = [(one, other) if is_left else (other, one) for one in side.operands]
                parts = [self._atom(c.Less(*pair, span=core.span)) for pair in sides]
                return self.system.node(kind, *parts)
        return None

    def _resolved(self, core: c.Core) -> c.Core:
        while isinstance(core, c.LetRef):
            core = self.world.bindings[core.index]
        return core

    def _stated(self, fact: FactPath) -> bool:
        return not self.world.schema.facts[fact.path].derived

    def _nothing(self, fact: FactPath) -> list[Cell]:
        return [NOTHING] if self.world.may_not_apply(fact) else []

    def _of_truth(self, fact: FactPath) -> int:
        cells = (False, True, *self._nothing(fact))
        at = self.system.add(OfTruth(fact, cells, fact))
        return self.system.atom(at, [(FALSE, 1), (TRUE, 1), (NEITHER, len(cells) - 2)])

    def _of_text(self, one: c.Core, other: c.Core) -> int | None:
        found = self._with_texts(one, other)
        if found is None or not isinstance(found[0].datatype, TextType):
            return None
        key, form, texts = found
        if self.collecting:
            self.cuts.texts.setdefault(key, set()).update(texts)
            return 0
        at = self.system.variable(key)
        if at is None:
            values = found[0].datatype.values or ()
            named = sorted({*map(form, values)} or self.cuts.texts[key])
            others = [] if values else [OTHER]
            cells = (*named, *others, *self._nothing(key.fact))
            at = self.system.add(OfText(key, cells, key.fact, fold=form))
            self.cuts.order[at] = {text: place for place, text in enumerate(named)}
        order, cells = self.cuts.order[at], self.system.variables[at].cells
        runs, last = list[tuple[int, int]](), 0
        for place in sorted(order[text] for text in texts if text in order):
            runs += [(FALSE, place - last), (TRUE, 1)]
            last = place + 1
        applying = len(cells) - (cells[-1] is NOTHING)
        runs += [(FALSE, applying - last), (NEITHER, len(cells) - applying)]
        return self.system.atom(at, runs)

    def _with_texts(self, one: c.Core, other: c.Core) -> tuple[_Key, Fold, set[str]] | None:
        """Return a fact, and the texts with which it is compared; None if these are none."""
        one, other = self._resolved(one), self._resolved(other)
        if not (isinstance(one, c.FactRef) and isinstance(other, c.Constant)):
            return None
        assert isinstance(other.value, str | frozenset)
        form = folding(one)
        texts = [other.value] if isinstance(other.value, str) else other.value
        return _Key(one.fact, one.datatype), form, {form(text) for text in texts}

    def _of_set(self, one: c.Core, other: c.Core, which: str) -> int | None:
        found = self._with_texts(one, other)
        if found is None or not isinstance(found[0].datatype, TextSetType):
            return None
        (key, form, texts), fact = found, found[0].fact
        if self.collecting:
            self.cuts.texts.setdefault(key, set()).update(texts)
            return 0
        named, system = self.cuts.texts[key], self.system

        def contains(text: str) -> int:
            at = system.add(
                Contains((key, text), (False, True), fact, text=text, named=named, fold=form)
            )
            return system.atom(at, [(FALSE, 1), (TRUE, 1)])

        if which == "only":
            outside = [*sorted(named - texts), OTHER]
            node = system.node("and", *(system.node("not", contains(text)) for text in outside))
        elif texts:
            kind = "or" if which == "some" else "and"
            node = system.node(kind, *(contains(text) for text in sorted(texts)))
        else:
            node = system.node("constant", least=FALSE if which == "some" else TRUE)
        if not self.world.may_not_apply(fact):
            return node
        at = system.add(Applies((key, NOTHING), (True, NOTHING), fact))
        return system.node("if", system.atom(at, [(TRUE, 1), (NEITHER, 1)]), node)

    def _on_line(self, left: c.Core, right: c.Core, holds: Callable[[int], bool]) -> int | None:
        sides = id(left), id(right)  # of the criteria: found when collecting, and again after it
        if sides not in self.crossings:
            self.crossings[sides] = self._crossing(left, right)
        crossing = self.crossings[sides]
        if crossing is None:
            return None
        key, scope, slope, (low, high) = crossing
        if self.collecting:
            self.cuts.places.setdefault(key, set()).update((low, high))
            return 0
        at, cells = self._cells_on(key, scope)
        inside = self.inside[at]
        # The pieces are in order: those below the place, those at it, those above.
        first = bisect_left(inside, low)
        is_point = low == high
        at_it = inside[first : first + 1] == [low]
        last = first + at_it if is_point else bisect_right(inside, high, first)
        sign = 1 if slope > 0 else -1
        below, same, above = (TRUE if holds(one) else FALSE for one in (-sign, 0, sign))
        runs = (
            (below, first),
            (same if is_point else TRUE | FALSE, last - first),
            (above, len(inside) - last),
            (NEITHER, len(cells) - len(inside)),
        )
        return self.system.atom(at, runs)

    def _crossing(self, left: c.Core, right: c.Core) -> _Crossing | None:
        """Return where the two sides of a comparison meet; None if these are no lines of a fact."""
        one, other = (line_of(side, self.lines) for side in (left, right))
        if one is None or other is None:
            return None
        slope, rest = one.slope - other.slope, one.rest - other.rest
        found = self._line(one, other) if slope else None
        place = None if found is None else self._place(found[0], -rest / slope, one, other)
        return None if found is None or place is None else (*found, slope, place)

    def _place(self, key: _Key, place: Fraction, *lines: Line) -> tuple[Fraction, Fraction] | None:
        """Return where a comparison changes: of months beside days, the fewest and the most days.

        None if there is no such amount.
        """
        if key.basis is not Period.YEAR and exact_decimal(place) is None:
            return None
        is_in_both = isinstance(key.datatype, DurationType) and len(key.datatype.families) > 1
        in_months = {DurationFamily.MONTHS.value}
        if is_in_both and {unit for line in lines for unit in line.units} == in_months:
            days = in_days(Interval.exact(place))
            assert days.low is not None
            assert days.high is not None
            return days.low, days.high
        return place, place

    def _line(self, first: Line, *others: Line) -> tuple[_Key, Scope] | None:
        """Return the one fact of lines, and the unit in which it stands beside their constants."""
        refs, units, bases = first.facts, first.units, first.bases
        for line in others:
            refs, units, bases = refs | line.facts, units | line.units, bases | line.bases
        if len(refs) != 1:
            return None
        [read] = refs
        asked = read.fact, units, bases
        if asked not in self.axes:
            self.axes[asked] = self._axis(read, units, bases)
        return self.axes[asked]

    def _axis(
        self, read: c.FactRef, units: frozenset[str], bases: frozenset[Period]
    ) -> tuple[_Key, Scope] | None:
        fact, datatype = read.fact, read.datatype
        scope = axis_of(datatype, units, bases)
        if scope is None or not (self._stated(fact) or fact.view is View.OFFERED):
            return None
        unit = self.world.schema.facts[fact.path].bounds.unit
        if unit is not None:
            is_by_the_hour = isinstance(unit, Pay) and unit.per not in PER_YEAR
            if is_by_the_hour or unit.currency != scope.currency:
                return None
        rates = None if scope.currency is None else self.rates
        return _Key(fact, datatype, scope.currency, rates, scope.basis), scope

    def _cells_on(self, key: _Key, scope: Scope) -> tuple[int, tuple[Cell, ...]]:
        at = self.system.variable(key)
        if at is None:
            info = self.world.schema.facts[key.fact.path]
            bounds = Facts(self.world, self.world.blank).bounds(key.fact)
            if isinstance(info.bounds.unit, Pay):
                bounds = bounds.scaled(Fraction(PER_YEAR[info.bounds.unit.per]))
            whole = isinstance(key.datatype, DateType | OrdinalType)
            places: Iterable[Fraction] = self.cuts.places[key]
            if isinstance(key.datatype, OrdinalType):
                places = map(Fraction, range(len(key.datatype.scale.levels)))
            cells = (*pieces(bounds, places, whole=whole), *self._nothing(key.fact))
            if scope.basis is Period.YEAR:
                line = OnLine(key, cells, key.fact, scope=scope)
            else:
                ref = c.ref_to(key.fact, key.datatype)
                line = ByTheHour(key, cells, key.fact, scope=scope, ref=ref)
            at = self.system.add(line)
            self.inside[at] = [_inside(cell) for cell in cells if isinstance(cell, Piece)]
        return at, self.system.variables[at].cells

    def _graded(self, statement: CheckedPreference) -> Graded | None:
        lines = [
            line_of(core, self.lines)
            for core in (statement.subject, statement.worst, statement.best)
        ]
        subject, worst, best = lines
        if subject is None or worst is None or best is None:
            return None
        found = self._line(subject, worst, best) if subject.slope else None
        if found is None:
            return None
        key, scope = found
        ends = [(end.rest - subject.rest) / subject.slope for end in (worst, best)]
        places = [self._place(key, end, subject, worst, best) for end in ends]
        if any(place is None or place[0] != place[1] for place in places):
            return None
        if self.collecting:
            self.cuts.places.setdefault(key, set()).update(ends)
            return None
        at, cells = self._cells_on(key, scope)
        slope = subject.slope / (best.rest - worst.rest)
        rest = (subject.rest - worst.rest) / (best.rest - worst.rest)
        inside = self.inside[at]
        first, last = bisect_right(inside, min(ends)), bisect_left(inside, max(ends))
        graded = Graded(at, cells, slope, rest, (first, max(first, last)), len(inside))
        self.system.grades.append(graded)
        return graded

    def _loose(self, core: c.Core) -> int:
        if self.collecting:
            return 0
        names = any(isinstance(node, c.LetRef) for node in c.parts_of(core))
        key = (core, self.rates, id(self.world) if names else None)
        cells = (Kleene.FALSE, Kleene.TRUE, Kleene.DOES_NOT_APPLY)
        at = self.system.add(Loose(key, cells, core=core, world=self.world))
        return self.system.atom(at, [(FALSE, 1), (TRUE, 1), (NEITHER, 1)])


def _is_below(sign: int) -> bool:
    return sign < 0


def _is_same(sign: int) -> bool:
    return sign == 0


def _inside(piece: Piece) -> Fraction:
    """Return a value in a piece."""
    low, high = piece.low, piece.high
    if low is None:
        assert high is not None
        return high - 1
    return low if low == high else low + 1 if high is None else (low + high) / 2


# --- what hangs on what --------------------------------------------------------------------------


def _links(system: System, world: World) -> Iterator[Link]:
    """Yield the pairs of variables that have not every pair of cells.

    Source:
        grammar/README.md, "What hangs on another fact" and "What does not apply".
    """
    by_fact: dict[FactPath, list[int]] = {}
    for at, variable in enumerate(system.variables):
        if variable.fact is not None:
            by_fact.setdefault(variable.fact, []).append(at)
    for fact, behind in by_fact.items():
        for gate in world.gates.get(fact.path, ()):
            if gate.instead or gate.same_as:
                continue
            for at in by_fact.get(FactPath(gate.fact, fact.view), ()):
                for other in behind:
                    yield _gate_link(system, gate, at, other)
    current = [
        at
        for at, variable in enumerate(system.variables)
        if (
            variable.fact is not None
            and variable.fact.view is View.CURRENT
            and NOTHING in variable.cells
        )
    ]
    if current:
        job = system.add(Job("job", (False, True)))
        for at in current:
            variable = system.variables[at]
            assert variable.fact is not None
            itself = world.may_be_nothing(variable.fact.path)
            there = variable.all if itself else variable.all & ~variable.bits([NOTHING])
            yield Link(job, at, (variable.bits([NOTHING]), there))
        for at in by_fact.get(KIND, ()):
            kind = system.variables[at]
            yield Link(job, at, (kind.bits(["new"]), kind.all))


def _gate_link(system: System, gate: Gate, at: int, other: int) -> Link:
    """Return which cells of what is behind a gate go with each cell of the fact of the gate."""
    of, behind = system.variables[at], system.variables[other]
    given = _given(gate, behind)
    allowed = []
    for cell in of.cells:
        if cell is NOTHING:
            nothing = behind.bits([NOTHING])
            allowed.append(nothing if nothing else behind.all)
        else:
            allowed.append(given if _closes(gate, cell) else behind.all)
    return Link(at, other, tuple(allowed))


def _closes(gate: Gate, cell: Cell) -> bool:
    """Return whether a cell closes a gate: each value that closes one is a cell by itself."""
    if isinstance(cell, Piece):
        return cell.is_point and cell.low in {base_of(one) for one in gate.closed_by}
    if isinstance(cell, str):
        return cell in {fold(one) for one in gate.closed_by if isinstance(one, str)}
    return any(cell is one for one in gate.closed_by)


def _given(gate: Gate, behind: Variable) -> int:
    """Return the cells with the value behind a closed gate."""
    gives = gate.gives
    if isinstance(behind, Contains):
        return behind.bits([False]) if gives == frozenset() else behind.all
    if isinstance(behind, Applies):
        return behind.bits([NOTHING if gives is DOES_NOT_APPLY else True])
    if gives is DOES_NOT_APPLY:
        return behind.bits([NOTHING])
    if isinstance(behind, OnLine):
        place = Interval.exact(base_of(gives))
        return sum(
            1 << at
            for at, cell in enumerate(behind.cells)
            if isinstance(cell, Piece) and cell.meets(place)
        )
    # No gate gives a text.
    assert isinstance(behind, OfTruth)
    return behind.bits([gives])
