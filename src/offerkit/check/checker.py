"""From AST to typed core: names, datatypes, units, used files; all errors at once."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from attrs import define, field

from offerkit.check.bindings import checked_lets, in_order
from offerkit.check.closed_gates import closed_gates
from offerkit.check.expressions import Expressions
from offerkit.check.lint import Lint
from offerkit.check.names import Names, Report
from offerkit.check.operands import broken, is_broken
from offerkit.check.problems import names as problems
from offerkit.check.problems.replacements import unset_let
from offerkit.check.replacements import replace
from offerkit.check.statements import Statements
from offerkit.check.thresholds import thresholds_of
from offerkit.check.tries import Tries
from offerkit.check.uses import FileSet, UseResolver, collect_files
from offerkit.core import (
    CheckedCriteria,
    CheckedLet,
    Core,
    Origins,
    Replacement,
    condition_of,
    datatype_of,
    facts_of,
)
from offerkit.datatypes import Datatype
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.model.schema import Schema
from offerkit.span import NOWHERE, Source
from offerkit.syntax.nodes import (
    CriteriaFile,
    Expr,
    FactDefinition,
    Leaving,
    Let,
    Prefer,
    Rule,
    ThresholdKind,
)
from offerkit.syntax.parser import Parsed, parse_expression


def check(
    parsed: Parsed,
    schema: Schema,
    *,
    resolve: UseResolver | None = None,
    folder: str = "",
    deciding: bool = True,
) -> tuple[CheckedCriteria, Names, tuple[Diagnostic, ...]]:
    """Return checked criteria, the names that they may use, and all diagnostics.

    If a diagnostic is an error, the checked criteria lack the parts with errors and must not be
    used. Nothing is reported about the use of names that parts with syntax errors seem to declare,
    and, where there are such parts, nothing as unused.

    Args:
        parsed: The root file.
        schema: The facts that offers state.
        resolve: Reads the files that it uses; without one, using a file is an error.
        folder: Folder of the root file within that of the project; empty if it is the same.
        deciding: Whether the file decides offers. If not, it may leave ``let`` names to be set.

    Returns:
        The checked criteria; the names, whose ``schema`` has the facts that the files declare; all
        diagnostics, those of the syntax among them, sorted by place. Those of used files have
        places in these files.

    Source:
        grammar/README.md, "Datatypes", "Expressions", "Statements" and "Diagnostics".
    """
    files = collect_files(parsed.file, resolve, folder)
    checker = _Checker.of(schema, files, parsed.lost_names)
    checker.run(deciding=deciding)
    criteria = checker.criteria()
    if not parsed.has_errors:
        checker.advise(criteria)
    tries = Tries(checker.names)
    found = map(tries.tried, (*parsed.diagnostics, *checker.report.found))
    return criteria, checker.names, sort_diagnostics(found)


def check_expression(
    source: Source | Expr, schema: Schema, preamble: CriteriaFile | None = None
) -> tuple[Core | None, Datatype, CheckedCriteria, tuple[Diagnostic, ...]]:
    """Return a single expression as typed core, with its datatype; for tests and cases.

    Args:
        source: The expression's text, or its AST.
        schema: The facts it may read.
        preamble: Statements whose ``let``, ``scale``, ``fact``, ``rate`` and ``assume`` it may use.

    Returns:
        The core, or None if it has an error; its datatype; the checked preamble, with the facts
        that the expression reads; all diagnostics.
    """
    node, found = parse_expression(source) if isinstance(source, Source) else (source, ())
    checker = _Checker.of(schema, collect_files(preamble or _EMPTY, None))
    checker.run(deciding=False)
    core = broken(NOWHERE) if node is None else checker.expressions.value(node)
    diagnostics = sort_diagnostics((*found, *checker.report.found))
    datatype = datatype_of(core)
    known = None if is_broken(core) else core
    return known, datatype, checker.criteria(() if known is None else (known,)), diagnostics


_EMPTY: Final = CriteriaFile((), span=NOWHERE)


@define
class _Checker:
    """The phases of checking, in order, with their shared state."""

    file_set: FileSet
    names: Names
    report: Report
    expressions: Expressions
    statements: Statements
    replacements: tuple[Replacement, ...]
    bindings: list[CheckedLet] = field(factory=list)
    thresholds: dict[ThresholdKind, Decimal] = field(factory=dict)

    @classmethod
    def of(
        cls, schema: Schema, collected: FileSet, lost_names: frozenset[str] = frozenset()
    ) -> _Checker:
        """Return a checker for a file and all files that it uses."""
        file_set, replacements, found = replace(collected)
        report = Report([*file_set.diagnostics, *found])
        names = Names(schema, report, lost_names)
        expressions = Expressions(report, names, Lint(names, report))
        statements = Statements(names, report, expressions)
        return cls(file_set, names, report, expressions, statements, replacements)

    def run(self, *, deciding: bool) -> None:
        """Check everything."""
        self.names.declare(self.file_set)
        for file in self.file_set.files:
            for statement in file.statements:
                if isinstance(statement, FactDefinition):
                    self.statements.bounds(statement)
        self._check_lets()
        self._require_values(deciding=deciding)
        for index, file in enumerate(self.file_set.files):
            for statement in file.statements:
                self.statements.check(statement, index)
        self.statements.look_at_weights()
        self.thresholds = thresholds_of(self.file_set, self.statements, self.report)

    def advise(self, criteria: CheckedCriteria) -> None:
        """Report unused names, and facts behind closed gates."""
        # A misspelt name leaves its declaration unused, which is one mistake, not two.
        if not self.report.has_errors:
            self._note_unused()
            for found in closed_gates(criteria, self.names.schema):
                self.report.add(found)

    def _check_lets(self) -> None:
        bindings, circles = in_order(self.names.bindings)
        for circle in circles:
            first = self.names.bindings[circle[0]]
            self.report.add(problems.recursive_let(first.name, [*circle, circle[0]]))
        self.bindings = checked_lets(bindings, self.names, self.expressions)
        for let in bindings:
            self.statements.directions.let(let)

    def _require_values(self, *, deciding: bool) -> None:
        """Report each ``let`` without a value, unless the root file leaves it to be set itself.

        Source:
            grammar/README.md, "let".
        """
        root = self.file_set.files[-1]
        for let in self.names.bindings.values():
            if let.value is None and let.type is not None:
                use = next((use for use, i in root.uses if self._leads_to(i, let)), None)
                if deciding or use is not None:
                    at = let.span if use is None else use.span
                    datatype = self.names.type_of(let.type)
                    self.report.add(unset_let(at, let, datatype, here=use is None))

    def _leads_to(self, index: int, let: Let) -> bool:
        """Return whether a file, or one that it uses, has a ``let``."""
        waiting, seen = [index], {index}
        while waiting:
            file = self.file_set.files[waiting.pop()]
            if file.file.span.source is let.span.source:
                return True
            waiting += (new := {used for _, used in file.uses} - seen)
            seen |= new
        return False

    def _note_unused(self) -> None:
        # A file with declarations only is meant to be used by others.
        if not any(
            isinstance(s, Rule | Prefer | Leaving) for s in self.file_set.files[-1].statements
        ):
            return
        for own in self.names.own:
            if f"{own.what} {own.name}" not in self.names.used:
                self.report.add(problems.unused_name(own.what, own.name, own.span))

    def criteria(self, beside: Iterable[Core] = ()) -> CheckedCriteria:
        """Return the criteria without errors; the facts of *beside*, further expressions, count."""
        statements = self.statements.statements
        bindings = [let.value for let in self.bindings]
        return CheckedCriteria(
            statements=statements,
            bindings=tuple(self.bindings),
            facts=facts_of(bindings, *map(condition_of, statements), *beside),
            negotiables=tuple(self.statements.negotiables),
            assumptions=tuple(self.statements.assumptions),
            rates=tuple(self.statements.rates),
            own_facts=tuple(self.names.own_facts),
            later=frozenset(p for p, ask in self.statements.questions.items() if ask.later),
            questions=tuple(
                (path, ask.question.value) for path, ask in self.statements.questions.items()
            ),
            decline_below=self.thresholds.get(ThresholdKind.DECLINE),
            accept_at=self.thresholds.get(ThresholdKind.ACCEPT),
            weight_unit=self.statements.weight_unit,
            in_percent=self.statements.in_percent,
            replacements=self.replacements,
            files=tuple(file.file for file in self.file_set.files),
            origins=Origins(
                {n: let.value for n, let in self.names.bindings.items() if let.value is not None},
                self.expressions.cores,
            ),
        )
