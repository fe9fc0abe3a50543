"""Where criteria read a fact: their comparisons and preferences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import frozen

from offerkit import core as c
from offerkit.core import children, datatype_of
from offerkit.datatypes import YesNo
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.verdict import IS_COUNTER
from offerkit.paths import FactPath


@frozen(slots=False)
class FactReaders:
    """The comparisons and preferences of criteria, which read facts."""

    atoms: tuple[c.Core, ...]
    """Comparisons, yes/no facts and relations of sets."""
    preferences: tuple[c.CheckedPreference, ...]
    world: World

    def of(self, fact: FactPath) -> FactReaders:
        """Return the readers of *fact*, as itself or as a part of a derived fact."""
        atoms, preferences = self._by_fact
        mine = atoms.get(fact, ()), preferences.get(fact, ())
        return FactReaders(tuple(mine[0]), tuple(mine[1]), self.world)

    @cached_property
    def _by_fact(
        self,
    ) -> tuple[dict[FactPath, list[c.Core]], dict[FactPath, list[c.CheckedPreference]]]:
        atoms: dict[FactPath, list[c.Core]] = {}
        for atom in self.atoms:
            for fact in self.world.stated_facts(atom):
                atoms.setdefault(fact, []).append(atom)
        preferences: dict[FactPath, list[c.CheckedPreference]] = {}
        for preference in self.preferences:
            for fact in self.world.stated_facts(preference.subject):
                preferences.setdefault(fact, []).append(preference)
        return atoms, preferences

    @property
    def compared(self) -> Iterator[tuple[c.Core, c.Core, c.Core | None]]:
        """The two sides of each comparison, and it; each end of a preference and its subject."""
        for atom in self.atoms:
            if isinstance(atom, c.Less | c.LessEqual | c.Equal):
                yield atom.left, atom.right, atom
        for one in self.preferences:
            yield one.subject, one.worst, None
            yield one.subject, one.best, None

    @property
    def operands(self) -> Iterator[c.Core]:
        """Comparisons, and the subjects and ends of preferences."""
        yield from self.atoms
        for preference in self.preferences:
            yield from (preference.subject, preference.worst, preference.best)


def readers_in(statements: Iterable[c.CheckedStatement], world: World) -> FactReaders:
    """Return where statements read facts."""
    conditions: list[c.Core] = []
    preferences: dict[c.CheckedPreference, None] = {}
    for statement in statements:
        if isinstance(statement, c.CheckedPreference):
            preferences[statement] = None
        else:
            conditions.append(statement.condition)
        if isinstance(statement, c.CheckedLeaving):
            conditions.append(IS_COUNTER)
    atoms = dict.fromkeys(atoms_of(conditions, world.bindings))
    return FactReaders(tuple(atoms), tuple(preferences), world)


def atoms_of(conditions: Iterable[c.Core], bindings: Sequence[c.Core]) -> Iterator[c.Core]:
    """Yield the comparisons, yes/no facts and relations of sets in conditions, in order."""
    waiting, seen = [*conditions][::-1], set[int]()
    while waiting:
        match waiting.pop():
            case c.LetRef(index=index):
                if index not in seen:
                    seen.add(index)
                    waiting.append(bindings[index])
            case c.Or() | c.And() | c.Count() | c.Not() as node:
                waiting.extend(reversed(children(node)))
            case c.Equal(left=left, right=right) if isinstance(datatype_of(left), YesNo):
                waiting += [right, left]
            case c.Constant():
                pass
            case node:
                yield node


def resolved(core: c.Core, bindings: Sequence[c.Core]) -> c.Core:
    """Return an operand, or what it names if it is a name declared with ``let``."""
    while isinstance(core, c.LetRef):
        core = bindings[core.index]
    return core


def other_sides(
    atom: c.Core, fact: FactPath, bindings: Sequence[c.Core]
) -> Iterator[c.Core | None]:
    """Yield what *fact* is compared with; None if it is only part of an operand."""
    match atom:
        case c.Equal(left=one, right=other) | c.Overlaps(left=one, right=other):
            sides = one, other
        case c.Within(left=one, right=other) | c.Member(item=one, container=other):
            sides = one, other
        case _:
            yield None
            return
    left, right = (resolved(side, bindings) for side in sides)
    mine = [isinstance(side, c.FactRef) and side.fact == fact for side in (left, right)]
    if mine == [True, False]:
        yield right
    elif mine == [False, True]:
        yield left
    else:
        yield None


def known_texts(core: c.Core | None, facts: Facts) -> Sequence[str] | None:
    """Return the texts of an operand, a text or a set, in order; None if not exactly known."""
    known: object = None
    match core:
        case c.Constant(value=value):
            known = value
        case c.FactRef(fact=fact):
            known = facts.value(fact)
        case _:
            pass
    if isinstance(known, str):
        return (known,)
    return sorted(known) if isinstance(known, frozenset) else None
