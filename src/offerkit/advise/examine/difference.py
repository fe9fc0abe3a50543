"""How two sets of criteria decide: alike, or an offer that they decide differently.

The statements of both are put into one system of cells. Statements that both have contribute the
same to both, so only offers are looked for in which the others make a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache, cached_property
from typing import Final

from attrs import evolve, frozen

from offerkit.advise.examine.models import CriteriaDifference, DifferentVerdict, Relation
from offerkit.core import CheckedPreference, CheckedStatement
from offerkit.evaluate.cells.compiling import compiled
from offerkit.evaluate.cells.search import (
    UNSETTLED,
    Answer,
    Box,
    NothingSaid,
    Search,
    hunt,
)
from offerkit.evaluate.cells.settle import Case, Cells, Totals
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.cells.system import Compiled, System
from offerkit.evaluate.cells.witness import smallest
from offerkit.evaluate.facts import World
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import ORDERED, StatementKind, Thresholds
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer
from offerkit.records import Record

MOST_BOXES: Final = 2_000
"""Most boxes of cells to look at for each of the two directions."""
MOST_LOOKS: Final = 100_000
"""Most statements to look at in these boxes."""
MOST_WORKED: Final = 60_000
"""Most of them to work out: of most others it is known what they come to in such a box."""


@frozen(slots=False)
class Pair(Record):
    """Two sets of criteria in one system of cells."""

    programs: tuple[Program, Program]
    cases: tuple[Case, Case]
    search: Search
    changed: tuple[tuple[Compiled, ...], tuple[Compiled, ...]]
    """The statements that bear on the verdict and that the other does not have."""
    world: World
    """The facts of both."""
    totals: Totals | None = None
    """What all statements of both come to, if it is known from before."""

    @classmethod
    def of(cls, old: Program, new: Program) -> Pair:
        """Return two sets of criteria, side by side."""
        system, both = compiled(*((one.world, one.statements) for one in (old, new)))
        own = [new.schema.facts[path] for path in new.schema.own if path not in old.schema.own]
        world = evolve(old.world, schema=old.schema.extended(own))
        return cls.among(Search(system), (old, new), (both[0], both[1]), world)

    @classmethod
    def among(
        cls,
        search: Search,
        programs: tuple[Program, Program],
        both: tuple[Sequence[Compiled], Sequence[Compiled]],
        world: World,
        totals: Totals | None = None,
    ) -> Pair:
        """Return two sets of statements of one system, side by side.

        Args:
            search: Looks for boxes in the system.
            programs: What the statements are of.
            both: The statements.
            world: The facts of both.
            totals: Of all statements of both, if it is known from before and one has all of them.
        """
        bearing = [[it for it in found if it.kind is not StatementKind.CAUTION] for found in both]
        cases = [
            Case(
                Cells(one.world, one.thresholds, search.system, found),
                NothingSaid(one.world, one.world.blank),
                [],
                shares={} if totals is None else totals.case.shares,
            )
            for one, found in zip(programs, bearing, strict=True)
        ]
        changed = _missing(bearing[0], bearing[1]), _missing(bearing[1], bearing[0])
        return cls(programs, (cases[0], cases[1]), search, changed, world, totals)

    @property
    def order(self) -> tuple[int, ...]:
        """The variables to split: those that what is changed reads, then all others."""
        sides = [*self.changed, *(case.cells.statements for case in self.cases)]
        found = dict.fromkeys(at for side in sides for one in side for at in one.reads)
        return tuple(found)

    def lower(
        self, first: int, *, replay: bool = True, budget: list[int] | None = None
    ) -> tuple[Answer, Offer | None]:
        """Return offers that one of the two, 0 or 1, decides lower than the other.

        Args:
            first: Which of them.
            replay: Whether to decide an offer that shows it. Without one it is not settled.
            budget: Most boxes to look at; those that were are taken away.
        """
        one, other = self.cases[first], self.cases[1 - first]
        turns, others = (_turns(case.cells.thresholds) for case in (one, other))
        no_stricter = all(mine <= theirs for mine, theirs in zip(turns, others, strict=True))
        if no_stricter and not any(self.changed):
            return None, None
        # As written: `decline below 0%` declines nothing, but shares have a distance from it.
        alike = one.cells.thresholds == other.cells.thresholds
        found: list[Offer] = []
        system, changed = self.search.system, self.changed
        totals, left_out = self.totals, (*changed[0], *changed[1])
        if totals is None:
            totals, left_out = self._common[1 if alike else 1 - first], ()

        @cache
        def shared(box: Box) -> tuple[Share, int, int]:
            return totals.without(left_out, box)

        def test(box: Box) -> bool | None:
            if alike:
                mine = one.share_of(changed[first], box)
                theirs = other.share_of(changed[1 - first], box)
                if _is_no_lower(mine, theirs):
                    return False
                common, *_ = shared(box)
                low, high = one.cells.ranks_of(one.cells.together((common, mine)))
                least, most = other.cells.ranks_of(other.cells.together((common, theirs)))
            else:
                (low, high), (least, most) = one.in_box(box), other.in_box(box)
            return True if high < least else False if low >= most else None

        def shown(box: Box) -> bool:
            offer = self.witness(box, first) if replay else None
            found.extend([] if offer is None else [offer])
            return offer is not None

        def choose(box: Box) -> int | None:
            return first_open(self._by_weight, system, box)

        is_ruling = all(it.is_barrier for changed in self.changed for it in changed)

        def distance(box: Box) -> tuple[float, ...]:
            # Nothing else may rule the offer out; then what is changed has to tip the score.
            # Between its ends, a preference may add anything: there, verdicts are rarely certain.
            share, open_, vague = shared(box)
            if is_ruling:
                ends = zip(share.low, share.high, strict=True)
                better = -sum(float(low + high) for low, high in ends)
                return not share.survives, open_, vague, better
            mine = one.share_of(changed[first], box)
            theirs = other.share_of(changed[1 - first], box)
            sides = zip(
                share.low, share.high, mine.low, mine.high, theirs.low, theirs.high, strict=False
            )
            # The score of one is to be below a threshold, and that of the other not.
            tipping = min(
                (abs(float(a + b + (c + d + e + f) / 2)) for a, b, c, d, e, f in sides), default=0
            )
            return not share.survives, open_, vague, tipping

        if budget is None:
            size = max(len(case.cells.statements) for case in self.cases)
            budget = [min(MOST_BOXES, MOST_LOOKS // max(size, 1))]
        most = MOST_WORKED + sum(case.worked for case in self.cases)
        answer = hunt(
            self.search,
            test,
            shown,
            choose,
            distance,
            budget,
            lambda: sum(case.worked for case in self.cases) > most,
        )
        if replay and isinstance(answer, tuple) and not found and not shown(answer):
            answer = UNSETTLED
        return answer, found[0] if found else None

    @cached_property
    def _common(self) -> tuple[Totals, Totals]:
        """What the statements that both have come to, by the thresholds of either."""
        one, other = (
            Totals(case, [it for it in case.cells.statements if it not in own])
            for case, own in zip(self.cases, map(set, self.changed), strict=True)
        )
        return one, other

    @cached_property
    def _by_weight(self) -> list[tuple[Case, Compiled]]:
        """All statements, with the side that they are on: what is changed first, then by weight."""
        both = list(zip(self.cases, self.changed, strict=True))
        first = [(case, one) for case, changed in both for one in changed]
        rest = [(case, one) for case in self.cases[:1] for one in case.cells.statements]
        return [*first, *sorted(rest, key=lambda pair: (pair[1].weight > 0, -pair[1].weight))]

    def witness(self, box: Box, first: int) -> Offer | None:
        """Return a smallest offer in a box that one decides lower than the other."""
        before, after = self.programs[first], self.programs[1 - first]

        def shows(offer: Offer) -> bool:
            verdict, *others = before.decide(offer).by_parts
            if others:
                return False
            better, *others = after.decide(offer).by_parts
            return not others and ORDERED.index(verdict) < ORDERED.index(better)

        return shown_by(self.search, self.world, box, self.order, shows, before.offer_type)


def first_open(statements: Iterable[tuple[Case, Compiled]], system: System, box: Box) -> int | None:
    """Return a variable to split of the first statement that comes to several things in a box."""
    whole = set[int]()
    for case, statement in statements:
        if whole.issuperset(statement.reads) or case.share_in(statement, box).is_certain:
            continue
        for at in statement.reads:
            if at not in whole and sum(1 for of in system.classes[at] if of & box[at]) > 1:
                return at
            whole.add(at)
    return None


def _is_no_lower(one: Share, other: Share) -> bool:
    """Return whether what is added to the same makes no lower verdict of one than of the other."""
    if not other.survives:
        return True
    counts = not one.may_lack or not any(other.counted)
    pairs = zip(one.low, other.high, strict=True)
    return not one.declines and counts and all(low >= high for low, high in pairs)


def _turns(thresholds: Thresholds) -> tuple[Fraction, Fraction]:
    """Return the thresholds; without one, a score on the same side of which is every offer."""
    below, accept = thresholds.decline_below, thresholds.accept_at
    return Fraction(0) if below is None else below, Fraction(2) if accept is None else accept


def shown_by(
    search: Search,
    world: World,
    box: Box,
    order: Sequence[int],
    shows: Callable[[Offer], bool],
    offer_type: type[Offer],
) -> Offer | None:
    """Return a smallest offer in a box that shows something: first with what the box says alone."""
    narrowed = frozenset(at for at, bits in enumerate(box) if bits != search.whole[at])
    for read in dict.fromkeys((narrowed, narrowed.union(order))):
        offer = smallest(world, search.system, box, read, shows, offer_type)
        if offer is not None:
            return offer
    return None


def _key(one: Compiled) -> tuple[object, ...]:
    """Return what a statement says: two with the same key contribute the same."""
    loose = None
    if isinstance(one.statement, CheckedPreference) and one.graded is None:
        loose = (one.statement.subject, one.statement.worst, one.statement.best)
    return one.kind, one.node, one.graded, one.weight, loose


def _missing(found: Iterable[Compiled], others: Iterable[Compiled]) -> tuple[Compiled, ...]:
    """Return the statements that are not among others."""
    left, missing = Counter(map(_key, others)), list[Compiled]()
    for one in found:
        key = _key(one)
        if not left[key]:
            missing.append(one)
        elif not one.is_barrier:
            # What is weighed counts as often as it is said; what rules out does so once.
            left[key] -= 1
    return tuple(missing)


def difference(old: Program, new: Program) -> CriteriaDifference:
    """Return how other criteria decide, compared with these."""
    pair = Pair.of(old, new)
    (stricter, lower), (laxer, higher) = pair.lower(1), pair.lower(0)
    differences = tuple(_different(pair, offer) for offer in (lower, higher) if offer is not None)
    if UNSETTLED in (stricter, laxer) and len(differences) < 2:
        relation = Relation.NOT_SETTLED
    else:
        relation = _RELATIONS[lower is not None, higher is not None]
    return CriteriaDifference(old.checked.name, new.checked.name, relation, differences)


_RELATIONS: Final = {
    (False, False): Relation.EQUIVALENT,
    (True, False): Relation.STRICTER,
    (False, True): Relation.LAXER,
    (True, True): Relation.INCOMPARABLE,
}


def _different(pair: Pair, offer: Offer) -> DifferentVerdict:
    before, after = (program.decide(offer) for program in pair.programs)
    because: list[Finding] = []
    for program, decision, changed in zip(
        pair.programs, (before, after), pair.changed, strict=True
    ):
        mine: set[CheckedStatement] = {one.statement for one in changed}
        for statement, finding in zip(program.statements, decision.findings, strict=True):
            counts = finding.weight > 0 or decision.rules_out(finding) is not Kleene.FALSE
            if statement in mine and counts:
                because.append(finding)
    return DifferentVerdict(before.verdict, after.verdict, offer, tuple(because))
