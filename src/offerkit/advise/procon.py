"""The pros and cons of a decision in two columns, and Franklin's way of weighing them.

Source:
    Benjamin Franklin to Joseph Priestley, 19 September 1772: he divides a sheet into two columns,
    writes down the reasons pro and con, and estimates their weights; "and where I find two, one
    on each side, that seem equal, I strike them both out. If I find a reason pro equal to some
    two reasons con, I strike out the three. If I judge some two reasons con, equal to some three
    reasons pro, I strike out the five; and thus proceeding I find at length where the balance
    lies." He calls it moral or prudential algebra.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations_with_replacement
from math import lcm
from typing import Any, Final

from attrs import field, frozen

from offerkit.data import Data, Key, fraction_text, keys, shape, to_data, to_dict
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.text import fold

FORMAT: Final = "offerkit/procon/1"
"""The name of the schema of ``ProCon.to_dict``."""

MOST_WEIGHTS: Final = 60
"""Among how many different weights of a side, the greatest, two against three are looked for."""


@keys("kind label weight share", Key("place", "finding.span"))
@frozen
class Reason:
    """What one statement says for or against the offer."""

    finding: Finding = field(eq=False, repr=False)
    label: str
    kind: StatementKind
    weight: Fraction
    """What it counts on its side: all of the statement's weight, or a preference's share of it."""
    share: UnitRange | None = None
    """Of a preference: how far it is met."""


@keys("kind label pro con", Key("place", "finding.span"))
@frozen
class OpenReason:
    """What a statement may still add to either side."""

    finding: Finding = field(eq=False, repr=False)
    label: str
    kind: StatementKind
    pro: Fraction
    """At most so much for the offer."""
    con: Fraction
    """At most so much against it; of a preference as much as for it, either or."""


@frozen
class Strike:
    """Reasons of equal weight, struck out against each other."""

    pros: tuple[Reason, ...]
    cons: tuple[Reason, ...]
    """One against one, one against two, or two against three; the sums of weights are equal."""


@frozen
class Balance:
    """How much more speaks for than against: what is settled, and within what it may end up."""

    settled: Fraction
    low: Fraction
    high: Fraction


@frozen
class Cancelled:
    """What is left of pros and cons once equals have been struck out against each other."""

    strikes: tuple[Strike, ...]
    """In order."""
    pros: tuple[Reason, ...]
    cons: tuple[Reason, ...]
    """What remains."""
    is_complete: bool
    """Whether no one is equal to one or two, and no two to three, of what remains on the other
    side: false where a side has more than ``MOST_WEIGHTS`` different weights."""


def _balance(found: ProCon) -> Data:
    return {**to_data(found.balance), "text": found.sentence}


_IDLE: Final = shape("kind label", Key("weight", form=fraction_text), Key("place", "span"))


@keys(
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    Key("criteria", "decision.program.checked.name"),
    "decision.verdict",
    Key(
        "ruled_out",
        "decision.ruled_out_by",
        lambda against: [finding.label for finding in against],
        doc="Labels of the statements that rule the offer out, whatever the list says.",
        gives=["str"],
    ),
    "pros cons open",
    Key("idle", form=_IDLE),
    Key("not_applying", form=_IDLE),
    Key(
        "balance",
        "",
        _balance,
        doc="The sum of the pros less that of the cons: what is ``settled``, the ``low`` and "
        "``high`` end of what is possible, and a sentence as ``text``.",
        gives={"settled": "str", "low": "str", "high": "str", "text": "str"},
    ),
    "cancelled",
    format=FORMAT,
)
@frozen
class ProCon:
    """What speaks for and against an offer, each by its weight."""

    decision: Ruling
    pros: tuple[Reason, ...]
    """Pros that hold, and preferences by how far they are met; the weightiest first."""
    cons: tuple[Reason, ...]
    """Cons that hold, and preferences by how far they are not met; the weightiest first."""
    open: tuple[OpenReason, ...]
    """What is not known."""
    idle: tuple[Finding, ...]
    """Pros and cons that do not hold: they count on neither side."""
    not_applying: tuple[Finding, ...]
    """Weighed statements that do not apply to this offer: they count on neither side."""
    sentence: str = field(default="", eq=False, repr=False)
    """The balance in a sentence."""

    @property
    def balance(self) -> Balance:
        """The sum of the pros less that of the cons; what is open widens it."""
        settled = _sum(self.pros) - _sum(self.cons)
        low = settled - sum((reason.con for reason in self.open), Fraction(0))
        high = settled + sum((reason.pro for reason in self.open), Fraction(0))
        return Balance(settled, low, high)

    @cached_property
    def cancelled(self) -> Cancelled:
        """What remains once pros and cons of equal weight are struck out: Franklin's algebra.

        First one against one, then one against two, then two against three; the order of the
        statements does not matter. One against one: the weightiest first. One against two: for
        each single reason, the weightiest first, the pair with the weightiest of all in it. Two
        against three: for each pair, that of the greatest sum first (and of those the one with
        the weightiest reason, and a pair of pros before one of cons), the three with the
        weightiest of all, and then the next weightiest. Reasons of one weight are taken in the
        order of their labels.

        Source:
            Franklin's letter, as above.
        """
        return _cancelled(self)

    def to_dict(self, *, cancel: bool = True, file: str | None = None) -> dict[str, Any]:
        """Return the list as JSON-ready data; *file* is the name of the offer.

        Without *cancel* the key ``cancelled`` is null.
        """
        given: dict[str, None] = {} if cancel else {"cancelled": None}
        return to_dict(self, file=file, **given)


def procon(decision: Ruling) -> ProCon:
    """Return what speaks for and against the offer, by weight.

    A pro that holds counts for the offer with its weight, a con that holds against it. One that
    does not hold counts on neither side: that it is not far to work is no reason against an
    offer that would pay for the way. A preference is split: met by 60%, six tenths of its weight
    are for the offer and four tenths against it. While a condition or a grade is unknown, what
    it may add is open. What does not apply counts on neither side. Dealbreakers and cautions have
    no weight, and are not in the list.

    Source:
        docs/how-to/procon.md.
    """
    pros: list[Reason] = []
    cons: list[Reason] = []
    open_: list[OpenReason] = []
    idle: list[Finding] = []
    not_applying: list[Finding] = []
    for finding in decision.findings:
        label, kind, weight, nothing = finding.label, finding.kind, finding.weight, Fraction(0)
        grade = finding.value
        if weight and finding.truth is Kleene.DOES_NOT_APPLY:
            not_applying.append(finding)
        elif kind is StatementKind.PREFER:
            assert grade is not None
            if finding.may_be.applies is Kleene.UNKNOWN:
                # It may add what it is met by, or what it is not, or nothing at all.
                sides = grade.high * weight, (1 - grade.low) * weight
                open_.append(OpenReason(finding, label, kind, *sides))
                continue
            if grade.low:
                pros.append(Reason(finding, label, kind, grade.low * weight, grade))
            if grade.high < 1:
                cons.append(Reason(finding, label, kind, (1 - grade.high) * weight, grade))
            unsure = (grade.high - grade.low) * weight
            if unsure:
                open_.append(OpenReason(finding, label, kind, unsure, unsure))
        elif kind in {StatementKind.PRO, StatementKind.CON}:
            is_pro, most = kind is StatementKind.PRO, Fraction(weight)
            match finding.truth:
                case Kleene.TRUE:
                    (pros if is_pro else cons).append(Reason(finding, label, kind, most))
                case Kleene.UNKNOWN:
                    sides = (most, nothing) if is_pro else (nothing, most)
                    open_.append(OpenReason(finding, label, kind, *sides))
                case Kleene.FALSE:
                    idle.append(finding)
    return ProCon(
        decision,
        tuple(sorted(pros, key=_order)),
        tuple(sorted(cons, key=_order)),
        tuple(sorted(open_, key=_order)),
        tuple(sorted(idle, key=_order)),
        tuple(sorted(not_applying, key=_order)),
    )


def _order(reason: Reason | OpenReason | Finding) -> tuple[Fraction, str, str, str]:
    """Return what reasons are sorted by: the weightiest first, and then by their labels."""
    if isinstance(reason, OpenReason):
        weight = max(reason.pro, reason.con)
    else:
        weight = Fraction(reason.weight)
    return -weight, fold(reason.label), reason.label, reason.kind.value


def _sum(reasons: Iterable[Reason]) -> Fraction:
    return sum((reason.weight for reason in reasons), Fraction(0))


# --- striking out --------------------------------------------------------------------------------


class _Side:
    """The reasons of one side that are left, by weight; weights are whole numbers here."""

    def __init__(self, reasons: Sequence[Reason], unit: int) -> None:
        self.left: dict[int, list[Reason]] = {}
        # Sorted they are, so that the weights of the dictionary fall, and labels rise.
        for reason in reasons:
            self.left.setdefault(int(reason.weight * unit), []).append(reason)

    def has(self, *weights: int) -> bool:
        """Whether there are reasons of these weights, as many of one as it is named."""
        return all(len(self.left.get(w, ())) >= weights.count(w) for w in weights)

    def take(self, *weights: int) -> tuple[Reason, ...]:
        """Strike out a reason of each weight, and return them."""
        return tuple(self.left[weight].pop(0) for weight in weights)

    @property
    def weights(self) -> list[int]:
        """The weights that are left, falling."""
        return [weight for weight, reasons in self.left.items() if reasons]

    @property
    def remains(self) -> tuple[Reason, ...]:
        """What is left, the weightiest first."""
        return tuple(reason for reasons in self.left.values() for reason in reasons)


def _cancelled(found: ProCon) -> Cancelled:
    """Strike out equals on both sides of the sheet.

    Striking out never makes anything equal that was not before, so that each of the three steps
    is taken once, in order.
    """
    unit = lcm(*(reason.weight.denominator for reason in (*found.pros, *found.cons)))
    pros, cons = _Side(found.pros, unit), _Side(found.cons, unit)
    strikes: list[Strike] = []

    def strike(side: _Side, mine: Sequence[int], other: Sequence[int]) -> None:
        taken, against = side.take(*mine), (cons if side is pros else pros).take(*other)
        strikes.append(Strike(taken, against) if side is pros else Strike(against, taken))

    for weight in pros.weights:
        while pros.has(weight) and cons.has(weight):
            strike(pros, (weight,), (weight,))

    # No weight is on both sides any more, so that this is one order.
    both = ((pros, cons), (cons, pros))
    singles = [(weight, *sides) for sides in both for weight in sides[0].weights]
    for weight, mine, other in sorted(singles, key=lambda single: -single[0]):
        while mine.has(weight) and (pair := _pair(weight, other)):
            strike(mine, (weight,), pair)

    threes = []
    for at, (mine, other) in enumerate(both):
        by_sum = _by_sum(other)
        pairs = combinations_with_replacement(mine.weights[:MOST_WEIGHTS], 2)
        equal = ((pair, by_sum[sum(pair)]) for pair in pairs if sum(pair) in by_sum)
        threes += [((-sum(pair), -pair[0], at), pair, equals) for pair, equals in equal]
    is_complete = all(len(side.weights) <= MOST_WEIGHTS for side in (pros, cons))
    for (_, _, at), pair, equals in sorted(threes, key=lambda one: one[0]):
        mine, other = both[at]
        for three in equals:
            while mine.has(*pair) and other.has(*three):
                strike(mine, pair, three)
    return Cancelled(tuple(strikes), pros.remains, cons.remains, is_complete)


def _pair(weight: int, side: _Side) -> tuple[int, int] | None:
    """Return two weights of a side that make *weight* together, the greatest first."""
    for first in side.weights:
        if first < weight and 2 * first >= weight and side.has(first, weight - first):
            return first, weight - first
    return None


def _by_sum(side: _Side) -> Mapping[int, list[tuple[int, ...]]]:
    """Return the threes of a side by their sums, those with the greatest weights first."""
    found: dict[int, list[tuple[int, ...]]] = {}
    for three in combinations_with_replacement(side.weights[:MOST_WEIGHTS], 3):
        if side.has(*three):
            found.setdefault(sum(three), []).append(three)
    return found
