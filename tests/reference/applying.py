"""What does not apply; see ``facts`` for what this is. Every function is about that section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from offerkit import core as c
from offerkit.paths import FactPath
from offerkit.values import DOES_NOT_APPLY
from tests.reference import derived
from tests.reference.amounts import PLAIN
from tests.reference.ends import IS_NEITHER, Judged
from tests.reference.facts import DERIVED, World, has_no_job
from tests.reference.gates import doubts_of, is_detail, value_of


def facts_in(node: c.Core, world: World) -> Iterator[FactPath]:
    """Yield the facts that an expression mentions, through the names in it."""
    match node:
        case c.FactRef(fact=fact):
            yield fact
        case c.LetRef(index=index):
            yield from facts_in(world.bindings[index], world)
        case _:
            for child in c.children(node):
                yield from facts_in(child, world)


def is_gone(nodes: Iterable[c.Core], world: World) -> bool:
    """Return whether one of the operands does not apply.

    “A derived fact outside a `current` that is not there always applies.”
    """
    return any(
        fact.view.value == "current" and has_no_job(world)
        if fact.path in DERIVED
        else value_of(fact, world) is DOES_NOT_APPLY
        for node in nodes
        for fact in facts_in(node, world)
    )


def doubts(nodes: Iterable[c.Core], world: World) -> frozenset[FactPath]:
    """Return the unknown facts of operands that may turn out not to apply.

    Of a derived fact, the parts that its formula reads, but for details of a grant or a bonus.
    """
    found = set[FactPath]()
    for fact in (fact for node in nodes for fact in facts_in(node, world)):
        read = {fact}
        if fact.path in DERIVED:
            parts = derived.measure(fact, world, PLAIN).missing
            read = {part for part in parts if not is_detail(part.path)}
        found.update(*(doubts_of(part, world) for part in read))
    return frozenset(found)


def applied(judged: Judged, nodes: Iterable[c.Core], world: World) -> Judged:
    """Return the truth of a relation of operands, given its truth if all of them apply.

    “If the truth is settled but for whether the condition applies, only the facts that may turn out
    not to apply are missing.”
    """
    nodes = list(nodes)
    if is_gone(nodes, world):
        return Judged(IS_NEITHER)
    unsure = doubts(nodes, world)
    if not unsure:
        return judged
    missing = unsure if len(judged.truth) == 1 else judged.missing | unsure
    return Judged(judged.truth | IS_NEITHER, missing, judged.rates)
