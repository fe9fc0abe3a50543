"""The view of an offer that criteria evaluate, and the results of evaluation.

A condition is a function from an offer to a ``Judgement``, a quantity, a level or the grade of a
preference one to a ``Measure``; each names the facts that left it open.

Amounts compare only in one unit. A comparison is therefore evaluated in a ``Scope``, a currency and
a pay period, and each amount is converted where it is read, never later. So learning one fact
changes only one operand, which keeps decisions monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, KeysView, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain
from types import SimpleNamespace
from typing import Any, Final, TypeAlias, TypeVar

from attrs import field, frozen

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.data import with_room
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    OrdinalType,
    PayType,
    PercentType,
)
from offerkit.forms import Form, MonthsStated, RatePair, Symbol
from offerkit.intervals import ANY, ZERO, Interval
from offerkit.kleene import Kleene
from offerkit.model.gates import Gate, either, is_exact
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View, fact_at
from offerkit.records import Record
from offerkit.span import NOWHERE
from offerkit.values import (
    DOES_NOT_APPLY,
    PER_YEAR,
    UNKNOWN,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Period,
    Scalar,
)

HUNDREDTH: Final = Fraction(1, 100)
Found = TypeVar("Found")


@frozen
class Judgement(Record):
    """The truth of a condition, and the facts and rates that left it open."""

    truth: Kleene
    missing: tuple[FactPath, ...] = ()
    """Facts that left it open, each once, in order; empty if the truth is known."""
    rates: tuple[RatePair, ...] = ()
    """Pairs of currencies to convert that have no rate; empty if the truth is known."""
    months: tuple[MonthsStated, ...] = ()
    """Durations in months whose number of days left it open; empty if the truth is known."""


@frozen
class Grade(Record):
    """Possible grades of a preference, from 0 at its worst to 1 at its best; what left it open."""

    interval: Interval
    """If it applies."""
    missing: tuple[FactPath, ...] = ()
    rates: tuple[RatePair, ...] = ()
    months: tuple[MonthsStated, ...] = ()
    applies: Kleene = Kleene.TRUE
    """``FALSE`` if it does not apply, ``UNKNOWN`` if it may not."""


_LeftOpen: TypeAlias = tuple[tuple[FactPath, ...], tuple[RatePair, ...], tuple[MonthsStated, ...]]


@frozen(slots=False)
class Measure(Record):
    """A quantity or level in the unit of a scope, with what it mentions in order."""

    form: Form
    mentions: tuple[Symbol, ...]
    like: Measure | None = field(default=None, eq=False, repr=False)
    """Another one, of which the same is open."""

    @property
    def interval(self) -> Interval:
        """Its possible values."""
        return self.form.interval

    @cached_property
    def open(self) -> tuple[Symbol, ...]:
        """What leaves it open, in the order of mention."""
        symbols = self.form.symbols
        return tuple(symbol for symbol in self.mentions if symbol in symbols)

    @cached_property
    def _left_open(self) -> _LeftOpen:
        if self.like is not None:
            return self.like._left_open
        return (
            each_once(symbol.missing for symbol in self.open),
            each_once(symbol.rates for symbol in self.open),
            each_once(symbol.months for symbol in self.open),
        )

    @property
    def missing(self) -> tuple[FactPath, ...]:
        """The facts that leave it open, each once, in order."""
        return self._left_open[0]

    @property
    def rates(self) -> tuple[RatePair, ...]:
        """Likewise the pairs of currencies without a rate."""
        return self._left_open[1]

    @property
    def months(self) -> tuple[MonthsStated, ...]:
        """Likewise the durations in months whose number of days does."""
        return self._left_open[2]


@frozen
class TextBounds(Record):
    """A set of folded texts: those it must and those it may contain (None for any)."""

    must: frozenset[str]
    may: frozenset[str] | None
    missing: tuple[FactPath, ...] = ()


@frozen
class Behind(Record):
    """A fact behind gates: its value, and what keeps that open or closed."""

    value: FactValue
    stated: FactValue
    """Its value if every gate is open, stated or assumed."""
    closed: Gate | None = None
    """The first closed gate."""
    undecided: tuple[Gate, ...] = ()
    """Gates that may be closed, if none is."""


@frozen(cache_hash=True)
class Stretch:
    """A hypothetical range of values of a quantity, for what-if questions."""

    interval: Interval
    """In base units, pay and money in those of *unit*."""
    unit: Scalar
    """Any value in the unit of the amounts."""


@frozen(cache_hash=True)
class Scope:
    """The unit in which the amounts of a comparison are compared."""

    currency: str | None = None
    """Currency of the comparison, or None if no amount has a currency yet."""
    basis: Period = Period.YEAR
    """``YEAR``, or the only period of the pays in the comparison."""
    view: View = View.OFFERED
    """View whose hours convert a literal."""
    in_months: bool = False
    """Whether durations by the calendar are compared in months, otherwise in days."""


ScopePair: TypeAlias = tuple[Scope, Scope]
"""The scopes of the two sides of a comparison."""
Open: TypeAlias = Judgement | Measure | Grade
"""What something may leave open."""

PLAIN: Final = Scope()
BASIS: Final = {period: Period.YEAR if period in PER_YEAR else period for period in Period}


def unknown(parts: Iterable[Open], truth: Kleene = Kleene.UNKNOWN) -> Judgement:
    """Return an open truth that misses everything that its parts miss."""
    parts = tuple(parts)
    if len(parts) == 1:
        return Judgement(truth, parts[0].missing, parts[0].rates, parts[0].months)
    return Judgement(truth, missing_of(parts), rates_of(parts), months_of(parts))


def each_once(several: Iterable[tuple[Found, ...]]) -> tuple[Found, ...]:
    """Return what is in any of several tuples, each once, in order."""
    found = [one for one in several if one]
    # Most that is open is so by one part: its facts are named once already.
    return found[0] if len(found) == 1 else tuple(dict.fromkeys(chain(*found)))


def missing_of(parts: Iterable[Open | TextBounds]) -> tuple[FactPath, ...]:
    """Return the facts that parts miss, each once, in order."""
    return each_once(part.missing for part in parts)


def rates_of(parts: Iterable[Open]) -> tuple[RatePair, ...]:
    """Return the rates that parts miss, each once, in order."""
    return each_once(part.rates for part in parts)


def months_of(parts: Iterable[Open]) -> tuple[MonthsStated, ...]:
    """Return the durations in months that leave parts open, each once, in order."""
    return each_once(part.months for part in parts)


@frozen(eq=False)
class Sides:
    """What the two sides of a comparison say of the unit in which they are compared."""

    amounts: tuple[StatedAmount, ...]
    """Those of both sides, one for each unit: one tuple for all comparisons that have the same."""
    views: tuple[View, View]
    """The views whose hours convert a literal of each side."""
    need_unit: bool


@frozen(eq=False)
class Reads:
    """What expressions read."""

    facts: tuple[FactPath, ...]
    """The facts, each once, in order of first mention."""
    stated: KeysView[FactPath]
    """The stated facts on which these rest, each once, in order."""
    doubtful: tuple[FactPath, ...]
    """Those of the facts that do not apply in some offer."""


@frozen(eq=False, slots=False)
class World:
    """The context of evaluation: schema, ``let`` values, rates and assumptions of criteria."""

    schema: Schema = field(repr=False)
    bindings: tuple[c.Core, ...] = ()
    rates: Mapping[RatePair, Fraction] = field(factory=dict)
    """How many of the second currency one of the first is worth, both ways round."""
    assumptions: Mapping[FactPath, FactValue | FactPath] = field(factory=dict)
    _getters: dict[FactPath, Callable[[Offer], FactValue]] = field(
        factory=dict, init=False, repr=False
    )
    _reads: dict[int, tuple[c.Core, Reads]] = field(factory=dict, init=False, repr=False)
    _alike: dict[tuple[FactPath, ...], Reads] = field(factory=dict, init=False, repr=False)
    _sources: dict[FactPath, tuple[FactPath, ...]] = field(factory=dict, init=False, repr=False)
    sides: dict[tuple[int, int], tuple[object, Sides]] = field(factory=dict, init=False, repr=False)
    """The sides of comparisons by their identity; with them, so that no others are given it."""
    literals: dict[tuple[int, str | None, Period, bool], tuple[c.Core, Measure]] = field(
        factory=dict, init=False, repr=False
    )
    """Likewise constants, in a currency, for a period, and in months or not."""
    units: dict[Hashable, tuple[StatedAmount, ...]] = field(factory=dict, init=False, repr=False)
    """Amounts of comparisons, by their units."""

    @classmethod
    def of(cls, checked: c.CheckedCriteria, schema: Schema, *, assume: bool = True) -> World:
        """Return the world of checked criteria, with or without their assumptions."""
        rates: dict[RatePair, Fraction] = {}
        for rate in checked.rates:
            rates[rate.base, rate.quote] = rate.factor
            rates[rate.quote, rate.base] = 1 / rate.factor
        return cls(
            schema,
            tuple(let.value for let in checked.bindings),
            rates,
            {a.fact: a.value for a in checked.assumptions} if assume else {},
        )

    @cached_property
    def let_amounts(self) -> tuple[tuple[StatedAmount, ...], ...]:
        """Amounts that each ``let`` depends on."""
        found: list[tuple[StatedAmount, ...]] = []
        for let in self.bindings:
            # A let refers only to earlier ones, whose amounts are already found.
            found.append(tuple(dict.fromkeys(_amounts_in(let, found))))
        return tuple(found)

    def amounts(self, core: c.Core) -> tuple[StatedAmount, ...]:
        """Return the amounts that a quantity depends on, each once.

        Those of money and pay, and durations by the calendar; no others need a common unit.
        """
        if not needs_unit(datatype_of(core)):
            return ()
        return tuple(dict.fromkeys(_amounts_in(core, self.let_amounts)))

    @cached_property
    def gates(self) -> Mapping[str, tuple[Gate, ...]]:
        """The gates of each fact that has any, by its path."""
        return {path: info.gates for path, info in self.schema.facts.items() if info.gates}

    def rests_on(self, path: str) -> tuple[str, ...]:
        """Return the stated facts that a fact rests on, itself among them, each once.

        Those of a derived fact are its parts; every fact follows those on which it hangs.
        """
        return self.schema.rests_on(path)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Place of each fact in the vocabulary."""
        return {path: place for place, path in enumerate(self.schema.facts)}

    def may_not_apply(self, fact: FactPath) -> bool:
        """Return whether a fact does not apply in some offer."""
        return fact.view is View.CURRENT or self.may_be_nothing(fact.path)

    def may_be_nothing(self, path: str) -> bool:
        """Return whether a fact may not apply in a job that there is."""
        gates = self.gates.get(path, ())
        is_detail = any(gate.gives is DOES_NOT_APPLY for gate in gates)
        return is_detail or self.schema.facts[path].may_not_apply

    @cached_property
    def let_uses(self) -> tuple[tuple[int, ...], ...]:
        """The ``let`` values that each refers to itself, by index."""
        return tuple(
            tuple(dict.fromkeys(p.index for p in c.parts_of(let) if isinstance(p, c.LetRef)))
            for let in self.bindings
        )

    def lets_in_turn(self, index: int, is_done: Callable[[int], bool]) -> Iterator[int]:
        """Yield the ``let`` values that one rests on and that are not done, and itself at the end.

        Each comes after those that it refers to, so that a long chain of names is not a deep
        recursion; it is done before the next one is asked for.
        """
        waiting = [index]
        while waiting:
            uses = [at for at in self.let_uses[waiting[-1]] if not is_done(at)]
            if uses:
                waiting += uses
            elif not is_done(at := waiting.pop()):
                yield at

    @cached_property
    def let_facts(self) -> tuple[tuple[FactPath, ...], ...]:
        """The facts that each ``let`` reads, in order of first mention."""
        found: list[tuple[FactPath, ...]] = []
        for let in self.bindings:
            found.append(tuple(dict.fromkeys(_facts_in(let, found))))
        return tuple(found)

    def reads(self, core: c.Core) -> Reads:
        """Return what an expression reads, the same object for all that read the same facts."""
        known = self._reads.get(id(core))
        if known is None:
            facts = tuple(dict.fromkeys(_facts_in(core, self.let_facts)))
            found = self._alike.get(facts)
            if found is None:
                sources = dict.fromkeys(source for fact in facts for source in self.sources(fact))
                doubtful = tuple(filter(self.may_not_apply, facts))
                found = self._alike[facts] = Reads(facts, sources.keys(), doubtful)
            # With the expression, so that no other one is ever given its identity.
            known = with_room(self._reads)[id(core)] = core, found
        return known[1]

    def stated_facts(self, core: c.Core) -> KeysView[FactPath]:
        """Return the stated facts that an expression rests on: parts, and what facts hang on."""
        return self.reads(core).stated

    def sources(self, fact: FactPath) -> tuple[FactPath, ...]:
        """Return the stated facts that a fact rests on, itself among them, in its view."""
        found = self._sources.get(fact)
        if found is None:
            rests_on = [FactPath(path, fact.view) for path in self.rests_on(fact.path)]
            found = self._sources[fact] = tuple(rests_on)
        return found

    def doubtful(self, *cores: c.Core) -> tuple[FactPath, ...]:
        """Return the facts of expressions that do not apply in some offer, each once, in order."""
        some = (core for core in cores if not isinstance(core, c.Constant))
        return each_once(self.reads(core).doubtful for core in some)

    @cached_property
    def blank(self) -> Any:
        """Stand-in for an offer, or a view of one, that states nothing."""
        return self._with_all(UNKNOWN)

    @cached_property
    def no_job(self) -> Any:
        """Stand-in for the present job of somebody who has none."""
        return self._with_all(DOES_NOT_APPLY)

    def with_job(self) -> Any:
        """Return a stand-in for an offer that says that there is a present job, and no more."""
        root = self._with_all(UNKNOWN)
        root.current = self.blank
        return root

    def _with_all(self, value: FactValue) -> Any:
        root = SimpleNamespace(
            promised=None, found=None, current=None, own={}, sources={}, inherited=frozenset()
        )
        for path, info in self.schema.facts.items():
            if info.derived or path in self.schema.own:
                continue
            *groups, last = path.split(".")
            place = vars(root)
            for group in groups:
                place = vars(place.setdefault(group, SimpleNamespace()))
            place[last] = value
        return root

    def getter(self, fact: FactPath) -> Callable[[Offer], FactValue]:
        """Return the function that reads a fact from an offer, created on first use."""
        getter = self._getters.get(fact)
        if getter is None:
            getter = self._getters[fact] = self.schema.getter(fact)
        return getter


StatedAmount: TypeAlias = c.Constant | FactPath
"""A constant amount of money, pay or time by the calendar, or a fact that states one."""

_A_DAY: Final = c.Constant(Duration(Decimal(1), DurationUnit.DAY), DurationType(), span=NOWHERE)


def needs_unit(datatype: Datatype) -> bool:
    """Return whether amounts of a datatype are compared in a unit that the amounts determine."""
    if isinstance(datatype, DurationType):
        return DurationFamily.CLOCK not in datatype.families
    return isinstance(datatype, MoneyType | PayType)


def _amounts_in(
    core: c.Core, bindings: Sequence[tuple[StatedAmount, ...]]
) -> Iterator[StatedAmount]:
    """Yield the amounts that a quantity depends on; a day for the difference of two dates."""
    if not needs_unit(datatype_of(core)):
        if isinstance(datatype_of(core), DateType):
            yield _A_DAY
        return
    match core:
        case c.Constant():
            yield core
        case c.FactRef(fact=fact):
            yield fact
        case c.LetRef(index=index):
            yield from bindings[index]
        case c.Sum(terms=operands) | c.Minimum(operands=operands) | c.Maximum(operands=operands):
            for operand in operands:
                yield from _amounts_in(operand, bindings)
        case c.Product(quantity=operand) | c.Quotient(dividend=operand):
            yield from _amounts_in(operand, bindings)
        case _:
            # Of the others, nothing else has a unit.
            assert isinstance(core, c.Scaled)
            yield from _amounts_in(core.operand, bindings)


def _facts_in(core: c.Core, lets: Sequence[tuple[FactPath, ...]]) -> Iterator[FactPath]:
    for part in c.parts_of(core):
        if isinstance(part, c.FactRef):
            yield part.fact
        elif isinstance(part, c.LetRef):
            yield from lets[part.index]


Derivations: TypeAlias = dict[Hashable, Any]
"""What a derived fact was found to be so far, by what was asked."""


class Facts:
    """An offer with assumptions filled in; each ``let`` and derived fact is evaluated once."""

    __slots__ = (
        *("_behind", "_derived", "assumed", "graded", "judged", "judgements", "measures"),
        *("offer", "scopes", "world"),
    )

    def __init__(self, world: World, offer: Offer) -> None:
        self.world: World = world
        self.offer: Offer = offer
        self.assumed: dict[FactPath, FactValue] = {}
        """Assumptions used so far."""
        self._behind: dict[FactPath, Behind] = {}
        self._derived: dict[FactPath, Derivations] = {}
        self.judgements: dict[int, Judgement] = {}
        """Truths of the ``let`` values evaluated so far, by index."""
        self.judged: dict[int, Judgement] = {}
        """Truths of parts of the statements so far, by the identity of each."""
        self.graded: dict[int, Grade] = {}
        """Likewise the grades of preferences."""
        self.scopes: dict[tuple[int, tuple[View, View]], tuple[tuple[ScopePair, ...], ...]] = {}
        """The units in which comparisons are made, by the identity of their amounts in the world.

        For each currency those of its periods.
        """
        self.measures: dict[tuple[int | FactPath, Scope], Measure] = {}
        """Quantities of facts and ``let`` values evaluated so far, the last by index, by unit."""

    def value(self, fact: FactPath) -> FactValue:
        """Return the value of a fact, as far as the facts on which it hangs leave it any.

        Source:
            grammar/README.md, "What hangs on another fact".
        """
        is_gated = fact.path in self.world.gates
        return self.behind(fact).value if is_gated else self.stated(fact)

    def stated(self, fact: FactPath) -> FactValue:
        """Return the value of a fact, stated by the offer or else assumed by the criteria.

        Otherwise it is the value of a fact that nobody states, in most cases ``UNKNOWN``.
        """
        value = self.said(fact)
        if value is UNKNOWN and fact in self.world.assumptions:
            assumed = self.world.assumptions[fact]
            if isinstance(assumed, FactPath):
                assumed = self.said(assumed)
            if assumed is not UNKNOWN and assumed is not DOES_NOT_APPLY:
                value = self.assumed[fact] = assumed
        if value is UNKNOWN:
            value = self.world.schema.facts[fact.path].unstated
        return value

    def derived(self, fact: FactPath) -> Derivations:
        """Return what a derived fact was found to be so far, to add to."""
        found = self._derived.get(fact)
        if found is None:
            found = self._derived[fact] = {}
        return found

    def once(self, fact: FactPath, asked: Hashable, work: Callable[[], Found]) -> Found:
        """Return what *work* finds a derived fact to be; it is done once for what was asked."""
        known = self.derived(fact)
        if asked not in known:
            known[asked] = work()
        found: Found = known[asked]
        return found

    def said(self, fact: FactPath) -> FactValue:
        """Return what the offer itself states of a fact."""
        return self.world.getter(fact)(self.offer)

    def behind(self, fact: FactPath) -> Behind:
        """Return the value of a fact behind gates, and the gates that are not open."""
        found = self._behind.get(fact)
        if found is None:
            found = self._behind[fact] = self._look_behind(fact)
        return found

    def _look_behind(self, fact: FactPath) -> Behind:
        stated, undecided = self.stated(fact), list[Gate]()
        value = stated
        if stated is DOES_NOT_APPLY:
            return Behind(stated, stated)
        for gate in self.world.gates[fact.path]:
            closed = self.is_closed(gate, fact.view)
            if closed is Kleene.TRUE:
                same_as = fact_at(gate.same_as, fact.view)
                gives = self.value(same_as) if gate.same_as else gate.gives
                return Behind(gives, stated, gate)
            if closed is Kleene.UNKNOWN and (gate.hides(fact.view) or stated is UNKNOWN):
                undecided.append(gate)
                value = either(value, gate.gives)
        return Behind(value, stated, None, tuple(undecided))

    def is_closed(self, gate: Gate, view: View) -> Kleene:
        """Return whether a gate is closed in a view."""
        fact = self.fact_of(gate, view)
        supposed = self.stretch(fact)
        if supposed is None:
            return gate.closed(self.value(fact))
        zero = 0 in gate.closed_by and ZERO in supposed.interval
        return Kleene.FALSE if not zero else Kleene.of(supposed.interval == ZERO) | Kleene.UNKNOWN

    def fact_of(self, gate: Gate, view: View) -> FactPath:
        """Return the fact of a gate, or the one that says the same in another way."""
        fact, other = fact_at(gate.fact, view), fact_at(gate.instead, view)
        is_other = gate.instead and self.stated(fact) is UNKNOWN and self.stretch(fact) is None
        return other if is_other and self.stated(other) is not UNKNOWN else fact

    def missing(self, fact: FactPath) -> tuple[FactPath, ...]:
        """Return the facts that leave a fact open that is not exactly known: the gates first."""
        if fact.path not in self.world.gates:
            return (fact,)
        found = self.behind(fact)
        if found.closed is not None:
            same_as = found.closed.same_as
            return self.missing(fact_at(same_as, fact.view)) if same_as else ()
        missing = self._waiting(fact, (gate for gate in found.undecided if gate.hides(fact.view)))
        is_known = is_exact(found.stated) and self.stretch(fact) is None
        return missing if is_known else (*missing, fact)

    def _waiting(self, fact: FactPath, gates: Iterable[Gate]) -> tuple[FactPath, ...]:
        """Return the facts that leave gates of a fact undecided."""
        on = dict.fromkeys(self.fact_of(gate, fact.view) for gate in gates)
        return tuple(dict.fromkeys(path for gate in on for path in self.missing(gate)))

    def doubts(self, fact: FactPath) -> tuple[FactPath, ...]:
        """Return the facts that leave open whether a fact applies that may not, the gates first.

        Source:
            grammar/README.md, "What does not apply" and "What hangs on another fact".
        """
        if not self.world.may_not_apply(fact):
            return ()
        no_job_said = fact.view is View.CURRENT and self.offer.current is None
        itself = no_job_said or self.world.schema.facts[fact.path].may_not_apply
        on: tuple[FactPath, ...] = ()
        if fact.path in self.world.gates:
            found = self.behind(fact)
            if found.closed is not None:
                return ()
            gates = [gate for gate in found.undecided if gate.gives is DOES_NOT_APPLY]
            itself = itself or not all(gate.hides(fact.view) for gate in gates)
            on = self._waiting(fact, (gate for gate in gates if gate.hides(fact.view)))
        is_known = self.stated(fact) is not UNKNOWN or self.stretch(fact) is not None
        return (*on, fact) if itself and not is_known else on

    def in_place(self, fact: FactPath) -> FactValue | None:
        """Return the value of a fact that surely applies or not; otherwise None."""
        value = self.value(fact)
        if not any(gate.gives is DOES_NOT_APPLY for gate in self.world.gates[fact.path]):
            return value
        return None if value is UNKNOWN or self.doubts(fact) else value

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the hypothetical range of a quantity, or None to use the stated value."""
        return None

    def bounds(self, fact: FactPath) -> Interval:
        """Return the interval of all possible values of a quantity or level, in base units.

        Those of a duration in months are months.
        """
        info = self.world.schema.facts[fact.path]
        bounds = Interval.of(info.bounds.low, info.bounds.high)
        match info.datatype:
            case OrdinalType(scale=scale):
                return Interval.of(0, len(scale.levels) - 1)
            case PercentType():
                return bounds.scaled(HUNDREDTH)
            case DateType() if bounds.high is None:
                return ANY
            case _:
                return bounds


class Tracing(Facts):
    """``Facts`` that record which facts are read, derived ones among them."""

    __slots__ = ("_reads", "read")

    def __init__(self, world: World, offer: Any) -> None:
        super().__init__(world, offer)
        self.read: set[FactPath] = set()
        self._reads: dict[tuple[FactPath, Hashable], set[FactPath]] = {}
        """What was read to find what was asked of derived facts."""

    def anew(self) -> Tracing:
        """Return the same, nothing read yet; what derived facts were found to be is kept."""
        found = Tracing(self.world, self.offer)
        found._derived, found._reads = self._derived, self._reads
        return found

    def once(self, fact: FactPath, asked: Hashable, work: Callable[[], Found]) -> Found:
        """Return what *work* finds a derived fact to be, and record what was read for that."""
        known, key = self.derived(fact), (fact, asked)
        if asked not in known:
            # Looked at as if nothing was seen before, so that all that it takes is recorded.
            before = self.read, self._behind
            self.read, self._behind = set(), {}
            known[asked] = work()
            self._reads[key] = self.read
            self.read, self._behind = before
        self.read |= self._reads[key]
        found: Found = known[asked]
        return found

    def value(self, fact: FactPath) -> FactValue:
        """Return the value of a fact, and record that it was read."""
        self.read.add(fact)
        return super().value(fact)

    def derived(self, fact: FactPath) -> Derivations:
        """Record that a derived fact was computed."""
        self.read.add(fact)
        return super().derived(fact)

    def said(self, fact: FactPath) -> FactValue:
        """Return what the offer itself states of a fact, and record that it was read."""
        self.read.add(fact)
        return super().said(fact)
