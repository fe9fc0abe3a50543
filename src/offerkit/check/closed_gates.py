"""Warnings about facts that are read, or assumed, where a gate before them is closed.

Source:
    grammar/README.md, "What hangs on another fact" and "Diagnostics".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from offerkit.check.problems.expressions import assumed_behind, behind_closed_gate
from offerkit.core import (
    And,
    CheckedCriteria,
    Constant,
    Core,
    Equal,
    FactRef,
    LessEqual,
    LetRef,
    Member,
    Not,
    children,
    condition_of,
    parts_of,
)
from offerkit.diagnostics import Diagnostic
from offerkit.kleene import Kleene
from offerkit.model.gates import Gate
from offerkit.model.schema import Schema
from offerkit.paths import FactPath
from offerkit.scales import Level
from offerkit.values import amount_of

_Known: TypeAlias = tuple[FactPath, tuple[Any, ...]]
"""A fact, and the values of which it has one."""


def closed_gates(criteria: CheckedCriteria, schema: Schema) -> Iterator[Diagnostic]:
    """Yield a warning for each fact that is read where the same condition closes its gate.

    And for each assumption about a fact whose gate another assumption closes.
    """
    lets = [let.value for let in criteria.bindings]
    for root in (*lets, *map(condition_of, criteria.statements)):
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, And):
                yield from _read_behind(node, lets, schema)
            waiting.extend(children(node))
    assumed = {one.fact: one for one in criteria.assumptions}
    for fact, one in assumed.items():
        for gate in schema.facts[fact.path].gates:
            on = assumed.get(FactPath(gate.fact))
            value = None if on is None or isinstance(on.value, FactPath) else on.value
            if on is not None and value is not None and gate.closed(value) is Kleene.TRUE:
                yield assumed_behind(one.span, on.span, fact, gate)


def _implied(core: Core, lets: list[Core]) -> Iterator[_Known]:
    """Yield the facts of which a true condition says that they have one of some values."""
    # A `let` that is left for others to set refers to itself.
    while isinstance(core, LetRef) and core != lets[core.index]:
        core = lets[core.index]
    match core:
        case FactRef(fact=fact):
            yield fact, (True,)
        case Not(operand=FactRef(fact=fact)):
            yield fact, (False,)
        case (
            Equal(left=FactRef(fact=fact), right=Constant(value=value))
            | Equal(left=Constant(value=value), right=FactRef(fact=fact))
        ) if not isinstance(value, frozenset):
            yield fact, (value,)
        case Member(item=FactRef(fact=fact), container=Constant(value=frozenset() as texts)):
            yield fact, tuple(texts)
        case LessEqual(left=FactRef(fact=fact), right=Constant(value=value)):
            # The least that a fact can be: an amount of 0, or the lowest level.
            if amount_of(value) == 0 or (isinstance(value, Level) and value.rank == 0):
                yield fact, (value,)
        case LessEqual(left=Constant(value=Level() as level), right=FactRef(fact=fact)):
            if level.rank == len(level.scale.levels) - 1:
                yield fact, (level,)


def _read_behind(node: And, lets: list[Core], schema: Schema) -> Iterator[Diagnostic]:
    """Yield a warning for each fact in an operand whose gate is closed if another one is true."""
    behind: dict[FactPath, dict[Gate, list[FactRef]]] = {}
    for ref in parts_of(node):
        if isinstance(ref, FactRef):
            for gate in schema.facts[ref.fact.path].gates:
                before = FactPath(gate.fact, ref.fact.view)
                behind.setdefault(before, {}).setdefault(gate, []).append(ref)
    for operand in node.operands:
        for fact, values in _implied(operand, lets):
            for gate, refs in behind.get(fact, {}).items():
                if _closes(gate, values):
                    for ref in refs:
                        yield behind_closed_gate(ref.span, operand.span, gate)
                    refs.clear()  # one warning is enough


def _closes(gate: Gate, values: tuple[Any, ...]) -> bool:
    return bool(values) and all(gate.closed(value) is Kleene.TRUE for value in values)
