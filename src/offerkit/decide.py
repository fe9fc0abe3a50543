"""What a decision consists of: findings with what they read, promises, shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from offerkit.arguments import checks_arguments
from offerkit.decision import Decision
from offerkit.evaluate.findings import (
    BrokenPromise,
    Difference,
    ExceededPromise,
    Finding,
    Outlier,
    Reading,
    UnstatedPromise,
)
from offerkit.evaluate.pay_notes import BeforeTax, LeftOut
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.render.tables import Row, decision_row, to_csv, to_markdown


@checks_arguments
def decisions_to_csv(decisions: Mapping[str, Decision] | Iterable[tuple[str, Decision]]) -> str:
    """Return decisions as CSV: a line of headings, and a line for each.

    The columns are ``offer``, ``criteria``, ``verdict``, ``possible``, ``score_low`` and
    ``score_high`` in percent, ``decided_by`` (labels, the weightiest first) and ``ask_first``. A
    cell without text is empty; "; " stands between several texts in one. No text is a formula.

    Args:
        decisions: Each with the name of its offer; of any criteria.

    Raises:
        TypeError: *decisions* is something else.
    """
    return to_csv(_rows(decisions))


@checks_arguments
def decisions_to_markdown(
    decisions: Mapping[str, Decision] | Iterable[tuple[str, Decision]],
) -> str:
    """Return decisions as a table in Markdown, without a line break at its end.

    Args:
        decisions: See ``decisions_to_csv``, also for the columns; empty ones are left out.

    Raises:
        TypeError: *decisions* is something else.
    """
    return to_markdown(_rows(decisions))


def _rows(decisions: Mapping[str, Decision] | Iterable[tuple[str, Decision]]) -> list[Row]:
    named = decisions.items() if isinstance(decisions, Mapping) else decisions
    return [
        decision_row(name, it.program.checked.name, it.questions(), it.decided_by)
        for name, it in named
    ]


__all__ = [
    "BeforeTax",
    "BrokenPromise",
    "Decision",
    "Difference",
    "ExceededPromise",
    "Finding",
    "Kleene",
    "LeftOut",
    "Outlier",
    "Reading",
    "Ruling",
    "StatementKind",
    "UnitRange",
    "UnstatedPromise",
    "Verdict",
    "decisions_to_csv",
    "decisions_to_markdown",
]
