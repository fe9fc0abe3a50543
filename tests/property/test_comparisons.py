"""Comparing: the order of two is theirs alone; what is called certain is; what turns it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isqrt, lcm
from typing import Any

from attrs import evolve
from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.advise.compare.models import Contest, EvenSwap, Relation, relation_between
from offerkit.advise.compare.robustness import near_weightings, weightings
from offerkit.advise.compare.scores import OutcomeRange
from offerkit.advise.compare.settling import Asking, _Asked, _Readers
from offerkit.advise.what_if.amounts import amount_in, size_of
from offerkit.advise.what_if.segments import LevelRange, QuantityRange, Segment, SingleValue
from offerkit.advise.what_if.what_if import WhatIf
from offerkit.check.constants import exact_decimal
from offerkit.compare import Comparison
from offerkit.core import CheckedLeaving
from offerkit.criteria import Criteria
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.values import Duration, Money, Pay, Percent, Period
from tests.lengths import fewer
from tests.strategies.comparisons import (
    Several,
    reweighed,
    several,
    several_of_any_kind,
)
from tests.strategies.offers import completions, with_all

FEWER = fewer(50)  # each compares several offers, or compiles criteria anew
RANK = {Verdict.DECLINE: 0, Verdict.CONSIDER: 1, Verdict.ACCEPT: 2}
Pairs = dict[tuple[str, str], Relation]


def relations(comparison: Comparison, names: Iterable[str] | None = None) -> Pairs:
    chosen = list(names) if names is not None else [o.name for o in comparison.options]
    return {(a, b): comparison.relation(a, b) for a in chosen for b in chosen if a != b}


def worst(decision: Ruling) -> tuple[int, int, Fraction]:
    """The worst that an offer may come to, straight from its decision."""
    rank = RANK[decision.possible[0]]
    most = sum(decision.rules_out(f) is not Kleene.FALSE for f in decision.findings)
    low = decision.score.low if decision.score and not decision.may_lack_score else Fraction(0)
    return rank, 0 if rank else -most, low


def best(decision: Ruling) -> tuple[int, int, Fraction]:
    rank = RANK[decision.possible[-1]]
    least = sum(decision.rules_out(f) is Kleene.TRUE for f in decision.findings)
    return rank, 0 if rank else -least, decision.score.high if decision.score else Fraction(0)


@FEWER
@given(several() | several_of_any_kind())
def test_one_is_ahead_where_its_worst_is_better_than_the_others_best(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for (one, other), relation in relations(comparison).items():
        mine, theirs = comparison.option(one).decision, comparison.option(other).decision
        event(f"relation: {relation}")
        assert (relation is Relation.AHEAD) == (worst(mine) > best(theirs))
        assert (relation is Relation.BEHIND) == (worst(theirs) > best(mine))
        assert (relation is Relation.TIED) == (
            worst(mine) == best(mine) == worst(theirs) == best(theirs)
        )
        if RANK[mine.possible[0]] > RANK[theirs.possible[-1]]:
            assert relation is Relation.AHEAD


@FEWER
@given(several(least=3) | several_of_any_kind())
def test_being_ahead_is_an_order_that_the_verdicts_agree_with(found: Several) -> None:
    """Of two at most one is ahead, who is ahead of the next is ahead of its next."""
    comparison = found.criteria.compare(found.offers, samples=0)
    pairs = relations(comparison)
    event(f"ahead: {min(3, sum(it is Relation.AHEAD for it in pairs.values()))}")
    for (one, other), relation in pairs.items():
        back = pairs[other, one]
        turned = {Relation.AHEAD: Relation.BEHIND, Relation.BEHIND: Relation.AHEAD}
        assert back is turned.get(relation, relation)
        if relation is not Relation.AHEAD:
            continue
        mine, theirs = comparison.option(one).decision, comparison.option(other).decision
        for end in (0, -1):
            assert RANK[mine.possible[end]] >= RANK[theirs.possible[end]]
        for (middle, third), after in pairs.items():
            if middle == other and after is Relation.AHEAD:
                assert pairs[one, third] is Relation.AHEAD


@FEWER
@given(several(least=3))
def test_another_offer_reorders_nothing(found: Several) -> None:
    """What is said of some offers stays as it is when one more is compared with them."""
    names = list(found.offers)
    fewer = {name: found.offers[name] for name in names[:-1]}
    before = found.criteria.compare(fewer, samples=3, include_current=False)
    after = found.criteria.compare(found.offers, samples=3, include_current=False)
    assert relations(after, fewer) == relations(before)
    order = [option.name for option in after.options if option.name in fewer]
    assert order == [option.name for option in before.options]
    for mine, theirs in ((before.dominances, after.dominances), (before.nearly, after.nearly)):
        kept = [one for one in theirs if {one.better, one.worse} <= fewer.keys()]
        assert kept == list(mine)


@FEWER
@given(several(), st.data())
def test_names_and_the_order_given_do_not_matter(found: Several, data: st.DataObject) -> None:
    renamed = dict(zip(found.offers, data.draw(st.permutations("abcde")), strict=False))
    given_ = data.draw(st.permutations(list(found.offers.items())))
    one = found.criteria.compare(found.offers, samples=20)
    other = found.criteria.compare([(renamed[name], offer) for name, offer in given_], samples=20)
    names = {**renamed, "current": "current"}
    assert relations(other) == {
        (names[a], names[b]): relation for (a, b), relation in relations(one).items()
    }
    for option in one.options:
        twin = other.option(names[option.name])
        assert (twin.place, twin.firsts) == (option.place, option.firsts)
    for mine, theirs in ((one.dominances, other.dominances), (one.nearly, other.nearly)):
        said = {(names[d.better], names[d.worse], d.wins, d.obstacle) for d in mine}
        assert said == {(d.better, d.worse, d.wins, d.obstacle) for d in theirs}
    assert len(one.disagreements) == len(other.disagreements)


@FEWER
@given(several())
def test_the_rows_agree_with_the_order(found: Several) -> None:
    """Nobody stands above one that is ahead of them, and places hold what may come."""
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    names = [option.name for option in comparison.options]
    for at, name in enumerate(names):
        assert all(comparison.relation(name, o) is not Relation.BEHIND for o in names[at + 1 :])
        option = comparison.option(name)
        running = [o.name for o in comparison.options if RANK[o.decision.possible[-1]]]
        assert (option.place is None) == (name not in running)
        if option.place is None:
            assert name in names[len(running) :]
            continue
        others = [comparison.relation(name, other) for other in running if other != name]
        assert option.place.best == 1 + others.count(Relation.BEHIND)
        ahead, tied = (others.count(r) for r in (Relation.AHEAD, Relation.TIED))
        assert option.place.worst == len(running) - ahead - tied


@FEWER
@given(several(most=3), st.integers(0, 2**32), st.data())
def test_what_is_certainly_better_is_under_any_weights_and_whatever_comes_out(
    found: Several, seed: int, data: st.DataObject
) -> None:
    """Dominance implies the order, for drawn weights and completed offers."""
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    event(f"dominances: {min(len(comparison.dominances), 2)}")
    if not comparison.dominances:
        return
    dominance = data.draw(st.sampled_from(comparison.dominances))
    program = found.criteria.program
    weighed = [program.statements[i] for i in comparison.scores.findings]
    (drawn,) = weightings(comparison.scores.weights, 1, seed) if weighed else ([],)
    other = reweighed(found.criteria, dict(zip(weighed, drawn, strict=True)))
    pair = [
        data.draw(completions(found.offers[name], found.criteria.schema, paths=found.paths))
        for name in (dominance.better, dominance.worse)
    ]
    if found.offers[dominance.better].current == found.offers[dominance.worse].current:
        pair[1] = evolve(pair[1], current=pair[0].current)  # there is one present job
    better, worse = (other.decide(offer) for offer in pair)
    event(f"settled: {worst(better) == best(better)}")
    assert worst(better) >= worst(worse)
    assert best(better) >= best(worse)
    if worst(better) == best(better) and worst(worse) == best(worse):
        for index in dominance.wins:
            one, two = better.findings[index], worse.findings[index]
            assert one.value is None or two.value is None or one.value.low > two.value.high


def decided_again(comparison: Comparison, criteria: Criteria[Offer], contest: Contest) -> Relation:
    """How the one that was behind stands to the one that was ahead, by other criteria.

    It is ahead only if it is not declined as well.
    """
    one, other = (
        criteria.decide(comparison.option(name).decision.offer)
        for name in (contest.option, contest.leading)
    )
    return Relation.AHEAD if worst(one)[0] and worst(one) > best(other) else Relation.OPEN


@FEWER
@given(several(most=3, statements=3, breaking=False))
def test_another_weight_turns_the_order_and_no_nearer_one_does(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    program = found.criteria.program
    for contest in comparison.contests:
        flips = {flip.finding: flip for flip in contest.flips}
        event(f"flips: {min(len(flips), 3)} when {contest.relation}")
        if contest.relation is not Relation.AHEAD:
            assert not flips
            continue
        for index in comparison.scores.findings:
            statement = program.statements[index]
            assert not isinstance(statement, CheckedLeaving)
            flip = flips.get(index)
            unit = program.checked.weight_unit
            near = min(int(abs(flip.change) * unit) - 1, 2) if flip is not None else 2
            for weight in range(max(1, statement.weight - near), statement.weight + near + 1):
                other = reweighed(found.criteria, {statement: weight})
                assert decided_again(comparison, other, contest) is not Relation.AHEAD
            if flip is not None:
                other = reweighed(found.criteria, {statement: int(flip.flipped * unit)})
                assert decided_again(comparison, other, contest) is Relation.AHEAD


@FEWER
@given(several(most=3, statements=3))
def test_whatever_rules_out_another_weight_turns_the_order(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for contest in comparison.contests:
        event(f"flips: {min(len(contest.flips), 3)}")
        for flip in contest.flips:
            program = found.criteria.program
            flipped = int(flip.flipped * program.checked.weight_unit)
            other = reweighed(found.criteria, {program.statements[flip.finding]: flipped})
            assert decided_again(comparison, other, contest) is Relation.AHEAD


def in_box(comparison: Comparison, factors: Sequence[Fraction]) -> list[int]:
    """The weights of the criteria, each multiplied by its factor, as whole numbers."""
    weights = [w * f for w, f in zip(comparison.scores.weights, factors, strict=True)]
    unit = lcm(*(weight.denominator for weight in weights))
    return [int(weight * unit) for weight in weights]


def just_beyond(comparison: Comparison, contest: Contest, factor: Fraction) -> list[Fraction]:
    """Factors with which the order turns, of those that are all within *factor*."""
    assert contest.margin is not None
    scores, margin = comparison.scores, contest.margin
    mine, theirs = (
        scores.rows[comparison.index(name)] for name in (contest.option, contest.leading)
    )
    lead = [Fraction(low - high) for low, high in zip(mine.lows, theirs.highs, strict=True)]
    below = scores.thresholds.decline_below or Fraction(0)
    running = [low - below * scores.unit for low in mine.lows]

    def factors(upwards: int) -> list[Fraction]:
        found = []
        for at, index in enumerate(scores.findings):
            side = (index in margin.raised) - (index in margin.lowered)
            side = side or upwards * (1 if lead[at] > 0 else -1)
            found.append(factor if side > 0 else 1 / factor)
        return found

    ends = factors(-1), factors(1)
    least, most = Fraction(0), Fraction(1)
    for terms in (lead, running):
        at = [
            sum((w * f * t for w, f, t in zip(scores.weights, end, terms, strict=True)), Fraction())
            for end in ends
        ]
        if at[0] < at[1]:
            least = max(least, at[0] / (at[0] - at[1]))
        elif at[0] > at[1]:
            most = min(most, at[0] / (at[0] - at[1]))
    share = (least + most) / 2
    return [low + share * (high - low) for low, high in zip(*ends, strict=True)]


@fewer(15)
@given(several(most=3, statements=2, breaking=False), st.data())
def test_the_order_holds_within_the_margin_and_turns_just_beyond(
    found: Several, data: st.DataObject
) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    statements = [found.criteria.program.statements[i] for i in comparison.scores.findings]
    grain = 10**6
    for contest in comparison.contests:
        if contest.margin is None:
            continue
        event("a margin")
        root = Fraction(isqrt(int(contest.margin.square * grain**2)), grain)
        assert abs(root - Fraction(contest.margin.factor)) <= Fraction(1, 10_000)
        sides = data.draw(st.lists(st.integers(-1, 1), min_size=8, max_size=8))
        within = max(root - Fraction(1, grain), Fraction(1))
        upwards = [
            side + (index in contest.margin.raised) - (index in contest.margin.lowered) > 0
            for side, index in zip(sides, comparison.scores.findings, strict=False)
        ]
        corner = [within if up else 1 / within for up in upwards]
        other = reweighed(
            found.criteria, dict(zip(statements, in_box(comparison, corner), strict=True))
        )
        assert decided_again(comparison, other, contest) is not Relation.AHEAD
        beyond = just_beyond(comparison, contest, root + Fraction(2, grain))
        other = reweighed(
            found.criteria, dict(zip(statements, in_box(comparison, beyond), strict=True))
        )
        assert decided_again(comparison, other, contest) is Relation.AHEAD


@fewer(15)
@given(several() | several_of_any_kind())
def test_a_row_is_the_same_only_if_it_certainly_is(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=0)
    for index, finding in enumerate(comparison.options[0].decision.findings):
        row = comparison.findings(index)
        settled = all(one.settled for one in row)
        if finding.weight:
            same = settled and len({one.value for one in row}) == 1
            assert comparison.differs(index) is not same


@fewer(15)
@given(several(most=3))
def test_who_is_declined_is_never_first(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=5, include_current=False)
    out = {one.option for one in comparison.ruled_out}
    assert out == {o.name for o in comparison.options if o.place is None}
    assert not out & {contest.leading for contest in comparison.contests}
    for one in comparison.ruled_out:
        if one.by:
            assert one.option not in {contest.option for contest in comparison.contests}
            firsts = comparison.option(one.option).firsts
            assert firsts is None or not firsts.possible
        offer = found.offers[one.option]
        for swap in one.needs:
            decision = found.criteria.decide(changed(offer, found.criteria, swap.fact, swap.needed))
            assert Verdict.DECLINE not in decision.possible


def values_in(piece: Segment) -> list[Any]:
    """Some values in a segment, of those that an offer can state."""
    match piece:
        case SingleValue(value=bool() as value):
            return [value]
        case LevelRange(levels=levels):
            return list(levels)
        case QuantityRange(low=low, high=high):
            low = Fraction(0) if low is None else low
            high = low + 1_000 if high is None else high
            places = {(low + high) / 2, low + (high - low) / 64, high - (high - low) / 64}
            return [
                amount_in(place, piece.unit)
                for place in places | ({low} if piece.low_in else set())
                if exact_decimal(place / size_of(piece.unit)) is not None
            ]
        case _:
            return []


def pieces(asking: Asking, fact: FactPath, goal: OutcomeRange) -> list[tuple[Segment, Relation]]:
    """Return the segments of a fact, each with the relation to an option of some outcomes."""
    return _Asked(_Readers(asking.whatif, asking.whatif.readers[fact], goal), fact).pieces


@fewer(25)
@given(several(most=2))
def test_an_answer_settles_the_order_as_it_says(found: Several) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for pair in comparison.open_order().pairs:
        event(f"questions: {min(len(pair.questions), 3)}")
        for mine, theirs in ((pair.option, pair.other), (pair.other, pair.option)):
            asking = Asking(mine, WhatIf(comparison.option(mine).decision))
            goal = OutcomeRange.of_decision(comparison.option(theirs).decision)
            for fact in asking.facts:
                if fact.view is not View.OFFERED:
                    continue
                for piece, relation in pieces(asking, fact, goal):
                    if relation is Relation.OPEN:
                        continue
                    for value in values_in(piece):
                        try:
                            offer = changed(found.offers[mine], found.criteria, fact, value)
                        except ValueError:  # out of bounds
                            continue
                        again = OutcomeRange.of_decision(found.criteria.decide(offer))
                        event(f"settled: {relation}")
                        assert relation_between(again, goal) is relation


@fewer(15)
@given(several(most=2) | several_of_any_kind())
def test_everything_is_asked_of_which_some_answer_settles_the_order(found: Several) -> None:
    """So a fact is left out only if none of its values would settle it."""
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for pair in comparison.open_order().pairs:
        for mine, theirs in ((pair.option, pair.other), (pair.other, pair.option)):
            asking = Asking(mine, WhatIf(comparison.option(mine).decision))
            goal = OutcomeRange.of_decision(comparison.option(theirs).decision)
            asked = {one.fact for one in pair.questions if one.option == mine}
            event(f"questions: {min(len(asked), 3)} of {min(len(asking.facts), 3)}")
            for fact in asking.facts:
                settling = {relation for _, relation in pieces(asking, fact, goal)}
                assert (fact in asked) is not (settling <= {Relation.OPEN})


def changed(offer: Offer, criteria: Criteria[Offer], fact: FactPath, value: Any) -> Offer:
    return with_all(offer, {fact.path: value}, criteria.schema)


def at_and_beyond(swap: EvenSwap) -> list[Any]:
    """The bound, if it has few decimals, and an amount next to it on the far side."""
    if isinstance(swap.found, Ordinal | Level):
        return [swap.needed]
    needed: Any = swap.needed
    start: Any = getattr(swap.found, "amount", swap.found)
    side = 1 if swap.bound >= Fraction(start) else -1
    amounts = [swap.bound, round(swap.bound + side * Fraction(1, 10**8), 9)]
    decimals = [exact for amount in amounts if (exact := exact_decimal(amount)) is not None]
    if isinstance(needed, Decimal):
        return decimals
    return [evolve(needed, amount=decimal) for decimal in decimals]


def between(swap: EvenSwap, data: st.DataObject) -> Any:
    """A value nearer than the one that is needed, or None."""
    found, needed = swap.found, swap.needed
    if isinstance(found, Ordinal | Level):
        assert isinstance(needed, Ordinal | Level)
        levels = list(type(found) if isinstance(found, Ordinal) else found.scale)
        low, high = sorted((found.rank, needed.rank))
        return levels[data.draw(st.sampled_from(range(low, high)))] if high - low > 1 else None
    start = Fraction(getattr(found, "amount", found))  # type: ignore[arg-type]
    share = data.draw(st.integers(1, 99))
    amount = round(start + (swap.bound - start) * share / 100, 4)
    if not min(start, swap.bound) < amount < max(start, swap.bound):
        return None
    decimal = Decimal(amount.numerator) / Decimal(amount.denominator)
    if isinstance(found, Decimal):
        return decimal
    assert isinstance(found, Percent | Money | Pay | Duration)
    return evolve(found, amount=decimal)


@FEWER
@given(several(most=3), st.data())
def test_even_swaps_bring_level_and_nothing_nearer_does(
    found: Several, data: st.DataObject
) -> None:
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for contest in comparison.contests:
        event(f"swaps: {min(len(contest.swaps), 3)} when {contest.relation}")
        goal = best(comparison.option(contest.leading).decision)
        offer = found.offers[contest.option]
        for swap in contest.swaps:
            decision = found.criteria.decide(changed(offer, found.criteria, swap.fact, swap.needed))
            event(f"swap: {type(swap.found).__name__}, matched: {swap.matched}")
            assert worst(decision) >= goal
            assert not swap.matched or worst(decision) == best(decision) == goal
            assert any(
                worst(found.criteria.decide(changed(offer, found.criteria, swap.fact, value)))
                >= goal
                for value in at_and_beyond(swap)
            )
            nearer = between(swap, data)
            if nearer is not None:
                decision = found.criteria.decide(changed(offer, found.criteria, swap.fact, nearer))
                assert worst(decision) < goal


@FEWER
@given(several(most=2, statements=2))
def test_where_pay_brings_no_offer_level_no_pay_does(found: Several) -> None:
    """Any pay that does it means that an even swap is found, and that it is no farther."""
    comparison = found.criteria.compare(found.offers, samples=0, include_current=False)
    for contest in comparison.contests:
        offer = found.offers[contest.option]
        pay, text = offer.pay.base, found.criteria.file.span.text
        straight = isinstance(pay, Pay) and pay.per is Period.YEAR and "max(" not in text
        if contest.relation is not Relation.AHEAD or not isinstance(pay, Pay) or not straight:
            continue
        swap = next((s for s in contest.swaps if s.fact.path == "pay.base"), None)
        goal = best(comparison.option(contest.leading).decision)
        for thousands in range(0, 100, 2):
            other = evolve(pay, amount=Decimal(thousands * 1_000))
            decision = found.criteria.decide(
                changed(offer, found.criteria, FactPath("pay.base"), other)
            )
            if worst(decision) >= goal:
                assert swap is not None, thousands
                away = abs(Fraction(other.amount) - Fraction(pay.amount))
                assert away >= abs(swap.bound - Fraction(pay.amount))
                event("reached")


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.integers(0, 2**64))
def test_near_weights_are_within_half_and_twice(weights: list[int], seed: int) -> None:
    drawn = list(near_weightings(weights, 5, seed))
    assert drawn == list(near_weightings(weights, 5, seed))
    for other in drawn:
        for written, weight in zip(weights, other, strict=True):
            assert written << 31 < weight < written << 33


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.integers(0, 2**64))
def test_drawn_weights_keep_the_order_of_importance(weights: list[int], seed: int) -> None:
    drawn = list(weightings(weights, 5, seed))
    assert drawn == list(weightings(weights, 5, seed))
    for other in drawn:
        assert min(other) >= 1
        assert sum(other) == 2**32 + len(weights)
        for mine, theirs in zip(weights, other, strict=True):
            for more, others in zip(weights, other, strict=True):
                assert mine <= more or theirs >= others
