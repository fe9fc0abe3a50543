"""Warnings about criteria that hold whatever the offer, for everybody who checks a file.

Of what an analysis finds, these are the findings that nobody means, and of statements of the file
itself: a rule beside those of a pack may well make one of the pack idle.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from offerkit.advise.examine import problems
from offerkit.advise.examine.analysis import Examination, name_of
from offerkit.advise.examine.models import RemarkKind
from offerkit.core import (
    And,
    CheckedCriteria,
    CheckedPreference,
    CheckedRule,
    CheckedStatement,
    Constant,
    Not,
    Or,
    condition_of,
    is_open,
    parts_of,
)
from offerkit.datatypes import YesNo
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.evaluate.cells.search import Wanted
from offerkit.evaluate.cells.system import Compiled
from offerkit.evaluate.cells.variables import FALSE, TRUE
from offerkit.evaluate.program import Program
from offerkit.model.schema import Schema
from offerkit.records import Record
from offerkit.span import NOWHERE, Span
from offerkit.syntax.nodes import CriteriaFile

STEPS: Final = 200
"""Most boxes of cells to look at for one question; no warning is given beyond them."""
MOST_PARTS: Final = 100_000
"""Most parts of conditions to look at for all questions about a file."""
MOST_COMBINATIONS: Final = 64
"""Most combinations of cells that statements share, for thresholds."""
MOST_NODES: Final = 6_000
"""Most parts of conditions, and texts of sets, of criteria that are examined with every check."""
_SAID: Final = frozenset({"never-differs", "closed-gate", "duplicate-statement"})
"""Codes of warnings after which nothing more is said of a statement."""


def warnings(
    checked: CheckedCriteria, schema: Schema, found: Collection[Diagnostic]
) -> list[Diagnostic]:
    """Return what is surely not meant in criteria without errors, whatever the offer.

    Args:
        checked: The criteria; a statement that rests on a ``let`` without a value is left aside.
        schema: The facts that they may read.
        found: What is known to be wrong with them, which is not said twice.
    """
    kept = tuple(one for one in checked.statements if not _is_open(one))
    if not kept or _size(checked) > MOST_NODES:
        return []
    bindings = tuple(
        evolve(let, value=_NO_VALUE) if is_open(let.value) else let for let in checked.bindings
    )
    program = Program(evolve(checked, statements=kept, bindings=bindings), schema)
    examined = Examination(program, STEPS, MOST_PARTS, MOST_COMBINATIONS)
    said = [one.primary.span for one in found if one.code in _SAID]
    return [*_Warned(examined, checked.files[-1], said).all(whole=kept == checked.statements)]


_NO_VALUE: Final = Constant(value=True, datatype=YesNo(), span=NOWHERE)


def _size(checked: CheckedCriteria) -> int:
    roots = (*(let.value for let in checked.bindings), *map(condition_of, checked.statements))
    values = (getattr(core, "value", None) for root in roots for core in parts_of(root))
    return sum(1 + len(value) if isinstance(value, frozenset) else 1 for value in values)


def _is_open(statement: CheckedStatement) -> bool:
    ends = (statement.worst, statement.best) if isinstance(statement, CheckedPreference) else ()
    return is_open(condition_of(statement), *ends)


@frozen
class _Warned(Record):
    """Criteria that are examined, and what is said of the statements of one of their files."""

    examined: Examination
    file: CriteriaFile
    said: Sequence[Span]

    def all(self, *, whole: bool) -> Iterator[Diagnostic]:
        """Yield the warnings; thresholds are looked at only if all statements are known."""
        examined = self.examined
        for one, kind in examined.constants.items():
            if self._is_new(one):
                yield self._constant(one, kind)
        barred = [one for one in examined.barred if one not in examined.constants]
        for kind, one, other in examined.shadowed(barred):
            if self._is_new(one):
                place = other.statement.span
                yield problems.shadowed(kind, name_of(one), _label_of(one), name_of(other), place)
        excluding = examined.excluding(barred)
        if excluding is not None:
            here = [one for one in reversed(excluding) if self._is_here(one)]
            if here:
                others = [one for one in excluding if one is not here[0]]
                names = [(name_of(one), one.statement) for one in (here[0], *others)]
                yield problems.no_offer_left(names)
        elif whole and examined.excluding(examined.barred) is None:
            for goal, why in examined.out_of_reach():
                at = goal.statement.percent.span
                if at.source is self.file.span.source:
                    nearest = goal.nearest()
                    if nearest is not None and not goal.may_be(nearest):
                        nearest = None
                    yield problems.out_of_reach(
                        goal.statement.kind.value, at, nearest, [one.statement for one in why]
                    )

    def _is_here(self, one: Compiled) -> bool:
        return one.statement.span.source is self.file.span.source

    def _is_new(self, one: Compiled) -> bool:
        span = one.statement.span
        return self._is_here(one) and not any(
            at.source is span.source and span.start <= at.start < span.end for at in self.said
        )

    def _constant(self, one: Compiled, kind: RemarkKind) -> Diagnostic:
        assert not isinstance(one.statement, CheckedPreference)
        parts = self.examined.parts_that_make(kind, one)
        say = problems.never_holds if kind is RemarkKind.NEVER else problems.always_holds
        at = one.statement.node.condition.span
        return say(name_of(one), one.kind, at, parts, self._other_word(one))

    def _other_word(self, one: Compiled) -> Offered | None:
        """Return a hint to write `or` for `and`, or the reverse, if some offers then differ."""
        core, at = condition_of(one.statement), one.node
        nodes = self.examined.search.system.nodes
        is_not = isinstance(one.statement, CheckedRule) and one.statement.node.unless
        if is_not and isinstance(core, Not):
            core, at = core.operand, nodes[at].parts[0]
        if not isinstance(core, And | Or) or len(core.operands) != 2:
            return None
        before, after = core.operands
        between = before.span.source.span(before.span.end, after.span.start)
        word = _WORD.search(between.text)
        if "#" in between.text or word is None or before.span.start > after.span.start:
            return None
        system = self.examined.search.system
        new = "or" if isinstance(core, And) else "and"
        changed = system.node(new, *nodes[at].parts)
        if is_not:
            changed = system.node("not", changed)
        # One that could be false only where it does not apply would be no better.
        truths = (self.examined.search.find(Wanted(changed, mask)) for mask in (TRUE, FALSE))
        if not all(isinstance(box, tuple) for box in truths):
            return None
        start = between.start + word.start()
        place = before.span.source.span(start, start + len(word.group()))
        return Offered("did you mean {}?", (new,), at=place)


_WORD: Final = re.compile(r"\b(?:and|or)\b")


def _label_of(one: Compiled) -> Span:
    node = one.statement.node
    return node.span if node.label is None else node.label.span
