"""All wording of the problems with answers and their templates: one function for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.advise.questions import Question
from offerkit.diagnostics import Diagnostic, did_you_mean, error
from offerkit.errors import AnswerError
from offerkit.evaluate.program import Ruling
from offerkit.paths import FactPath
from offerkit.span import Span
from offerkit.text import listed


def unknown_placeholder(span: Span, name: str, known: Collection[str]) -> Diagnostic:
    """A placeholder that answers of the kind do not have."""
    words = name.split() or [name]  # the bracket that is missing may belong behind the first
    near = did_you_mean(f"${words[0]}", [f"${word}" for word in known])
    there = listed([f"${word}" for word in known], "and")
    return error(
        "unknown-placeholder",
        f"unknown placeholder `{span.text}`",
        span,
        hint=near or f"there are {there}; a dollar sign by itself is $$",
    )


def unknown_reason(label: str, against: Collection[str]) -> AnswerError:
    """A reason that is the label of no statement."""
    hint = did_you_mean(label, against)
    return AnswerError(f"no statement is called `{label}`" + (f"; {hint}" if hint else ""))


def untrue_reason(label: str) -> AnswerError:
    """A reason that is not one: the statement is not against the offer."""
    return AnswerError(f"`{label}` does not speak against this offer")


def nothing_to_ask(decision: Ruling, mine: Sequence[Question]) -> AnswerError:
    """Questions wanted where the employer can answer none."""
    if mine:
        open_ = "open question is" if len(mine) == 1 else f"{len(mine)} open questions are"
        return AnswerError(f"there is nothing to ask the employer: the {open_} for you to find out")
    if len(decision.possible) > 1:
        return AnswerError("only a rate between two currencies is missing; add it to the criteria")
    return AnswerError(f"there is nothing to ask: the verdict is settled, {decision.verdict}")


def nothing_to_negotiate(negotiation: Negotiation) -> AnswerError:
    """Changes to ask for wanted where none are enough, needed or found."""
    match negotiation.outcome:
        case NegotiationOutcome.NOTHING_TO_ASK:
            verdict = negotiation.decision.verdict
            return AnswerError(f"there is nothing to ask for: the verdict is already {verdict}")
        case NegotiationOutcome.NOT_SETTLED:
            stopped = f"the search stopped after {negotiation.budget:,} steps"
            return AnswerError(f"nothing found that is enough for {negotiation.goal} ({stopped})")
        case _:
            return AnswerError(
                f"none of your negotiable items would be enough for {negotiation.goal}"
            )


def no_such_choice(choice: int, count: int) -> AnswerError:
    """A number that none of the equally cheap sets of changes has."""
    expected = f"1 to {count}" if count > 1 else "1, the only one"
    return AnswerError(f"choice: expected {expected}, got {choice}")


def not_the_employers(facts: Sequence[FactPath]) -> AnswerError:
    """A change to ask for, of a fact that the employer is not asked about."""
    named = listed([str(fact) for fact in facts], "and")
    return AnswerError(
        f"a letter cannot ask for {named}, because your criteria do not ask the employer about it; "
        f'if they should, add `ask "…" about {facts[0]}`'
    )


def reveals_current_job(fact: FactPath, current: Sequence[FactPath]) -> AnswerError:
    """A change to ask for that may reveal a fact of the current job."""
    return AnswerError(
        f"the request for {fact} is based on your current job "
        f"({listed([str(path) for path in current], 'and')}) and may reveal it; choose "
        "tell_present if you want that"
    )
