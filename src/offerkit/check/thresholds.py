"""Thresholds on the score: a file's own replace those of the files it uses."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from attrs import field, frozen

from offerkit.check.names import Report
from offerkit.check.problems import statements as problems
from offerkit.check.statements import Statements
from offerkit.check.uses import CollectedFile, FileSet
from offerkit.records import Record
from offerkit.span import Span
from offerkit.syntax.nodes import Threshold, ThresholdKind


@frozen
class ThresholdValue(Record):
    """A threshold in percent with its place; equal values may have different places."""

    percent: Decimal
    span: Span = field(eq=False)


ThresholdValues: TypeAlias = dict[ThresholdKind, ThresholdValue]


def thresholds_of(
    file_set: FileSet, statements: Statements, report: Report
) -> dict[ThresholdKind, Decimal]:
    """Return the thresholds of the root file in percent, its own or inherited.

    Args:
        file_set: The root file with everything it uses.
        statements: Checks threshold values; knows whether any statement is weighed.
        report: Receives conflicts between files, and thresholds without effect.

    Source:
        grammar/README.md, "use" and "decline below and accept at".
    """
    by_file: list[ThresholdValues] = []
    for file in file_set.files:
        own, stated = _own(file, statements, report)
        values = {**_inherited(file, by_file, stated, report), **own}
        accept, decline = values.get(ThresholdKind.ACCEPT), values.get(ThresholdKind.DECLINE)
        if accept is not None and decline is not None and accept.percent < decline.percent:
            report.add(problems.thresholds_crossed(accept.span, decline.span))
        by_file.append(values)
    if file_set.complete and not statements.weighed:
        for statement in file_set.files[-1].statements:
            if isinstance(statement, Threshold):
                report.add(problems.threshold_without_score(statement))
    return {kind: value.percent for kind, value in by_file[-1].items()}


def _own(
    file: CollectedFile, statements: Statements, report: Report
) -> tuple[ThresholdValues, set[ThresholdKind]]:
    """Return a file's valid thresholds, and the kinds it states, valid or not."""
    values: ThresholdValues = {}
    first: dict[ThresholdKind, Span] = {}
    for statement in file.statements:
        if isinstance(statement, Threshold):
            percent = statements.threshold(statement)
            before = first.setdefault(statement.kind, statement.span)
            if before is not statement.span:
                report.add(problems.duplicate_threshold(statement, before))
            elif percent is not None:
                values[statement.kind] = ThresholdValue(percent, statement.span)
    return values, set(first)


def _inherited(
    file: CollectedFile,
    by_file: list[ThresholdValues],
    stated: set[ThresholdKind],
    report: Report,
) -> ThresholdValues:
    values: ThresholdValues = {}
    for use, index in file.uses:
        for kind, found in by_file[index].items():
            before = values.setdefault(kind, found)
            if before != found and kind not in stated:
                report.add(problems.conflicting_thresholds(kind, use.span, before.span, found.span))
    return values
