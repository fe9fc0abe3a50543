"""What to ask for, in HTML: the cheapest changes that make an offer worth it."""

from __future__ import annotations

from typing import Final

from offerkit.advise.negotiate.models import Ask, Asks, Change, Outcome
from offerkit.advise.negotiate.negotiate import asks as find_asks
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.render.html.markup import Child, Markup, joined, tag
from offerkit.render.html.pieces import badge, code, paragraph, part, place, topic, words
from offerkit.render.words.decide import KIND_WORDS, share_text, value_words
from offerkit.values import Unknown

_GOALS: Final = {
    Verdict.CONSIDER: "So that it is worth considering",
    Verdict.ACCEPT: "So that it is one to accept",
}


def asks(decision: Ruling, level: int) -> Markup | None:
    """Return what to ask for; None where nothing is negotiable, or nothing needs to be asked."""
    if not decision.program.checked.negotiables:
        return None
    parts = [_goal(each, level + 1) for each in _telling(decision)]
    return topic(level, "What to ask for", *parts) if parts else None


def _telling(decision: Ruling) -> list[Asks]:
    """Return what to ask for, for each goal of which something is to be said of its own."""
    consider, accept = (find_asks(decision, goal=goal) for goal in _GOALS)
    if consider.outcome is Outcome.OUT_OF_REACH:
        return [consider]
    never = decision.program.checked.accept_at is None or decision.score is None
    found = [consider] if never else [consider, accept]
    if not never and _changes(consider) == _changes(accept):
        found = [accept]
    return [each for each in found if each.outcome is not Outcome.NOTHING_TO_ASK]


def _changes(found: Asks) -> tuple[tuple[Change, ...], ...]:
    return tuple(ask.changes for ask in found.asks)


def _goal(found: Asks, level: int) -> Markup:
    options = [tag("li", _ask(ask)) for ask in found.asks]
    return part(
        level,
        _GOALS[found.goal],
        paragraph(_lead(found)),
        tag("ul", joined(*options), class_="plain") if options else None,
        _blockers(found.blockers),
    )


def _lead(found: Asks) -> str:
    several = len(found.asks) > 1
    match found.outcome:
        case Outcome.OUT_OF_REACH:
            return "Nothing that is negotiable brings it there."
        case Outcome.NOT_SETTLED if not found.asks:
            return f"Not settled within {found.budget:,} steps."
        case Outcome.NOT_SETTLED:
            return f"Enough, but not settled within {found.budget:,} steps that it is the least."
        case _ if several:
            more = " There are more." if found.more else ""
            return f"Any one of these: each costs {found.asks[0].cost}, and none costs less.{more}"
        case _:
            return f"This, at a cost of {found.asks[0].cost}: none costs less."


def _ask(ask: Ask) -> Markup:
    """Return the changes of one ask, and what they bring."""
    said: list[Child] = []
    for number, change in enumerate(ask.changes):
        said += ["; and " if number else None, _change(change)]
    decision = ask.decision
    score = None if decision.score is None else f", {share_text(decision, decision.score)}"
    return tag("span", *said, ": ", badge(decision.verdict), score)


def _change(change: Change) -> Markup:
    present: Child = (
        ", which is unknown now"
        if isinstance(change.present, Unknown)
        else [" instead of ", words(value_words(change.present))]
    )
    return tag("span", code(change.fact), " ", tag("b", words(value_words(change.wanted))), present)


def _blockers(findings: tuple[Finding, ...]) -> Markup | None:
    if not findings:
        return None
    lines = [
        tag("li", KIND_WORDS[f.kind], ": ", words(f.label), " (", place(f.span), ")")
        for f in findings
    ]
    lead = "This stands in the way:" if len(lines) == 1 else "These stand in the way:"
    return joined(paragraph(lead), tag("ul", joined(*lines), class_="plain"))
