"""Thresholds that no offer comes to, and how near to them an offer comes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from offerkit.advise.examine.difference import first_open, shown_by
from offerkit.evaluate.cells.search import Box, NothingSaid, Search, hunt
from offerkit.evaluate.cells.settle import BUDGET, Case, Cells
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.cells.system import Compiled
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import Thresholds, Verdict
from offerkit.model.offer import Offer
from offerkit.records import Record
from offerkit.syntax.nodes import Threshold, ThresholdKind

_ALL: Final = 100
"""Percent of the score."""


@frozen
class Goal(Record):
    """A threshold of criteria, and whether an offer comes to its side of it."""

    program: Program
    search: Search
    statement: Threshold
    barred: Sequence[Compiled]
    """The dealbreakers."""
    weighed: Sequence[Compiled]
    budget: int = BUDGET
    """Most combinations of cells."""

    @property
    def is_accept(self) -> bool:
        """Whether a score is to be at least the threshold; otherwise it is to be below it."""
        return self.statement.kind is ThresholdKind.ACCEPT

    @property
    def percent(self) -> Decimal | None:
        """The threshold of the criteria, in percent."""
        checked = self.program.checked
        return checked.accept_at if self.is_accept else checked.decline_below

    def _case(self, percent: Decimal | int, barred: Sequence[Compiled]) -> Case:
        turn = Fraction(percent) / _ALL
        thresholds = Thresholds(None, turn) if self.is_accept else Thresholds(turn, None)
        world = self.program.world
        cells = Cells(world, thresholds, self.search.system, [*barred, *self.weighed], self.budget)
        return Case(cells, NothingSaid(world, world.blank), list(self.search.whole))

    def is_reached(self, percent: Decimal | int, barred: Sequence[Compiled]) -> bool:
        """Return whether an offer that some dealbreakers do not rule out may come there."""
        case = self._case(percent, barred)
        return self._reaches(case.of(case.cells.statements)[0])

    def _reaches(self, share: Share) -> bool:
        if not share.survives:
            return False
        [low], [high], [counted] = share.low, share.high, share.counted
        return (high > 0 or (high == 0 and counted)) if self.is_accept else low < 0

    def nearest(self) -> int | None:
        """Return the whole percentage nearest to the threshold that an offer comes to, 0 to 101.

        That an offer falls below 101% says only that it has a score. None if none has one.
        """
        assert self.percent is not None
        low, high = (0, int(self.percent)) if self.is_accept else (int(self.percent), _ALL + 1)
        if not self.is_reached(low if self.is_accept else high, self.barred):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            if self.is_reached(middle, self.barred) == self.is_accept:
                low = middle
            else:
                high = middle
        return low if self.is_accept else high

    def may_be(self, percent: int) -> bool:
        """Return whether the threshold may be a percentage, beside the other one."""
        below, accept = self.program.checked.decline_below, self.program.checked.accept_at
        if self.is_accept:
            return below is None or percent >= below
        return percent <= (_ALL if accept is None else accept)

    def shown(self, percent: int, budget: list[int]) -> Offer | None:
        """Return a smallest offer that comes to a percentage and is not ruled out, if one is.

        Args:
            percent: Of the score.
            budget: Most boxes to look at; those that were are taken away.
        """
        case, search = self._case(percent, self.barred), self.search
        statements = case.cells.statements

        def test(box: Box) -> bool | None:
            share = case.share_of(statements, box)
            if not self._reaches(share):
                return False
            [low], [high] = share.low, share.high
            surely = low >= 0 and not share.may_lack if self.is_accept else high < 0
            return True if surely and not share.declines else None

        def distance(box: Box) -> tuple[float, ...]:
            share = case.share_of(statements, box)
            open_ = sum(case.share_in(one, box).declines for one in self.barred)
            [score] = share.high if self.is_accept else share.low
            return not share.survives, open_, float(-score if self.is_accept else score)

        def shows(offer: Offer) -> bool:
            at_goal, without = (one.decide(offer).by_parts for one in programs)
            return at_goal == (wanted,) and without == (Verdict.CONSIDER,)

        checked = self.program.checked
        wanted = Verdict.ACCEPT if self.is_accept else Verdict.DECLINE
        bare = evolve(checked, accept_at=None, decline_below=None)
        turn = Decimal(percent)
        ends = (None, turn) if self.is_accept else (turn, None)
        there = evolve(checked, decline_below=ends[0], accept_at=ends[1])
        programs = [evolve(self.program, checked=one) for one in (there, bare)]
        order = tuple(dict.fromkeys(at for one in statements for at in one.reads))
        pairs = [(case, one) for one in statements]
        found: list[Offer] = []

        def shown(box: Box) -> bool:
            offer = shown_by(search, self.program.world, box, order, shows, self.program.offer_type)
            found.extend([] if offer is None else [offer])
            return offer is not None

        answer = hunt(
            search,
            test,
            shown,
            lambda box: first_open(pairs, search.system, box),
            distance,
            budget,
        )
        if isinstance(answer, tuple) and not found:
            shown(answer)
        return found[0] if found else None
