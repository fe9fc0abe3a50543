"""Quantities, comparisons and grades; see ``facts`` for what this is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import evolve

from offerkit import core as c
from offerkit.datatypes import (
    Datatype,
    DateType,
    DurationType,
    MoneyType,
    Number,
    PayType,
    PercentType,
)
from offerkit.paths import FactPath, View
from offerkit.values import UNKNOWN, Duration, Money, Pay, Period
from tests.reference import derived
from tests.reference.amounts import (
    MONTHS,
    PERIODS,
    PLAIN,
    Unit,
    a_year,
    base,
    convert,
    ends,
    measure_stated,
    unit_end,
)
from tests.reference.ends import (
    IS_FALSE,
    IS_TRUE,
    Ended,
    Grade,
    Judged,
    Known,
    added,
    greatest,
    least,
    one_of,
    over,
    over_apart,
    single,
    sure,
    times,
    times_apart,
    unknown,
    within,
)
from tests.reference.facts import DERIVED, World
from tests.reference.gates import hangs_on, value_of
from tests.reference.months import days_of, moved
from tests.reference.texts import names_country, texts_of

# --- expressions ---------------------------------------------------------------------------------


def measure(node: c.Core, world: World, unit: Unit = PLAIN) -> Known:
    """Return the ends of a quantity or level: “Quantities and ranges”, “Functions”."""

    def part(inner: c.Core) -> Known:
        return measure(inner, world, unit)

    match node:
        case c.Constant(value=value):
            return convert(value, id(node), unit.literals, world, unit)
        case c.FactRef(fact=fact, datatype=datatype):
            return measure_fact(fact, datatype, world, unit)
        case c.LetRef(index=index):
            return part(world.bindings[index])
        case c.Sum(terms=terms):
            return added(*map(part, terms))
        case c.Moved(date=date, by=by):
            months = in_months([by], world)
            known = measure(by, world, Unit(in_months=months))
            return moved(part(date), known, node, in_months=months)
        case c.Scaled(operand=c.Constant(value=Duration() as value), factor=factor):
            # “What arithmetic makes of constants alone in one family is one constant.”
            whole = evolve(unit, in_months=True)
            known = times(convert(value, None, unit.literals, world, whole), single(factor))
            is_in_days = value.unit.family in MONTHS and not unit.in_months
            return days_of(known, id(node)) if is_in_days else known
        case c.Scaled(operand=operand, factor=factor):
            return times(part(operand), single(factor))
        case c.Product():
            one, other = map(part, c.children(node))
            return times(one, other) if is_written_out(node, world) else times_apart(one, other)
        case c.Quotient(dividend=dividend, divisor=divisor) if _has_unit(divisor):
            return ratio(dividend, divisor, world)
        case c.Quotient(dividend=dividend, divisor=divisor):
            one, other = part(dividend), part(divisor)
            return over(one, other) if is_written_out(node, world) else over_apart(one, other)
        case c.Minimum(operands=operands):
            return least(*map(part, operands))
        case c.Maximum(operands=operands):
            return greatest(*map(part, operands))
        case c.SizeOf(operand=operand):
            texts = texts_of(operand, world, names_country(world, operand))
            most = None if texts.may is None else Fraction(len(texts.may))
            return within(node, Fraction(len(texts.must)), most, texts.missing)
        case _:
            raise TypeError(node)


def measure_fact(fact: FactPath, datatype: Datatype, world: World, unit: Unit) -> Known:
    """Return the ends of a fact, stated or derived."""
    if fact.path in DERIVED:
        return derived.measure(fact, world, unit)
    return measure_stated(fact, world, unit, datatype)


# --- the unit of a comparison: “Pay and periods”, “Currencies” -----------------------------------

Amount: TypeAlias = Money | Pay | FactPath
"""A literal amount, or a fact that is one."""


def amounts(node: c.Core, world: World) -> Iterator[Amount]:
    """Yield the amounts in a quantity."""
    match node:
        case c.Constant(value=(Money() | Pay()) as value):
            yield value
        case c.FactRef(fact=fact, datatype=MoneyType() | PayType()):
            yield fact
        case c.LetRef(index=index, datatype=MoneyType() | PayType()):
            yield from amounts(world.bindings[index], world)
        case c.Quotient(dividend=dividend, datatype=MoneyType() | PayType()):
            yield from amounts(dividend, world)
        case c.Quotient():
            return
        case c.Sum() | c.Scaled() | c.Product() | c.Minimum() | c.Maximum():
            for child in c.children(node):
                yield from amounts(child, world)
        case _:
            return


def stated(amount: Amount, world: World) -> Iterator[Money | Pay]:
    """Yield what is stated of an amount: of a derived fact, its parts; of an unknown one, nothing.

    “Currencies”: both ends of a range are in one currency and for one period.
    """
    if not isinstance(amount, FactPath):
        yield amount
    elif amount.path in DERIVED:
        for path in derived.AMOUNTS[amount.path]:
            yield from stated(FactPath(path, amount.view), world)
    else:
        known = value_of(amount, world)
        if known is UNKNOWN and amount.path in world.own:
            known = world.own[amount.path].unit or UNKNOWN
        value = unit_end(known)
        if isinstance(value, Money | Pay):
            yield value


def currencies(found: Iterable[Amount], world: World) -> list[str | None]:
    """“Currencies”: those that the amounts are in, literals first; None if there is none."""
    ordered = sorted(found, key=lambda amount: isinstance(amount, FactPath))
    names = [it.currency for amount in ordered for it in stated(amount, world)]
    return list(dict.fromkeys(names)) or [None]


def periods(found: Iterable[Amount], world: World) -> list[Period]:
    """“Pay and periods”: the periods for which amounts may have to be compared.

    Amounts by definition per year are compared per year, and so are amounts for different periods.
    An unknown amount may be for the one period of all others, or for another, unless its bounds
    are for one: “`fact`”.
    """
    pers, has_unknown = set(), False
    for amount in found:
        if isinstance(amount, FactPath) and amount.path in DERIVED:
            pers.add(Period.HOUR if amount.path in derived.PER_HOUR else Period.YEAR)
            continue
        of_amount = [it.per for it in stated(amount, world) if isinstance(it, Pay)]
        pers.update(Period.YEAR if per in PERIODS else per for per in of_amount)
        is_unknown = isinstance(amount, FactPath) and value_of(amount, world) is UNKNOWN
        has_unknown = has_unknown or (is_unknown and not of_amount)
    if len(pers) != 1 or pers == {Period.YEAR}:
        return [Period.YEAR]
    return [*pers, Period.YEAR] if has_unknown else [*pers]


def literal_view(other: Iterable[Amount]) -> View:
    """“Pay and periods”: the view on the other side if there is exactly one, or the offer's."""
    views = {amount.view for amount in other if isinstance(amount, FactPath)}
    return views.pop() if len(views) == 1 else View.OFFERED


# --- the unit of a comparison: “Months and days” -------------------------------------------------


def durations(node: c.Core, world: World) -> Iterator[str]:
    """Yield the family of each duration in a quantity: months, days, or zero, which is in both."""
    match node:
        case c.Constant(value=Duration() as length):
            yield _family(length)
        case c.FactRef(fact=fact, datatype=DurationType(families=families)):
            value = value_of(fact, world)
            if isinstance(unit_end(value), Duration):
                yield _family(value)
            else:
                yield "months" if families == MONTHS else "days"
        case c.FactRef(datatype=DateType()) | c.Moved():
            yield "days"
        case c.LetRef(index=index):
            yield from durations(world.bindings[index], world)
        case c.Quotient(dividend=dividend, datatype=DurationType()):
            yield from durations(dividend, world)
        case c.Quotient():
            return
        case c.Sum() | c.Scaled() | c.Product() | c.Minimum() | c.Maximum():
            for child in c.children(node):
                yield from durations(child, world)
        case _:
            return


def _family(value: object) -> str:
    """Return it of a length or a range of lengths; a range from zero is not zero."""
    end = unit_end(value)
    assert isinstance(end, Duration)
    if all(part == 0 for part in ends(value)):
        return "zero"
    return "months" if end.unit.family in MONTHS else "days"


def in_months(nodes: Iterable[c.Core], world: World) -> bool:
    """“If all of them that are not zero are in months, they are compared in months.”"""
    found = {family for node in nodes for family in durations(node, world)}
    return "days" not in found


# --- products and quotients: “A fact used twice” -------------------------------------------------


def is_written_out(node: c.Product | c.Quotient, world: World) -> bool:
    """“If one is a constant, or a number or percentage that offers state”, and they share nothing.

    A quotient by a constant is written out in any case, because that is a single value.
    """
    one, other = c.children(node)
    if not rests_on(one, world).isdisjoint(rests_on(other, world)):
        return False
    if isinstance(node, c.Quotient):
        return is_stated(other, world) and not has_product(one, world)
    return (
        isinstance(one, c.Constant)
        or isinstance(other, c.Constant)
        or (is_stated(one, world) and not has_product(other, world))
        or (is_stated(other, world) and not has_product(one, world))
    )


def _inner(node: c.Core, world: World) -> tuple[c.Core, ...]:
    return (world.bindings[node.index],) if isinstance(node, c.LetRef) else c.children(node)


def is_stated(node: c.Core, world: World) -> bool:
    """Return whether it is a number or percentage that offers state, or the name of one."""
    match node:
        case c.LetRef(index=index):
            return is_stated(world.bindings[index], world)
        case c.FactRef(fact=fact, datatype=Number() | PercentType()):
            return fact.path not in DERIVED
        case _:
            return False


def has_product(node: c.Core, world: World) -> bool:
    """Return whether facts are multiplied with each other, or something is divided, in it."""
    if isinstance(node, c.Quotient):
        return True
    inner = _inner(node, world)
    if isinstance(node, c.Product) and not any(isinstance(it, c.Constant) for it in inner):
        return True
    return any(has_product(it, world) for it in inner)


def rests_on(node: c.Core, world: World) -> frozenset[FactPath]:
    """Return the stated facts in it, with those that they hang on and those that convert pay."""
    match node:
        case c.FactRef(fact=fact, datatype=datatype):
            paths = {fact.path, *(CONVERTING if isinstance(datatype, PayType) else ())}
            stated_ = set[str]().union(*(derived.parts_of(path) for path in paths))
            return frozenset(FactPath(on, fact.view) for path in stated_ for on in hangs_on(path))
        case c.Constant(value=Pay(per=per)) if per not in PERIODS:
            paths = set[str]().union(*(derived.parts_of(path) for path in CONVERTING))
            return frozenset(
                FactPath(on, view) for path in paths for on in hangs_on(path) for view in View
            )
        case _:
            inner = (rests_on(it, world) for it in _inner(node, world))
            return frozenset[FactPath]().union(*inner)


CONVERTING: Final = ("hours.paid", "hours.paid_days", "commute.days")
"""“The hours by which pay is converted to a year.”"""


def ratio(dividend: c.Core, divisor: c.Core, world: World) -> Known:
    """“The amounts of a ratio are in a unit of their own.”"""
    of_dividend, of_divisor = list(amounts(dividend, world)), list(amounts(divisor, world))
    found, months = of_dividend + of_divisor, in_months((dividend, divisor), world)
    by_currency: list[Known] = []
    for currency in currencies(found, world):
        by_period = [
            over_apart(
                measure(dividend, world, Unit(currency, per, literal_view(of_divisor), months)),
                measure(divisor, world, Unit(currency, per, literal_view(of_dividend), months)),
            )
            for per in periods(found, world)
        ]
        by_currency.append(one_of(by_period, in_common=False))
        if not by_currency[-1].rates:
            break
    return one_of(by_currency, in_common=True)


def _has_unit(node: c.Core) -> bool:
    return isinstance(c.datatype_of(node), MoneyType | PayType | DurationType)


# --- comparisons ---------------------------------------------------------------------------------

Relation: TypeAlias = Callable[[Known, Known], bool | None]


def compare(relation: Relation, left: c.Core, right: c.Core, world: World) -> Judged:
    """Return the truth of a comparison.

    “Currencies”: it is settled if it is settled in one of the currencies of its amounts.
    “Pay and periods”: it is settled only if it is so for each period that it may be about.
    """
    of_left, of_right = list(amounts(left, world)), list(amounts(right, world))
    found = of_left + of_right
    months = in_months((left, right), world)
    judged = []
    for currency in currencies(found, world):
        by_period = []
        for per in periods(found, world):
            a = measure(left, world, Unit(currency, per, literal_view(of_right), months))
            b = measure(right, world, Unit(currency, per, literal_view(of_left), months))
            by_period.append(_related(relation, a, b))
        truths = {it.truth for it in by_period}
        judged.append(by_period[0] if truths in ({IS_TRUE}, {IS_FALSE}) else unknown(by_period))
    settled = [it for it in judged if len(it.truth) == 1]
    return (settled or judged)[0]


def _related(relation: Relation, a: Known, b: Known) -> Judged:
    """“If they share an unknown, their difference is compared with 0.”"""
    truth, sides = relation(a, b), [a, b]
    if truth is None and a.unknowns & b.unknowns:
        difference = added(a, times(b, single(-1)))
        truth, sides = relation(Known(difference.over), single(0)), [difference]
    return sure(truth) if truth is not None else unknown(sides)


# --- preferences ---------------------------------------------------------------------------------


def grade(preference: c.CheckedPreference, world: World) -> Grade:
    """Return the interval of the grades: “prefer”, “Score”.

    “Currencies”: the part that the grades in all currencies have in common. “Pay and periods”: for
    each period that it may be about.
    """
    of_subject = list(amounts(preference.subject, world))
    of_ends = [*amounts(preference.worst, world), *amounts(preference.best, world)]
    months = in_months((preference.subject, preference.worst, preference.best), world)
    found: list[Grade] = []
    for currency in currencies(of_ends + of_subject, world):
        grades = [
            _grade_in(preference, world, Unit(currency, per, literal_view(of_subject), months))
            for per in (periods(of_ends + of_subject, world) if of_ends else [Period.YEAR])
        ]
        low, high = min(it.low for it in grades), max(it.high for it in grades)
        found.append(_graded(low, high, grades))
        if not found[-1].rates:
            break
    low, high = found[0].low, found[0].high
    for one in found[1:]:
        if max(low, one.low) <= min(high, one.high):
            low, high = max(low, one.low), min(high, one.high)
    return _graded(low, high, found[:1])


def _graded(low: Fraction, high: Fraction, parts: Iterable[Ended]) -> Grade:
    """“A single value misses nothing”, any other all that its parts miss."""
    if low == high:
        return Grade(low, high)
    open_ = unknown(parts)
    return Grade(low, high, open_.missing, open_.rates)


def _grade_in(preference: c.CheckedPreference, world: World, unit: Unit) -> Grade:
    """Return the grade in one unit; “prefer”: ends per hour or per day convert the subject."""
    subject = measure(preference.subject, world, unit)
    end = preference.worst.value
    if isinstance(end, Pay) and end.per not in {unit.per, *PERIODS}:
        subject = over(subject, a_year(end.per, unit.literals, world))
        unit = Unit(unit.currency, end.per, unit.literals)
    worst, best = measure(preference.worst, world, unit), measure(preference.best, world, unit)
    sides = [subject, worst, best]
    if base(preference.worst.value) > base(preference.best.value):
        sides = [times(side, single(-1)) for side in sides]
    (least_, most), (worst_low, worst_high), (best_low, best_high) = map(_line, sides)
    low = Fraction(1) if least_ >= best_high else _place(least_, worst_high, best_high)
    high = Fraction(0) if most <= worst_low else _place(most, worst_low, best_low)
    return _graded(low, high, [subject, worst, best])


def _line(known: Known) -> tuple[Fraction | float, Fraction | float]:
    """Return both ends, infinite where there is none."""
    low = float("-inf") if known.low is None else known.low
    return low, float("inf") if known.high is None else known.high


def _place(value: Fraction | float, worst: Fraction | float, best: Fraction | float) -> Fraction:
    """“0 at WORST, 1 at BEST, linear between them, 0 beyond WORST and 1 beyond BEST”."""
    if value <= worst:
        return Fraction(0)
    if value >= best:
        return Fraction(1)
    if isinstance(best, float):
        return Fraction(0)
    return Fraction(1) if isinstance(worst, float) else (Fraction(value) - worst) / (best - worst)


# --- one quantity by itself ----------------------------------------------------------------------


def measure_alone(node: c.Core, world: World) -> Known:
    """Return the ends of an expression by itself, in the first of its currencies.

    Pay is per year, unless all of it is for one other period.
    """
    found, months = list(amounts(node, world)), in_months([node], world)
    per = periods(found, world)[-1]
    unit = Unit(currencies(found, world)[0], per, literal_view(found), months)
    return measure(node, world, unit)
