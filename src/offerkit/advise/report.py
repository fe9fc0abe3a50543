"""What a report says of a decision besides its findings: what to ask, and what to ask for."""

from __future__ import annotations

from functools import cached_property

from attrs import frozen

from offerkit.advise.negotiate.models import Negotiation
from offerkit.advise.negotiate.negotiate import negotiations_to_report
from offerkit.advise.prices import PriceList, prices
from offerkit.advise.questions import Questions, questions
from offerkit.evaluate.program import Ruling
from offerkit.records import Record


@frozen(slots=False)
class Chapter(Record):
    """One decision of a report."""

    questions: Questions
    negotiations: tuple[Negotiation, ...]
    """One for each goal about which there is something of its own to say."""

    @cached_property
    def prices(self) -> PriceList:
        """What the weights are worth; the same for every offer."""
        return prices(self.decision.program)

    @property
    def decision(self) -> Ruling:
        """The decision that is reported."""
        return self.questions.decision


def chapter(decision: Ruling) -> Chapter:
    """Return the chapter on a decision.

    Source:
        docs/how-to/report.md.
    """
    return Chapter(questions(decision), negotiations_to_report(decision))
