"""The sentences about a decision, worded once for every form it is shown in.

Texts from files stand in them as they are: whoever shows a sentence escapes it for its medium.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from offerkit.evaluate.findings import BrokenPromise, Difference, Reading
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.render.digest import (
    OpenFact,
    open_facts,
    percent_text,
    thresholds,
)
from offerkit.text import listed
from offerkit.values import Shown, Unknown, plain, value_text

_MAX_VALUE: Final = 300
"""How many characters of one value are shown."""

KIND_WORDS: Final = {
    StatementKind.DEALBREAKER: "dealbreaker",
    StatementKind.PRO: "pro",
    StatementKind.CON: "con",
    StatementKind.CAUTION: "caution",
    StatementKind.PREFER: "preference",
    StatementKind.LEAVING: "reason for leaving",
}
"""What the statements are called."""


def offer_title(decision: Ruling, name: str | None) -> str:
    """Return what to call the offer: its title and company, and *name*, say its file."""
    role, company = decision.offer.role.title, decision.offer.company.name
    named = [text for text in (role, company) if not isinstance(text, Unknown)]
    title = clipped(" at ".join(named)) or "this offer"
    return f"{title} ({name})" if name else title


def why(decision: Ruling) -> str:
    """Return why the verdict is what it is, in a sentence or two; texts as they are in files."""
    match decision.verdict:
        case Verdict.DECLINE:
            return _why_decline(decision)
        case Verdict.FIND_OUT:
            return _why_find_out(decision)
        case Verdict.CONSIDER:
            return f"{_nothing_rules_out(decision)}, and {_why_consider(decision)}."
        case Verdict.ACCEPT:
            return f"{_nothing_rules_out(decision)}, and {_score_reaches(decision)}."


def _why_decline(decision: Ruling) -> str:
    against = decision.ruled_out_by
    breakers = [f.label for f in against if f.kind is StatementKind.DEALBREAKER]
    unfixed = [f.label for f in against if f.kind is StatementKind.LEAVING]
    said = []
    if breakers:
        noun = "A dealbreaker holds" if len(breakers) == 1 else f"{len(breakers)} dealbreakers hold"
        said.append(f"{noun}: {'; '.join(breakers)}.")
    if unfixed:
        noun = "a reason" if len(unfixed) == 1 else f"{len(unfixed)} reasons"
        said.append(f"The counter-offer leaves unfixed {noun} to leave: {'; '.join(unfixed)}.")
    return " ".join(said) or f"{_score_is(decision)}, below {_decline_below(decision)}."


def _nothing_rules_out(decision: Ruling) -> str:
    return "No dealbreaker holds" if decision.dealbreakers else "There is no dealbreaker"


def _why_consider(decision: Ruling) -> str:
    accept = decision.program.checked.accept_at
    if decision.score is None:
        return "nothing is weighed that could speak for accepting it"
    if accept is None:
        return "the criteria name no score at which to accept"
    return f"{_lower_first(_score_is(decision))}, short of the {plain(accept)}% at which to accept"


def _score_reaches(decision: Ruling) -> str:
    accept = decision.program.checked.accept_at
    reached = "" if accept is None else f", and {plain(accept)}% is enough to accept"
    return f"{_lower_first(_score_is(decision))}{reached}"


def _score_is(decision: Ruling) -> str:
    score = decision.score or UnitRange(Fraction(0), Fraction(0))
    if score.is_exact:
        return f"The score is {share_text(decision, score)}"
    return f"The score lies somewhere from {share_text(decision, score)}"


def _decline_below(decision: Ruling) -> str:
    below = decision.program.checked.decline_below
    return "the least accepted" if below is None else f"the {plain(below)}% at which to decline"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _why_find_out(decision: Ruling) -> str:
    possible = listed([str(verdict) for verdict in decision.possible], "or")
    waiting = [finding for finding in decision.dealbreakers if not finding.settled]
    reasons = []
    if waiting:
        noun = "a dealbreaker is" if len(waiting) == 1 else f"{len(waiting)} dealbreakers are"
        reasons.append(f"{noun} open")
    if any(finding.truth is not Kleene.TRUE for finding in decision.leaving):
        if decision.is_counter is Kleene.UNKNOWN:
            reasons.append("nobody says whether it is a counter-offer")
        if decision.is_counter is Kleene.TRUE:
            reasons.append("it may not fix why you want to leave")
    if decision.score is not None and not decision.score.is_exact:
        reasons.append("the score is not settled")
    because = f": {listed(reasons, 'and')}" if reasons else ""
    first = next((fact for fact in open_facts(decision) if fact.matters), None)
    ask = _why_no_question(decision) if first is None else f" Ask first: {first.question}"
    return f"It may still come to {possible}{because}.{ask}"


def _why_no_question(decision: Ruling) -> str:
    """Return why no answer would settle the verdict.

    Source:
        grammar/README.md, "Derived facts" and "Currencies".
    """
    if decision.missing_rates:
        return " What it takes is a rate between currencies."
    readings = (reading for finding in decision.findings for reading in finding.readings)
    parts = (part for reading in readings for part in reading.walk())
    if any(part.fact.path == "equity.liquid" and part.value is False for part in parts):
        return (
            " No answer settles that: shares that cannot be sold may come to nothing. "
            "What they are worth to you, you can say yourself: state that value, with "
            "equity.liquid = true."
        )
    return ""


def turns_text(decision: Ruling) -> str:
    """Return where the verdict turns, in brackets behind a space; empty where it never does."""
    checked = decision.program.checked
    below, accept = checked.decline_below, checked.accept_at
    turns = [f"decline below {plain(below)}%"] if below is not None else []
    turns += [f"accept at {plain(accept)}%"] if accept is not None else []
    return f" ({', '.join(turns)})" if turns else ""


def share_text(decision: Ruling, share: UnitRange) -> str:
    """Return a share in percent, on the right side of the thresholds: ``61% to 92%``."""
    low, high = (percent_text(end, thresholds(decision)) for end in (share.low, share.high))
    return low if share.is_exact else f"{low} to {high}"


def reading_text(reading: Reading) -> str:
    """Return a fact with its value, and where that was learned."""
    notes = ["assumed"] if reading.assumed else []
    notes += [reading.source] if reading.source is not None else []
    noted = f" ({'; '.join(notes)})" if notes else ""
    return f"{reading.fact}: {value_words(reading.value)}{noted}"


def value_words(value: Shown) -> str:
    """Return a value as a person reads it, cut where it is very long."""
    return clipped(value_text(value))


def clipped(text: str) -> str:
    """Return *text*, cut where it is very long, with dots for what is left out."""
    return text if len(text) <= _MAX_VALUE else f"{text[:_MAX_VALUE]}..."


_DIRECTIONS: Final = {
    Difference.LESS: ", which is less",
    Difference.MORE: ", which is more",
    Difference.OTHER: "",
}


def promise_text(promise: BrokenPromise) -> str:
    """Return what was promised and what was found, in a line."""
    promised, found = (value_words(v) for v in (promise.promised, promise.found))
    source = f" ({promise.source})" if promise.source is not None else ""
    direction = _DIRECTIONS[promise.direction]
    return f"{promise.fact}: promised {promised}, found {found}{direction}{source}"


def known_text(decision: Ruling, fact: OpenFact) -> str:
    """Return the path of an open fact, and what is known of it: a range or a part of a set."""
    findings = (decision.findings[index] for index in fact.waiting)
    readings = (reading for finding in findings for reading in finding.readings)
    found = next((reading for reading in readings if reading.fact == fact.fact), None)
    if found is None or isinstance(found.value, Unknown):
        return str(fact.fact)
    return f"{fact.fact} ({value_words(found.value)} so far)"


def without_text(decision: Ruling) -> str:
    """Return the sentence on what the decision comes to without its assumptions."""
    other = decision.without_assumptions
    this = "this" if len(decision.assumed) == 1 else "these"
    if other is None:
        return f"Without {this}, the verdict and the score are the same."
    verdict = str(other.verdict)
    if other.verdict is Verdict.FIND_OUT:
        verdict += f" ({listed([str(v) for v in other.possible], 'or')})"
    score = f", score {share_text(other, other.score)}" if other.score is not None else ""
    return f"Without {this}: {verdict}{score}.{_idle_text(decision)}"


def _idle_text(decision: Ruling) -> str:
    """Return which of the assumptions make no difference, if there are some."""
    decisive = {reading.fact for reading in decision.decisive_assumptions}
    idle = [str(reading.fact) for reading in decision.assumed if reading.fact not in decisive]
    makes = "makes" if len(idle) == 1 else "make"
    return f" {listed(idle, 'and')} {makes} no difference to that." if idle else ""
