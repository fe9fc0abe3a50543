"""Reference semantics of the typed core, against which generated code is tested.

Conditions are judged and preferences graded here; ``sets`` and ``quantities`` evaluate their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final, assert_never

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import Datatype, MoneyType, PayType, TextType, YesNo
from offerkit.evaluate.facts import (
    BASIS,
    PLAIN,
    Facts,
    Judgement,
    Measure,
    Scope,
    StatedAmount,
    unknown,
)
from offerkit.evaluate.quantities import a_year, bases, currencies, measure, settle
from offerkit.evaluate.sets import judge_member, judge_sets, overlaps, same_text, within
from offerkit.intervals import ANY, UNIT, Interval, equal, less, less_equal
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View
from offerkit.values import Pay, Period


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
            if isinstance(value, bool):
                return Judgement(Kleene.of(value))
            return Judgement(Kleene.UNKNOWN, (core.fact,))
        case c.LetRef(index=index):
            return _judge_let(index, facts)
        case c.Or(operands=operands):
            return _judge_operands(operands, facts, Kleene.TRUE)
        case c.And(operands=operands):
            return _judge_operands(operands, facts, Kleene.FALSE)
        case c.Not(operand=operand):
            judged = judge(operand, facts)
            return Judgement(~judged.truth, judged.missing, judged.rates)
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
        case c.SizeOf():
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


def _judge_operands(operands: tuple[c.Core, ...], facts: Facts, settles: Kleene) -> Judgement:
    """Return the minimum or maximum of truths: *settles* if it occurs."""
    open_: list[Judgement] = []
    for operand in operands:
        judged = judge(operand, facts)
        if judged.truth is settles:
            return Judgement(settles)
        if judged.truth is Kleene.UNKNOWN:
            open_.append(judged)
    return unknown(open_) if open_ else Judgement(~settles)


def _judge_equal(left: c.Core, right: c.Core, facts: Facts) -> Judgement:
    match datatype_of(left):
        case YesNo():
            judged = judge(left, facts), judge(right, facts)
            one, other = (side.truth for side in judged)
            is_open = Kleene.UNKNOWN in {one, other}
            return unknown(judged) if is_open else Judgement(Kleene.of(one is other))
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
    """The unit in which amounts were compared, and their values in it."""

    currency: str | None
    per: Period
    measures: tuple[Measure, ...]


_RELATIONS: Final = {c.Less: less, c.LessEqual: less_equal, c.Equal: equal}


def meeting(core: c.Less | c.LessEqual | c.Equal, facts: Facts) -> Meeting | None:
    """Return the unit in which both sides were compared; None without money or pay.

    Source:
        grammar/README.md, "Pay and periods" and "Currencies".
    """
    left, right = core.left, core.right
    if not facts.world.amounts(left) and not facts.world.amounts(right):
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
    return unknown(sides) if truth is Kleene.UNKNOWN else Judgement(truth)


def _agreed(judgements: Iterable[Judgement]) -> Judgement:
    """Return the common truth of several judgements, otherwise unknown."""
    judged = tuple(judgements)
    truths = {one.truth for one in judged}
    return judged[0] if len(truths) == 1 and Kleene.UNKNOWN not in truths else unknown(judged)


# --- preferences ---------------------------------------------------------------------------------


def grade(preference: c.CheckedPreference, facts: Facts) -> Measure:
    """Return the grade of a preference: an interval within 0..1, and what left it open.

    Source:
        grammar/README.md, "prefer".
    """
    grades = [_grade_in(preference, facts, scope) for scope in _grade_scopes(preference, facts)]
    interval = grades[0].interval
    for other in grades[1:]:
        interval = interval.hull(other.interval)
    return settle(interval, grades)


def _grade_scopes(preference: c.CheckedPreference, facts: Facts) -> tuple[Scope, ...]:
    """Return the units in which a preference is graded."""
    of_subject = facts.world.amounts(preference.subject)
    ends = facts.world.amounts(preference.worst) + facts.world.amounts(preference.best)
    found = tuple(dict.fromkeys(ends + of_subject))
    currency = currencies(ends, facts)[0]
    view = _literal_view(of_subject)
    possible = bases(found, facts) if ends else (Period.YEAR,)
    return tuple(Scope(currency, basis, view) for basis in possible)


def grade_meeting(preference: c.CheckedPreference, facts: Facts) -> Meeting | None:
    """Return the subject, worst and best of a preference in the unit of its ends.

    None if they are neither money nor pay.
    """
    if not isinstance(datatype_of(preference.subject), MoneyType | PayType):
        return None
    scope = _grade_scopes(preference, facts)[-1]
    scope, measures, _ = _graded_sides(preference, facts, scope)
    return Meeting(scope.currency, scope.basis, measures)


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
    subject = Measure(scaled, subject.missing, subject.rates)
    parts = subject, Measure(factor, missing), Measure(ANY, (), worst.rates + best.rates)
    return scope, (subject, worst, best), parts


def _grade_in(preference: c.CheckedPreference, facts: Facts, scope: Scope) -> Measure:
    _, (subject, worst, best), parts = _graded_sides(preference, facts, scope)
    interval, zero, one = subject.interval, worst.interval.low, best.interval.low
    if worst.interval.is_exact and best.interval.is_exact and zero is not None and one is not None:
        low, high = _grade_of(interval.low, -1, zero, one), _grade_of(interval.high, 1, zero, one)
        return settle(Interval.of(low, high), parts)
    return settle(UNIT, parts)


def _grade_of(end: Fraction | None, side: int, worst: Fraction, best: Fraction) -> Fraction:
    """Return where an end of the subject lies between worst (0) and best (1), clamped."""
    if end is None:
        return Fraction(int((side > 0) == (worst < best)))
    if worst == best:
        # Different amounts may be equal after conversion of currencies.
        return Fraction(int(end >= best))
    return max(Fraction(0), min(Fraction(1), (end - worst) / (best - worst)))


# --- values of expressions -----------------------------------------------------------------------


@frozen
class QuantityInterval:
    """The possible values of an expression: an interval and its unit."""

    interval: Interval
    datatype: Datatype
    currency: str | None = None
    per: Period | None = None
    missing: tuple[FactPath, ...] = ()


def quantity(core: c.Core, facts: Facts) -> QuantityInterval:
    """Return the possible values of a quantity or level.

    Pay is per year unless all of it is per hour or per day. Money is in the currency of the
    constants, otherwise in the first one that the offer states.
    """
    found = facts.world.amounts(core)
    datatype = datatype_of(core)
    basis = bases(found, facts)[-1] if found else Period.YEAR
    currency = currencies(found, facts)[0]
    measured = measure(core, facts, Scope(currency, basis, _literal_view(found)))
    per = basis if isinstance(datatype, PayType) else None
    return QuantityInterval(measured.interval, datatype, currency, per, measured.missing)
