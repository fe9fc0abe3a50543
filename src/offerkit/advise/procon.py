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

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from math import lcm, prod
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from offerkit.data import Data, Key, fraction_text, keys, shape, to_data, to_dict
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange
from offerkit.kleene import Kleene
from offerkit.records import Record
from offerkit.text import fold

FORMAT: Final = "offerkit/procon/1"
"""The name of the schema of ``ProCon.to_dict``."""

MOST_STATES: Final = 1 << 15
"""Most ways to choose from the reasons of a sheet for which the largest set of strikes is found.

15 reasons of different weights have as many; of reasons of equal weight there may be more.
"""
_WINDOW: Final = 1 << 12
"""Most ways to choose from the reasons that are looked at together on a larger sheet."""
_MOST_WINDOWS: Final = 25


@keys("kind label weight share", Key("place", "finding.span"))
@frozen
class Reason(Record):
    """What one statement says for or against the offer."""

    finding: Finding = field(eq=False, repr=False)
    """The finding of the statement."""
    label: str
    """Label of the statement."""
    kind: StatementKind
    """Kind of statement."""
    weight: Fraction
    """What it counts on its side: all of the statement's weight, or a preference's share of it."""
    share: UnitRange | None = None
    """Of a preference: how far it is met."""


@keys("kind label pro con", Key("place", "finding.span"))
@frozen
class OpenReason(Record):
    """What a statement may still add to either side."""

    finding: Finding = field(eq=False, repr=False)
    """The finding of the statement."""
    label: str
    """Label of the statement."""
    kind: StatementKind
    """Kind of statement."""
    pro: Fraction
    """At most so much for the offer."""
    con: Fraction
    """At most so much against it; of a preference as much as for it, either or."""


@frozen
class Strike(Record):
    """Reasons of equal weight, struck out against each other."""

    pros: tuple[Reason, ...]
    """Reasons for the offer."""
    cons: tuple[Reason, ...]
    """At least one on each side; the sums of weights are equal, and those of no parts of them."""


@frozen
class Balance(Record):
    """How much more speaks for than against: what is settled, and within what it may end up."""

    settled: Fraction
    """Weight that certainly speaks for the offer, less what certainly speaks against it."""
    low: Fraction
    """The least that it may come to, once all is known."""
    high: Fraction
    """The most that it may come to."""


@frozen
class Cancelled(Record):
    """What is left of pros and cons once equals have been struck out against each other."""

    strikes: tuple[Strike, ...]
    """In order."""
    pros: tuple[Reason, ...]
    """What remains of the pros."""
    cons: tuple[Reason, ...]
    """What remains."""
    is_complete: bool
    """Whether there is no larger set of strikes, and nothing that remains is equal.

    False if reasons were left out of the search, because there are too many of different weights.
    """


def _balance(found: ProCon) -> Data:
    return {**to_data(found.balance), "text": found.sentence}


_IDLE: Final = shape("kind label", Key("weight", form=fraction_text), Key("place", "span"))


@keys(
    Key("file", None, doc="Name of the offer, or null.", gives="str | None"),
    Key("criteria", "decision.program.checked.name"),
    "decision.verdict",
    Key(
        "ruled_out",
        "decision",
        lambda decision: [finding.label for finding in decision.ruled_out_by],
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
class ProCon(Record):
    """What speaks for and against an offer, each by its weight."""

    decision: Ruling
    """The decision whose reasons are weighed."""
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

        The strikes are as many as possible; of sets of as many strikes, one that strikes out the
        most reasons besides those of one against one, and of these one with the heaviest. One
        against one never costs a strike: it comes first, the weightiest first. Then come the
        others, the fewest reasons first, and of these the greatest sum. The order of the statements
        does not matter; reasons of one weight are taken in the order of their labels.

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

    def has(self, weight: int) -> bool:
        """Whether there is a reason of this weight."""
        return bool(self.left.get(weight))

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
    """Strike out equals on both sides of the sheet; see ``ProCon.cancelled``."""
    unit = lcm(*(reason.weight.denominator for reason in (*found.pros, *found.cons)))
    pros, cons = _Side(found.pros, unit), _Side(found.cons, unit)
    strikes: list[Strike] = []
    # One against one first: in a largest set of strikes, what is struck out against two equals can
    # be joined, so that the equals are struck out against each other.
    for weight in pros.weights:
        while pros.has(weight) and cons.has(weight):
            strikes.append(Strike(pros.take(weight), cons.take(weight)))
    left = [(weight, len(pros.left[weight])) for weight in pros.weights]
    left += [(-weight, len(cons.left[weight])) for weight in cons.weights]
    left.sort(key=lambda one: -abs(one[0]))
    is_complete = prod(count + 1 for _, count in left) <= MOST_STATES
    others: list[Strike] = []
    for window in [left] if is_complete else _windows(left):
        for group in _groups(window):
            sides = ([w for w in group if w > 0], [-w for w in group if w < 0])
            others.append(Strike(pros.take(*sides[0]), cons.take(*sides[1])))
    others.sort(key=lambda one: (len(one.pros) + len(one.cons), -_sum(one.pros)))
    return Cancelled((*strikes, *others), pros.remains, cons.remains, is_complete)


_Counted: TypeAlias = tuple[int, int]
"""A weight, of a con below 0, and how many reasons have it."""


def _windows(left: Sequence[_Counted]) -> Iterator[list[_Counted]]:
    """Yield reasons that are few enough to be looked at together, the weightiest first."""
    window, states = list[_Counted](), 1
    windows = 0
    for weight, count in left:
        room = _WINDOW // states - 1
        if room < 1:
            yield window
            window, states, windows = [], 1, windows + 1
            room = _WINDOW - 1
        if windows == _MOST_WINDOWS:
            return
        window.append((weight, min(count, room)))
        states *= min(count, room) + 1
    yield window


def _groups(counted: Sequence[_Counted]) -> list[list[int]]:
    """Return as many groups of weights as possible that each add up to 0.

    Of as many groups, those with the most weights, and of these those with the heaviest. A way to
    choose from the weights is a number: for each weight, how many of it, in a place of its own. The
    most groups that a way falls into, in any order, are those of a way with one weight less, and
    one more if it adds up to 0.
    """
    steps = [1] * len(counted)
    for at in range(len(counted) - 1, 0, -1):
        steps[at - 1] = steps[at] * (counted[at][1] + 1)
    places = [
        (weight, count + 1, step) for (weight, count), step in zip(counted, steps, strict=True)
    ]
    states = steps[0] * (counted[0][1] + 1) if counted else 1
    sums, sizes, most = [0] * states, [0] * states, [0] * states
    best = (0, 0, 0)
    for state in range(1, states):
        groups = before = weight = 0
        for one, base, step in places:
            if state // step % base and (not before or most[state - step] >= groups):
                groups, before, weight = most[state - step], step, one
        sums[state] = sums[state - before] + weight
        sizes[state] = sizes[state - before] + 1
        most[state] = groups
        if not sums[state]:
            most[state] += 1
            best = max(best, (most[state], sizes[state], state))
    found: list[list[int]] = []
    state = best[2]
    while state:
        if not sums[state]:
            found.append([])
        wanted = most[state] - (not sums[state])
        weight, step = next(
            (weight, step)
            for weight, base, step in places
            if state // step % base and most[state - step] == wanted
        )
        found[-1].append(weight)
        state -= step
    return found
