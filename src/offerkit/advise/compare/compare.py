"""Comparing offers: side by side, and what can be said of their order.

Options are ordered by verdict and then by score, two at a time: one is ahead of another where
even its worst outcome is better than the best outcome of the other. So the order of two never
depends on a third, and options whose outcomes overlap are not ordered at all.

Source:
    docs/how-to/compare.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import evolve

from offerkit.advise.compare.dominance import dominances
from offerkit.advise.compare.even_swaps import even_swaps
from offerkit.advise.compare.models import (
    STAYING,
    Comparison,
    Contest,
    Option,
    Place,
    Relation,
    relation_of,
)
from offerkit.advise.compare.robustness import firsts
from offerkit.advise.compare.scores import Balance, Outlook
from offerkit.advise.compare.staying import staying
from offerkit.advise.compare.weight_flips import weight_flips
from offerkit.evaluate.program import Program, Ruling
from offerkit.model.offer import OfferT

SAMPLES: Final = 1_000
"""How many weightings are drawn unless another number is asked for."""
MOST_SAMPLES: Final = 1_000_000


def compare(
    program: Program,
    offers: Sequence[tuple[str, OfferT]],
    *,
    include_current: bool | None = None,
    samples: int = SAMPLES,
    seed: int = 0,
) -> Comparison:
    """Return offers side by side, with what is certain about their order and what would turn it.

    Everything is exact, and the same for the same offers, *samples* and *seed*. The file's
    assumptions are taken as they are, as in the decision of each offer.

    Args:
        program: What the offers are decided by.
        offers: Each with the name that it goes by; at least one.
        include_current: Whether staying in the present job is an option, as the offers' facts
            ``current.…`` describe it; None: where any offer has some.
        samples: How many weightings to draw for ``Option.firsts``, 0 to 1,000,000.
        seed: Where to begin drawing.

    Raises:
        ValueError: there is no offer; two have one name; one is called ``current`` although
            staying is an option; no offer has a present job although *include_current* is true;
            *samples* is out of bounds.

    Source:
        docs/how-to/compare.md.
    """
    named = _named(offers)
    if not 0 <= samples <= MOST_SAMPLES:
        raise ValueError(f"samples: expected 0 to {MOST_SAMPLES:,}, got {samples:,}")
    present, disagreements = (None, ()) if include_current is False else staying(named)
    if include_current and present is None and not disagreements:
        raise ValueError("include_current: no offer states anything of the present job")
    if present is not None and any(name == STAYING for name, _ in named):
        raise ValueError(f'offers: "{STAYING}" is what staying is called; name the offer otherwise')
    both = [*named, (STAYING, present)] if present is not None else named
    decisions = [program.decide(offer) for _, offer in both]
    order = _order(Balance.of(decisions))
    balance = Balance.of([decisions[index] for index in order])
    shares = firsts(balance, samples, seed)
    options = tuple(
        Option(
            both[index][0], decisions[index], _place(balance, at), shares[at], index == len(named)
        )
        for at, index in enumerate(order)
    )
    certain, nearly = dominances(program, options)
    return Comparison(
        options=options,
        dominances=certain,
        nearly=nearly,
        contests=tuple(contest(balance, options, 0, at) for at in range(1, len(options))),
        disagreements=disagreements,
        samples=samples,
        seed=seed,
        program=program,
        balance=balance,
    )


def _named(offers: Sequence[tuple[str, OfferT]]) -> list[tuple[str, OfferT]]:
    named = list(offers)
    if not named:
        raise ValueError("offers: expected at least one")
    names = [name for name, _ in named]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f'offers: two are called "{twice}"')
    return named


def _order(balance: Balance) -> list[int]:
    """Return the options from the top down, by index.

    By the middle of what each may come to by itself, so that no other option has a say in it. An
    option that is ahead of another always stands above it; those that are alike in this stay in
    the order in which they were given.
    """

    def middle(index: int) -> tuple[int, Any]:
        worst, best = balance.outlook(index)
        return worst[0] + best[0], worst[1] + best[1]

    return sorted(range(len(balance.standings)), key=middle, reverse=True)


def _place(balance: Balance, index: int) -> Place:
    """Return the places that an option may still take; those that are tied share the best."""
    others = [i for i in range(len(balance.standings)) if i != index]
    found = [relation_of(balance, index, other) for other in others]
    best = 1 + found.count(Relation.BEHIND)
    return Place(best, best + found.count(Relation.OPEN))


def contest(balance: Balance, options: Sequence[Option], one: int, other: int) -> Contest:
    """Return what would turn the order of two options, both by index.

    Where the second is ahead of the first they change places; where neither is, nothing is looked
    for: what settles an open order is asking.
    """
    relation = relation_of(balance, one, other)
    if relation is Relation.BEHIND:
        return contest(balance, options, other, one)
    leading, behind = options[one], options[other]
    found = Contest(leading.name, behind.name, relation)
    if relation is not Relation.AHEAD:
        return found
    program = behind.decision.program
    return evolve(
        found,
        flips=weight_flips(program, balance, other, one),
        swaps=even_swaps(program, behind.decision, _goal(balance, one, leading.decision)),
    )


def _goal(balance: Balance, index: int, decision: Ruling) -> Outlook:
    """Return the outlook of an option with its scores as shares of 1."""
    worst, best = balance.outlook(index)
    score = decision.score
    low, high = (Fraction(0),) * 2 if score is None else (score.low, score.high)
    return Outlook((worst[0], low), (best[0], high))
