"""What comes of examining criteria."""

from __future__ import annotations

from typing import Any, Final

from attrs import frozen

from offerkit.data import Data, Key, keys, to_dict, value_to_dict
from offerkit.evaluate.findings import STATEMENT, Finding
from offerkit.evaluate.verdict import StatementKind, Verdict
from offerkit.model.fields import facts_of
from offerkit.model.offer import Offer, known_facts
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.span import Span
from offerkit.text import Named
from offerkit.values import FactValue


class RemarkKind(Named):
    """What may be wrong with criteria."""

    NEVER = "never"
    """A condition that no offer makes true."""
    ALWAYS = "always"
    """A condition that every offer makes true."""
    SHADOWED = "shadowed"
    """A rule that holds only where another one does: it is never the only reason.

    A reason for leaving that is left as it is only where another one is, or a dealbreaker holds.
    """
    SAME = "same"
    """A rule that holds exactly where another one does."""
    NO_OFFER = "no_offer"
    """Dealbreakers of which every offer meets one."""
    OUT_OF_REACH = "out_of_reach"
    """A threshold that no offer reaches that is not ruled out."""
    NO_EFFECT = "no_effect"
    """A weight without which no verdict would be another."""
    NOT_FIXABLE = "not_fixable"
    """A reason for leaving that no counter-offer addresses that is not ruled out."""
    NO_HELP = "no_help"
    """Something negotiable whose bound reaches nothing that makes a difference."""
    IDLE_FACT = "idle_fact"
    """A fact of which the answer decides nothing."""


def _stated(offer: Offer) -> list[Data]:
    plain = type(offer)().offer
    found: dict[str, FactValue] = {
        f"offer.{name}": value
        for name in facts_of(type(offer.offer))
        if (value := getattr(offer.offer, name)) != getattr(plain, name)
    }
    found |= known_facts(offer)
    for view, seen in (("promised", offer.promised), ("current", offer.current)):
        if isinstance(seen, Offer):
            found |= {f"{view}.{path}": value for path, value in known_facts(seen).items()}
        elif seen is not None:
            found[view] = seen
    return [{"fact": path, "value": value_to_dict(value)} for path, value in found.items()]


WITNESS: Final = Key(
    "offer",
    "witness",
    _stated,
    doc="What it states: each ``fact`` and its ``value``. Null if there is none.",
    gives=[{"fact": "str", "value": "FactValue"}],
)


@keys("kind subject", Key("place", "span"), "others", WITNESS)
@frozen
class Remark(Record):
    """Something about criteria that is probably not meant."""

    kind: RemarkKind
    """What may be wrong."""
    subject: str
    """Keyword and label of the statement, or what it is about."""
    span: Span
    """Place of the statement in the criteria."""
    others: tuple[str, ...] = ()
    """What makes it so: other statements, or parts of the condition in backticks.

    A smallest set of them: without one, it would not be so. Empty if the statement alone does.
    """
    witness: Offer | None = None
    """An offer that shows it, with as few facts as possible; None where there is none to show.

    Of a rule that is never the only reason, one where both hold. Of a threshold out of reach, one
    with a score nearest to it. Of a weight without effect, one where it counts.
    """


ANALYSIS: Final = "offerkit/analysis/1"
"""Name of the format of ``Analysis.to_dict``."""


@keys(Key("criteria", "name"), "remarks unsettled", format=ANALYSIS)
@frozen
class Analysis(Record):
    """What was found in criteria, whatever the offer."""

    name: str
    """Name of the criteria."""
    remarks: tuple[Remark, ...]
    """By kind, then in the order of the file."""
    unsettled: tuple[str, ...]
    """What was not settled within the budget, or rests on comparisons that cells do not tell."""

    def to_dict(self) -> dict[str, Any]:
        """Return the analysis as JSON-ready data."""
        return to_dict(self)


class Relation(Named):
    """How two files decide, the second compared with the first."""

    EQUIVALENT = "equivalent"
    """Every offer alike."""
    STRICTER = "stricter"
    """Some offers lower, none higher."""
    LAXER = "laxer"
    """Some offers higher, none lower."""
    INCOMPARABLE = "incomparable"
    """Some offers lower and some higher."""
    NOT_SETTLED = "not_settled"
    """It was not settled within the budget."""


@keys("before after", WITNESS, Key("because", form=STATEMENT))
@frozen
class DifferentVerdict(Record):
    """An offer that two files decide differently."""

    before: Verdict
    """Verdict of these criteria."""
    after: Verdict
    """Verdict of the others."""
    witness: Offer
    """With as few facts as possible."""
    because: tuple[Finding, ...]
    """What only one of the two has, and rules out or counts: of the first, then of the other."""


DIFFERENCE: Final = "offerkit/difference/1"
"""Name of the format of ``Difference.to_dict``."""


@keys("old new relation differences", format=DIFFERENCE)
@frozen
class CriteriaDifference(Record):
    """How other criteria decide, compared with these."""

    old: str
    """Name of these criteria."""
    new: str
    """Name of the others."""
    relation: Relation
    """How the others decide, compared with these."""
    differences: tuple[DifferentVerdict, ...]
    """An offer that the others decide lower, and one that they decide higher, if there are."""

    def to_dict(self) -> dict[str, Any]:
        """Return the difference as JSON-ready data."""
        return to_dict(self)


@keys("kind label", Key("place", "span"), "held open decided")
@frozen
class Covered(Record):
    """How often a statement held."""

    kind: StatementKind
    """Kind of statement."""
    label: str
    """Label of the statement."""
    span: Span
    """Place of the statement in the criteria."""
    held: int
    """Offers of which its condition is true, or its grade above 0."""
    open: int
    """Offers of which that is open."""
    decided: int
    """Offers that it rules out."""


COVERAGE: Final = "offerkit/coverage/1"
"""Name of the format of ``Coverage.to_dict``."""


@frozen
class VerdictShare(Record):
    """How many offers came to a verdict."""

    verdict: Verdict
    """The verdict."""
    count: int
    """Number of offers that came to it."""


@frozen
class OpenCount(Record):
    """How many offers without a verdict wait for an open fact."""

    fact: FactPath
    """The open fact."""
    count: int
    """Offers without a verdict of which it leaves a statement open that bears on the verdict."""


@keys(Key("criteria", "name"), "count verdicts statements open", format=COVERAGE)
@frozen
class Coverage(Record):
    """What criteria said of some offers."""

    name: str
    """Name of the criteria."""
    count: int
    """Number of offers."""
    verdicts: tuple[VerdictShare, ...]
    """Verdicts, from low to high, and find out."""
    statements: tuple[Covered, ...]
    """In the order of the file."""
    open: tuple[OpenCount, ...]
    """Facts that leave verdicts open, those of the most offers first."""

    def to_dict(self) -> dict[str, Any]:
        """Return the coverage as JSON-ready data."""
        return to_dict(self)
