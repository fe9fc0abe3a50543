"""Sentences about a comparison, shared by every form that shows it.

Texts from files stand in them unchanged: the caller escapes them for its medium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypeAlias

from attrs import evolve, frozen

from offerkit.advise.compare.models import (
    Contest,
    Draw,
    EvenSwap,
    Firsts,
    Obstacle,
    OpenPair,
    OrderQuestion,
    Relation,
    RuledOut,
    SideBySide,
    WeightFlip,
)
from offerkit.core import CheckedPreference, datatype_of
from offerkit.datatypes import Datatype, Number
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.kleene import Kleene
from offerkit.literals import EXACT
from offerkit.records import Record
from offerkit.render.words.common import (
    amounts_told,
    clipped,
    points_text,
    share_text,
    shares_told_apart,
    turns_text,
    value_words,
    verdict_text,
)
from offerkit.render.words.decide import answer_texts
from offerkit.text import listed
from offerkit.values import (
    UNKNOWN,
    Duration,
    FactValue,
    Money,
    Pay,
    Percent,
    amount_of,
    plain,
    value_text,
    written_weight,
)

Naming: TypeAlias = Callable[[str], str]
"""What to call an option in a sentence, by its name."""

NEARLY_BETTER: Final = "Certainly better except for one thing"
"""Title above ``nearly_better``."""
ANSWERS: Final = "Your answers so far"
"""Title above ``answers``."""
CHANGES: Final = "What would change the order"
"""Title above ``changes``."""


def weightings_text(comparison: SideBySide) -> str:
    """Return what the shares of first places are, without a full stop."""
    return (
        f"Share of first places in {comparison.samples:,} random weightings (seed "
        f"{comparison.seed}), with standard errors"
    )


DRAWN: Final = {
    Draw.NEAR: "Each weight is drawn between half of what you wrote and twice as much.",
    Draw.ORDER: "Any weights are drawn that keep your order of importance.",
}
"""What weightings are drawn."""


def frequent_text(comparison: SideBySide, named: Naming = str) -> str | None:
    """Return that the first option is not the one most often first; None if it is, or none is."""
    first, *others = comparison.options
    if first.firsts is None or not others or first.place is None or not first.place.is_settled:
        return None
    most = max(others, key=lambda option: option.firsts.certain if option.firsts else 0)
    if most.firsts is None or most.firsts.certain <= first.firsts.certain:
        return None
    mine, theirs = (firsts_texts(one)[0].partition("%")[0] for one in (first.firsts, most.firsts))
    return (
        f"{named(first.name)} is first by your weights, but {named(most.name)} is first more "
        f"often with weights near them: {theirs}% against {mine}%."
        if comparison.draw is Draw.NEAR
        else f"{named(first.name)} is first by your weights, but {named(most.name)} is first more "
        f"often in this order of importance: {theirs}% against {mine}%."
    )


def score_texts(comparison: SideBySide) -> list[str | None]:
    """Return the scores of the options, with as many digits as tell them apart."""
    decisions = [option.decision for option in comparison.options]
    checked = comparison.program.checked
    marks = [mark for mark in (checked.decline_below, checked.accept_at) if mark is not None]
    return shares_told_apart([decision.score for decision in decisions], marks)


@frozen
class GradedRow(Record):
    """The grades of a preference, option by option, and what is graded."""

    grades: tuple[str | None, ...]
    """In percent, with as many digits as tell them apart; None for one that does not apply."""
    unit: str
    """Common unit of the amounts; empty without one."""
    amounts: tuple[str, ...]


def graded_row(comparison: SideBySide, index: int) -> GradedRow:
    """Return the grades of a preference, and the amounts or levels that are graded."""
    found = comparison.findings(index)
    unit, amounts = amounts_told([one.graded for one in found], _own_unit(comparison, index))
    return GradedRow(tuple(shares_told_apart([one.value for one in found])), unit, tuple(amounts))


def _own_unit(comparison: SideBySide, index: int) -> str:
    """Return what the plain numbers that a preference grades count; empty if that is unknown."""
    statement = comparison.program.statements[index]
    if not isinstance(statement, CheckedPreference):
        return ""
    return _counted(datatype_of(statement.subject))


def _counted(datatype: Datatype) -> str:
    """Return what plain numbers of a datatype count, such as ``days``; otherwise empty."""
    unit = datatype.unit if isinstance(datatype, Number) else None
    return "" if unit is None else unit.value


def firsts_texts(firsts: Firsts) -> tuple[str, str]:
    """Return the certain and the possible share in percent: ``76.4% ± 1.3``."""
    return (
        f"{_tenths(firsts.certain_share)}% ± {_tenths(firsts.certain_error)}",
        f"{_tenths(firsts.possible_share)}% ± {_tenths(firsts.possible_error)}",
    )


def _tenths(share: Fraction | Decimal) -> str:
    """Return a share of 1 in percent, with one decimal, rounded half to even."""
    tenths = round(Fraction(share) * 1_000)
    return f"{tenths // 10}.{tenths % 10}"


def certainly_better(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield a sentence for each option that is certainly better than others."""
    groups: dict[str, list[str]] = {}
    for dominance in comparison.dominances:
        groups.setdefault(dominance.better, []).append(named(dominance.worse))
    for better, worse in groups.items():
        yield f"{named(better)} is at least as good as {listed(worse, 'and')} in everything."


def nearly_better(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield one sentence per near miss, with its size; mutual near misses share a sentence."""
    nearly = {(one.better, one.worse): one.obstacle for one in comparison.nearly}
    labels = [finding.label for finding in comparison.options[0].decision.findings]
    for (better, worse), obstacle in nearly.items():
        assert obstacle is not None
        mutual = nearly.get((worse, better))
        label = labels[obstacle.finding]
        size = _size_text(comparison, obstacle, worse, better, named)
        if mutual is None:
            verb = "is" if obstacle.certain else "may be"
            yield (
                f"{named(better)} is at least as good as {named(worse)} in everything except "
                f"{label}, where {named(worse)} {verb} better{size}."
            )
        elif comparison.index(better) < comparison.index(worse):
            other = _size_text(comparison, mutual, better, worse, named)
            yield (
                f"{named(better)} is better in {labels[mutual.finding]}{other}, {named(worse)} in "
                f"{label}{size}; the rest is equal."
            )


def _size_text(
    comparison: SideBySide, obstacle: Obstacle, better: str, worse: str, named: Naming
) -> str:
    """Return by how much one option is better in a statement, behind a space; or empty."""
    index = obstacle.finding
    options = [comparison.option(name) for name in (better, worse)]
    mine, theirs = (option.decision.findings[index] for option in options)
    own = _own_unit(comparison, index)
    pair = (mine.graded, theirs.graded)
    said, notes = "", []
    if mine.kind is StatementKind.PREFER:
        by = _difference_text(*pair, own)
        unit, (one, other) = amounts_told(pair, own)
        said = f" by {by}" if by else ""
        notes.append(f"{one} to {other}" if by else f"{one} against {other} {unit}".rstrip())
    else:
        readings = {reading.fact: reading.value for reading in theirs.readings}
        notes += [
            f"{reading.fact}: {value_words(reading.value)} to {value_words(readings[reading.fact])}"
            for reading in mine.readings
            if reading.value != readings.get(reading.fact, reading.value)
        ]
    if obstacle.size is not None:
        notes.append(f"{points_text(obstacle.size)} of 100 points")
    if options[1].decision.rules_out(theirs) is Kleene.TRUE:
        notes.append(f"which rules {named(worse)} out")
    return said + (f" ({'; '.join(notes)})" if notes else "")


def _difference_text(one: FactValue | None, other: FactValue | None, own: str) -> str | None:
    """Return how far two single amounts in one unit are apart; None for anything else."""
    match one, other:
        case Decimal(), Decimal():
            by = _apart(one, other)
            spelt = own.removesuffix("s") if by == 1 else own
            return f"{value_text(by)} {spelt}".rstrip()
        case Duration(unit=unit), Duration(unit=same) if unit is same:
            return value_text(evolve(one, amount=_apart(one.amount, other.amount)))
        case Money(currency=unit), Money(currency=same) if unit == same:
            return value_text(evolve(one, amount=_apart(one.amount, other.amount)))
        case Pay(currency=unit, per=per), Pay(currency=same, per=also) if (unit, per) == (
            same,
            also,
        ):
            return value_text(evolve(one, amount=_apart(one.amount, other.amount)))
        case Percent(), Percent():
            return f"{plain(_apart(one.amount, other.amount))} percentage points"
        case _:
            return None


def answers(comparison: SideBySide, named: Naming = str) -> Iterator[str]:
    """Yield what has become of the offers that were answered, or should have been."""
    for option in comparison.options:
        yield from answer_texts(option.decision.state, named(option.name))


@frozen
class QuestionWords(Record):
    """A question about one option, and what its answers say of the order."""

    question: str
    answers: tuple[str, ...]


def order_questions(
    questions: Iterable[OrderQuestion], named: Naming = str
) -> Iterator[QuestionWords]:
    """Yield the questions that settle an order, each with its answers."""
    for question in questions:
        name, other = named(question.option), named(question.other)
        known = ", " + value_words(question.known) if question.known is not UNKNOWN else ""
        ahead = {
            Relation.AHEAD: f"{name} is ahead",
            Relation.BEHIND: f"{other} is ahead",
            Relation.TIED: "they are tied",
            Relation.OPEN: "still open",
        }
        yield QuestionWords(
            f"{name}: {question.text} ({question.fact}{known})",
            tuple(
                f"If it is {clipped(answer.words)}: {ahead[answer.relation]}."
                for answer in question.answers
            ),
        )


NO_SINGLE_ANSWER: Final = "No single answer settles it."
NO_SINGLE_TRIED: Final = "No single answer that was tried settles it."


def untested(of: Contest | OpenPair) -> str | None:
    """Return how many facts were not tried to settle an order; None if all were."""
    count = len(of.untested)
    facts = "1 more unknown fact was" if count == 1 else f"{count} more unknown facts were"
    said = f"{facts} not examined, because the search would take too long."
    return said if count else None


def open_pair(pair: OpenPair, named: Naming = str) -> str:
    """Return the heading of what to ask about two options."""
    return f"Is {named(pair.option)} ahead of {named(pair.other)}?"


@frozen
class ContestWords(Record):
    """A sentence about the first option and others, and the changes that would reverse it."""

    sentence: str
    swaps: tuple[str, ...] = ()
    flips: tuple[str, ...] = ()
    unsearched: str | None = None
    """Which statements, or how many facts, were left out of the search."""
    margin: str | None = None
    """How far all weights together are from another order."""
    questions: tuple[QuestionWords, ...] = ()
    """What to ask if the order is open."""


def contests(comparison: SideBySide, named: Naming = str) -> Iterator[ContestWords]:
    """Yield what is said of the contests; those without possible changes share a sentence."""
    leading = named(comparison.options[0].name)
    alike: dict[Relation, list[str]] = {relation: [] for relation in _TOGETHER}
    for contest in comparison.contests:
        if contest.questions or contest.untested:
            settles = "Any of these answers settles it:" if contest.questions else NO_SINGLE_TRIED
            yield ContestWords(
                f"Unknown facts decide whether {leading} is ahead of {named(contest.option)}. "
                f"{settles}",
                questions=tuple(order_questions(contest.questions, named)),
                unsearched=untested(contest),
            )
            continue
        margin = _margin_text(comparison, contest, named)
        if not contest.changes and margin is None:
            alike[contest.relation].append(named(contest.option))
            continue
        enough = _ENOUGH.get(len(contest.changes), "Any one of these changes is enough:")
        yield ContestWords(
            f"{named(contest.option)} is behind {leading}{_lead_text(contest)}. {enough}",
            tuple(_swap_text(comparison, contest, swap, named) for swap in contest.swaps),
            tuple(_flip_text(comparison, contest, flip, named) for flip in contest.flips),
            _unsearched(comparison, [contest]),
            margin,
        )
    for relation, others in alike.items():
        if others:
            both = {"others": listed(others, "and"), "any": listed(others, "or")}
            same = [
                contest
                for contest in comparison.contests
                if contest.relation is relation and named(contest.option) in others
            ]
            yield ContestWords(
                _TOGETHER[relation].format(leading=leading, **both),
                unsearched=_unsearched(comparison, same),
            )


_ENOUGH: Final = {0: "No single change is enough.", 1: "One change is enough:"}
_TOGETHER: Final = {
    Relation.AHEAD: (
        "No single change of a weight, an amount or a level is enough for {any} to match {leading}."
    ),
    Relation.TIED: "{leading} is tied with {others}.",
    Relation.OPEN: (
        "Unknown facts decide whether {leading} is ahead of {any}; no single answer settles it."
    ),
}


OUT: Final = "Out of the running"
"""Title above ``ruled_out``."""


def running_text(comparison: SideBySide, named: Naming = str) -> str | None:
    """Return who is still in the running if not all are, in a sentence; otherwise None."""
    running = [named(option.name) for option in comparison.options if option.place is not None]
    if len(running) == len(comparison.options):
        return None
    if not running:
        return "None of them is in the running: each would be declined, so none is first."
    if len(running) > 1:
        return f"Still in the running: {listed(running, 'and')}."
    verdict = comparison.options[0].decision.verdict
    known = "" if verdict is not Verdict.FIND_OUT else ", and may yet be declined"
    said = f"{running[0]} is the only one still in the running{known}"
    if len(comparison.ruled_out) > _FEW_OUT:
        return f"{said}."
    return (
        "; ".join((said, *(_out_text(comparison, one, named) for one in comparison.ruled_out)))
        + "."
    )


_FEW_OUT: Final = 3
"""How many options out of the running are named with what rules them out in one sentence."""


@frozen
class OptionWords(Record):
    """What is said of an option out of the running, or of an alternative, and its changes."""

    sentence: str
    swaps: tuple[str, ...]
    unsearched: str | None


def ruled_out(comparison: SideBySide, named: Naming = str) -> Iterator[OptionWords]:
    """Yield what is said of the options that are certainly declined."""
    for one in comparison.ruled_out:
        said = _out_text(comparison, one, named)
        enough = _BACK.get(len(one.needs), "Any one of these changes would bring it back:")
        yield OptionWords(
            f"{said}. {enough}",
            tuple(_change_text(comparison.program, swap) for swap in one.needs),
            _unsearched(comparison, [one]),
        )


_BACK: Final = {
    0: "No single change of an amount or a level would bring it back.",
    1: "One change would bring it back:",
}


INSTEAD: Final = "What you may do instead"
"""Title above ``instead``."""


def instead(comparison: SideBySide, named: Naming = str) -> Iterator[OptionWords]:
    """Yield what is said of the alternatives, with what each or the first would have to become."""
    for one in comparison.instead:
        first, decision = named(one.other), one.decision
        said = f"{one.name}: {verdict_text(decision.verdict)}"
        if decision.score is not None:
            said = f"{said}, {share_text(decision, decision.score)}"
        if decision.program is not comparison.program:
            said = f"{said} by {decision.program.checked.name}"
        if decision.ruled_out_by:
            labels = [finding.label for finding in decision.ruled_out_by]
            said = f"{said}, ruled out by {listed(labels, 'and')}."
        elif decision.verdict is Verdict.DECLINE:
            said = f"{said}."
        else:
            said = f"{said}. {_TO_FIRST[one.relation].format(first=first)}"
        if one.behind is not None:
            behind = one.name if one.behind == one.name else first
            enough = _NOT_BEHIND.get(len(one.swaps), "Any one of these changes is enough for {}:")
            said = f"{said} {enough.format(behind)}"
        program = decision.program if one.behind == one.name else comparison.program
        yield OptionWords(said, tuple(_change_text(program, swap) for swap in one.swaps), None)


_TO_FIRST: Final = {
    Relation.AHEAD: "It is ahead of {first}.",
    Relation.BEHIND: "It is behind {first}.",
    Relation.TIED: "It is tied with {first}.",
    Relation.OPEN: "Unknown facts decide whether it is ahead of {first}.",
}
_NOT_BEHIND: Final = {
    0: "No single change of an amount or a level is enough for {}.",
    1: "One change is enough for {}:",
}


def instead_text(comparison: SideBySide, named: Naming = str) -> str | None:
    """Return that something else is better than every offer, in a sentence; otherwise None."""
    best = comparison.instead[:1]
    if not best or best[0].relation is not Relation.AHEAD:
        return None
    return f"{best[0].name} is ahead of {named(best[0].other)}, the first of the offers."


def _out_text(comparison: SideBySide, one: RuledOut, named: Naming) -> str:
    """Return why an option is certainly declined, without a full stop."""
    decision = comparison.option(one.option).decision
    if one.by:
        labels = [decision.findings[index].label for index in one.by]
        return f"{named(one.option)} is ruled out by {listed(labels, 'and')}"
    assert decision.score is not None
    score = share_text(decision, decision.score)
    return f"{named(one.option)} is declined by its score, {score}{turns_text(decision)}"


def _lead_text(contest: Contest) -> str:
    """Return by how much the leading option is ahead, behind a space; empty if unknown."""
    if contest.lead is None or contest.lead <= 0:
        return ""
    noticed = "" if contest.lead >= _NOTICED else ", a lead that nobody would notice"
    return f" by {points_text(contest.lead)} of 100 points{noticed}"


_NOTICED: Final = Fraction(1, 200)
"""A lead below half a point of 100 is not noticed."""


def lead_text(comparison: SideBySide, named: Naming = str) -> str | None:
    """Return that the first option is ahead by less than anybody would notice; else None."""
    if not comparison.contests or comparison.contests[0].relation is not Relation.AHEAD:
        return None
    contest = comparison.contests[0]
    if contest.lead is None or not 0 < contest.lead < _NOTICED:
        return None
    return (
        f"{named(contest.leading)} is ahead of {named(contest.option)} by "
        f"{points_text(contest.lead)} of 100 points, a lead that nobody would notice."
    )


def _margin_text(comparison: SideBySide, contest: Contest, named: Naming) -> str | None:
    """Return how far all weights together may be off; None if no weights are enough."""
    labels = [finding.label for finding in comparison.options[0].decision.findings]
    if contest.unmeasured:
        apart = listed([labels[index] for index in contest.unmeasured], "and")
        return f"All weights together: not measured, as not every offer is weighed by {apart}."
    margin = contest.margin
    if margin is None:
        return None
    factor = plain(Decimal(floor(100 * Fraction(margin.factor))).scaleb(-2, EXACT))
    if factor == "1":
        factor = plain(margin.factor)
    kinds = ((margin.raised, "more"), (margin.lowered, "less"))
    sides = [
        f"{word} for {listed([labels[i] for i in indices], 'and')}"
        for indices, word in kinds
        if indices
    ]
    return (
        f"{named(contest.leading)} stays ahead while no weight is off by more than a factor of "
        f"{factor} ({', '.join(sides)})."
    )


def _unsearched(comparison: SideBySide, contests: Iterable[Contest | RuledOut]) -> str | None:
    """Return which statements were left out of the search for changes; None if none was."""
    found = sorted({index for contest in contests for index in contest.unsearched})
    labels = [comparison.findings(index)[0].label for index in found]
    if not labels:
        return None
    return f"Not searched, because of what is multiplied or divided: {listed(labels, 'and')}."


def _swap_text(comparison: SideBySide, contest: Contest, swap: EvenSwap, named: Naming) -> str:
    what = f"to {'match' if swap.matched else 'pass'} {named(contest.leading)}"
    return _change_text(comparison.program, swap, f" {what}")


def _change_text(program: Program, swap: EvenSwap, what: str = "") -> str:
    needed, found = value_text(swap.needed), value_text(swap.found)
    datatype = program.schema.facts[swap.fact.path].datatype
    change = _difference_text(swap.found, swap.needed, _counted(datatype))
    ends = amount_of(swap.found), amount_of(swap.needed)
    if change is None or ends[0] is None or ends[1] is None:
        return f"{swap.fact}: {needed} (now: {found}){what}"
    word = "less" if ends[1] < ends[0] else "more"
    return f"{change} {word}{what}: {swap.fact} {needed} (now: {found})"


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.subtract(one, other).copy_abs()


def _flip_text(comparison: SideBySide, contest: Contest, flip: WeightFlip, named: Naming) -> str:
    finding, leading = comparison.findings(flip.finding)[0], named(contest.leading)
    flipped = written_weight(Fraction(flip.flipped), in_percent=finding.in_percent)
    now = f"(now: {finding.written_weight})"
    return f"weight {flipped} for {finding.label} {now} to pass {leading}"
