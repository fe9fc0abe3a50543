"""What the typed core means: the readable walk that the compiled code is held against.

A condition is a function from an offer to a Kleene truth, together with the facts that would
have settled it. Quantities and levels are intervals, sets are what they must and may contain.

Amounts only meet in one unit. A comparison is therefore judged in a ``Scope``, a currency and a
pay period, and every amount in it is converted where it is read, never in between: so learning
one fact changes one operand and nothing else, which is what keeps decisions monotone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any, Final, TypeAlias, assert_never

from attrs import evolve, field, frozen

from offerkit.check import core as c
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    OrdinalType,
    PayType,
    PercentType,
    TextType,
    YesNo,
)
from offerkit.datatypes import Quantity as QuantityType
from offerkit.intervals import (
    ANY,
    POSITIVE,
    UNIT,
    ZERO,
    Interval,
    equal,
    greatest,
    least,
    less,
    less_equal,
    total,
)
from offerkit.kleene import Kleene
from offerkit.model.derived import DERIVED, HOURS, WEEKS
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
    PER_YEAR,
    UNKNOWN,
    Duration,
    DurationFamily,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Scalar,
    TextSet,
    Unknown,
)

RatePair: TypeAlias = tuple[str, str]

HUNDREDTH: Final = Fraction(1, 100)
DAYS_A_MONTH: Final = Fraction(364, 12)
"""12 months are 52 weeks are 364 days, by definition, where the two families meet."""


@frozen
class Judgement:
    """What a condition comes to, and what left it open."""

    truth: Kleene
    missing: tuple[FactPath, ...] = ()
    """The facts that left it open, each once, in order; empty when the truth is settled."""
    rates: tuple[RatePair, ...] = ()
    """Pairs of currencies that had to meet and have no rate; empty when it is settled."""


@frozen
class Measure:
    """What a quantity or a level may be, in the unit of a scope, and what left it open."""

    interval: Interval
    missing: tuple[FactPath, ...] = ()
    rates: tuple[RatePair, ...] = ()


@frozen
class Grade:
    """What a preference comes to, from 0 at its worst to 1 at its best."""

    interval: Interval
    missing: tuple[FactPath, ...] = ()
    rates: tuple[RatePair, ...] = ()


@frozen
class Texts:
    """A set of folded texts: what it must and what it may contain (None: anything)."""

    must: frozenset[str]
    may: frozenset[str] | None
    missing: tuple[FactPath, ...] = ()


@frozen
class Stretch:
    """Some of the values of a quantity, where it is asked what would be if it were one of them."""

    interval: Interval
    """In base units, pay and money in those of *unit*."""
    unit: Scalar
    """Any value in the unit that the amounts are in."""


@frozen
class Scope:
    """The unit in which the amounts of one comparison meet."""

    currency: str | None = None
    """None where no amount in it has a currency yet."""
    basis: Period = Period.YEAR
    """``YEAR``, or the one period that every pay in the comparison is stated in."""
    view: View = View.OFFERED
    """Whose hours convert a literal."""


_PLAIN: Final = Scope()
_BASIS: Final = {
    Period.HOUR: Period.HOUR,
    Period.DAY: Period.DAY,
    Period.WEEK: Period.YEAR,
    Period.MONTH: Period.YEAR,
    Period.YEAR: Period.YEAR,
}


# --- what criteria bring along, and what an offer states -----------------------------------------


@frozen(eq=False, slots=False)
class World:
    """What criteria bring to every offer: the vocabulary, their names, rates and assumptions."""

    schema: Schema = field(repr=False)
    lets: tuple[c.Core, ...] = ()
    rates: Mapping[RatePair, Fraction] = field(factory=dict)
    assumptions: Mapping[FactPath, FactValue] = field(factory=dict)
    _getters: dict[FactPath, Callable[[Offer], FactValue]] = field(
        factory=dict, init=False, repr=False
    )

    @classmethod
    def of(cls, checked: c.CheckedCriteria, schema: Schema, *, assume: bool = True) -> World:
        """Return the world of checked criteria, with or without their assumptions."""
        return cls(
            schema,
            tuple(let.value for let in checked.lets),
            _rates(checked.rates),
            {a.fact: a.value for a in checked.assumptions} if assume else {},
        )

    @cached_property
    def let_amounts(self) -> tuple[tuple[StatedAmount, ...], ...]:
        """The amounts each ``let`` rests on."""
        found: list[tuple[StatedAmount, ...]] = []
        for let in self.lets:
            # A let refers only to those before it, so theirs are found already.
            found.append(tuple(dict.fromkeys(_amounts(let, found))))
        return tuple(found)

    def getter(self, fact: FactPath) -> Callable[[Offer], FactValue]:
        """Return the function that reads a fact off an offer, made on first use."""
        getter = self._getters.get(fact)
        if getter is None:
            getter = self._getters[fact] = self.schema.getter(fact)
        return getter


def _rates(rates: Iterable[c.CheckedRate]) -> dict[RatePair, Fraction]:
    """Return how many of the second currency one of the first is worth, both ways round."""
    found: dict[RatePair, Fraction] = {}
    for rate in rates:
        found.setdefault((rate.base, rate.quote), rate.factor)
        found.setdefault((rate.quote, rate.base), 1 / rate.factor)
    return found


class Facts:
    """An offer as criteria see it: assumptions filled in, each ``let`` worked out once."""

    __slots__ = ("_judged", "_measured", "assumed", "offer", "world")

    def __init__(self, world: World, offer: Offer) -> None:
        self.world = world
        self.offer = offer
        self.assumed: dict[FactPath, FactValue] = {}
        """The assumptions that were used so far."""
        self._judged: list[Judgement | None] = [None] * len(world.lets)
        self._measured: dict[tuple[int, Scope], Measure] = {}

    def value(self, fact: FactPath) -> FactValue:
        """Return what the offer states of a fact, else what the criteria assume."""
        value = self.world.getter(fact)(self.offer)
        if value is UNKNOWN and fact in self.world.assumptions:
            value = self.assumed[fact] = self.world.assumptions[fact]
        return value

    def stretch(self, fact: FactPath) -> Stretch | None:
        """Return the values that a quantity is supposed to be among; None: as it is stated."""
        return None

    def bounds(self, fact: FactPath) -> Interval:
        """Return the interval of everything that a quantity or level can be, in base units."""
        info = self.world.schema.facts[fact.path]
        match info.datatype:
            case OrdinalType(scale=scale):
                return Interval.of(0, len(scale.levels) - 1)
            case PercentType():
                return Interval.of(info.bounds.low, info.bounds.high).scaled(HUNDREDTH)
            case DurationType(families=families) if DurationFamily.MONTHS in families:
                return Interval.of(info.bounds.low, info.bounds.high).scaled(DAYS_A_MONTH)
            case DateType():
                return ANY
            case _:
                return Interval.of(info.bounds.low, info.bounds.high)

    def judged(self, index: int) -> Judgement:
        """Return what the truth called by a ``let`` comes to."""
        # In order, so that a long chain of names is not a deep recursion.
        for i in range(index + 1):
            if self._judged[i] is None and _is_truth(self.world.lets[i]):
                self._judged[i] = judge(self.world.lets[i], self)
        found = self._judged[index]
        assert found is not None
        return found

    def measured(self, index: int, scope: Scope) -> Measure:
        """Return what the quantity or level called by a ``let`` may be."""
        for i in range(index + 1):
            if (i, scope) not in self._measured and _is_line(datatype_of(self.world.lets[i])):
                self._measured[i, scope] = measure(self.world.lets[i], self, scope)
        return self._measured[index, scope]


class Tracing(Facts):
    """An offer as criteria see it, that notes which facts are asked for."""

    __slots__ = ("read",)

    def __init__(self, world: World, offer: Any) -> None:
        super().__init__(world, offer)
        self.read: set[FactPath] = set()

    def value(self, fact: FactPath) -> FactValue:
        """Return what is known of a fact, and note that it was asked for."""
        self.read.add(fact)
        return super().value(fact)


def datatype_of(core: c.Core) -> Datatype:
    """Return an expression's datatype; conditions are yes/no."""
    datatype: Datatype = getattr(core, "datatype", _YES_NO)
    return datatype


_YES_NO: Final = YesNo()


def _is_truth(core: c.Core) -> bool:
    return isinstance(datatype_of(core), YesNo)


def _is_line(datatype: Datatype) -> bool:
    """Whether values of the datatype are intervals."""
    return isinstance(datatype, QuantityType | OrdinalType)


# --- conditions ----------------------------------------------------------------------------------


def judge(core: c.Core, facts: Facts) -> Judgement:
    """Return whether a condition holds for an offer, and what left it open if it is not settled.

    Raises:
        TypeError: *core* is not a condition, which a checked one always is.

    Source:
        grammar/README.md, "Truth".
    """
    match core:
        case c.Constant(value=bool(value)):
            return Judgement(Kleene.of(value))
        case c.FactRef():
            return _judge_fact(core, facts)
        case c.LetRef(index=index):
            return facts.judged(index)
        case c.Or(operands=operands):
            return _judge_operands(operands, facts, Kleene.TRUE)
        case c.And(operands=operands):
            return _judge_operands(operands, facts, Kleene.FALSE)
        case c.Not(operand=operand):
            judged = judge(operand, facts)
            return Judgement(~judged.truth, judged.missing, judged.rates)
        case c.Less(left=left, right=right):
            return _compare(less, left, right, facts)
        case c.LessEqual(left=left, right=right):
            return _compare(less_equal, left, right, facts)
        case c.Equal(left=left, right=right):
            return _judge_equal(left, right, facts)
        case c.Member(item=item, container=container):
            return _judge_member(item, container, facts)
        case c.Overlaps(left=left, right=right):
            return _judge_sets(_overlaps, left, right, facts)
        case c.Within(left=left, right=right):
            return _judge_sets(_within, left, right, facts)
        case c.Constant() | c.Sum() | c.Scaled() | c.Share() | c.Minimum() | c.Maximum():
            raise TypeError(f"not a condition: {core}")
        case c.SizeOf():
            raise TypeError(f"not a condition: {core}")
        case _:
            assert_never(core)


def _judge_fact(core: c.FactRef, facts: Facts) -> Judgement:
    value = facts.value(core.fact)
    if isinstance(value, bool):
        return Judgement(Kleene.of(value))
    return Judgement(Kleene.UNKNOWN, (core.fact,))


def _judge_operands(operands: tuple[c.Core, ...], facts: Facts, settles: Kleene) -> Judgement:
    """Return the least or the greatest of truths: the one that *settles* it, if it occurs."""
    open_: list[Judgement] = []
    for operand in operands:
        judged = judge(operand, facts)
        if judged.truth is settles:
            return Judgement(settles)
        if judged.truth is Kleene.UNKNOWN:
            open_.append(judged)
    return _unknown(open_) if open_ else Judgement(~settles)


def _unknown(parts: Iterable[Judgement | Measure | Grade]) -> Judgement:
    parts = tuple(parts)
    return Judgement(Kleene.UNKNOWN, _missing(parts), _missing_rates(parts))


def _missing(parts: Iterable[Judgement | Measure | Grade | Texts]) -> tuple[FactPath, ...]:
    return tuple(dict.fromkeys(fact for part in parts for fact in part.missing))


def _missing_rates(parts: Iterable[Judgement | Measure | Grade]) -> tuple[RatePair, ...]:
    return tuple(dict.fromkeys(pair for part in parts for pair in part.rates))


def _judge_equal(left: c.Core, right: c.Core, facts: Facts) -> Judgement:
    match datatype_of(left):
        case YesNo():
            return _same_truth(judge(left, facts), judge(right, facts))
        case TextType():
            return _same_text(_text(left, facts), _text(right, facts))
        case _:
            return _compare(equal, left, right, facts)


def _same_truth(left: Judgement, right: Judgement) -> Judgement:
    if Kleene.UNKNOWN in {left.truth, right.truth}:
        return _unknown((left, right))
    return Judgement(Kleene.of(left.truth is right.truth))


_Text: TypeAlias = tuple[str | None, tuple[FactPath, ...]]


def _same_text(left: _Text, right: _Text) -> Judgement:
    if left[0] is None or right[0] is None:
        return Judgement(Kleene.UNKNOWN, tuple(dict.fromkeys(left[1] + right[1])))
    return Judgement(Kleene.of(left[0] == right[0]))


def _text(core: c.Core, facts: Facts) -> _Text:
    """Return a text, folded, or None and the fact that does not state it."""
    match core:
        case c.Constant(value=str(value)):
            return fold(value), ()
        case c.FactRef(fact=fact):
            stated = facts.value(fact)
            return (fold(stated), ()) if isinstance(stated, str) else (None, (fact,))
        case c.LetRef(index=index):
            return _text(facts.world.lets[index], facts)
        case _:
            raise TypeError(f"not a text: {core}")


# --- sets ----------------------------------------------------------------------------------------


def _texts(core: c.Core, facts: Facts) -> Texts:
    """Return a set of text as what it must and what it may contain."""
    match core:
        case c.Constant(value=frozenset() as value):
            return texts_of(value)
        case c.FactRef(fact=fact):
            found = texts_of(facts.value(fact))
            return found if found.must == found.may else evolve(found, missing=(fact,))
        case c.LetRef(index=index):
            return _texts(facts.world.lets[index], facts)
        case _:
            raise TypeError(f"not a set: {core}")


def texts_of(value: FactValue) -> Texts:
    """Return a stated set with its texts folded; anything else is a set of which nothing is known.

    Source:
        grammar/README.md, "Sets".
    """
    match value:
        case frozenset():
            folded = frozenset(map(fold, value))
            return Texts(folded, folded)
        case TextSet(at_least=at_least, at_most=at_most):
            may = None if at_most is None else frozenset(map(fold, at_most))
            return Texts(frozenset(map(fold, at_least)), may)
        case _:
            return Texts(frozenset(), None)


def _judge_member(item: c.Core, container: c.Core, facts: Facts) -> Judgement:
    (text, missing), texts = _text(item, facts), _texts(container, facts)
    if texts.may == frozenset() or (
        text is not None and texts.may is not None and text not in texts.may
    ):
        return Judgement(Kleene.FALSE)
    if text is not None and text in texts.must:
        return Judgement(Kleene.TRUE)
    return Judgement(Kleene.UNKNOWN, tuple(dict.fromkeys(missing + texts.missing)))


def _judge_sets(
    relation: Callable[[Texts, Texts], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    sets = _texts(left, facts), _texts(right, facts)
    truth = relation(*sets)
    return Judgement(truth, _missing(sets) if truth is Kleene.UNKNOWN else ())


def _overlaps(left: Texts, right: Texts) -> Kleene:
    if left.must & right.must:
        return Kleene.TRUE
    if left.may == frozenset() or right.may == frozenset():
        return Kleene.FALSE
    apart = left.may is not None and right.may is not None and left.may.isdisjoint(right.may)
    return Kleene.FALSE if apart else Kleene.UNKNOWN


def _within(left: Texts, right: Texts) -> Kleene:
    if left.may is not None and left.may <= right.must:
        return Kleene.TRUE
    outside = right.may is not None and not left.must <= right.may
    return Kleene.FALSE if outside else Kleene.UNKNOWN


def differ(left: Texts, right: Texts) -> Kleene:
    """Return whether two sets are different sets, as far as that is certain."""
    same = _within(left, right) & _within(right, left)
    return ~same


# --- quantities and levels -----------------------------------------------------------------------


def measure(core: c.Core, facts: Facts, scope: Scope = _PLAIN) -> Measure:
    """Return what a quantity or a level may be, in base units and in the unit of the scope.

    Percentages as shares of 1, minutes, days, days since year 1, ranks of levels.

    Raises:
        TypeError: *core* is neither, which a checked operand always is.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    match core:
        case c.Constant(value=value):
            return _measure_constant(value, facts, scope)
        case c.FactRef(fact=fact):
            return measure_fact(fact, facts, scope)
        case c.LetRef(index=index):
            return facts.measured(index, scope)
        case c.Sum(terms=terms):
            return _combine(total, terms, facts, scope)
        case c.Scaled(operand=operand, factor=factor):
            parts = (measure(operand, facts, scope),)
            return _settle(parts[0].interval.scaled(factor), parts)
        case c.Share(scalar=scalar, quantity=quantity):
            pair = (measure(scalar, facts, scope), measure(quantity, facts, scope))
            return _settle(pair[0].interval * pair[1].interval, pair)
        case c.Minimum(operands=operands):
            return _combine(least, operands, facts, scope)
        case c.Maximum(operands=operands):
            return _combine(greatest, operands, facts, scope)
        case c.SizeOf(operand=operand):
            texts = _texts(operand, facts)
            most = None if texts.may is None else len(texts.may)
            return Measure(Interval.of(len(texts.must), most), texts.missing)
        case c.Or() | c.And() | c.Not() | c.Less() | c.LessEqual() | c.Equal():
            raise TypeError(f"not a quantity: {core}")
        case c.Member() | c.Overlaps() | c.Within():
            raise TypeError(f"not a quantity: {core}")
        case _:
            assert_never(core)


def _settle(interval: Interval, parts: Iterable[Measure]) -> Measure:
    """Return an interval that came out of *parts*; a single value misses nothing."""
    if interval.is_exact:
        return Measure(interval)
    parts = tuple(parts)
    return Measure(interval, _missing(parts), _missing_rates(parts))


def _combine(
    operation: Callable[[Iterable[Interval]], Interval],
    operands: tuple[c.Core, ...],
    facts: Facts,
    scope: Scope,
) -> Measure:
    parts = [measure(operand, facts, scope) for operand in operands]
    return _settle(operation(part.interval for part in parts), parts)


def _measure_constant(
    value: Scalar | frozenset[str] | Fraction, facts: Facts, scope: Scope
) -> Measure:
    if isinstance(value, Fraction):
        return Measure(Interval(value, value))
    if isinstance(value, frozenset):
        raise TypeError(f"not a quantity: {value}")
    return _convert(Interval.exact(base_of(value)), value, scope.view, facts, scope)


def base_of(value: Scalar) -> Fraction:
    """Return a quantity or level in its base unit, apart from currency and period of pay.

    Raises:
        TypeError: the value is neither a quantity nor a level.
    """
    match value:
        case Ordinal() | Level():
            return Fraction(value.rank)
        case Decimal():
            return Fraction(value)
        case Percent(amount=amount):
            return Fraction(amount) * HUNDREDTH
        case Money(amount=amount) | Pay(amount=amount):
            return Fraction(amount)
        case Duration(unit=unit):
            months = unit.family is DurationFamily.MONTHS
            return Fraction(value.base) * (DAYS_A_MONTH if months else 1)
        case date():
            return Fraction(value.toordinal())
        case bool() | str():
            raise TypeError(f"not a quantity: {value}")
        case _:
            assert_never(value)


def _convert(interval: Interval, value: Scalar, view: View, facts: Facts, scope: Scope) -> Measure:
    """Return amounts of the unit of *value* in the unit of the scope."""
    missing: tuple[FactPath, ...] = ()
    rates: tuple[RatePair, ...] = ()
    if isinstance(value, Pay):
        interval, missing = _to_basis(interval, value.per, view, facts, scope)
    if isinstance(value, Money | Pay):
        interval, rates = _to_currency(interval, value.currency, facts, scope)
    return Measure(interval) if interval.is_exact else Measure(interval, missing, rates)


def _to_basis(
    interval: Interval, per: Period, view: View, facts: Facts, scope: Scope
) -> tuple[Interval, tuple[FactPath, ...]]:
    if per in PER_YEAR:
        return interval.scaled(Fraction(PER_YEAR[per])), ()
    if per is scope.basis:
        return interval, ()
    factor, missing = _a_year(per, view, facts)
    return interval * factor, missing


def _a_year(per: Period, view: View, facts: Facts) -> tuple[Interval, tuple[FactPath, ...]]:
    """Return how many hours or days are paid in a year.

    Source:
        grammar/README.md, "Pay and periods".
    """
    measured = measure_fact(FactPath(HOURS[per], view), facts, _PLAIN)
    return measured.interval.scaled(Fraction(WEEKS)), measured.missing


def _to_currency(
    interval: Interval, currency: str, facts: Facts, scope: Scope
) -> tuple[Interval, tuple[RatePair, ...]]:
    """Return amounts in the currency of the scope; without a rate only their sign is known.

    Source:
        grammar/README.md, "Currencies".
    """
    if scope.currency is None or scope.currency == currency:
        return interval, ()
    rate = facts.world.rates.get((currency, scope.currency))
    if rate is None:
        return interval * POSITIVE, ((currency, scope.currency),)
    return interval.scaled(rate), ()


def measure_fact(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return what a fact may be, stated or derived, in the unit of the scope."""
    if facts.world.schema.facts[fact.path].derived:
        return _measure_derived(fact, facts, scope)
    supposed = facts.stretch(fact)
    if supposed is not None:
        found = _convert(supposed.interval, supposed.unit, fact.view, facts, scope)
        if supposed.interval.is_exact or found.interval.is_exact:
            return found
        return evolve(found, missing=tuple(dict.fromkeys((fact, *found.missing))))
    match facts.value(fact):
        case Unknown():
            return Measure(facts.bounds(fact), (fact,))
        case Range(low=low, high=high):
            interval = Interval.of(base_of(low), base_of(high))
            found = _convert(interval, low, fact.view, facts, scope)
            if interval.is_exact or found.interval.is_exact:
                return found
            return evolve(found, missing=tuple(dict.fromkeys((fact, *found.missing))))
        case frozenset() | TextSet() | tuple():
            raise TypeError(f"not a quantity: {fact}")
        case value:
            return _convert(Interval.exact(base_of(value)), value, fact.view, facts, scope)


@frozen
class _Parts:
    """The facts of one view as derived facts read them, noting what left them open."""

    view: View
    facts: Facts
    scope: Scope
    """Per year: what the formulas calculate in."""
    measured: list[Measure] = field(factory=list)

    def amount(self, path: str) -> Interval:
        fact = FactPath(path, self.view)
        measured = measure_fact(fact, self.facts, self.scope)
        self.measured.append(measured)
        datatype = self.facts.world.schema.facts[path].datatype
        if isinstance(datatype, DurationType) and DurationFamily.MONTHS in datatype.families:
            return measured.interval.scaled(1 / DAYS_A_MONTH)
        return measured.interval

    def value(self, path: str) -> FactValue:
        value = self.peek(path)
        if value is UNKNOWN:
            self.measured.append(Measure(ANY, (FactPath(path, self.view),)))
        return value

    def peek(self, path: str) -> FactValue:
        return self.facts.value(FactPath(path, self.view))


def _measure_derived(fact: FactPath, facts: Facts, scope: Scope) -> Measure:
    """Return what a derived fact may be; what it misses are its parts.

    Source:
        grammar/README.md, "Derived facts".
    """
    derived = DERIVED[fact.path]
    parts = _Parts(fact.view, facts, evolve(scope, basis=Period.YEAR))
    found = _settle(derived.compute(parts), parts.measured)
    if derived.per is Period.YEAR or scope.basis is derived.per or found.interval == ZERO:
        return found
    factor, missing = _a_year(derived.per, fact.view, facts)
    return _settle(found.interval * factor, (found, Measure(factor, missing)))


# --- the unit in which amounts meet --------------------------------------------------------------

StatedAmount: TypeAlias = c.Constant | FactPath
"""An amount of money or pay that the author wrote, or the fact that states one."""


def _amounts(
    core: c.Core, lets: tuple[tuple[StatedAmount, ...], ...] | list[Any]
) -> Iterator[StatedAmount]:
    """Yield the amounts of money or pay that a quantity rests on."""
    match core:
        case c.Constant(value=Money() | Pay()):
            yield core
        case c.FactRef(fact=fact, datatype=MoneyType() | PayType()):
            yield fact
        case c.LetRef(index=index, datatype=MoneyType() | PayType()):
            yield from lets[index]
        case c.Sum(terms=operands) | c.Minimum(operands=operands) | c.Maximum(operands=operands):
            for operand in operands:
                yield from _amounts(operand, lets)
        case c.Scaled(operand=operand) | c.Share(quantity=operand):
            yield from _amounts(operand, lets)
        case _:
            pass


def amounts(core: c.Core, facts: Facts) -> tuple[StatedAmount, ...]:
    """Return the amounts of money or pay that a quantity rests on, each once."""
    if not isinstance(datatype_of(core), MoneyType | PayType):
        return ()
    return tuple(dict.fromkeys(_amounts(core, facts.world.let_amounts)))


def stated_amounts(amount: StatedAmount, facts: Facts) -> Iterator[Scalar]:
    """Yield the values in which an amount is stated: none for an unknown fact."""
    match amount:
        case c.Constant(value=value):
            if isinstance(value, Money | Pay):
                yield value
        case FactPath(path=path, view=view) if path in DERIVED:
            for part in DERIVED[path].parts:
                if isinstance(facts.world.schema.facts[part].datatype, MoneyType | PayType):
                    yield from stated_amounts(FactPath(part, view), facts)
        case FactPath():
            stated = facts.value(amount)
            stated = stated.low if isinstance(stated, Range) else stated
            if isinstance(stated, Money | Pay):
                yield stated
        case _:
            assert_never(amount)


def currencies(found: tuple[StatedAmount, ...], facts: Facts) -> tuple[str | None, ...]:
    """Return the currencies that occur among amounts, those the author wrote first.

    A comparison is judged in each of them and is settled when it is in one: with the rates
    that are stated, amounts may be comparable in one currency and not in another.
    """
    written_first = sorted(found, key=lambda amount: isinstance(amount, FactPath))
    names = (
        stated.currency
        for amount in written_first
        for stated in stated_amounts(amount, facts)
        if isinstance(stated, Money | Pay)
    )
    return tuple(dict.fromkeys(names)) or (None,)


def bases(found: tuple[StatedAmount, ...], facts: Facts) -> tuple[Period, ...]:
    """Return the pay periods in which amounts may have to meet.

    Two when a fact is unknown and all others are stated by the hour (or by the day): it may
    turn out to be by the hour as well, or else all of them go to a year. The comparison is
    then settled only when it is in both.

    Source:
        grammar/README.md, "Pay and periods".
    """
    known: set[Period] = set()
    open_ = False
    for amount in found:
        if isinstance(amount, FactPath) and amount.path in DERIVED:
            known.add(DERIVED[amount.path].per)
            continue
        stated = [value for value in stated_amounts(amount, facts) if isinstance(value, Pay)]
        known.update(_BASIS[value.per] for value in stated)
        open_ |= not stated
    if len(known) != 1:
        return (Period.YEAR,)
    (basis,) = known
    return (basis, Period.YEAR) if open_ and basis is not Period.YEAR else (basis,)


def _literal_view(other: tuple[StatedAmount, ...]) -> View:
    """Return whose hours convert a literal: those of the other side, if it has one view."""
    views = {amount.view for amount in other if isinstance(amount, FactPath)}
    return views.pop() if len(views) == 1 else View.OFFERED


def _compare(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    """Return how two quantities or levels compare, in every unit in which they may meet."""
    of_left, of_right = amounts(left, facts), amounts(right, facts)
    if not of_left and not of_right:
        return _compare_in(relation, left, right, facts, _PLAIN, _PLAIN)
    return _meet(relation, left, right, facts)[0]


def _meet(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> tuple[Judgement, tuple[Scope, Scope]]:
    """Return how amounts compare, and the units of the two sides in which that was found."""
    of_left, of_right = amounts(left, facts), amounts(right, facts)
    views = _literal_view(of_right), _literal_view(of_left)
    found = tuple(dict.fromkeys(of_left + of_right))
    first: tuple[Judgement, tuple[Scope, Scope]] | None = None
    for currency in currencies(found, facts):
        scopes = [
            (Scope(currency, basis, views[0]), Scope(currency, basis, views[1]))
            for basis in bases(found, facts)
        ]
        judged = _agreed(_compare_in(relation, left, right, facts, *pair) for pair in scopes)
        if judged.truth is not Kleene.UNKNOWN:
            return judged, scopes[-1]
        first = first or (judged, scopes[-1])
    assert first is not None
    return first


@frozen
class Meeting:
    """The unit in which amounts were compared, and what each of them came to in it."""

    currency: str | None
    per: Period
    measures: tuple[Measure, ...]


_RELATIONS: Final = {c.Less: less, c.LessEqual: less_equal, c.Equal: equal}


def meeting(core: c.Less | c.LessEqual | c.Equal, facts: Facts) -> Meeting | None:
    """Return the unit in which the two sides of a comparison met; None without money or pay.

    Source:
        grammar/README.md, "Pay and periods" and "Currencies".
    """
    left, right = core.left, core.right
    if not amounts(left, facts) and not amounts(right, facts):
        return None
    _, scopes = _meet(_RELATIONS[type(core)], left, right, facts)
    measures = (measure(left, facts, scopes[0]), measure(right, facts, scopes[1]))
    return Meeting(scopes[0].currency, scopes[0].basis, measures)


def _compare_in(
    relation: Callable[[Interval, Interval], Kleene],
    left: c.Core,
    right: c.Core,
    facts: Facts,
    left_scope: Scope,
    right_scope: Scope,
) -> Judgement:
    sides = measure(left, facts, left_scope), measure(right, facts, right_scope)
    truth = relation(sides[0].interval, sides[1].interval)
    return _unknown(sides) if truth is Kleene.UNKNOWN else Judgement(truth)


def _agreed(judgements: Iterable[Judgement]) -> Judgement:
    """Return what all of several judgements say, or else unknown."""
    judged = tuple(judgements)
    if len({one.truth for one in judged}) == 1:
        return _unknown(judged) if judged[0].truth is Kleene.UNKNOWN else judged[0]
    return _unknown(judged)


# --- preferences ---------------------------------------------------------------------------------


def grade(preference: c.CheckedPreference, facts: Facts) -> Grade:
    """Return the grade of a preference: an interval within 0..1, and what left it open.

    Source:
        grammar/README.md, "prefer".
    """
    grades = [_grade_in(preference, facts, scope) for scope in _grade_scopes(preference, facts)]
    interval = grades[0].interval
    for other in grades[1:]:
        interval = interval.hull(other.interval)
    if interval.is_exact:
        return Grade(interval)
    return Grade(interval, _missing(grades), _missing_rates(grades))


def _grade_scopes(preference: c.CheckedPreference, facts: Facts) -> tuple[Scope, ...]:
    """Return the units in which a preference is graded."""
    of_subject = amounts(preference.subject, facts)
    ends = amounts(preference.worst, facts) + amounts(preference.best, facts)
    found = tuple(dict.fromkeys(ends + of_subject))
    currency = currencies(ends, facts)[0]
    view = _literal_view(of_subject)
    possible = bases(found, facts) if ends else (Period.YEAR,)
    return tuple(Scope(currency, basis, view) for basis in possible)


def grade_meeting(preference: c.CheckedPreference, facts: Facts) -> Meeting | None:
    """Return what the subject, the worst and the best of a preference are in the unit of its ends.

    None where they are neither money nor pay.
    """
    if not isinstance(datatype_of(preference.subject), MoneyType | PayType):
        return None
    scope = _grade_scopes(preference, facts)[-1]
    scope, measures, _ = _graded_sides(preference, facts, scope)
    return Meeting(scope.currency, scope.basis, measures)


def _graded_sides(
    preference: c.CheckedPreference, facts: Facts, scope: Scope
) -> tuple[Scope, tuple[Measure, Measure, Measure], tuple[Measure, ...]]:
    """Return subject, worst and best in one unit, the unit, and what may have left them open."""
    subject = measure(preference.subject, facts, scope)
    worst, best = (measure(end, facts, scope) for end in (preference.worst, preference.best))
    per = _common_period(preference)
    if per is None or per is scope.basis:
        return scope, (subject, worst, best), (subject, worst, best)
    # Both ends are paid per hour (or day): dividing the subject by the hours of a year,
    # instead of multiplying the ends, keeps the distance between the ends exact.
    factor, missing = _a_year(per, scope.view, facts)
    scope = evolve(scope, basis=per)
    worst, best = (measure(end, facts, scope) for end in (preference.worst, preference.best))
    scaled = subject.interval * factor.inverse()
    subject = Measure(scaled, subject.missing, subject.rates)
    parts = subject, Measure(factor, missing), Measure(ANY, (), worst.rates + best.rates)
    return scope, (subject, worst, best), parts


def _grade_in(preference: c.CheckedPreference, facts: Facts, scope: Scope) -> Grade:
    _, (subject, worst, best), parts = _graded_sides(preference, facts, scope)
    if worst.interval.is_exact and best.interval.is_exact:
        interval = _position(subject.interval, worst.interval.low, best.interval.low)
    else:
        interval = UNIT
    if interval.is_exact:
        return Grade(interval)
    return Grade(interval, _missing(parts), _missing_rates(parts))


def _common_period(preference: c.CheckedPreference) -> Period | None:
    """Return the hour or day that both ends of a preference are paid per, if they are."""
    pers = {
        _BASIS[end.value.per] if isinstance(end.value, Pay) else Period.YEAR
        for end in (preference.worst, preference.best)
    }
    (per, *others) = pers
    return None if others or per is Period.YEAR else per


def _position(subject: Interval, worst: Fraction | None, best: Fraction | None) -> Interval:
    """Return where the subject lies between worst (0) and best (1), clamped."""
    assert worst is not None
    assert best is not None
    low, high = (
        _position_of(end, side, worst, best) for end, side in ((subject.low, -1), (subject.high, 1))
    )
    return Interval.of(low, high)


def _position_of(end: Fraction | None, side: int, worst: Fraction, best: Fraction) -> Fraction:
    if end is None:
        return Fraction(int((side > 0) == (worst < best)))
    if worst == best:
        # Two currencies may make equal what the author wrote as different.
        return Fraction(int(end >= best))
    return max(Fraction(0), min(Fraction(1), (end - worst) / (best - worst)))


# --- values of expressions -----------------------------------------------------------------------


@frozen
class Quantity:
    """What an expression may be: an interval, and the unit it is in."""

    interval: Interval
    datatype: Datatype
    currency: str | None = None
    per: Period | None = None
    missing: tuple[FactPath, ...] = ()


def quantity(core: c.Core, facts: Facts) -> Quantity:
    """Return what a quantity or a level may be.

    Pay is per year unless all of it is per hour or per day; money is in the currency that the
    author wrote, or else in the one that the offer states first.
    """
    found = amounts(core, facts)
    datatype = datatype_of(core)
    basis = bases(found, facts)[-1] if found else Period.YEAR
    currency = currencies(found, facts)[0]
    measured = measure(core, facts, Scope(currency, basis, _literal_view(found)))
    per = basis if isinstance(datatype, PayType) else None
    return Quantity(measured.interval, datatype, currency, per, measured.missing)
