"""What to ask: enough to decide, nothing in vain, and the same whatever the order of statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product

from hypothesis import assume, event, given
from hypothesis import strategies as st

from offerkit.advise.questions import Questions
from offerkit.advise.what_if.amounts import amount_in
from offerkit.advise.what_if.segments import (
    LevelRange,
    QuantityRange,
    Segment,
    SetGroup,
    SingleValue,
    TextGroup,
)
from offerkit.advise.what_if.what_if import WhatIf
from offerkit.core import CheckedPreference, Maximum, Minimum, condition_of, nodes_of
from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.semantics import judge
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.model.fields import AskedOf
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.render.words.questions import headline
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue
from tests.lengths import fewer
from tests.strategies.decisions import Case, cases, paths_read
from tests.strategies.offers import completions, offers, with_all, with_view

HOURS = {"hours.week", "hours.days_week"}


def learned(offer: Offer, answers: Mapping[FactPath, FactValue], schema: Schema) -> Offer:
    """Return the offer with what was answered."""
    for view in View:
        facts = {fact.path: value for fact, value in answers.items() if fact.view is view}
        if facts and view is View.OFFERED:
            offer = with_all(offer, facts, schema)
        elif view is View.CURRENT and any(
            value is DOES_NOT_APPLY and not schema.facts[path].may_not_apply
            for path, value in facts.items()
        ):
            offer = with_view(offer, view.value, DOES_NOT_APPLY)
        elif facts:
            seen = getattr(offer, view.value) or type(offer)()
            offer = with_view(offer, view.value, with_all(seen, facts, schema))
    return offer


def note(found: Questions) -> None:
    event(f"questions: {min(len(found), 4)}{'+' if len(found) > 3 else ''}")
    event(f"idle facts: {bool(found.idle)}")


@st.composite
def cases_and_answers(draw: st.DrawFn) -> tuple[Case, Questions, Offer]:
    """A case, its questions, and its offer with an answer to each of them."""
    case = draw(cases(max_size=6))
    found = case.criteria.decide(case.offer).questions()
    schema = case.criteria.schema
    full = draw(completions(case.offer, schema, paths=case.paths, fully=True))
    facts = [question.fact for question in found]
    answers = {fact: schema.getter(fact)(full) for fact in facts}
    # Asked for a share, one may be told an amount: an answer, but to another question.
    assume(UNKNOWN not in answers.values())
    return case, found, learned(case.offer, answers, schema)


@fewer(50)
@given(cases_and_answers())
def test_answering_every_question_decides(case: tuple[Case, Questions, Offer]) -> None:
    """Unless an answer is in a currency without a rate, or by the hour while these are unknown.

    Or it was not tested, or is no fact: what equity comes to that cannot be sold.
    """
    (given_, found, answered) = case
    decision = given_.criteria.decide(answered)
    note(found)
    if len(decision.possible) > 1:
        hours = {fact for fact in decision.missing if fact.path in HOURS}
        event("open for want of a rate or of hours, or because shares cannot be sold")
        untested = {*decision.missing} & {*found.untested}
        lacking = decision.missing_rates or decision.missing_days or untested
        assert lacking or hours or not decision.missing
        assert lacking or hours or "cannot be sold" in headline(found)


@fewer(50)
@given(cases())
def test_questions_are_of_open_facts(case: Case) -> None:
    """A decided verdict leaves no question; otherwise facts or rates are asked for."""
    decision = case.criteria.decide(case.offer)
    found = decision.questions()
    asked = [question.fact for question in found]
    assert len(set(asked)) == len(asked)
    assert not set(asked) & set(found.idle)
    assert found or len(decision.possible) == 1 or found.rates or not decision.missing
    if len(decision.possible) == 1:
        assert not found.asked
    assert set(decision.missing) <= {*asked, *found.idle, *found.untested}
    for question in found:
        assert question.answers == () or sum(a.share for a in question.answers) == Fraction(1)
        for answer in question.answers:
            assert set(answer.possible) <= set(decision.possible)
    theirs, yours = (found.asked_only(of) for of in (AskedOf.EMPLOYER, AskedOf.YOURSELF))
    event(f"for the employer: {bool(theirs)}, for yourself: {bool(yours)}")
    assert found.asked == (*theirs, *yours)
    # What dealbreakers wait for comes first, whether or not it settles the verdict alone.
    barriers = {StatementKind.DEALBREAKER, StatementKind.LEAVING}
    for part in (theirs, yours):
        settle = [q.settles for q in part if barriers.isdisjoint(f.kind for f in q.waiting)]
        assert settle == sorted(settle, reverse=True)


# --- by brute force ------------------------------------------------------------------------------


def values_in(segment: Segment) -> Iterator[FactValue]:
    """Yield values in a segment: both ends of a stretch if they are in it, and its middle."""
    match segment:
        case QuantityRange(low=low, high=high, unit=unit):
            nowhere = unit.toordinal() if isinstance(unit, date) else 0
            bottom = Fraction(nowhere) if low is None else low
            top = bottom + 1 if high is None else high
            places = {
                bottom: low is not None and segment.low_in,
                top: segment.high_in and high is not None,
            }
            yield from (amount_in(place, unit) for place, inside in places.items() if inside)
            yield amount_in((bottom + top) / 2, unit)
        case LevelRange(levels=levels):
            yield from levels
        case SingleValue(value=value) | SetGroup(value=value):
            yield value
        case TextGroup(texts=texts, other=other):
            yield from texts[:1]
            if other:
                yield "nothing that is named"
        case _:
            raise AssertionError(segment)


def plain_values(segment: Segment) -> list[FactValue]:
    found = []
    for value in values_in(segment):
        if isinstance(value, frozenset):
            value = frozenset("nothing that is named" if t == "\x00" else t for t in value)
        found.append(value)
    return found


ATOMS = (
    # Exact by the month, too: answers are in the unit of one of these.
    "pay.base >= 42k USD per year",
    "pay.base < 3k USD per month",
    "pay.base = 42k USD per year",
    "commute.time > 45 min",
    "manager.presence < sometimes",
    "manager.presence between rarely and often",
    "visa.needed",
    'clients.names overlaps {"Acme", "Lakeside Bank"}',
    'clients.names includes "Acme"',
    'clients.names within {"Acme"}',
    'location.city = "Minneapolis"',
    'location.city in {"Minneapolis", "Saint Paul"}',
    'contract.kind = "permanent"',
)
STATEMENTS = ("dealbreaker", "dealbreaker", "caution", "pro", "pro", "con")


@st.composite
def small_cases(draw: st.DrawFn) -> Case:
    """Cases whose facts are compared with constants only."""
    atoms = draw(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=3, unique=True))
    lines = [draw(_line(atoms)) for _ in range(draw(st.integers(1, 5)))]
    if draw(st.booleans()):
        lines.append("prefer manager.presence from never to always weight 2")
    low, high = sorted(draw(st.tuples(st.integers(0, 100), st.integers(0, 100))))
    weighed = any(line.split()[0] in {"pro", "con", "prefer"} for line in lines)
    lines += [f"decline below {low}%", f"accept at {high}%"] if weighed else []
    criteria = parse_criteria("\n".join(lines))
    paths = paths_read(criteria)
    known = draw(st.lists(st.sampled_from(paths), max_size=1))
    return Case(criteria, draw(offers(criteria.schema, paths=known, views=False)), paths)


@st.composite
def _line(draw: st.DrawFn, atoms: Sequence[str]) -> str:
    keyword = draw(st.sampled_from(STATEMENTS))
    parts = draw(st.lists(st.sampled_from(atoms), min_size=1, max_size=2, unique=True))
    condition = draw(st.sampled_from((" and ", " or "))).join(parts)
    weight = f" weight {draw(st.integers(1, 3))}" if keyword in {"pro", "con"} else ""
    return f"{keyword} {draw(st.sampled_from(('if', 'unless')))} {condition}{weight}"


@given(small_cases())
def test_each_question_can_turn_the_verdict(case: Case) -> None:
    """There are answers to the others after which the verdict hangs on this one."""
    criteria, schema = case.criteria, case.criteria.schema
    decision = criteria.decide(case.offer)
    found, whatif = decision.questions(), WhatIf(decision)
    # Hours that convert a pay are not cut at the thresholds of the pay: a question may be too many.
    assume(not {question.fact.path for question in found} & HOURS)
    values = {
        question.fact: [
            v for segment in whatif.segments_of(question.fact) for v in plain_values(segment)
        ]
        for question in found
    }
    note(found)
    for question in found:
        others = {fact: options for fact, options in values.items() if fact != question.fact}
        combos = (dict(zip(others, chosen, strict=True)) for chosen in product(*others.values()))
        tried = (learned(case.offer, combo, schema) for combo in combos)
        assert any(criteria.verdict(offer) is Verdict.FIND_OUT for offer in tried), question.fact


@given(small_cases())
def test_what_answers_come_to_is_what_deciding_says(case: Case) -> None:
    """Each answer, given, leaves possible what the question says, or less."""
    decision = case.criteria.decide(case.offer)
    for question in decision.questions():
        whatif = WhatIf(decision)
        segments = whatif.segments_of(question.fact)
        if not question.answers:
            continue
        for segment in segments:
            for value in plain_values(segment):
                offer = learned(decision.offer, {question.fact: value}, decision.program.schema)
                possible = decision.program.decide(offer).possible
                assert any(set(possible) <= set(answer.possible) for answer in question.answers)


@fewer(20)
@given(cases())
def test_what_cells_say_of_a_supposition_is_what_judging_says(case: Case) -> None:
    """The truth of each condition, and what leaves it open, for each segment of a fact."""
    whatif = WhatIf(case.criteria.decide(case.offer))
    for relevant in whatif.statements:
        if isinstance(relevant.checked, CheckedPreference):
            continue
        nodes = [*nodes_of(whatif.program.world.bindings, relevant.condition)]
        supposed = [(fact, one) for fact in relevant.facts for one in whatif.segments_of(fact)]
        for segments in ({}, *({fact: one} for fact, one in supposed)):
            told = whatif.truths.of(relevant.checked, relevant.facts, segments)
            judged = judge(relevant.checked.condition, whatif.supposing(segments, closed=False))
            if any(isinstance(one, Minimum | Maximum) for one in nodes):
                # Taken apart, a comparison of a fact with itself may be settled.
                assert {*told[0].possible} <= {*judged.truth.possible}
                assert told[1] <= {*judged.missing}
            else:
                assert told == (judged.truth, frozenset(judged.missing))


@given(cases())
def test_what_never_counts_is_never_asked(case: Case) -> None:
    """Facts in cautions, or in reasons for leaving a job that nobody counters, stay unasked."""
    decision = case.criteria.decide(case.offer)
    world = case.criteria.program.world
    bearing = {
        fact
        for statement, finding in zip(
            case.criteria.program.statements, decision.findings, strict=True
        )
        for fact in (*world.stated_facts(condition_of(statement)), *finding.missing)
        if may_bear(decision, finding)
    }
    for question in decision.questions():
        assert question.fact in {*bearing, FactPath("offer.kind")}


def may_bear(decision: Decision, finding: Finding) -> bool:
    """Whether a finding is weighed, a dealbreaker, or a reason for leaving that counts."""
    leaving = finding.kind is StatementKind.LEAVING and decision.is_counter is not Kleene.FALSE
    return bool(finding.weight) or finding.kind is StatementKind.DEALBREAKER or leaving
