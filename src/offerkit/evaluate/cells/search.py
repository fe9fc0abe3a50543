"""A search among the cells of all offers: is there one of which some conditions hold?

What it finds is a box: cells of some facts, of which every choice does. If there is none, there is
no such offer. The work is counted in steps, never in time: the answer is the same everywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Final, TypeAlias

from attrs import define, field, frozen

from offerkit.evaluate.cells.settle import narrowed
from offerkit.evaluate.cells.system import System
from offerkit.evaluate.cells.variables import Loose
from offerkit.evaluate.facts import Facts
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue

STEPS: Final = 2_000
"""Most boxes to look at for one question."""


_TRIES: Final = 20
"""Most boxes in which no offer was found that shows what was looked for."""


class Unsettled(Enum):
    """The answer to a question whose budget is used up."""

    UNSETTLED = "not settled"


UNSETTLED: Final = Unsettled.UNSETTLED
Box: TypeAlias = tuple[int, ...]
"""For each variable the cells left, as bits."""
Answer: TypeAlias = Box | Unsettled | None
"""A box; None if there is none, or that it was not settled."""


class NothingSaid(Facts):
    """The facts of any offer: nothing is stated, nothing assumed, and nothing taken for granted."""

    def stated(self, fact: FactPath) -> FactValue:
        """Return that nothing is known."""
        return UNKNOWN


@frozen
class Wanted:
    """A node whose truth is to be among some."""

    node: int
    mask: int


@define(eq=False, slots=False)
class Search:
    """Looks for boxes in a system."""

    system: System
    steps: int = STEPS
    left: int | None = None
    """Parts of conditions that all questions may look at together; None for any number."""
    whole: Box = field(init=False)
    """Every offer."""
    _below: dict[int, tuple[int, ...]] = field(factory=dict, init=False)
    _is_open: bool = field(default=False, init=False)
    """Whether the last question was left open in some box."""

    @whole.default
    def _every_offer(self) -> Box:
        left = []
        for variable in self.system.variables:
            if isinstance(variable, Loose):
                left.append(variable.left(NothingSaid(variable.world, variable.world.blank)))
            else:
                left.append(variable.all)
        narrowed(self.system, left)
        return tuple(left)

    def below(self, node: int) -> tuple[int, ...]:
        """Return a node and all its parts, each after its own."""
        found = self._below.get(node)
        if found is None:
            seen, waiting = set[int](), [node]
            while waiting:
                at = waiting.pop()
                if at not in seen:
                    seen.add(at)
                    if self.system.nodes[at].kind != "atom":
                        waiting.extend(self.system.nodes[at].parts)
            found = self._below[node] = tuple(sorted(seen))
        return found

    def find(self, *wanted: Wanted, within: Box | None = None) -> Answer:
        """Return a box in which all wanted truths are certain."""
        budget, self._is_open = [self.steps], False
        try:
            box = self._find(wanted, self.whole if within is None else within, budget)
        except _TooManyStepsError:
            return UNSETTLED
        return UNSETTLED if box is None and self._is_open else box

    def _find(self, wanted: Sequence[Wanted], box: Box, budget: list[int]) -> Box | None:
        budget[0] -= 1
        if budget[0] < 0:
            raise _TooManyStepsError
        known: dict[int, int] = {}
        open_: list[Wanted] = []
        for one in wanted:
            parts = self.below(one.node)
            if self.left is not None:
                self.left -= len(parts)
                if self.left < 0:
                    raise _TooManyStepsError
            self.system.masks(parts, box, known)
            if not known[one.node] & one.mask:
                return None
            if known[one.node] & ~one.mask:
                open_.append(one)
        if not open_:
            return box
        at = self.variable((node for one in open_ for node in self.below(one.node)), box, known)
        if at is None:
            # Cells that a comparison does not tell: as many days as some months have.
            self._is_open = True
            return None
        for inner in self.split(box, at):
            found = self._find(wanted, inner, budget)
            if found is not None:
                return found
        return None

    def variable(self, nodes: Iterable[int], box: Box, known: dict[int, int]) -> int | None:
        """Return a variable that leaves one of some nodes open, with the fewest classes."""
        best, fewest = None, 0
        for node in nodes:
            if self.system.nodes[node].kind == "atom" and known[node] & (known[node] - 1):
                at = self.system.nodes[node].parts[0]
                count = sum(1 for of in self.system.classes[at] if of & box[at])
                if count > 1 and (best is None or count < fewest):
                    best, fewest = at, count
        return best

    def split(self, box: Box, at: int) -> Iterator[Box]:
        """Yield a box with each class of cells of a variable."""
        for of in self.system.classes[at]:
            if of & box[at]:
                left = list(box)
                left[at] &= of
                if narrowed(self.system, left):
                    yield tuple(left)


class _TooManyStepsError(Exception):
    """The budget is used up."""


def hunt(
    search: Search,
    test: Callable[[Box], bool | None],
    shown: Callable[[Box], bool],
    choose: Callable[[Box], int | None],
    distance: Callable[[Box], tuple[float, ...]],
    budget: list[int],
) -> Answer:
    """Return a box of which a test is true; it says false, true, or None if it is open.

    Args:
        search: Where to look.
        test: What it says of a box is so of every box within, unless it is None.
        shown: Whether some offer shows it in a box of which no variable is chosen.
        choose: Which variable to split.
        distance: Of several boxes, the one with the least is looked at first.
        budget: Most boxes to look at; those that were are taken away.
    """
    # Turn by turn in each class of the variable that is split first: a class in which much is open
    # but nothing is to be found does not take the steps of the others.
    stacks, tries = deque([[search.whole]]), 0
    while stacks:
        budget[0] -= 1
        if budget[0] < 0:
            return UNSETTLED
        box = stacks[0].pop()
        found = test(box)
        if found:
            return box
        if found is None:
            at = choose(box)
            if at is not None:
                nearest = sorted(search.split(box, at), key=distance)
                if box == search.whole:
                    stacks.extend([inner] for inner in nearest)
                else:
                    stacks[0].extend(reversed(nearest))
            elif shown(box):
                return box
            elif (tries := tries + 1) == _TRIES:
                return UNSETTLED
        stacks.rotate(-1)
        while stacks and not stacks[-1]:
            stacks.pop()
    return UNSETTLED if tries else None
