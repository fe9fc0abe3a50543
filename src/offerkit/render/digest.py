"""What a decision comes to, for every form it is shown in: open facts, questions, shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.advise.questions import questions
from offerkit.evaluate.findings import Finding, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.paths import FactPath
from offerkit.values import plain


@frozen
class OpenFact:
    """A fact that nobody has stated well enough, and what waits for it."""

    fact: FactPath
    question: str
    """The question in words."""
    matters: bool
    """Whether learning it can still change the verdict."""
    waiting: tuple[int, ...]
    """Indices of the decision's findings that it leaves open, ascending; at least one."""


def open_facts(decision: Ruling) -> tuple[OpenFact, ...]:
    """Return the questions in their order, then the facts that cannot change the verdict."""
    found = questions(decision)
    waiting = found.waiting
    return (
        *(OpenFact(q.fact, q.text, True, waiting[q.fact]) for q in found),
        *(OpenFact(f, decision.program.question(f), False, waiting[f]) for f in found.idle),
    )


def may_rule_out(decision: Ruling, finding: Finding) -> bool:
    """Whether *finding* is a dealbreaker, as reasons for leaving are in a counter-offer."""
    if finding.kind is StatementKind.LEAVING:
        return decision.is_counter is not Kleene.FALSE
    return finding.kind is StatementKind.DEALBREAKER


def bears_on_verdict(decision: Ruling, finding: Finding) -> bool:
    """Whether the verdict hangs on what *finding* comes to: a caution's never does."""
    return finding.weight > 0 or may_rule_out(decision, finding)


def stated_parts(reading: Reading) -> tuple[Reading, ...]:
    """Return the stated facts that a derived one came from, each once; empty for a stated one."""
    leaves: dict[FactPath, Reading] = {}
    for part in reading.parts:
        for leaf in stated_parts(part) or (part,):
            leaves.setdefault(leaf.fact, leaf)
    return tuple(leaves.values())


def thresholds(decision: Ruling) -> tuple[Decimal, ...]:
    """Return the percentages at which the verdict turns, as the criteria state them."""
    checked = decision.program.checked
    return tuple(p for p in (checked.decline_below, checked.accept_at) if p is not None)


_MAX_DECIMALS: Final = 6


def percent_text(share: Fraction, landmarks: Iterable[Decimal] = ()) -> str:
    """Return a share of 1 in percent: whole, unless rounding would tell a lie.

    As many decimals as it takes to stay on its side of every landmark, of 0 and of 100: 69.6%
    is not shown as 70% beside "accept at 70%".
    """
    exact = 100 * share
    marks = [Fraction(mark) for mark in (Decimal(0), Decimal(100), *landmarks)]
    for decimals in range(_MAX_DECIMALS):
        rounded = round(exact, decimals)
        if all((rounded < mark, rounded > mark) == (exact < mark, exact > mark) for mark in marks):
            break
    else:
        rounded = round(exact, _MAX_DECIMALS)
    return f"{plain(Decimal(rounded.numerator) / Decimal(rounded.denominator))}%"
