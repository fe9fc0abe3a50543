"""What a report says of a decision besides its findings: what to ask, and what to ask for."""

from __future__ import annotations

from attrs import frozen

from offerkit.advise.negotiate.negotiate import Asks, Outcome, asks
from offerkit.advise.questions import Questions, questions
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict


@frozen
class Chapter:
    """One decision of a report."""

    questions: Questions
    negotiations: tuple[Asks, ...]
    """One for each goal about which there is something of its own to say."""

    @property
    def decision(self) -> Ruling:
        """The decision that is reported."""
        return self.questions.decision


def chapter(decision: Ruling) -> Chapter:
    """Return the chapter on a decision.

    Source:
        docs/how-to/report.md.
    """
    return Chapter(questions(decision), _negotiations(decision))


def _negotiations(decision: Ruling) -> tuple[Asks, ...]:
    if not decision.program.checked.negotiables:
        return ()
    consider, accept = (asks(decision, goal=goal) for goal in (Verdict.CONSIDER, Verdict.ACCEPT))
    if consider.outcome is Outcome.OUT_OF_REACH:
        return (consider,)
    never = decision.program.checked.accept_at is None or decision.score is None
    found = [consider] if never else [consider, accept]
    if not never and _changes(consider) == _changes(accept):
        found = [accept]
    return tuple(each for each in found if each.outcome is not Outcome.NOTHING_TO_ASK)


def _changes(found: Asks) -> list[object]:
    return [ask.changes for ask in found.asks]
