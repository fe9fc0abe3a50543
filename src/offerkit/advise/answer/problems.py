"""All wording of the problems with answers and their templates: one function for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from offerkit.advise.answer.models import ReplyKind
from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.advise.questions import Question
from offerkit.diagnostics import Diagnostic, did_you_mean, error
from offerkit.errors import AnswerError
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.model.answered import AnswerState
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


def nothing_to_ask(
    decision: Ruling, mine: Sequence[Question], later: Sequence[Question] = ()
) -> AnswerError:
    """Questions wanted where the employer can answer none, or is not to be asked yet."""
    if later:
        facts = listed([str(question.fact) for question in later], "and")
        return AnswerError(
            f"there is nothing to ask yet: your criteria ask about {facts} later, once the offer "
            "is in writing; ask for that first"
        )
    if mine:
        open_ = "open question is" if len(mine) == 1 else f"{len(mine)} open questions are"
        return AnswerError(f"there is nothing to ask the employer: the {open_} for you to find out")
    if len(decision.possible) > 1:
        return AnswerError("only a rate between two currencies is missing; add it to the criteria")
    return AnswerError(f"there is nothing to ask: the verdict is settled, {decision.verdict}")


def nothing_to_settle() -> AnswerError:
    """A yes with something left to settle, where there is nothing left."""
    return AnswerError("nothing is left to settle: the offer is in writing; accept it")


def nothing_to_negotiate(negotiation: Negotiation) -> AnswerError:
    """Changes to ask for wanted where none are enough, needed or found."""
    match negotiation.outcome:
        case NegotiationOutcome.NOTHING_TO_ASK:
            verdict = negotiation.decision.verdict
            already = f"already {verdict.value}"
            if verdict is Verdict.FIND_OUT:
                already = f"{negotiation.goal} or better, whatever the answers are"
            return AnswerError(f"there is nothing to ask for: the verdict is {already}")
        case NegotiationOutcome.ASK_FIRST:
            return AnswerError(
                f"there is nothing to ask for yet: good answers are enough for {negotiation.goal}, "
                "so ask the questions first"
            )
        case NegotiationOutcome.NOT_SETTLED:
            stopped = f"the search stopped after {negotiation.budget:,} steps"
            return AnswerError(f"nothing found that is enough for {negotiation.goal} ({stopped})")
        case _:
            return AnswerError(
                f"none of your negotiable items would be enough for {negotiation.goal}"
            )


def nothing_promised(decision: Ruling) -> AnswerError:
    """A promise to hold them to wanted where there is none that a letter can name."""
    facts = [FactPath(promise.fact) for promise in decision.broken_promises]
    facts += [FactPath(promise.fact) for promise in decision.unstated_promises]
    if not facts:
        return AnswerError(
            "there is no promise to hold them to: the offer contains what you state under "
            "`promised`"
        )
    return AnswerError(
        f"a letter cannot name the promise of {listed([str(fact) for fact in facts], 'and')}, "
        "because your criteria do not ask the employer about it; "
        f'if they should, add `ask "…" about {facts[0]}`'
    )


def nothing_broken(decision: Ruling) -> AnswerError:
    """A letter about what has turned out otherwise, where nothing has that it can name."""
    if decision.offer.found is None:
        return AnswerError(
            "nothing is known of how it turned out: state it under `found`, such as "
            "`found.remote.days = 1`"
        )
    return AnswerError(
        "nothing has turned out worse than it was said, of what the employer is asked about"
    )


def answered_already(
    kind: ReplyKind, state: AnswerState, fitting: Collection[ReplyKind], *, confirms: bool
) -> AnswerError:
    """A letter that contradicts an answer or, if it *confirms* one, says what is in writing."""
    day = "" if state.answered is None else f" on {state.answered}"
    said = f"you {_ANSWERED[state.answer or '']}{day}"
    wrong = f"so a letter to {_TO.get(kind, kind)} would not be true"
    so = "in writing, so there is nothing to confirm" if confirms else wrong
    fits = f"what fits is {listed([str(it) for it in fitting], 'or')}; " if fitting else ""
    return AnswerError(
        f'{said}, {so}; {fits}if the offer is open again, state `offer.answer = "open"`'
    )


_ANSWERED: Final = {
    "accepted": "accepted this offer",
    "declined": "declined this offer",
    "withdrawn": "took back your acceptance",
}
_TO: Final = {
    ReplyKind.TIME: "ask for time",
    ReplyKind.PROMISE: "hold them to a promise",
    ReplyKind.BROKEN: "say what has turned out otherwise",
}


def not_later(what: str, day: date, wanted: date) -> AnswerError:
    """A day to ask for that brings no time."""
    return AnswerError(f"until: expected a day after {what}, {day}, got {wanted}")


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
