"""What a decision comes to, for every form it is shown in: open facts, questions, shares."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import frozen

from offerkit.evaluate.decision import Decision, Finding, Reading, StatementKind
from offerkit.kleene import Kleene
from offerkit.paths import FactPath, View
from offerkit.values import (
    Duration,
    Money,
    Pay,
    Percent,
    Range,
    Scalar,
    Shown,
    grouped,
    plain,
    show,
)


@frozen
class OpenFact:
    """A fact that nobody has stated well enough, and what waits for it."""

    fact: FactPath
    question: str
    waiting: tuple[int, ...]
    """Which of the decision's findings it leaves open, by index, ascending; at least one."""
    matters: bool
    """Whether learning it can still change the verdict."""


def open_facts(decision: Decision) -> tuple[OpenFact, ...]:
    """Return the facts to ask for: those that may settle a dealbreaker first, then by weight."""
    waiting: dict[FactPath, list[int]] = {}
    for index, finding in enumerate(decision.findings):
        for fact in _lacking(decision, finding):
            waiting.setdefault(fact, []).append(index)
    facts = (_open_fact(decision, fact, tuple(found)) for fact, found in waiting.items())
    return tuple(sorted(facts, key=lambda fact: _urgency(decision, fact), reverse=True))


def _lacking(decision: Decision, finding: Finding) -> tuple[FactPath, ...]:
    """Return what to know before it is clear what *finding* means for the verdict."""
    unfixed = finding.kind is StatementKind.LEAVING and finding.truth is not Kleene.TRUE
    if unfixed and decision.is_counter is Kleene.UNKNOWN:
        return tuple(dict.fromkeys((FactPath("offer.kind"), *finding.missing)))
    return finding.missing


def _open_fact(decision: Decision, fact: FactPath, waiting: tuple[int, ...]) -> OpenFact:
    bears = any(bears_on_verdict(decision, decision.findings[index]) for index in waiting)
    matters = bears and len(decision.possible) > 1
    return OpenFact(fact, question_about(decision, fact), waiting, matters)


def _urgency(decision: Decision, fact: OpenFact) -> tuple[bool, bool, int]:
    findings = [decision.findings[index] for index in fact.waiting]
    decisive = any(may_rule_out(decision, finding) for finding in findings)
    return fact.matters, decisive, sum(finding.weight for finding in findings)


def may_rule_out(decision: Decision, finding: Finding) -> bool:
    """Whether *finding* is a dealbreaker, as reasons for leaving are in a counter-offer."""
    if finding.kind is StatementKind.LEAVING:
        return decision.is_counter is not Kleene.FALSE
    return finding.kind is StatementKind.DEALBREAKER


def bears_on_verdict(decision: Decision, finding: Finding) -> bool:
    """Whether the verdict hangs on what *finding* comes to: a caution's never does."""
    return finding.weight > 0 or may_rule_out(decision, finding)


def ruling_out(decision: Decision) -> tuple[Finding, ...]:
    """Return the true dealbreakers and, in a counter-offer, the reasons that it leaves unfixed."""
    return tuple(
        finding
        for finding in decision.findings
        if (finding.kind is StatementKind.DEALBREAKER and finding.truth is Kleene.TRUE)
        or (
            finding.kind is StatementKind.LEAVING
            and finding.truth is Kleene.FALSE
            and decision.is_counter is Kleene.TRUE
        )
    )


_TOLD: Final = {
    View.OFFERED: "{}",
    View.PROMISED: "As it was told to you: {}",
    View.CURRENT: "In your present job: {}",
}


def question_about(decision: Decision, fact: FactPath) -> str:
    """Return how to ask for *fact*: in the author's words, else in the vocabulary's."""
    asked = dict(decision.criteria.checked.questions).get(fact.path)
    info = decision.criteria.schema.get(fact.path)
    question = asked or (info.question if info is not None else None) or f"What is {fact.path}?"
    return _TOLD[fact.view].format(question)


def stated_parts(reading: Reading) -> tuple[Reading, ...]:
    """Return the stated facts that a derived one came from, each once; empty for a stated one."""
    leaves: dict[FactPath, Reading] = {}
    for part in reading.parts:
        for leaf in stated_parts(part) or (part,):
            leaves.setdefault(leaf.fact, leaf)
    return tuple(leaves.values())


def thresholds(decision: Decision) -> tuple[Decimal, ...]:
    """Return the percentages at which the verdict turns, as the criteria state them."""
    checked = decision.criteria.checked
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


def value_text(value: Shown) -> str:
    """Return a fact's value as a person reads it, a range with its unit named once."""
    match value:
        case Range(low=low, high=high) if _unit(low) == _unit(high) != "":
            return f"{_amount(low)} to {_amount(high)}{_unit(low)}"
        case Range(low=low, high=high):
            return f"{show(low)} to {show(high)}"
        case _:
            return show(value)


def _unit(value: Scalar) -> str:
    match value:
        case Percent():
            return "%"
        case Money():
            return f" {value.currency}"
        case Pay():
            return f" {value.currency} per {value.per.value}"
        case Duration():
            return f" {value.unit.value}"
        case _:
            return ""


def _amount(value: Scalar) -> str:
    match value:
        case Percent() | Money() | Pay() | Duration():
            return grouped(value.amount)
        case _:
            return show(value)
