"""Comparing offers: their order, and how certain it is.

Options are ordered by verdict and then by score, two at a time: one is ahead of another if its
worst outcome is better than the best outcome of the other. One that is certainly declined is out
of the running, and has no place. So the order of two options never
depends on a third, and options whose outcomes overlap are in no order.

Source:
    docs/how-to/compare.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from attrs import evolve

from offerkit.advise.compare.dominance import dominances
from offerkit.advise.compare.even_swaps import IN_RUNNING, even_swaps
from offerkit.advise.compare.margins import weight_margin
from offerkit.advise.compare.models import (
    STAYING,
    Alternative,
    Contest,
    Draw,
    EvenSwap,
    OpenOrder,
    OpenPair,
    Option,
    Place,
    Relation,
    RuledOut,
    Settling,
    SideBySide,
    relation_between,
    relation_of,
)
from offerkit.advise.compare.robustness import firsts
from offerkit.advise.compare.scores import OutcomeRange, ScoreTable
from offerkit.advise.compare.settling import asking
from offerkit.advise.compare.staying import staying
from offerkit.advise.compare.weight_flips import weight_flips
from offerkit.evaluate.program import Program, Ruling
from offerkit.kleene import Kleene
from offerkit.model.offer import OfferT

SAMPLES: Final = 1_000
"""Default number of weightings drawn."""
MOST_SAMPLES: Final = 1_000_000


def compare(
    program: Program,
    offers: Sequence[tuple[str, OfferT]],
    *,
    include_current: bool | None,
    samples: int,
    seed: int,
    draw: Draw,
    instead: Sequence[tuple[str, Ruling]],
) -> SideBySide:
    """Return offers side by side, with what is certain about their order and what would change it.

    Results are exact, and the same for the same offers, *samples* and *seed*. Assumptions of the
    criteria apply, as in the decision of each offer.

    Args:
        program: The criteria.
        offers: At least one offer, each with its name.
        include_current: Whether staying in the current job is an option, as described by the
            ``current.…`` facts of the offers; by default, if any offer has such facts.
        samples: Number of weightings to draw for ``Option.firsts``, 0 to 1,000,000.
        seed: Seed of the random numbers.
        draw: Weightings to draw: near those of the criteria, or any in their order.
        instead: What you may do instead, each with its name, as decided by criteria of its own.

    Raises:
        ValueError: There is no offer; two have the same name; one is called ``current`` although
            staying is an option; no offer describes the current job although *include_current* is
            true; *samples* is out of bounds.

    Source:
        docs/how-to/compare.md.
    """
    if not offers:
        raise ValueError("offers: expected at least one")
    (name, count), *_ = Counter(name for name, _ in (*offers, *instead)).most_common()
    if count > 1:
        raise ValueError(f'offers: {count} are called "{name}"')
    if not 0 <= samples <= MOST_SAMPLES:
        raise ValueError(f"samples: expected 0 to {MOST_SAMPLES:,}, got {samples:,}")
    current, disagreements = (None, ()) if include_current is False else staying(offers)
    if include_current and current is None and not disagreements:
        raise ValueError("include_current: no offer describes the current job")
    options = list(offers)
    if current is not None:
        if any(name == STAYING for name, _ in offers):
            raise ValueError(f'offers: "{STAYING}" is the name for staying; rename the offer')
        options.append((STAYING, current))
    decisions = [program.decide(offer) for _, offer in options]
    unordered = ScoreTable.of(decisions)

    # By the middle of their own outcomes, so that other options make no difference: one that is
    # ahead of another precedes it, and equal ones stay in the given order.
    order = sorted(
        range(len(options)), key=lambda index: unordered.outcomes(index).middle, reverse=True
    )
    scores = evolve(unordered, rows=tuple(unordered.rows[index] for index in order))
    shares = firsts(scores, samples, seed, draw)
    ranked = tuple(
        Option(
            options[index][0],
            decisions[index],
            _place(scores, at),
            shares[at],
            is_staying=index == len(offers),
        )
        for at, index in enumerate(order)
    )
    certain, nearly = dominances(program, ranked)
    # They precede those that are certainly declined.
    running = [at for at in range(len(ranked)) if scores.outcomes(at).in_running]
    about = asking(ranked)
    return SideBySide(
        options=ranked,
        dominances=certain,
        nearly=nearly,
        contests=tuple(
            contest(scores, ranked, 0, at, about)
            for at in range(1, len(ranked))
            # Weights may bring back what is declined by its score alone.
            if running and scores.rows[at].ruled_out is not Kleene.TRUE
        ),
        ruled_out=tuple(map(_ruled_out, ranked[len(running) :])),
        instead=_instead(ranked[0], instead),
        disagreements=disagreements,
        samples=samples,
        seed=seed,
        draw=draw,
        program=program,
        scores=scores,
        about=about,
    )


def _place(scores: ScoreTable, index: int) -> Place | None:
    """Return the places possible for an option; options that are tied share the best.

    None if it is certainly declined. Others that are have no place, so they take none.
    """
    if not scores.outcomes(index).in_running:
        return None
    others = [i for i in range(len(scores.rows)) if i != index and scores.outcomes(i).in_running]
    relations = [relation_of(scores, index, other) for other in others]
    best = 1 + relations.count(Relation.BEHIND)
    return Place(best, best + relations.count(Relation.OPEN))


def _ruled_out(option: Option) -> RuledOut:
    """Return why an option is certainly declined, and what it would take to change that."""
    decision = option.decision
    by = tuple(
        index
        for index, finding in enumerate(decision.findings)
        if decision.rules_out(finding) is Kleene.TRUE
    )
    needs, unsearched = even_swaps(decision, IN_RUNNING)
    return RuledOut(option.name, by, needs, unsearched)


def _instead(first: Option, instead: Sequence[tuple[str, Ruling]]) -> tuple[Alternative, ...]:
    """Return the alternatives, best first, with what each or the first would have to become."""
    goal, found = OutcomeRange.of_decision(first.decision), []
    others = [(OutcomeRange.of_decision(decision), name, decision) for name, decision in instead]
    for mine, name, decision in sorted(others, key=lambda one: one[0].middle, reverse=True):
        relation = relation_between(mine, goal)
        behind, swaps, unsearched = None, tuple[EvenSwap, ...](), tuple[int, ...]()
        if relation is Relation.BEHIND or (goal.in_running and not mine.in_running):
            behind = name
            # Behind one that is declined, it is declined, too: it has to come back first.
            swaps, unsearched = even_swaps(decision, goal if goal.in_running else IN_RUNNING)
        elif relation is Relation.AHEAD and mine.in_running:
            behind = first.name
            swaps, unsearched = even_swaps(first.decision, mine)
        found.append(Alternative(name, decision, relation, first.name, behind, swaps, unsearched))
    return tuple(found)


def contest(
    scores: ScoreTable,
    options: Sequence[Option],
    one: int,
    other: int,
    about: Callable[[int, int], Settling],
) -> Contest:
    """Return the changes that would reverse the order of two options, both by index.

    If the second is ahead of the first, they change places. If neither is ahead, or neither is in
    the running, there is nothing to reverse: the answers to open questions settle the order.
    """
    relation = relation_of(scores, one, other)
    if relation is Relation.BEHIND:
        return contest(scores, options, other, one, about)
    leading, behind = options[one], options[other]
    if not scores.outcomes(one).in_running or relation is Relation.TIED:
        return Contest(leading.name, behind.name, relation)
    if relation is Relation.OPEN:
        questions, untested = about(one, other)
        return Contest(leading.name, behind.name, relation, questions=questions, untested=untested)
    margin, unmeasured = weight_margin(scores, other, one)
    swaps, unsearched = even_swaps(
        behind.decision, OutcomeRange.of_offer(leading.decision.program, leading.decision.offer)
    )
    ends = leading.decision.score, behind.decision.score
    lead = None
    if ends[0] is not None and ends[1] is not None and not behind.decision.ruled_out_by:
        lead = ends[0].low - ends[1].high
    return Contest(
        leading.name,
        behind.name,
        relation,
        weight_flips(behind.decision.program, scores, other, one),
        margin,
        swaps,
        unsearched,
        unmeasured,
        lead,
    )


def open_order(comparison: SideBySide) -> OpenOrder:
    """Return what to ask about each two options in the running whose order is open."""
    options, scores = comparison.options, comparison.scores
    running = [at for at in range(len(options)) if scores.outcomes(at).in_running]
    return OpenOrder(
        tuple(
            OpenPair(options[one].name, options[other].name, *comparison._about(one, other))
            for one, other in combinations(running, 2)
            if relation_of(scores, one, other) is Relation.OPEN
        ),
        comparison,
    )
