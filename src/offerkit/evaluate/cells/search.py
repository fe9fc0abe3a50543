"""A search among the cells of all offers: is there one of which some conditions hold?

What it finds is a box: cells of some facts, of which every choice does. If there is none, there is
no such offer. The work is counted in steps, never in time: the answer is the same everywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import reduce
from operator import or_
from typing import Final, TypeAlias

from attrs import define, field, frozen

from offerkit.evaluate.cells.settle import narrowed
from offerkit.evaluate.cells.system import System, lowest
from offerkit.evaluate.cells.variables import Loose
from offerkit.evaluate.facts import Facts
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue

STEPS: Final = 2_000
"""Most boxes to look at for one question."""


_MOST_PARTS: Final = 16
"""Most boxes in which one is divided at once."""
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

    @whole.default
    def _every_offer(self) -> Box:
        left, facts = [], dict[int, NothingSaid]()
        for variable in self.system.variables:
            if isinstance(variable, Loose):
                world = variable.world
                unsaid = facts.setdefault(id(world), NothingSaid(world, world.blank))
                left.append(variable.left(unsaid))
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
        waiting, steps, is_open = [within or self.whole], self.steps, False
        while waiting:
            steps -= 1
            if steps < 0:
                return UNSETTLED
            box, known, open_ = waiting.pop(), dict[int, int](), list[Wanted]()
            for one in wanted:
                parts = self.below(one.node)
                if self.left is not None:
                    self.left -= len(parts)
                    if self.left < 0:
                        return UNSETTLED
                self.system.masks(parts, box, known)
                if not known[one.node] & one.mask:
                    break
                if known[one.node] & ~one.mask:
                    open_.append(one)
            else:
                if not open_:
                    return box
                inner = self.divided(box, (at for one in open_ for at in self.below(one.node)))
                if inner is None:
                    # Cells that no comparison tells apart: as many days as some months have.
                    is_open = True
                else:
                    waiting += reversed(inner)
        return UNSETTLED if is_open else None

    def divided(self, box: Box, nodes: Iterable[int]) -> list[Box] | None:
        """Return a box in parts that some nodes tell apart by a variable; None if they tell none.

        That with the fewest cells.
        """
        atoms: dict[int, dict[int, None]] = {}
        for at in nodes:
            if self.system.nodes[at].kind == "atom":
                atoms.setdefault(self.system.nodes[at].parts[0], {})[at] = None
        for variable in sorted(atoms, key=lambda at: box[at].bit_count()):
            parts = [box[variable]]
            for at in atoms[variable]:
                if len(parts) < _MOST_PARTS:
                    parts = [some for part in parts for some in self.system.told(at, part)]
            if len(parts) > 1:
                return list(self._with(box, variable, sorted(parts, key=lowest)))
        return None

    def split(self, box: Box, at: int) -> Iterator[Box]:
        """Yield a box with each class of cells of a variable, or with several if there are many."""
        classes = [some for of in self.system.classes[at] if (some := of & box[at])]
        size = -(-len(classes) // _MOST_PARTS)
        parts = (classes[start : start + size] for start in range(0, len(classes), size))
        return self._with(box, at, (reduce(or_, part) for part in parts))

    def _with(self, box: Box, at: int, parts: Iterable[int]) -> Iterator[Box]:
        """Yield a box with each of some cells of a variable."""
        for part in parts:
            left = list(box)
            left[at] = part
            if narrowed(self.system, left):
                yield tuple(left)


def hunt(
    search: Search,
    test: Callable[[Box], bool | None],
    shown: Callable[[Box], bool],
    choose: Callable[[Box], int | None],
    distance: Callable[[Box], tuple[float, ...]],
    budget: list[int],
    spent: Callable[[], bool] = lambda: False,
) -> Answer:
    """Return a box of which a test is true; it says false, true, or None if it is open.

    Args:
        search: Where to look.
        test: What it says of a box is so of every box within, unless it is None.
        shown: Whether some offer shows it in a box of which no variable is chosen.
        choose: Which variable to split.
        distance: Of several boxes, the one with the least is looked at first.
        budget: Most boxes to look at, parts of others included; those that were are taken away.
        spent: Whether too much was done to look at any more of them.
    """
    # Turn by turn in each class of the variable that is split first: a class in which much is open
    # but nothing is to be found does not take the steps of the others.
    stacks, tries = deque([[search.whole]]), 0
    budget[0] -= 1
    while stacks:
        if budget[0] < 0 or spent():
            return UNSETTLED
        box = stacks[0].pop()
        found = test(box)
        if found:
            return box
        if found is None:
            at = choose(box)
            if at is not None:
                nearest = sorted(search.split(box, at), key=distance)
                budget[0] -= len(nearest)
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
