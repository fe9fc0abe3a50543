"""Where criteria read a fact: their comparisons and preferences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from offerkit import core as c
from offerkit.core import children, datatype_of, facts_of
from offerkit.datatypes import YesNo
from offerkit.evaluate.facts import Facts, World
from offerkit.paths import FactPath


@frozen
class FactReaders:
    """The comparisons and preferences of criteria, which read facts."""

    atoms: tuple[c.Core, ...]
    """Comparisons, yes/no facts and relations of sets."""
    preferences: tuple[c.CheckedPreference, ...]
    world: World

    def of(self, fact: FactPath) -> FactReaders:
        """Return the readers of *fact*, as itself or as a part of a derived fact."""
        return FactReaders(
            tuple(a for a in self.atoms if fact in stated_facts(a, self.world)),
            tuple(p for p in self.preferences if fact in stated_facts(p.subject, self.world)),
            self.world,
        )

    @property
    def operands(self) -> Iterator[c.Core]:
        """Comparisons, and the subjects and ends of preferences."""
        yield from self.atoms
        for preference in self.preferences:
            yield from (preference.subject, preference.worst, preference.best)


def stated_facts(core: c.Core, world: World) -> tuple[FactPath, ...]:
    """Return the stated facts that an expression rests on: parts, and what facts hang on."""
    found: dict[FactPath, None] = {}
    for fact in facts_of(world.bindings, core):
        found.update(dict.fromkeys(FactPath(path, fact.view) for path in world.rests_on(fact.path)))
    return tuple(found)


def atoms_of(condition: c.Core, bindings: Sequence[c.Core]) -> Iterator[c.Core]:
    """Yield the comparisons, yes/no facts and relations of sets in a condition, each once."""
    waiting, seen = [condition], set[int]()
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


def known_texts(core: c.Core | None, facts: Facts) -> frozenset[str] | None:
    """Return the texts of an operand, a text or a set; None if it is not exactly known."""
    match core:
        case c.Constant(value=str() as text):
            return frozenset({text})
        case c.Constant(value=frozenset() as texts):
            return texts
        case c.FactRef(fact=fact):
            value = facts.value(fact)
            if isinstance(value, str):
                return frozenset({value})
            return value if isinstance(value, frozenset) else None
        case _:
            return None
