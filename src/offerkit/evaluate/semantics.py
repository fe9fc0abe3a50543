"""Reference semantics of the typed core, against which generated code is tested.

Conditions are judged and preferences graded here; ``sets`` and ``quantities`` evaluate their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial, reduce
from operator import and_, or_
from typing import Final, TypeAlias, assert_never

from attrs import evolve, frozen

from offerkit import core as c
from offerkit.core import datatype_of
from offerkit.datatypes import Datatype, DurationType, PayType, TextType, YesNo
from offerkit.evaluate.facts import (
    BASIS,
    PLAIN,
    Facts,
    Grade,
    Judgement,
    Measure,
    Scope,
    ScopePair,
    missing_of,
    months_of,
    needs_unit,
    rates_of,
    unknown,
)
from offerkit.evaluate.quantities import (
    applying,
    bases,
    currencies,
    in_months,
    literal_view,
    measure,
    measure_fact,
    scopes_of,
    sides_of,
    sides_of_grade,
)
from offerkit.evaluate.sets import judge_member, judge_sets, overlaps, same_text, within
from offerkit.intervals import ZERO, Interval, equal, less, less_equal
from offerkit.kleene import Kleene, tally
from offerkit.model.derived import HOURS
from offerkit.paths import FactPath, fact_at
from offerkit.records import Record
from offerkit.values import DOES_NOT_APPLY, DurationFamily, Pay, Period

Relation: TypeAlias = c.Less | c.LessEqual | c.Equal | c.Member | c.Overlaps | c.Within


def outcome(statement: c.CheckedStatement, facts: Facts) -> Judgement | Grade:
    """Return the truth of a statement's condition, or the grade of a preference; it is kept."""
    if isinstance(statement, c.CheckedPreference):
        return graded(statement, facts)
    return judged(statement.condition, facts)


def kept(statement: c.CheckedStatement, facts: Facts) -> Judgement | Grade | None:
    """Return the outcome of a statement if it is kept with the facts."""
    if isinstance(statement, c.CheckedPreference):
        return facts.graded.get(id(statement))
    return facts.judged.get(id(statement.condition))


def graded(preference: c.CheckedPreference, facts: Facts) -> Grade:
    """Return the grade of a preference, which is kept with the facts."""
    found = facts.graded.get(id(preference))
    if found is None:
        found = facts.graded[id(preference)] = grade(preference, facts)
    return found


def judged(core: c.Core, facts: Facts) -> Judgement:
    """Return the truth of a condition, which is kept with the facts, as are those of its parts.

    The condition is one of criteria, which outlive the facts.
    """
    found = facts.judged.get(id(core))
    if found is None:
        found = facts.judged[id(core)] = judge(core, facts, partial(judged, facts=facts))
    return found


def judge(
    core: c.Core, facts: Facts, judge_part: Callable[[c.Core], Judgement] | None = None
) -> Judgement:
    """Return whether a condition is true for an offer, and what left it open if unknown.

    Args:
        core: The condition.
        facts: The facts of the offer.
        judge_part: What judges the conditions that it is made of; by default this function.

    Raises:
        TypeError: *core* is not a condition; this does not happen for checked conditions.

    Source:
        grammar/README.md, "Truth".
    """
    part = judge_part or partial(judge, facts=facts)
    match core:
        case c.Constant(value=bool(truth)):
            return Judgement(Kleene.of(truth))
        case c.FactRef():
            value = facts.value(core.fact)
            if value is DOES_NOT_APPLY:
                return Judgement(Kleene.DOES_NOT_APPLY)
            found = Judgement(Kleene.UNKNOWN, facts.missing(core.fact))
            if isinstance(value, bool):
                found = Judgement(Kleene.of(value))
            doubts = facts.doubts(core.fact)
            return _doubted(found, doubts) if doubts else found
        case c.LetRef(index=index):
            return _judge_let(index, facts)
        case c.Or(operands=operands):
            return _judge_operands(map(part, operands), or_, Kleene.TRUE)
        case c.And(operands=operands):
            return _judge_operands(map(part, operands), and_, Kleene.FALSE)
        case c.Not(operand=operand):
            judged = part(operand)
            return evolve(judged, truth=~judged.truth)
        case c.Count(operands=operands, least=least):
            return _judge_count([*map(part, operands)], least)
        case c.Equal(left=left, right=right) if isinstance(datatype_of(left), YesNo):
            sides = part(left), part(right)
            same = sides[0].truth.same(sides[1].truth)
            return unknown(sides, same) if same.is_open else Judgement(same)
        case c.Less() | c.LessEqual() | c.Equal() | c.Member() | c.Overlaps() | c.Within():
            applies, doubts = applying(facts, *c.children(core))
            if applies is Kleene.FALSE:
                return Judgement(Kleene.DOES_NOT_APPLY)
            related = _relate(core, facts)
            return _doubted(related, doubts) if doubts else related
        case c.Constant() | c.Sum() | c.Scaled() | c.Product() | c.Quotient() | c.Minimum():
            raise TypeError(f"not a condition: {core}")
        case c.Maximum() | c.Moved() | c.SizeOf():
            raise TypeError(f"not a condition: {core}")
        case _:
            assert_never(core)


def _judge_let(index: int, facts: Facts) -> Judgement:
    bindings, judgements = facts.world.bindings, facts.judgements

    def is_done(at: int) -> bool:
        return at in judgements or not isinstance(datatype_of(bindings[at]), YesNo)

    for at in facts.world.lets_in_turn(index, is_done):
        judgements[at] = judge(bindings[at], facts)
    return judgements[index]


def _judge_operands(
    judged: Iterable[Judgement],
    combine: Callable[[Kleene, Kleene], Kleene],
    settles: Kleene,
) -> Judgement:
    """Return the minimum or maximum of truths: *settles* if it occurs."""
    truth, found = ~settles, list[Judgement]()
    for one in judged:
        found.append(one)
        truth = combine(truth, one.truth)
        if truth is settles:
            break
    return unknown(found, truth) if truth.is_open else Judgement(truth)


def _judge_count(judged: Sequence[Judgement], least: int) -> Judgement:
    truth = tally(least, (one.truth for one in judged))
    return unknown(judged, truth) if truth.is_open else Judgement(truth)


def _relate(core: Relation, facts: Facts) -> Judgement:
    """Return the truth of a relation whose operands apply."""
    match core:
        case c.Equal(left=left, right=right) if isinstance(datatype_of(left), TextType):
            return same_text(left, right, facts)
        case c.Less() | c.LessEqual() | c.Equal():
            return _compare(_RELATIONS[type(core)], core.left, core.right, facts)
        case c.Member(item=item, container=container):
            return judge_member(item, container, facts)
        case c.Overlaps(left=left, right=right):
            return judge_sets(overlaps, left, right, facts)
        case c.Within(left=left, right=right):
            return judge_sets(within, left, right, facts)
        case _:
            assert_never(core)


def _doubted(found: Judgement, doubts: tuple[FactPath, ...]) -> Judgement:
    """Return the truth of a relation that some unknown facts may turn out to take away."""
    if found.truth is Kleene.UNKNOWN:
        missing = tuple(dict.fromkeys(found.missing + doubts))
        return evolve(found, truth=Kleene.ANYTHING, missing=missing)
    return Judgement(Kleene.NOT_FALSE if found.truth is Kleene.TRUE else Kleene.NOT_TRUE, doubts)


def _compare(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> Judgement:
    """Return how two quantities or levels compare, in every unit that they may have in common."""
    if needs_unit(datatype_of(left)) and sides_of(left, right, facts.world).need_unit:
        return _meet(relation, left, right, facts)[0]
    return _compare_in(relation, left, right, facts, PLAIN, PLAIN)


def _meet(
    relation: Callable[[Interval, Interval], Kleene], left: c.Core, right: c.Core, facts: Facts
) -> tuple[Judgement, ScopePair]:
    """Return how amounts compare, and the units of the two sides in the comparison."""
    unsettled: list[tuple[Judgement, ScopePair]] = []
    for pairs in scopes_of(sides_of(left, right, facts.world), facts):
        judged = _agreed(_compare_in(relation, left, right, facts, *pair) for pair in pairs)
        if judged.truth is not Kleene.UNKNOWN:
            return judged, pairs[-1]
        unsettled.append((judged, pairs[-1]))
    return unsettled[0]


@frozen
class Meeting(Record):
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
    if not sides_of(left, right, facts.world).need_unit:
        return None
    _, (one, other) = _meet(_RELATIONS[type(core)], left, right, facts)
    return Meeting(one, (measure(left, facts, one), measure(right, facts, other)))


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
    if truth is not Kleene.UNKNOWN:
        return Judgement(truth)
    # `a > b` has become `b < a`; what is missing keeps the order of the text.
    ordered_sides = sides[::-1] if right.span.start < left.span.start else sides
    if sides[0].form.symbols.isdisjoint(sides[1].form.symbols):
        return unknown([side for side in ordered_sides if side.mentions])
    mentions = ordered_sides[0].mentions + ordered_sides[1].mentions
    difference = Measure(sides[0].form - sides[1].form, mentions)
    truth = relation(difference.form.sign, ZERO)
    return Judgement(truth) if truth is not Kleene.UNKNOWN else unknown((difference,))


def _agreed(judgements: Iterable[Judgement]) -> Judgement:
    """Return the common truth of several judgements, otherwise unknown."""
    judged = tuple(judgements)
    if len(judged) == 1:
        return judged[0]
    truths = {one.truth for one in judged}
    return judged[0] if len(truths) == 1 and Kleene.UNKNOWN not in truths else unknown(judged)


# --- preferences ---------------------------------------------------------------------------------


def grade(preference: c.CheckedPreference, facts: Facts) -> Grade:
    """Return the grade of a preference: an interval within 0..1, and what left it open.

    Source:
        grammar/README.md, "prefer" and "What does not apply".
    """
    applies, doubts = applying(facts, preference.subject)
    found = _grade(preference, facts)
    if applies is Kleene.TRUE:
        return found
    if applies is Kleene.FALSE:
        return Grade(found.interval, applies=applies)
    missing = tuple(dict.fromkeys(found.missing + doubts))
    return evolve(found, missing=missing, applies=applies)


def _grade(preference: c.CheckedPreference, facts: Facts) -> Grade:
    found: Grade | None = None
    for scopes in _grade_scopes(preference, facts):
        here = _grade_in_all(preference, facts, scopes)
        if found is None:
            found = here
        # Rates that contradict each other leave nothing in common: then the first currency counts.
        elif common := found.interval.intersection(here.interval):
            found = _settled(common, (found,))
        if not here.rates:
            break
    assert found is not None
    return found


def _grade_scopes(preference: c.CheckedPreference, facts: Facts) -> Iterator[tuple[Scope, ...]]:
    """Yield the units in which a preference is graded: for each currency, those of its periods."""
    for pairs in scopes_of(sides_of_grade(preference, facts.world), facts):
        yield tuple([one for one, _ in pairs])


def grade_meeting(preference: c.CheckedPreference, facts: Facts) -> Meeting | None:
    """Return the subject, worst and best of a preference in the unit of its ends.

    None if they need none.
    """
    if not needs_unit(datatype_of(preference.subject)):
        return None
    possible = tuple(_grade_scopes(preference, facts))
    settled = (one for one in possible if not _grade_in_all(preference, facts, one).rates)
    scope, measures = _graded_sides(preference, facts, next(settled, possible[0])[-1])
    return Meeting(scope, measures)


def _graded_sides(
    preference: c.CheckedPreference, facts: Facts, scope: Scope
) -> tuple[Scope, tuple[Measure, Measure, Measure]]:
    """Return the unit, and the subject, worst and best in it."""
    subject = measure(preference.subject, facts, scope)
    end = preference.best.value
    per = BASIS[end.per] if isinstance(end, Pay) else Period.YEAR
    if per not in {Period.YEAR, scope.basis}:
        # Both ends are per hour (or day): dividing the subject by the hours of a year, instead of
        # multiplying the ends, keeps the distance between the ends exact.
        year = measure_fact(fact_at(HOURS[per], scope.view), facts, PLAIN)
        subject = Measure(subject.form / year.form, subject.mentions + year.mentions)
        scope = evolve(scope, basis=per)
    worst, best = (measure(end, facts, scope) for end in (preference.worst, preference.best))
    return scope, (subject, worst, best)


def _grade_in_all(preference: c.CheckedPreference, facts: Facts, scopes: Iterable[Scope]) -> Grade:
    """Return the grade that a preference may have in any of several units."""
    first, *others = grades = [_grade_in(preference, facts, scope) for scope in scopes]
    if not others:
        return first
    return _settled(reduce(Interval.hull, (one.interval for one in grades)), grades)


def _grade_in(preference: c.CheckedPreference, facts: Facts, scope: Scope) -> Grade:
    _, parts = _graded_sides(preference, facts, scope)
    sides = [one.interval for one in parts]
    if not preference.rises:
        sides = [one.scaled(Fraction(-1)) for one in sides]
    return _settled(_position(*sides), parts)


def _settled(interval: Interval, parts: Iterable[Grade | Measure]) -> Grade:
    """Return a grade that came out of *parts*; a single value misses nothing."""
    if interval.is_exact:
        return Grade(interval)
    parts = tuple(parts)
    return Grade(interval, missing_of(parts), rates_of(parts), months_of(parts))


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
class QuantityInterval(Record):
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
    found, scope, datatype = facts.world.amounts(core), PLAIN, datatype_of(core)
    if found:
        in_unit = currencies(found, facts)[0], bases(found, facts)[-1], literal_view(found)
        scope = Scope(*in_unit, in_months(found, facts))
    measured = measure(core, facts, scope)
    per = scope.basis if isinstance(datatype, PayType) else None
    if needs_unit(datatype) and isinstance(datatype, DurationType):
        datatype = DurationType(frozenset({_FAMILIES[scope.in_months]}))
    applies = applying(facts, core)[0] is not Kleene.FALSE
    missing = measured.missing
    return QuantityInterval(measured.interval, datatype, scope.currency, per, missing, applies)
