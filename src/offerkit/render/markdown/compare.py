"""A comparison as tables: in CSV a row for each option, in Markdown another of the statements."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import chain, count

from offerkit.advise.compare.models import SideBySide
from offerkit.evaluate.findings import Finding
from offerkit.render.tables import Cell, Row, to_markdown, verdict_and_score
from offerkit.render.words.common import shares_told_apart
from offerkit.render.words.compare import instead_text, lead_text, running_text
from offerkit.render.words.markdown import escape
from offerkit.values import UNKNOWN, value_text


def option_rows(comparison: SideBySide, criteria: str) -> list[Row]:
    """Return what a table says of the options of a comparison, best first: a row for each.

    Args:
        comparison: Any comparison.
        criteria: What to call its criteria.
    """
    return [
        {
            "option": option.name,
            "criteria": criteria,
            "place_best": None if option.place is None else option.place.best,
            "place_worst": None if option.place is None else option.place.worst,
            **verdict_and_score(option.decision),
            "first_certain": None if option.firsts is None else option.firsts.certain_share,
            "first_possible": None if option.firsts is None else option.firsts.possible_share,
            "staying": option.is_staying,
        }
        for option in comparison.options
    ]


def statement_rows(comparison: SideBySide) -> list[Row]:
    """Return what each statement comes to, option by option: a row for each statement."""
    rows: list[Row] = []
    findings = (option.decision.findings for option in comparison.options)
    for outcomes in zip(*findings, strict=True):
        one = outcomes[0]
        row: dict[str, Cell] = {
            "statement": one.label,
            "kind": one.kind.value,
            "weight": one.written_weight,
        }
        for option, finding in zip(comparison.options, outcomes, strict=True):
            row[_column(option.name, row)] = _outcome(finding)
        rows.append(row)
    return rows


def _column(name: str, taken: Container[str]) -> str:
    """Return a name for a column, with a number if another one has it: labels may stand twice."""
    numbered = (f"{name} ({number})" for number in count(2))
    return next(it for it in chain((name,), numbered) if it not in taken)


def _outcome(finding: Finding) -> str:
    """Return what a statement came to: its truth, or of a preference what is graded, and how."""
    graded, value = finding.graded, finding.value
    if graded is None or value is None:
        return str(finding.truth)
    share = shares_told_apart([value])[0] or ""
    return share if graded is UNKNOWN else f"{value_text(graded)} ({share})"


def comparison_rows(comparison: SideBySide, criteria: str) -> Iterator[Row]:
    """Yield the rows of the options with a column for each statement behind the others."""
    for row, option in zip(option_rows(comparison, criteria), comparison.options, strict=True):
        more = dict(row)
        for finding in option.decision.findings:
            more[_column(finding.label, more)] = _outcome(finding)
        yield more


def comparison_to_markdown(comparison: SideBySide, criteria: str) -> str:
    """Return a comparison in Markdown: the options, what is certain, the statements.

    Without a line break at its end.
    """
    said = (running_text(comparison), lead_text(comparison), instead_text(comparison))
    parts = [
        to_markdown(option_rows(comparison, criteria)),
        *(escape(text) for text in said if text is not None),
        to_markdown(statement_rows(comparison)),
    ]
    return "\n\n".join(part for part in parts if part.strip("| \n-"))
