"""What every expression of criteria means, by how its author wrote it: for explanations.

The typed core has forgotten that ``a > b`` was not ``b < a``. Here the files are walked once more,
and what each expression came to is kept beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, field, frozen

from offerkit.check.advice import Advice
from offerkit.check.expressions import Expressions
from offerkit.check.lets import checked_lets, in_order
from offerkit.check.names import Names, Report
from offerkit.check.uses import Taken, TakenFile
from offerkit.core import Core
from offerkit.model.schema import Schema
from offerkit.span import Span
from offerkit.syntax.nodes import CriteriaFile, Expr, Leaving, Prefer, Rule

Reported = Rule | Prefer | Leaving
"""The statements that decisions report on."""


@frozen(eq=False)
class Written:
    """Criteria without errors as they were written, beside what they mean."""

    lets: Mapping[str, Expr]
    """What each ``let`` stands for."""
    _statements: Mapping[tuple[str, int, int], Reported] = field(repr=False)
    _cores: Mapping[int, Core] = field(repr=False)
    """By the identity of the nodes, which the statements and lets keep alive."""

    def statement(self, span: Span) -> Reported:
        """Return the statement at *span*; ``KeyError`` when none of them stands there."""
        return self._statements[_place(span)]

    def core(self, node: Expr) -> Core:
        """Return what *node*, a part of a statement or a ``let``, means."""
        return self._cores[id(node)]


def _place(span: Span) -> tuple[str, int, int]:
    return span.source.name, span.start, span.end


def written(files: Sequence[CriteriaFile], schema: Schema) -> Written:
    """Return criteria as they were written, beside what they mean.

    Args:
        files: All that takes part, without errors: ``CheckedCriteria.files``.
        schema: The facts of the offer type, without those that the files declare.

    Returns:
        The names of its cores refer to ``CheckedCriteria.lets``, which are in the same order.
    """
    last = len(files) - 1
    taken = [TakenFile(file, file.statements, (), at == last) for at, file in enumerate(files)]
    names = Names(schema, Report())
    names.declare(Taken(tuple(taken), (), frozenset(), True))
    expressions = _Noting(names, names.report, Advice(names, names.report))
    checked_lets(in_order(names.lets)[0], names, expressions)
    statements: dict[tuple[str, int, int], Reported] = {}
    for file in files:
        for statement in file.statements:
            if isinstance(statement, Rule | Prefer | Leaving):
                expressions.note(statement)
                statements[_place(statement.span)] = statement
    lets = {name: let.value for name, let in names.lets.items()}
    return Written(lets, statements, expressions.cores)


@define
class _Noting(Expressions):
    """Checks expressions, and keeps what each of them came to."""

    cores: dict[int, Core] = field(factory=dict)

    def note(self, statement: Reported) -> None:
        """Check the expressions of a statement that decisions report on."""
        if isinstance(statement, Prefer):
            self.together(statement.subject, statement.worst, statement.best)
        else:
            self.condition(statement.condition)

    def value(self, node: Expr) -> Core:
        """Return *node* as an expression of whatever datatype it has."""
        core = self.cores[id(node)] = super().value(node)
        return core

    def together(self, *operands: Expr) -> list[Core]:
        """Return operands that are to be of one datatype; levels take their scale from others."""
        cores = super().together(*operands)
        self.cores.update((id(node), core) for node, core in zip(operands, cores, strict=True))
        return cores
