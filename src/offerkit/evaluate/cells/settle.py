"""Exact verdicts: those of all completions, by the cells of what is open.

Facts that are read in one place only are exact by parts already. Those that are read in several
are put into each of their cells, all together where statements share them; the verdicts of the
statements are then added up. Statements that share no open fact are independent of each other.

Source:
    grammar/README.md, "Exact verdicts".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import lcm, prod
from operator import sub
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from offerkit.core import CheckedPreference, CheckedStatement
from offerkit.evaluate.cells.compiling import compiled
from offerkit.evaluate.cells.left import MOST_KEPT, Remembered
from offerkit.evaluate.cells.share import Share, Sum
from offerkit.evaluate.cells.slopes import Slopes
from offerkit.evaluate.cells.system import Compiled, Graded, Sweep, System, lowest, places
from offerkit.evaluate.cells.variables import FALSE, NEITHER, TRUE, TRUTHS
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.generated import lines
from offerkit.evaluate.linked import linked
from offerkit.evaluate.semantics import grade
from offerkit.evaluate.verdict import (
    ACCEPT,
    CONSIDER,
    DECLINE,
    ORDERED,
    StatementKind,
    Thresholds,
    Verdict,
)
from offerkit.kleene import Kleene

BUDGET: Final = 4_096
"""Most combinations of cells for statements that share open facts; see the definition."""

Grades: TypeAlias = tuple[Fraction | int, Fraction | int, int]
"""The least and the greatest contribution, if it applies, and the mask of whether it does."""
Shares: TypeAlias = dict[tuple[int, tuple[int, ...]], Share]
APPLIES: Final = {Kleene.FALSE: NEITHER, Kleene.UNKNOWN: TRUE | NEITHER, Kleene.TRUE: TRUE}
"""Masks of whether a grade applies."""
_WHOLE: Final = {
    FALSE: (0, 0),
    TRUE: (1, 1),
    FALSE | TRUE: (0, 1),
    NEITHER: (0, 0),
    FALSE | NEITHER: (0, 0),
    TRUE | NEITHER: (1, 1),
    FALSE | NEITHER | TRUE: (0, 1),
}
"""Contributions of a `pro` by the mask of its condition."""


@define(eq=False, slots=False)
class Cells:
    """The statements of criteria as truths of cells."""

    world: World
    thresholds: Thresholds
    system: System
    statements: list[Compiled]
    """Those that bear on the verdict."""
    budget: int = BUDGET
    preferences: list[CheckedPreference] = field(factory=list)
    """All preferences, in the order of the grades of a decision."""

    @classmethod
    def of(
        cls, world: World, statements: Sequence[CheckedStatement], thresholds: Thresholds
    ) -> Cells:
        """Return the cells of criteria."""
        system, [found] = compiled((world, statements))
        bearing = [one for one in found if one.kind is not StatementKind.CAUTION]
        preferences = [one for one in statements if isinstance(one, CheckedPreference)]
        return cls(world, thresholds, system, bearing, preferences=preferences)

    @cached_property
    def _remembered(self) -> tuple[Remembered, ...]:
        return tuple(Remembered(variable, self.world) for variable in self.system.variables)

    @cached_property
    def _often(self) -> tuple[Remembered, ...]:
        """The variables that are read in several places: if none is open, parts tell everything."""
        if self.system.tells_sides_apart:
            return self._remembered
        times = self._times(self.statements, None)
        found = (*self._linked, *(at for at, count in times.items() if count > 1))
        return tuple(self._remembered[at] for at in dict.fromkeys(found))

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        """The statements in groups of which no two read one variable, or linked ones."""
        reads = {id(one): {*one.reads} for one in self.statements}
        every = {*range(len(self.system.variables))}
        place: dict[CheckedStatement, int] = {one: at for at, one in enumerate(self.preferences)}
        found = [
            Block(tuple(members), tuple(variables), _places(members, place))
            for members, variables in components(self.system, self.statements, reads, every)
        ]
        alone = [one for one in self.statements if not one.reads]
        found += (Block((one,), (), _places([one], place)) for one in alone)
        # Sums of whole numbers are several times quicker, as long as no grade has been added.
        return tuple(sorted(found, key=lambda block: bool(block.graded)))

    def can_tell_more_of(self, statements: Iterable[Compiled]) -> bool:
        """Return whether cells may tell more of statements than parts: one is read in two places.

        Or in two operands of a comparison that was taken apart.
        """
        times = self._times(statements, None)
        is_often = any(count > 1 for count in times.values())
        return is_often or len(self._linked & times.keys()) > 1 or self.system.tells_sides_apart

    @cached_property
    def _linked(self) -> frozenset[int]:
        return frozenset(at for link in self.system.links for at in (link.one, link.other))

    @cached_property
    def scale(self) -> int:
        """What makes whole numbers of the thresholds; adding them is several times quicker."""
        return lcm(*(turn.denominator for turn in self.thresholds.all))

    @cached_property
    def _turns(self) -> tuple[int, ...]:
        """The thresholds times the scale."""
        return tuple(int(turn * self.scale) for turn in self.thresholds.all)

    def _times(
        self, statements: Iterable[Compiled], masks: dict[int, int] | None
    ) -> dict[int, int]:
        """Return in how many places each variable is read, settled comparisons left out."""
        times: dict[int, int] = {}
        for one in statements:
            if one.graded is not None:
                times[one.graded.variable] = times.get(one.graded.variable, 0) + 1
            for at, count in one.places.items():
                if masks is None or not _is_single(masks[at]):
                    variable = self.system.nodes[at].parts[0]
                    times[variable] = times.get(variable, 0) + count
        return times

    def possible(
        self, by_parts: tuple[Verdict, ...], facts: Facts, grades: Sequence[lines.Graded]
    ) -> tuple[Verdict, ...]:
        """Return the verdicts of all completions of an offer, low to high.

        Args:
            by_parts: Those that the truths of the statements leave possible.
            facts: The offer.
            grades: The grades of the preferences.

        Source:
            grammar/README.md, "Exact verdicts".
        """
        found = self._ranks(facts, grades)
        lowest, highest = (DECLINE, ACCEPT) if found is None else found
        return tuple(one for one in ORDERED[lowest : highest + 1] if one in by_parts)

    def truths(self, facts: Facts) -> dict[CheckedStatement, Kleene]:
        """Return the truths of the conditions that cells settle, also where their parts do not."""
        left = [variable.left(facts) for variable in self.system.variables]
        if not self.can_tell_more_of(self.statements) or not narrowed(self.system, left):
            return {}
        case = Case(self, facts, left)
        conditions = ((one.statement, case.mask_of(one)) for one in self.statements if one.nodes)
        return {statement: TRUTHS[mask] for statement, mask in conditions if _is_single(mask)}

    def _ranks(self, facts: Facts, grades: Sequence[lines.Graded]) -> tuple[int, int] | None:
        """Return the lowest and the highest rank of the completions of an offer.

        None if cells tell nothing that the parts of the statements do not tell.
        """
        often = {variable: variable.of(facts) for variable in self._often}
        left: list[int] = []
        if not all(map(_is_single, often.values())):
            left = [often[it] if it in often else it.of(facts) for it in self._remembered]
        if not left or not narrowed(self.system, left):
            return None
        shares: list[Share] = []
        for block in self._blocks:
            key = (*[left[at] for at in block.variables], *[grades[at] for at in block.graded])
            known = block.known.get(key)
            if known is None:
                mine = {id(self.preferences[at]): _grades_of(grades[at]) for at in block.graded}
                known, _ = Case(self, facts, left, grades=mine).of(block.statements)
                if len(block.known) >= MOST_KEPT:
                    block.known.clear()
                block.known[key] = known
            shares.append(known)
        return self.ranks_of(self.together(shares))

    @cached_property
    def nothing(self) -> Share:
        """What no statement comes to."""
        turns = len(self._turns)
        return Share(low=(0,) * turns, high=(0,) * turns, counted=(False,) * turns)

    def together(self, shares: Iterable[Share]) -> Share:
        """Return what all of several groups of statements come to."""
        return Sum(self.nothing, shares).share

    def ranks_of(self, found: Share) -> tuple[int, int]:
        """Return the lowest and the highest rank of what all statements come to."""
        if not found.survives:
            return DECLINE, DECLINE
        turns = self.thresholds
        at = iter(range(len(self._turns)))
        below = None if turns.decline_below is None else next(at)
        accept = None if turns.accept_at is None else next(at)

        def reaches(turn: int) -> bool:
            high = found.high[turn]
            return high > 0 or (high == 0 and found.counted[turn])

        if accept is not None and reaches(accept):
            highest = ACCEPT
        elif below is None or found.may_lack or reaches(below):
            highest = CONSIDER
        else:
            highest = DECLINE
        if found.declines or (below is not None and found.low[below] < 0):
            lowest = DECLINE
        elif accept is None or found.may_lack or found.low[accept] < 0:
            lowest = CONSIDER
        else:
            lowest = ACCEPT
        return min(lowest, highest), highest


@frozen(eq=False)
class Block:
    """Statements that share no variable with others, and what they were found to come to."""

    statements: tuple[Compiled, ...]
    variables: tuple[int, ...]
    graded: tuple[int, ...]
    """The places of its preferences among all."""
    known: dict[object, Share] = field(factory=dict, init=False)
    """By the cells left of the variables and the grades of the preferences."""


def _places(
    statements: Iterable[Compiled], place: Mapping[CheckedStatement, int]
) -> tuple[int, ...]:
    return tuple(place[one.statement] for one in statements if one.statement in place)


def _grades_of(ends: lines.Graded) -> Grades:
    low, whole_low, high, whole_high, *doubts = ends
    mask = APPLIES[Kleene(doubts[0])] if doubts else TRUE
    # Whole numbers, where they are: see the order of ``_blocks``.
    least = low if whole_low == 1 else Fraction(low, whole_low)
    return least, high if whole_high == 1 else Fraction(high, whole_high), mask


def narrowed(system: System, left: list[int]) -> bool:
    """Leave of each variable the cells that go with some cell of those it is linked with.

    Returns whether every variable has one left.
    """
    changed = True
    while changed:
        changed = False
        for link in system.links:
            one, other = left[link.one], left[link.other]
            some, going = 0, 0
            for at, allowed in enumerate(link.allowed):
                if one >> at & 1 and allowed & other:
                    some |= 1 << at
                    going |= allowed
            if some != one or going & other != other:
                left[link.one], left[link.other] = some, going & other
                changed = True
                if not some:
                    return False
    return all(left)


@define(eq=False, slots=False)
class Case:
    """One offer, or none, in cells."""

    cells: Cells
    facts: Facts
    left: list[int]
    masks: dict[int, int] = field(factory=dict)
    grades: dict[int, Grades] = field(factory=dict)
    """What preferences contribute by parts, as far as it is known; by their identity."""
    shares: Shares = field(factory=dict)
    """What statements come to in boxes, as far as it is known; by their identity and the cells."""
    worked: int = field(default=0, init=False)
    """How many of these were worked out."""
    _whole: dict[int, int] = field(factory=dict, init=False)
    """Truths of statements that their own cells settle."""

    def of(self, of: Iterable[Compiled]) -> tuple[Share, bool]:
        """Return what statements come to, and whether cells tell more of them than parts."""
        cells, system = self.cells, self.cells.system
        statements: list[Compiled] = []
        for one in of:
            system.masks(one.nodes, self.left, self.masks)
            if one.kind is StatementKind.LEAVING and not self.masks[one.counter] & TRUE:
                # It counts in counter-offers only.
                continue
            statements.append(one)
            if one.nodes and _is_single(mask := self.mask_of(one)):
                self._whole[id(one)] = mask
        open_ = [one for one in statements if self._is_open(one)]
        split = self._split(cells._times(open_, self.masks))
        reads = {id(one): self._reads(one) & split for one in open_}
        groups = components(system, open_, reads, split)
        shares = [self._of_component(*group, reads) for group in groups]
        joined = {id(one) for one in open_ if reads[id(one)]}
        rest = (one for one in statements if id(one) not in joined)
        shares += [self._share(one, self.left, self.masks) for one in rest]
        return cells.together(shares), bool(split or self._whole)

    def mask_of(self, one: Compiled) -> int:
        """Return what a condition may be, by the cells of what it reads in several places."""
        system = self.cells.system
        system.masks(one.nodes, self.left, self.masks)
        if _is_single(self.masks[one.node]):
            return self.masks[one.node]
        variables = sorted(self._split(self.cells._times([one], self.masks)))
        if not variables:
            return self.masks[one.node]
        atoms: dict[int, list[int]] = {}
        for at in one.places:
            atoms.setdefault(system.nodes[at].parts[0], []).append(at)
        classes = [system.classes_by(at, atoms.get(at, ())) for at in variables]
        options = self._options(variables, classes)
        sweep, found = Sweep(system, one, variables), 0
        for chosen in product(*options):
            left = list(self.left)
            for at, bits in zip(variables, chosen, strict=True):
                left[at] = bits
            if narrowed(system, left):
                found |= sweep.go(left)[one.node]
        return found or self.masks[one.node]

    def _options(
        self, variables: Sequence[int], classes: Sequence[Sequence[int]]
    ) -> list[list[int]]:
        """Return what is left of the classes of variables, those with lower cells first.

        All of it in one, of each variable, if they are too many.
        """
        pairs = zip(variables, classes, strict=True)
        options = [
            sorted((some for one in of if (some := one & self.left[at])), key=lowest)
            for at, of in pairs
        ]
        if prod(map(len, options)) > self.cells.budget:
            return [[self.left[at]] for at in variables]
        return options

    def in_box(self, box: Sequence[int]) -> tuple[int, int]:
        """Return the lowest and the highest rank of offers in a box, by parts."""
        return self.cells.ranks_of(self.share_of(self.cells.statements, box))

    def share_of(self, statements: Iterable[Compiled], box: Sequence[int]) -> Share:
        """Return what some statements come to in a box, by parts."""
        return self.cells.together(self.share_in(one, box) for one in statements)

    def share_in(self, one: Compiled, box: Sequence[int]) -> Share:
        """Return what a statement comes to in a box, by parts."""
        key = id(one), tuple([box[at] for at in one.reads])
        share = self.shares.get(key)
        if share is None:
            self.worked += 1
            masks: dict[int, int] = {}
            self.cells.system.masks(one.nodes, box, masks)
            share = self.shares[key] = self._share(one, box, masks)
        return share

    # What is open, and what hangs together.

    def _is_open(self, one: Compiled) -> bool:
        if isinstance(one.statement, CheckedPreference):
            low, high, mask = self._grade(one, self.left)
            return low != high or mask == TRUE | NEITHER
        is_open = not _is_single(self._whole.get(id(one), self.masks[one.node]))
        return is_open or (one.kind is StatementKind.LEAVING and self.masks[one.counter] != TRUE)

    def _reads(self, one: Compiled) -> set[int]:
        """Return the variables that open comparisons of a statement read."""
        found = {
            self.cells.system.nodes[at].parts[0]
            for at in one.places
            if not _is_single(self.masks[at])
        }
        return found | ({one.graded.variable} if one.graded else set())

    def _split(self, times: dict[int, int]) -> set[int]:
        """Return the variables to put into each of their cells."""
        left = self.left
        found = {at for at, count in times.items() if count > 1 and not _is_single(left[at])}
        groups: dict[int, set[int]] = {}
        for link in self.cells.system.links:
            if not (_is_single(left[link.one]) or _is_single(left[link.other])):
                joined = groups.get(link.one, {link.one}) | groups.get(link.other, {link.other})
                groups.update(dict.fromkeys(joined, joined))
        for group in groups.values():
            if sum(at in times for at in group) > 1:
                found |= group
        return found

    # What statements come to.

    def _of_component(
        self, members: list[Compiled], variables: list[int], reads: dict[int, set[int]]
    ) -> Share:
        # Preferences are added up once for each cell, and everything else as it turns.
        slopes = self.slopes_of(members)
        summed = {id(one) for of in slopes for one in of.members}
        members = [one for one in members if id(one) not in summed]
        classes = [self.cells.system.classes[at] for at in variables]
        rows = [
            (variable, some, self._turning(members, variable, some))
            for variable, some in zip(variables, self._options(variables, classes), strict=True)
        ]
        # From most choices to the next it is the last variable that changes: one that turns little.
        rows.sort(key=lambda row: -sum(map(len, row[2])) / len(row[2]))
        variables, options = [row[0] for row in rows], [row[1] for row in rows]
        turning = [row[2] for row in rows]
        mine = [sorted(reads[id(one)]) for one in members]
        links = [one for one in self.cells.system.links if {one.one, one.other} <= {*variables}]
        sums = {
            place: [self.sum_in(of, bits) for bits in options[place]]
            for of in slopes
            for place in [variables.index(of.variable)]
        }
        sloping = dict.fromkeys(sums, self.cells.nothing)
        total = Sum(self.cells.nothing)
        now = [self.cells.nothing] * len(members)
        shares: list[dict[tuple[int, ...], Share]] = [{} for _ in members]
        alike: list[dict[object, Share]] = [{} for _ in members]
        sweeps = [Sweep(self.cells.system, one, variables) for one in members]
        left, found = list(self.left), evolve(self.cells.nothing, survives=False)
        turned, before = {*range(len(members))}, tuple[int, ...]()
        for numbers in product(*map(range, map(len, options))):
            # From one choice to the next few statements come to something else.
            for steps, old, new in zip(turning, before, numbers, strict=False):
                if old != new:
                    turned |= steps[new]
            before = numbers
            for variable, of, number in zip(variables, options, numbers, strict=True):
                left[variable] = of[number]
            if not all(_go_together(left[it.one], left[it.other], it.allowed) for it in links):
                continue
            for place, shares_of in sums.items():
                share = shares_of[numbers[place]]
                if share is not sloping[place]:
                    total.add(sloping[place], sub)
                    total.add(share)
                    sloping[place] = share
            for at in turned:
                key = tuple([left[variable] for variable in mine[at]])
                share = shares[at].get(key)
                if share is None:
                    share = self._in(sweeps[at], left, alike[at])
                    shares[at][key] = share
                total.add(now[at], sub)
                total.add(share)
                now[at] = share
            turned = set()
            found = found.or_(total.share)
        return found

    def _turning(
        self, members: Sequence[Compiled], variable: int, options: Sequence[int]
    ) -> list[set[int]]:
        """Return for each option of a variable which statements it may turn.

        From the option before it, which is the last for the first one.
        """
        found: list[set[int]] = [set() for _ in options]
        firsts = [*map(lowest, options)]
        for number, one in enumerate(members):
            changes = {
                change
                for at in one.places
                if self.cells.system.nodes[at].parts[0] == variable
                for change in self.cells.system.nodes[at].changes
            }
            if one.graded is not None and one.graded.variable == variable:
                first, last = one.graded.between
                changes = {*range(first, last + 1), one.graded.applying}
            for change in changes:
                at = bisect_left(firsts, change)
                found[at % len(options)].add(number)
            if changes:
                found[0].add(number)
        return found

    def slopes_of(self, statements: Iterable[Compiled]) -> list[Slopes]:
        """Return the preferences of which the cells of a variable tell everything, by variable."""
        found: dict[int, list[tuple[Compiled, Graded]]] = {}
        for one in statements:
            if one.graded is not None and self._by_parts(one)[:2] == (0, 1):
                found.setdefault(one.graded.variable, []).append((one, one.graded))
        return [*map(Slopes, found.values())]

    def sum_in(self, slopes: Slopes, cells: int) -> Share:
        """Return what preferences come to together in some cells of their variable."""
        if slopes.apply_in(cells):
            return self._weighed(slopes.weight, *slopes.over(cells), TRUE)
        left = [cells] * (slopes.variable + 1)
        return self.cells.together(self._share(one, left, {}) for one in slopes.members)

    def _in(self, sweep: Sweep, left: Sequence[int], alike: dict[object, Share]) -> Share:
        """Return what a statement comes to if variables are in cells: the same for a like truth."""
        one, masks = sweep.one, sweep.go(left)
        graded = [] if one.graded is None else [left[one.graded.variable]]
        key = masks.get(one.node), masks.get(one.counter), *graded
        share = alike.get(key)
        if share is None:
            share = alike[key] = self._share(one, left, masks)
        return share

    def _grade(self, one: Compiled, left: Sequence[int]) -> Grades:
        """Return what a preference contributes."""
        known = self._by_parts(one)
        if one.graded is None:
            return known
        cells = left[one.graded.variable]
        applying = cells & (1 << one.graded.applying) - 1
        if not applying:
            return known[1], known[0], NEITHER
        least, most = one.graded.over(applying)
        mask = TRUE if cells == applying else TRUE | NEITHER
        return min(max(least, known[0]), known[1]), max(min(most, known[1]), known[0]), mask

    def _by_parts(self, one: Compiled) -> Grades:
        """Return what a preference contributes by parts."""
        assert isinstance(one.statement, CheckedPreference)
        known = self.grades.get(id(one.statement))
        if known is None:
            found = grade(one.statement, self.facts)
            low, high = found.interval.low, found.interval.high
            assert low is not None
            assert high is not None
            known = self.grades[id(one.statement)] = low, high, APPLIES[found.applies]
        return known

    def _share(self, one: Compiled, left: Sequence[int], masks: dict[int, int]) -> Share:
        if one.is_barrier:
            mask = self._whole.get(id(one), masks[one.node])
            if one.kind is StatementKind.LEAVING:
                counter = masks[one.counter]
                surely = counter == TRUE and not mask & TRUE
                never = not counter & TRUE or mask == TRUE
            else:
                surely, never = mask == TRUE, not mask & TRUE
            return evolve(self.cells.nothing, declines=not never, survives=not surely)
        if isinstance(one.statement, CheckedPreference):
            low, high, mask = self._grade(one, left)
        else:
            mask = self._whole.get(id(one), masks[one.node])
            low, high = _WHOLE[mask]
            if one.kind is StatementKind.CON:
                low, high = 1 - high, 1 - low
        return self._weighed(one.weight, one.weight * low, one.weight * high, mask)

    def _weighed(self, weight: int, low: Fraction | int, high: Fraction | int, mask: int) -> Share:
        """Return what contributions come to, given their sum, each times its weight."""
        if mask == NEITHER:
            return self.cells.nothing
        may_lack = bool(mask & NEITHER)
        lows, highs, counted = [], [], []
        worst, best = self.cells.scale * low, self.cells.scale * high
        for turn in self.cells._turns:
            least, most = worst - weight * turn, best - weight * turn
            lows.append(min(least, 0) if may_lack else least)
            highs.append(max(most, 0) if may_lack else most)
            counted.append(not may_lack or most >= 0)
        return Share(False, True, tuple(lows), tuple(highs), tuple(counted), may_lack)


@define(eq=False, slots=False)
class Totals:
    """What some statements of a case come to together in boxes: added up once for each box."""

    case: Case
    statements: Sequence[Compiled]
    _known: dict[tuple[int, ...], tuple[Sum, int]] = field(factory=dict, init=False)

    @cached_property
    def _slopes(self) -> list[Slopes]:
        return self.case.slopes_of(self.statements)

    @cached_property
    def _others(self) -> list[Compiled]:
        summed = {id(one) for of in self._slopes for one in of.members}
        return [one for one in self.statements if id(one) not in summed]

    def without(self, some: Iterable[Compiled], box: tuple[int, ...]) -> tuple[Share, int, int]:
        """Return what all of them but some come to in a box, by parts.

        And how many of these may rule offers out, and how many grades are not certain.
        """
        if box not in self._known:
            sums = [of for of in self._slopes if of.apply_in(box[of.variable])]
            each = [
                *self._others,
                *(one for of in self._slopes if of not in sums for one in of.members),
            ]
            shares = [self.case.share_in(one, box) for one in each]
            vague = sum(map(self._is_vague, each, shares))
            for of in sums:
                shares.append(self.case.sum_in(of, box[of.variable]))
                vague += 0 if shares[-1].is_certain else of.changing_in(box[of.variable])
            self._known[box] = Sum(self.case.cells.nothing, shares), vague
        total, vague = self._known[box]
        total = copy(total)
        for one in some:
            share = self.case.share_in(one, box)
            total.add(share, sub)
            vague -= self._is_vague(one, share)
        return total.share, total.declining, vague

    def _is_vague(self, one: Compiled, share: Share) -> bool:
        return one.graded is not None and not share.is_certain


def components(
    system: System,
    statements: Sequence[Compiled],
    reads: Mapping[int, set[int]],
    variables: Set[int],
) -> Iterator[tuple[list[Compiled], list[int]]]:
    """Yield the statements that share variables or links between them, with these.

    Args:
        system: What they are in.
        statements: Those to divide; one that reads no variable is left out.
        reads: The variables that each reads, by its identity.
        variables: Those whose links count.
    """
    links = (
        (None, (link.one, link.other))
        for link in system.links
        if {link.one, link.other} <= variables
    )
    for members, found in linked([*((one, reads[id(one)]) for one in statements), *links]):
        some = [one for one in members if one is not None]
        if some:
            yield some, sorted(found)


def _is_single(mask: int) -> bool:
    return not mask & (mask - 1)


def _go_together(one: int, other: int, allowed: Sequence[int]) -> bool:
    return any(allowed[at] & other for at in places(one))
