"""The thresholds on the score: those of a file stand in place of those it takes in."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from attrs import define, field, frozen

from offerkit.check import problems
from offerkit.check.names import Report
from offerkit.check.statements import Statements
from offerkit.check.uses import Taken, TakenFile
from offerkit.span import Span
from offerkit.syntax.nodes import Threshold, ThresholdKind


@frozen
class Percentage:
    """A threshold with its place."""

    value: Decimal
    span: Span = field(eq=False)


Pair: TypeAlias = dict[ThresholdKind, Percentage]


@define
class Thresholds:
    """Finds the thresholds that hold for the root file."""

    statements: Statements
    report: Report

    def of(self, taken: Taken) -> Pair:
        """Return the thresholds of the root file, its own or those it takes in.

        Source:
            grammar/README.md, "use" and "decline below and accept at".
        """
        pairs: list[Pair] = []
        for file in taken.files:
            pairs.append(self._of_file(file, pairs))
        self._note_without_score(taken)
        return pairs[-1]

    def _of_file(self, file: TakenFile, pairs: list[Pair]) -> Pair:
        own, written = self._own(file)
        pair = {**self._inherited(file, pairs, written), **own}
        accept, decline = pair.get(ThresholdKind.ACCEPT), pair.get(ThresholdKind.DECLINE)
        if accept is not None and decline is not None and accept.value < decline.value:
            self.report.add(problems.thresholds_crossed(accept.span, decline.span))
        return pair

    def _own(self, file: TakenFile) -> tuple[Pair, set[ThresholdKind]]:
        """Return a file's own thresholds, and which it states, rightly or not."""
        pair: Pair = {}
        first: dict[ThresholdKind, Span] = {}
        for statement in file.statements:
            if isinstance(statement, Threshold):
                value = self.statements.threshold(statement)
                before = first.setdefault(statement.kind, statement.span)
                if before is not statement.span:
                    self.report.add(problems.duplicate_threshold(statement, before))
                elif value is not None:
                    pair[statement.kind] = Percentage(value, statement.span)
        return pair, set(first)

    def _inherited(self, file: TakenFile, pairs: list[Pair], written: set[ThresholdKind]) -> Pair:
        pair: Pair = {}
        for use, index in file.uses:
            for kind, found in pairs[index].items():
                before = pair.setdefault(kind, found)
                if before != found and kind not in written:
                    clash = problems.conflicting_thresholds(kind, use.span, before.span, found.span)
                    self.report.add(clash)
        return pair

    def _note_without_score(self, taken: Taken) -> None:
        if self.statements.weighed or not taken.complete:
            return
        for statement in taken.files[-1].statements:
            if isinstance(statement, Threshold):
                self.report.add(problems.threshold_without_score(statement))
