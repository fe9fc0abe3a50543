"""Results of a negotiation: proposals, each with the changes to ask for."""

from __future__ import annotations

import enum
from typing import Any, Final

from attrs import frozen

from offerkit.data import Key, keys, to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.paths import FactPath
from offerkit.values import FactValue

FORMAT: Final = "offerkit/asks/1"
"""The name of the schema of ``Asks.to_dict``."""


class Outcome(enum.Enum):
    """What the search for changes came to."""

    NOTHING_TO_ASK = "nothing to ask"
    """The verdict is at the goal already, whatever the open facts turn out to be."""
    FOUND = "found"
    """There are changes that suffice, and none that cost less."""
    OUT_OF_REACH = "out of reach"
    """No change within the bounds suffices; ``blockers`` stand in the way."""
    NOT_SETTLED = "not settled"
    """The budget was used up before it was certain; ``asks`` suffice, but may not be cheapest."""


@frozen
class Change:
    """One fact to ask for, and the least demanding value of it that suffices."""

    fact: FactPath
    present: FactValue
    """What is offered now, as far as it is known."""
    wanted: FactValue
    cost: int
    """How hard it is to ask for, as the criteria say."""


@keys(Key("verdict", "decision.verdict"), Key("score", "decision.score"), "changes")
@frozen
class Ask:
    """Changes that together bring the verdict to the goal."""

    changes: tuple[Change, ...]
    """At least one, dearest first."""
    decision: Ruling
    """On the offer with these changes made: the proof that they suffice."""

    @property
    def cost(self) -> int:
        """What the changes cost together."""
        return sum(change.cost for change in self.changes)


@keys(
    Key("file", None, doc="Name of the offer, or null."),
    Key("verdict", "decision.verdict"),
    Key("possible", "decision.possible"),
    "goal",
    "outcome",
    "cost",
    "asks",
    "more",
    Key("blockers", form=STATEMENT),
    "steps",
    "budget",
    format=FORMAT,
)
@frozen
class Asks:
    """The cheapest changes to an offer that make its verdict at least the goal."""

    decision: Ruling
    """On the offer as it is."""
    goal: Verdict
    outcome: Outcome
    asks: tuple[Ask, ...]
    """Equally cheap, at most ``MOST_ASKS``; in a stable order."""
    more: bool
    """Whether there are more equally cheap ones."""
    blockers: tuple[Finding, ...]
    """A smallest set of statements without which the goal were within reach; where it is not."""
    steps: int
    """How many steps the search took."""
    budget: int
    """How many it was allowed."""

    @property
    def cost(self) -> int | None:
        """The cost of each of the asks; None if there is none."""
        return self.asks[0].cost if self.asks else None

    def to_dict(self, *, file: str | None = None) -> dict[str, Any]:
        """Return the asks as JSON-ready data; *file* is the name of the offer."""
        return to_dict(self, file=file)
