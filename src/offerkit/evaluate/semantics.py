"""Reference semantics of the typed core, against which generated code is tested.

Conditions are judged and preferences graded here; ``sets`` and ``quantities`` evaluate their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import and_, or_
from typing import Final, assert_never

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.check.constants import ordered
from offerkit.core import datatype_of
from offerkit.datatypes import Datatype, DurationType, PayType, TextType, YesNo
from offerkit.evaluate.facts import (
    BASIS,
    PLAIN,
    Facts,
    Judgement,
    Measure,
    Scope,
    StatedAmount,
    judged,
    needs_unit,
    unknown,
)
from offerkit.evaluate.quantities import a_year, bases, currencies, in_months, measure, settle
from offerkit.evaluate.sets import judge_member, judge_sets, overlaps, same_text, within
from offerkit.intervals import ANY, Interval, equal, less, less_equal
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, DurationFamily, Pay, Period


def outcome(statement: c.CheckedStatement, facts: Facts) -> Judgement | Measure:
    """Return the truth of a statement's condition, or the grade of a preference."""
    if isinstance(statement, c.CheckedPreference):
        return grade(statement, facts)
    return judge(statement.condition, facts)


def judge(core: c.Core, facts: Facts) -> Judgement:
    """Return whether a condition is true for an offer, and what left it open if unknown.

    Raises:
        TypeError: *core* is not a condition; this does not happen for checked conditions.

    Source:
        grammar/README.md, "Truth".
    """
    match core:
        case c.Constant(value=bool(truth)):
            return Judgement(Kleene.of(truth))
        case c.FactRef():
            value = facts.value(core.fact)
            if value is DOES_NOT_APPLY:
                return Judgement(Kleene.DOES_NOT_APPLY)
            doubts, is_known = facts.doubts(core.fact), isinstance(value, bool)
            missing = doubts if is_known else facts.missing(core.fact)
            found = Kleene.of(value is True) if is_known else Kleene.UNKNOWN
            return judged(found, (Measure(ANY, missing, doubts=doubts),))
        case c.LetRef(index=index):
            return _judge_let(index, facts)
        case c.Or(operands=operands):
            return _judge_operands(operands, facts, or_, Kleene.TRUE)
        case c.And(operands=operands):
            return _judge_operands(operands, facts, and_, Kleene.FALSE)
        case c.Not(operand=operand):
            negated = judge(operand, facts)
            return evolve(negated, truth=~negated.truth)
        case c.Less() | c.LessEqual():
            return _compare(_RELATIONS[type(core)], core.left, core.right, facts)
        case c.Equal(left=left, right=right):
            return _judge_equal(left, right, facts)
        case c.Member(item=item, container=container):
            return judge_member(item, container, facts)
        case c.Overlaps(left=left, right=right):
            return judge_sets(overlaps, left, right, facts)
        case c.Within(left=left, right=right):
            return judge_sets(within, left, right, facts)
        case c.Constant() | c.Sum() | c.Scaled() | c.Share() | c.Minimum() | c.Maximum():
            raise TypeError(f"not a condition: {core}")
        case c.Moved() | c.SizeOf():
            raise TypeError(f"not a condition: {core}")
        case _:
            assert_never(core)


def _judge_let(index: int, facts: Facts) -> Judgement:
    # In order, so that a long chain of names is not a deep recursion.
    for at, value in enumerate(facts.world.bindings[: index + 1]):
        if facts.judgements[at] is None and isinstance(datatype_of(value), YesNo):
            facts.judgements[at] = judge(value, facts)
    found = facts.judgements[index]
    assert found is not None
    return found


def _judge_operands(
    operands: tuple[c.Core, ...],
    facts: Facts,
    combine: Callable[[Kleene, Kleene], Kleene],
    settles: Kleene,
) -> Judgement:
    """Return the minimum or maximum of truths: *settles* if it occurs."""
    truth, found = ~settles, list[Judgement]()
    for operand in operands:
        one = judge(operand, facts)
        truth = combine(truth, one.truth)
        if truth is settles:
            break
        found.append(one)
    return unknown(truth, found) if truth.is_open else Judgement(truth)


def _judge_equal(left: c.Core, right: c.Core, facts: Facts) -> Judgement:
    match datatype_of(left):
        case YesNo():
            sides = judge(left, facts), judge(right, facts)
            truth = sides[0].truth.same(sides[1].truth)
            return unknown(truth, sides) if truth.is_open else Judgement(truth)
        case TextType():
            return same_text(left, right, facts)
        case _:
            return _compare(equal, left, right, facts)


def _literal_view(other: tuple[StatedAmount, ...]) -> View:
    """Return the view whose hours convert a literal: that of the other side, if it has one."""
    views = {amount.view for amount in other if isinstance(amount, FactPath)}
    return views.pop() if len(views) == 1 else View.OFFERED


def _compare(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    """Return how two quantities or levels compare, in every unit that they may have in common."""
    of_left, of_right = facts.world.amounts(left), facts.world.amounts(right)
    if not of_left and not of_right:
        return _compare_in(relation, left, right, facts, PLAIN, PLAIN)
    return _meet(relation, left, right, facts)[0]


def _meet(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> tuple[Judgement, tuple[Scope, Scope]]:
    """Return how amounts compare, and the units of the two sides in the comparison."""
    of_left, of_right = facts.world.amounts(left), facts.world.amounts(right)
    views = _literal_view(of_right), _literal_view(of_left)
    found = tuple(dict.fromkeys(of_left + of_right))
    months = in_months(found, facts)
    first: tuple[Judgement, tuple[Scope, Scope]] | None = None
    for currency in currencies(found, facts):
        scopes = [
            (Scope(currency, basis, views[0], months), Scope(currency, basis, views[1], months))
            for basis in bases(found, facts)
        ]
        found_here = _agreed([_compare_in(relation, left, right, facts, *one) for one in scopes])
        if found_here.truth.if_it_applies is not Kleene.UNKNOWN or not found_here.truth.is_open:
            return found_here, scopes[-1]
        first = first or (found_here, scopes[-1])
    assert first is not None
    return first


@frozen
class Meeting:
    """The unit in which amounts were compared, and their values in it."""

    scope: Scope
    measures: tuple[Measure, ...]


_RELATIONS: Final = {c.Less: less, c.LessEqual: less_equal, c.Equal: equal}


def meeting(core: c.Less | c.LessEqual | c.Equal, facts: Facts) -> Meeting | None:
    """Return the unit in which both sides were compared; None if they need none.

    Source:
        grammar/README.md, "Pay and periods", "Currencies" and "Months and days".
    """
    left, right = core.left, core.right
    if not facts.world.amounts(left) and not facts.world.amounts(right):
        return None
    _, scopes = _meet(_RELATIONS[type(core)], left, right, facts)
    measures = (measure(left, facts, scopes[0]), measure(right, facts, scopes[1]))
    return Meeting(scopes[0], measures)


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
    # `a > b` has become `b < a`; what is missing keeps the order of the text.
    return judged(truth, sides[::-1] if right.span.start < left.span.start else sides)


def _agreed(found: Sequence[Judgement]) -> Judgement:
    """Return all that several judgements of one comparison allow, which apply alike."""
    truths = {one.truth for one in found}
    if len(truths) == 1 and found[0].truth.if_it_applies is not Kleene.UNKNOWN:
        return found[0]
    applies = found[0].truth.applies
    truths_by = {Kleene.TRUE: Kleene.UNKNOWN, Kleene.UNKNOWN: Kleene.ANYTHING}
    return unknown(truths_by.get(applies, Kleene.DOES_NOT_APPLY), found)


# --- preferences ---------------------------------------------------------------------------------


def grade(preference: c.CheckedPreference, facts: Facts) -> Measure:
    """Return the grade of a preference: an interval within 0..1, and what left it open.

    Source:
        grammar/README.md, "prefer".
    """
    found: Measure | None = None
    for scopes in _grade_scopes(preference, facts):
        here = _grade_in_all(preference, facts, scopes)
        if found is None:
            found = here
        # Rates that contradict each other leave nothing in common: then the first currency counts.
        elif common := found.interval.intersection(here.interval):
            found = settle(common, (found,))
        if not here.rates:
            break
    assert found is not None
    return found


def _grade_scopes(preference: c.CheckedPreference, facts: Facts) -> Iterator[tuple[Scope, ...]]:
    """Yield the units in which a preference is graded: for each currency, those of its periods."""
    of_subject = facts.world.amounts(preference.subject)
    ends = facts.world.amounts(preference.worst) + facts.world.amounts(preference.best)
    found = tuple(dict.fromkeys(ends + of_subject))
    view, months = _literal_view(of_subject), in_months(found, facts)
    possible = bases(found, facts) if ends else (Period.YEAR,)
    for currency in currencies(found, facts):
        yield tuple(Scope(currency, basis, view, months) for basis in possible)


def grade_meeting(preference: c.CheckedPreference, facts: Facts) -> Meeting | None:
    """Return the subject, worst and best of a preference in the unit of its ends.

    None if they need none.
    """
    if not needs_unit(datatype_of(preference.subject)):
        return None
    possible = tuple(_grade_scopes(preference, facts))
    settled = (one for one in possible if not _grade_in_all(preference, facts, one).rates)
    scope, measures, _ = _graded_sides(preference, facts, next(settled, possible[0])[-1])
    return Meeting(scope, measures)


def _graded_sides(
    preference: c.CheckedPreference, facts: Facts, scope: Scope
) -> tuple[Scope, tuple[Measure, Measure, Measure], tuple[Measure, ...]]:
    """Return the unit, subject, worst and best in it, and the parts that may leave them open."""
    subject = measure(preference.subject, facts, scope)
    worst, best = (measure(end, facts, scope) for end in (preference.worst, preference.best))
    per, *others = {
        BASIS[end.value.per] if isinstance(end.value, Pay) else Period.YEAR
        for end in (preference.worst, preference.best)
    }
    if others or per in {Period.YEAR, scope.basis}:
        return scope, (subject, worst, best), (subject, worst, best)
    # Both ends are per hour (or day): dividing the subject by the hours of a year, instead of
    # multiplying the ends, keeps the distance between the ends exact.
    factor, missing = a_year(per, scope.view, facts)
    scope = evolve(scope, basis=per)
    worst, best = (measure(end, facts, scope) for end in (preference.worst, preference.best))
    scaled = subject.interval * factor.inverse()
    subject = evolve(subject, interval=scaled)
    parts = subject, Measure(factor, missing), Measure(ANY, (), worst.rates + best.rates)
    return scope, (subject, worst, best), parts


def _grade_in_all(
    preference: c.CheckedPreference, facts: Facts, scopes: Iterable[Scope]
) -> Measure:
    """Return the grade that a preference may have in any of several units."""
    grades = [_grade_in(preference, facts, scope) for scope in scopes]
    return settle(reduce(Interval.hull, (one.interval for one in grades)), grades)


def _grade_in(preference: c.CheckedPreference, facts: Facts, scope: Scope) -> Measure:
    _, (subject, worst, best), parts = _graded_sides(preference, facts, scope)
    ends = ordered((preference.worst, preference.best))
    assert ends is not None
    sides = [one.interval for one in (subject, worst, best)]
    if ends[0] > ends[1]:
        sides = [one.scaled(Fraction(-1)) for one in sides]
    return settle(_position(*sides), parts)


def _position(subject: Interval, worst: Interval, best: Interval) -> Interval:
    """Return the place of the subject between worst (0) and best (1), which is more, clamped.

    It grows with the subject and falls as either end grows.
    """
    low, high = Fraction(0), Fraction(1)
    if subject.low is not None and best.high is not None:
        if subject.low >= best.high:
            low = Fraction(1)
        elif worst.high is not None and subject.low > worst.high:
            low = (subject.low - worst.high) / (best.high - worst.high)
    if subject.high is not None and worst.low is not None:
        if subject.high <= worst.low:
            high = Fraction(0)
        elif best.low is not None and subject.high < best.low:
            high = (subject.high - worst.low) / (best.low - worst.low)
    return Interval(low, high)


# --- values of expressions -----------------------------------------------------------------------


_FAMILIES: Final = {True: DurationFamily.MONTHS, False: DurationFamily.DAYS}


@frozen
class QuantityInterval:
    """The possible values of an expression: an interval and its unit."""

    interval: Interval
    datatype: Datatype
    currency: str | None = None
    per: Period | None = None
    missing: tuple[FactPath, ...] = ()
    applies: bool = True
    """False if it certainly does not apply; the interval then says nothing."""


def quantity(core: c.Core, facts: Facts) -> QuantityInterval:
    """Return the possible values of a quantity or level.

    Pay is per year unless all of it is per hour or per day. Money is in the currency of the
    constants, otherwise in the first one that the offer states. A duration by the calendar is in
    months if all of it is, otherwise in days.
    """
    found = facts.world.amounts(core)
    datatype = datatype_of(core)
    basis = bases(found, facts)[-1] if found else Period.YEAR
    currency = currencies(found, facts)[0]
    months = in_months(found, facts)
    measured = measure(core, facts, Scope(currency, basis, _literal_view(found), months))
    per = basis if isinstance(datatype, PayType) else None
    if needs_unit(datatype) and isinstance(datatype, DurationType):
        datatype = DurationType(frozenset({_FAMILIES[months]}))
    return QuantityInterval(
        measured.interval, datatype, currency, per, measured.missing, measured.applies
    )
