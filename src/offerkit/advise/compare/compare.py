"""Comparing offers: their order, and how certain it is.

Options are ordered by verdict and then by score, two at a time: one is ahead of another if its
worst outcome is better than the best outcome of the other. So the order of two options never
depends on a third, and options whose outcomes overlap are in no order.

Source:
    docs/how-to/compare.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from offerkit.advise.compare.dominance import dominances
from offerkit.advise.compare.even_swaps import even_swaps
from offerkit.advise.compare.margins import weight_margin
from offerkit.advise.compare.models import (
    STAYING,
    Contest,
    Draw,
    Option,
    Place,
    Relation,
    SideBySide,
    relation_of,
)
from offerkit.advise.compare.robustness import firsts
from offerkit.advise.compare.scores import ScoreTable
from offerkit.advise.compare.staying import staying
from offerkit.advise.compare.weight_flips import weight_flips
from offerkit.evaluate.program import Program
from offerkit.model.offer import OfferT

SAMPLES: Final = 1_000
"""Default number of weightings drawn."""
MOST_SAMPLES: Final = 1_000_000


def compare(
    program: Program,
    offers: Sequence[tuple[str, OfferT]],
    *,
    include_current: bool | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
    draw: Draw = Draw.NEAR,
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

    Raises:
        ValueError: There is no offer; two have the same name; one is called ``current`` although
            staying is an option; no offer describes the current job although *include_current* is
            true; *samples* is out of bounds.

    Source:
        docs/how-to/compare.md.
    """
    if not offers:
        raise ValueError("offers: expected at least one")
    (name, count), *_ = Counter(name for name, _ in offers).most_common(1)
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

    def middle(index: int) -> tuple[int, Any]:
        worst, best = unordered.outcomes(index)
        return worst[0] + best[0], worst[1] + best[1]

    # By the middle of their own outcomes, so that other options make no difference: one that is
    # ahead of another precedes it, and equal ones stay in the given order.
    order = sorted(range(len(options)), key=middle, reverse=True)
    scores = ScoreTable.of([decisions[index] for index in order])
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
    return SideBySide(
        options=ranked,
        dominances=certain,
        nearly=nearly,
        contests=tuple(contest(scores, ranked, 0, at) for at in range(1, len(ranked))),
        disagreements=disagreements,
        samples=samples,
        seed=seed,
        draw=draw,
        program=program,
        scores=scores,
    )


def _place(scores: ScoreTable, index: int) -> Place:
    """Return the places possible for an option; options that are tied share the best."""
    others = [i for i in range(len(scores.rows)) if i != index]
    relations = [relation_of(scores, index, other) for other in others]
    best = 1 + relations.count(Relation.BEHIND)
    return Place(best, best + relations.count(Relation.OPEN))


def contest(scores: ScoreTable, options: Sequence[Option], one: int, other: int) -> Contest:
    """Return the changes that would reverse the order of two options, both by index.

    If the second is ahead of the first, they change places. If neither is ahead there is nothing
    to reverse: the answers to open questions settle the order.
    """
    relation = relation_of(scores, one, other)
    if relation is Relation.BEHIND:
        return contest(scores, options, other, one)
    leading, behind = options[one], options[other]
    if relation is not Relation.AHEAD:
        return Contest(leading.name, behind.name, relation)
    margin, unmeasured = weight_margin(scores, other, one)
    swaps, unsearched = even_swaps(behind.decision, leading.decision)
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
