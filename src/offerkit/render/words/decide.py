"""The sentences about a decision, worded once for every form it is shown in.

Texts from files stand in them as they are: whoever shows a sentence escapes it for its medium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from offerkit.advise.questions import OpenFact, Questions
from offerkit.calendar import text_in_days
from offerkit.core import Replacement
from offerkit.diagnostics import Diagnostic
from offerkit.evaluate.findings import (
    BrokenPromise,
    Difference,
    ExceededPromise,
    Finding,
    Outlier,
    Reading,
    UnstatedPromise,
)
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.model.answered import AnswerState
from offerkit.model.fields import AskedOf
from offerkit.render.words.common import share_text, value_words, verdict_text
from offerkit.snippet import at_most
from offerkit.text import listed
from offerkit.values import FactValue, Unknown, plain


def why(decision: Ruling, questions: Questions | None = None) -> str:
    """Return why the verdict is what it is, in a sentence or two; texts as they are in files.

    Args:
        decision: Any decision.
        questions: On that decision; the first of them is then named.
    """
    if len(decision.by_parts) > len(decision.possible) == 1:
        verdict = verdict_text(decision.verdict)
        return f"Settled, although facts are open: every answer leads to {verdict}."
    match decision.verdict:
        case Verdict.DECLINE:
            return _why_decline(decision)
        case Verdict.FIND_OUT:
            return _why_find_out(decision, questions)
        case Verdict.CONSIDER:
            return f"{_nothing_rules_out(decision)}, and {_why_consider(decision)}."
        case Verdict.ACCEPT:
            accept = decision.program.checked.accept_at
            at = "" if accept is None else f", at or above the {plain(accept)}% needed to accept"
            return f"{_nothing_rules_out(decision)}, and {_lower_first(_score_is(decision))}{at}."


def _why_decline(decision: Ruling) -> str:
    against = decision.ruled_out_by
    breakers = [f.label for f in against if f.kind is StatementKind.DEALBREAKER]
    unfixed = [f.label for f in against if f.kind is StatementKind.LEAVING]
    said = []
    if breakers:
        one = len(breakers) == 1
        noun = "A dealbreaker applies" if one else f"{len(breakers)} dealbreakers apply"
        said.append(f"{noun}: {'; '.join(breakers)}.")
    if unfixed:
        noun = "a reason" if len(unfixed) == 1 else f"{len(unfixed)} reasons"
        said.append(f"The counter-offer does not address {noun} for leaving: {'; '.join(unfixed)}.")
    below = decision.program.checked.decline_below
    least = "the least accepted" if below is None else f"the {plain(below)}% below which to decline"
    return " ".join(said) or f"{_score_is(decision)}, below {least}."


SET_ASIDE: Final = "Dealbreakers that do not apply to this offer"
"""Heading of the dealbreakers that could not be checked, which comes before all others."""


def _nothing_rules_out(decision: Ruling) -> str:
    aside = [finding.label for finding in decision.not_applying]
    if not aside:
        return "No dealbreaker applies" if decision.dealbreakers else "There is no dealbreaker"
    one = len(aside) == 1
    first = f"{'A dealbreaker does' if one else f'{len(aside)} dealbreakers do'} not apply to this"
    others = len(aside) < len(decision.dealbreakers)
    rest = "No other dealbreaker holds" if others else "There is no other dealbreaker"
    return f"{first} offer and {'was' if one else 'were'} left aside: {'; '.join(aside)}. {rest}"


def _why_consider(decision: Ruling) -> str:
    accept = decision.program.checked.accept_at
    if decision.score is None and decision.program.weights:
        return "nothing that has a weight applies to this offer, so there is no score"
    if decision.score is None:
        return "no statement has a weight, so there is no score to accept it by"
    if accept is None:
        return "the criteria set no score at which to accept"
    return f"{_lower_first(_score_is(decision))}, below the {plain(accept)}% needed to accept"


def _score_is(decision: Ruling) -> str:
    score = decision.score or UnitRange(Fraction(0), Fraction(0))
    return f"The score is {share_text(decision, score)}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _why_find_out(decision: Ruling, questions: Questions | None) -> str:
    possible = listed([str(verdict) for verdict in decision.possible], "or")
    waiting = [finding for finding in decision.dealbreakers if not finding.settled]
    unknown = []
    if waiting:
        unknown.append("one dealbreaker" if len(waiting) == 1 else f"{len(waiting)} dealbreakers")
    if any(finding.truth is not Kleene.TRUE for finding in decision.leaving):
        if decision.is_counter is Kleene.UNKNOWN:
            unknown.append("whether it is a counter-offer")
        if decision.is_counter is Kleene.TRUE:
            unknown.append("whether it addresses your reasons for leaving")
    if decision.score is not None and not decision.score.is_exact:
        unknown.append("part of the score")
    elif decision.score is not None and decision.may_lack_score:
        unknown.append("whether anything that has a weight applies")
    verb = "is" if len(unknown) == 1 and len(waiting) < 2 else "are"
    because = f": {listed(unknown, 'and')} {verb} unknown" if unknown else ""
    ask = ""
    if questions is not None:
        first = next(iter(questions), None)
        if first is None:
            ask = _why_no_question(decision)
        else:
            verb = "Ask" if first.asked_of is AskedOf.EMPLOYER else "Find out"
            ask = f" {verb} first: {first.text}"
    return f"It could still be {possible}{because}.{ask}"


def in_days(decision: Ruling) -> str:
    """Return the days that durations in months can have, and the way out."""
    found = listed([text_in_days(months) for months in decision.missing_days], "and")
    which = "it" if len(decision.missing_days) == 1 else "them"
    return f"{found}. State {which} in days, in your criteria or in the offer."


def _why_no_question(decision: Ruling) -> str:
    """Return why no answer would settle the verdict.

    Source:
        grammar/README.md, "Derived facts" and "Currencies".
    """
    if decision.missing_rates:
        return " Your criteria need an exchange rate."
    if decision.missing_days:
        return f" No question settles that: {in_days(decision)}"
    readings = (reading for finding in decision.findings for reading in finding.readings)
    parts = (part for reading in readings for part in reading.walk())
    if any(part.fact.path == "equity.liquid" and part.value is False for part in parts):
        return (
            " No answer settles that: shares that cannot be sold may turn out to be worth nothing. "
            "To count them at a value of your own, state it together with equity.liquid = true."
        )
    return ""


def conditions_text(conditions: Sequence[str]) -> str:
    """Return what an offer depends on, and what follows from that."""
    return (
        f"The offer depends on {listed(conditions, 'and')}. Do not resign, or turn another offer "
        "down, before that is settled (offer.conditions_met)."
    )


NOT_READ: Final = "Not read from the file"
ADVERTISED: Final = "Only advertised so far"
FROM_LETTER: Final = "Read from the letter by offerkit; compare these with its text"
"""Headings of the sections about a job posting or a letter."""


def not_read(decision: Ruling) -> list[str]:
    """Return what was not read, and where each is written, in lines."""
    shown, more = at_most(decision.notes)
    return [*map(_note_text, shown), *more]


def _note_text(note: Diagnostic) -> str:
    fact = f"{note.path}: " if note.path else ""
    return f"{fact}{note.message} ({note.primary.span})"


CONDITIONS: Final = "Before you accept"
"""Heading of the section about conditions of the offer."""
BROKEN: Final = "Not as promised"
EXCEEDED: Final = "Better than promised"
UNSTATED: Final = "Promised, not in what they offer"
"""Headings of the sections about promises."""

_DIRECTIONS: Final = {
    Difference.LESS: ", which is less",
    Difference.MORE: ", which is more",
    Difference.OTHER: "",
}


def promise_text(promise: BrokenPromise | ExceededPromise) -> str:
    """Return what was promised and what was found, in a line."""
    told = _sourced(promise.promised, promise.promise_source)
    found = value_words(promise.found) + _DIRECTIONS[promise.direction]
    source = f" ({promise.source})" if promise.source is not None else ""
    return f"{promise.fact}: promised {told}, found {found}{source}"


def unstated_text(promise: UnstatedPromise) -> str:
    """Return what was promised of a fact that the offer does not state, in a line."""
    return f"{promise.fact}: {_sourced(promise.promised, promise.source)}"


def _sourced(value: FactValue, source: str | None) -> str:
    return value_words(value) + (f" ({source})" if source is not None else "")


OUTLIERS: Final = "Numbers that may be slips"
"""Heading of the section with ``outlier_text``."""


def outlier_text(outlier: Outlier) -> str:
    """Return what is odd about a number, and what would refuse it."""
    low, high = plain(outlier.low), plain(outlier.high)
    return (
        f"{outlier.fact} is {plain(outlier.value)}, far beyond the {low} to {high} of "
        f"{outlier.label}. If it cannot be, declare its bounds: "
        f"fact {outlier.fact.path}: number from {low} to {high}"
    )


ANSWERED: Final = "Your answer"
"""Heading of the section with ``answer_texts``."""


def answer_texts(state: AnswerState, it: str = "it") -> Iterator[str]:
    """Yield what has become of an offer, which is called *it*, each in a sentence."""
    day = "" if state.answered is None else f" on {state.answered}"
    how = {True: ", in writing", False: ", but not in writing", None: ""}[state.in_writing]
    match state.answer:
        case "accepted":
            yield f"You accepted {it}{day}{how}. To turn it down now, you have to take that back."
        case "declined":
            yield f"You declined {it}{day}{how}. It may not be open any more."
        case "withdrawn":
            yield f"You accepted {it}, and took that back{day}{how}. It may not be open any more."
    if state.is_overdue:
        yield f"The deadline of {it}, {state.deadline}, has passed. Ask whether it still stands."


PAY: Final = "About the pay"
"""Heading of the section with ``pay_notes``."""


def pay_notes(decision: Ruling) -> Iterator[str]:
    """Yield what to know about the pay that the criteria read, each in a sentence or two."""
    for note in decision.before_tax:
        pay = listed([str(fact) for fact in note.pay], "and")
        one, other = (f"{it.fact} is {value_words(it.value)}" for it in (note.one, note.other))
        yield (
            f"{pay} are compared before tax, and taxed differently: {one}, {other}. To compare "
            "what is left, state location.tax_rate for both and use pay.net"
        ) + _EMPLOYED.get(note.one.fact.path, ".")
    together: dict[tuple[Reading, ...], list[str]] = {}
    for left in decision.left_out:
        together.setdefault(left.parts, []).append(str(left.fact))
    for parts, facts in together.items():
        found = [f"{part.fact} ({value_words(part.value)})" for part in parts]
        verb = "leaves" if len(facts) == 1 else "leave"
        yield f"{listed(facts, 'and')} {verb} out {listed(found, 'and')}."


_EMPLOYED: Final = {
    "contract.kind": (
        "; to count what an employer pays for employees, state pay.employer_part and use "
        "pay.as_employed."
    )
}


def known_text(decision: Ruling, fact: OpenFact) -> str:
    """Return the path of an open fact, and what is known of it: a range or a part of a set."""
    findings = (decision.findings[index] for index in fact.waiting)
    readings = (reading for finding in findings for reading in finding.readings)
    found = next((reading for reading in readings if reading.fact == fact.fact), None)
    if found is None or isinstance(found.value, Unknown):
        return str(fact.fact)
    return f"{fact.fact} ({value_words(found.value)} so far)"


def without_text(decision: Ruling) -> str:
    """Return the decision without its assumptions, and which make no difference, in sentences."""
    other = decision.without_assumptions
    this = "this" if len(decision.assumed) == 1 else "these"
    if other is None:
        return f"Without {this}, the verdict and the score are the same."
    verdict = verdict_text(other.verdict)
    if other.verdict is Verdict.FIND_OUT:
        verdict += f" ({listed([str(v) for v in other.possible], 'or')})"
    score = f", score {share_text(other, other.score)}" if other.score is not None else ""
    decisive = {reading.fact for reading in decision.decisive_assumptions}
    idle = [str(reading.fact) for reading in decision.assumed if reading.fact not in decisive]
    makes = "makes" if len(idle) == 1 else "make"
    others = f" {listed(idle, 'and')} {makes} no difference." if idle else ""
    return f"Without {this}: {verdict}{score}.{others}"


REPLACED: Final = "Changed in the files that your criteria use"
"""Heading of the statements that others replace, set or remove."""


def replacement_text(replacement: Replacement) -> str:
    """Return what was replaced or left out, and by which file."""
    how = "left out" if replacement.removed else "replaced"
    return f"{replacement.named} of {replacement.of}: {how} by {replacement.by}"


def graded_text(finding: Finding) -> str | None:
    """Return what a preference grades, unless that is a fact that it reads, which is shown."""
    graded = finding.graded
    if graded is None or any(reading.value == graded for reading in finding.readings):
        return None
    return f"graded: {value_words(graded)}"
