"""Results of a negotiation: proposals, each with the changes to ask for."""

from __future__ import annotations

from typing import Any, Final

from attrs import field, frozen

from offerkit.advise.questions import Question
from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.model.offer import known_facts
from offerkit.paths import FactPath
from offerkit.text import Named
from offerkit.values import FactValue

MAX_PROPOSALS: Final = 10
"""Most proposals of the same effort that are listed."""

FORMAT: Final = "offerkit/asks/1"
"""Name of the format of ``Negotiation.to_dict``."""


class NegotiationOutcome(Named):
    """The outcome of a negotiation."""

    NOTHING_TO_ASK = "nothing to ask"
    """The verdict reaches the goal already, whatever the unknown facts are."""
    ASK_FIRST = "ask first"
    """The goal needs good answers to ``first``; with these, ``asks`` are enough, or nothing is
    to be asked for."""
    FOUND = "found"
    """Some changes are enough, and none that take less effort."""
    OUT_OF_REACH = "out of reach"
    """No changes within the limits are enough; ``blockers`` are still in the way."""
    NOT_SETTLED = "not settled"
    """The search ran out of steps; ``asks`` are enough, but cheaper changes may exist."""


@frozen
class RequestedChange:
    """One fact to ask for, and the least demanding value of it that is enough."""

    fact: FactPath
    """The fact to change."""
    present: FactValue
    """Value that is offered now, as far as it is known."""
    wanted: FactValue
    """Value to ask for."""
    effort: int
    """Effort of asking for it, from the criteria."""
    opening: FactValue = field()
    """Value to begin with in a letter: up to a tenth beyond ``wanted``, within the bound, so that
    there is room to meet; ``wanted`` itself of what has no bound in the criteria."""

    @opening.default
    def _as_wanted(self) -> FactValue:
        return self.wanted


@frozen
class Refusal:
    """A value that was asked for and refused, as the offer states it under ``refused``."""

    fact: FactPath
    """The fact that was to be changed."""
    value: FactValue
    """What you asked for."""


@keys("decision.verdict decision.score changes")
@frozen
class Proposal:
    """Changes that together bring the verdict to the goal."""

    changes: tuple[RequestedChange, ...]
    """Changes to ask for, at least one, the greatest effort first."""
    decision: Ruling
    """Decision on the offer with these changes: the proof that they are enough."""

    @property
    def effort(self) -> int:
        """Sum of the efforts of the changes."""
        return sum(change.effort for change in self.changes)


@keys(
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    "decision.verdict decision.possible goal outcome effort asks more",
    Key("blockers", form=STATEMENT),
    "first refused",
    Key("hoped", form=STATEMENT),
    Key("unsearched", form=STATEMENT),
    "steps budget",
    format=FORMAT,
)
@frozen
class Negotiation:
    """The cheapest changes to an offer that make its verdict at least the goal."""

    decision: Ruling
    """Decision on the offer as it is."""
    goal: Verdict
    """Verdict to reach, ``CONSIDER`` or ``ACCEPT``."""
    outcome: NegotiationOutcome
    """Whether changes were found that are enough."""
    asks: tuple[Proposal, ...]
    """Proposals of the least effort, at most 10, in a stable order."""
    more: bool
    """Whether there are more proposals of the same effort."""
    blockers: tuple[Finding, ...]
    """Smallest set of statements still in the way: without them the goal could be reached.

    The verdict is told from the parts for it; where statements share an open fact, fewer may do.
    """
    steps: int
    """Number of steps that the search took."""
    budget: int
    """Number of steps that it was allowed."""
    unsearched: tuple[Finding, ...] = ()
    """Statements that multiply or divide what is negotiable by each other, or by what is open.

    Where they change was not worked out, so a smaller change may be enough.
    """
    first: tuple[Question, ...] = ()
    """Questions to ask before anything is asked for, in order: the goal needs good answers."""
    hoped: tuple[Finding, ...] = ()
    """Open statements that ``first`` is about, which are taken to turn out well."""

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was asked for and refused, so that nothing like it is proposed."""
        said = self.decision.offer.refused
        known = {} if said is None else known_facts(said)
        return tuple(Refusal(FactPath(path), value) for path, value in known.items())

    @property
    def effort(self) -> int | None:
        """Effort of each of the proposals; None if there is none."""
        return self.asks[0].effort if self.asks else None

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the negotiation as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)
