"""Decisions as tables: CSV for spreadsheets, Markdown for pages that people read.

A row is what stands in it by the name of its column; a cell without text is empty. Texts from
files make neither formulas in a spreadsheet nor markup, and control no terminal.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from offerkit.advise.questions import Questions
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import Verdict
from offerkit.literals import rounded
from offerkit.render.words.common import verdict_text
from offerkit.render.words.markdown import escape
from offerkit.terminal import safe
from offerkit.values import plain

Cell: TypeAlias = str | int | bool | Fraction | Verdict | tuple["str | Verdict", ...] | None
Row: TypeAlias = Mapping[str, Cell]

_FORMULA: Final = ("=", "+", "-", "@")
"""How a text begins that a spreadsheet takes for a formula."""


def decision_row(name: str, criteria: str, found: Questions, by: Sequence[Finding]) -> Row:
    """Return what a table says of a decision.

    Args:
        name: What to call the offer.
        criteria: What to call the criteria.
        found: The questions about it.
        by: The findings that decided.
    """
    decision = found.decision
    return {
        "offer": name,
        "criteria": criteria,
        **verdict_and_score(decision),
        "decided_by": tuple(finding.label for finding in by),
        "ask_first": found.asked[0].text if found.asked else None,
    }


def verdict_and_score(decision: Ruling) -> Row:
    """Return what tables say of the outcome of a decision."""
    score = decision.score
    return {
        "verdict": decision.verdict,
        "possible": decision.possible,
        "score_low": None if score is None else score.low,
        "score_high": None if score is None else score.high,
    }


# --- as CSV --------------------------------------------------------------------------------------


def to_csv(rows: Iterable[Row]) -> str:
    """Return rows as CSV with a line of headings, as RFC 4180 has it, but lines end in LF.

    Shares of 1 are in percent, with at most two decimals and without a sign; of several texts in a
    cell, "; " stands between two.
    """
    listed = list(rows)
    columns = list(dict.fromkeys(name for row in listed for name in row))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(map(_unformulated, columns))
    writer.writerows([_csv(row.get(name)) for name in columns] for row in listed)
    return written.getvalue()


def _csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case Fraction():
            return plain(rounded(100 * cell, 2))
        case tuple():
            return _unformulated("; ".join(map(str, cell)))
        case str():
            return _unformulated(cell)
        case _:
            return str(cell)


def _unformulated(text: str) -> str:
    text = safe(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


# --- as Markdown ---------------------------------------------------------------------------------


def to_markdown(rows: Iterable[Row]) -> str:
    """Return rows as a table in Markdown, without a line break at its end; columns in words.

    Columns in which nothing stands are left out.
    """
    listed = list(rows)
    columns = list(dict.fromkeys(name for row in listed for name in row))
    columns = [name for name in columns if any(row.get(name) not in {None, ()} for row in listed)]
    lines = [[_escaped(name.replace("_", " ")) for name in columns], ["---" for _ in columns]]
    lines += [[_markdown(row.get(name)) for name in columns] for row in listed]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _markdown(cell: Cell) -> str:
    match cell:
        case Verdict():
            return verdict_text(cell)
        case Fraction():
            return f"{_csv(cell)}%"
        case tuple():
            return "; ".join(_markdown(it) for it in cell)
        case str():
            return _escaped(cell)
        case _:
            return _csv(cell)


def _escaped(text: str) -> str:
    return "\\|".join(map(escape, text.split("|")))


# --- in a few lines ------------------------------------------------------------------------------

_ORDER: Final = (Verdict.ACCEPT, Verdict.CONSIDER, Verdict.FIND_OUT, Verdict.DECLINE)


def summary(rows: Sequence[Row], unreadable: int) -> str:
    """Return a line for each decision, and one with how many came to each verdict.

    Args:
        rows: See ``decision_row``.
        unreadable: How many files had errors.
    """
    several = len({row["criteria"] for row in rows}) > 1
    wide = max(map(len, map(verdict_text, Verdict)))
    lines = [
        f"{_markdown(row['verdict']).ljust(wide)}  {safe(str(row['offer']))}"
        + (f"  (by {safe(str(row['criteria']))})" if several else "")
        for row in rows
    ]
    counts = [(verdict, sum(row["verdict"] is verdict for row in rows)) for verdict in _ORDER]
    said = [f"{count} {verdict_text(verdict)}" for verdict, count in counts if count]
    total = f"{len(rows)} decision{'' if len(rows) == 1 else 's'}"
    ended = f"{total}: {', '.join(said)}." if said else f"{total}."
    wrong = f" {unreadable} with errors." if unreadable else ""
    return "\n".join([*lines, f"{ended}{wrong}"])
