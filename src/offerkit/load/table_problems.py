"""Diagnostics of tables of offers: one function per case, with all the wording."""

from __future__ import annotations

import json
from collections.abc import Sequence

from offerkit.diagnostics import Diagnostic, Offered, error
from offerkit.load.problems import Problem
from offerkit.model.fields import FactInfo
from offerkit.span import Source, Span
from offerkit.text import MOST_NEAR, listed, short

# --- the file --------------------------------------------------------------------------------


def table_too_large(source: Source, limit: int) -> Diagnostic:
    """Return the diagnostic of a table over the limit."""
    return error(
        "file-too-large",
        f"a table has at most {limit // 1024 // 1024} MiB",
        source.span(0, 0),
        hint="keep only the offers in it",
    )


def too_many_cells(at: Span, limit: int) -> Diagnostic:
    """Return the diagnostic of a table with too many cells."""
    return error("too-many-values", f"a table has at most {limit:,} cells", at)


def too_many_merged(source: Source, limit: int) -> Diagnostic:
    """Return the diagnostic of a workbook with too many merged cells."""
    message = f"at most {limit:,} cells of a workbook can be merged"
    hint = "split the merged cells beyond the table"
    return error("too-many-values", message, source.span(0, 0), hint=hint)


def too_many_offers(limit: int) -> Problem:
    """Return the problem of a table with too many offers."""
    return Problem("too-many-values", f"a table has at most {limit:,} offers")


def open_quote(at: Span) -> Diagnostic:
    """Return the diagnostic of a cell in quotes that does not end."""
    return error(
        "bad-syntax",
        "invalid CSV: this quote is never closed",
        at,
        hint="close it, or double it and put the whole cell in quotes",
    )


def behind_quote(at: Span) -> Diagnostic:
    """Return the diagnostic of text between the end of a cell in quotes and the separator."""
    return error(
        "bad-syntax",
        "invalid CSV: text after the closing quote of a cell",
        at,
        hint="double each quote inside the cell, and put the whole cell in quotes",
    )


def bad_workbook(source: Source, found: str) -> Diagnostic:
    """Return the diagnostic of a file that is not a workbook, or a damaged one."""
    hint = "open it in a spreadsheet program and save it as .xlsx or .csv"
    return error("bad-syntax", f"invalid XLSX: {found}", source.span(0, 0), hint=hint)


def empty_table(source: Source) -> Diagnostic:
    """Return the diagnostic of a file without cells."""
    return error("no-offers", "the table is empty", source.span(0, 0))


def several_sheets(source: Source, titles: Sequence[str]) -> Diagnostic:
    """Return the diagnostic of a workbook in which several sheets hold offers."""
    shown = listed([f"`{short(title)}`" for title in titles], "and")
    return error(
        "several-sheets",
        f"{len(titles)} sheets have offers: {shown}",
        source.span(0, 0),
        hint=f"choose one by its name: `{source.name}#{titles[0]}`",
    )


def no_such_sheet(source: Source, title: str, titles: Sequence[str]) -> Diagnostic:
    """Return the diagnostic of a sheet that the workbook does not have."""
    shown = listed([f"`{short(known)}`" for known in titles], "and") if titles else "none"
    message = f"there is no sheet `{short(title)}`"
    return error("several-sheets", message, source.span(0, 0), hint=f"the sheets are {shown}")


# --- headings --------------------------------------------------------------------------------


def no_headings() -> Problem:
    """Return the problem of a table in which nothing says what its cells are about."""
    return Problem(
        "no-offers",
        "neither the first row nor the first column has the path of a fact",
        "name facts there by their paths, as in `pay.base`; `offerkit facts` lists them",
    )


def no_offers(where: str) -> Problem:
    """Return the problem of a table of headings without offers."""
    return Problem("no-offers", f"the table has headings, but no offer {where} them")


def unknown_heading(text: str, paths: Sequence[str], group: str | None) -> Problem:
    """Return the problem of a heading that no fact has, or several have.

    Args:
        text: The heading.
        paths: The facts that may be meant.
        group: The group of facts that it names, if it names one.
    """
    message = f"`{short(text)}` is not a fact"
    hint = "declare a fact of your own in the criteria; put `#` before the heading of notes"
    if group is not None:
        hint = f"name a fact with it, as in `{group}`"
    if paths:
        return Problem(
            "unknown-key", message, Offered("did you mean {}?", tuple(paths[:MOST_NEAR]))
        )
    return Problem("unknown-key", message, hint)


def no_heading() -> Problem:
    """Return the problem of a cell of which no heading says what it is about."""
    return Problem(
        "no-heading",
        "this cell has no heading",
        "name the fact that it is about, or begin a heading with `#` if it is a note",
    )


def weights(text: str) -> Problem:
    """Return the problem of a line with weights, which is no offer."""
    return Problem(
        "bad-cell",
        f"`{short(text)}` is not an offer",
        f"state weights in your criteria, and begin this heading with `#`: `# {short(text)}`",
    )


def repeated_heading(text: str, other: str) -> Problem:
    """Return the problem of two headings for the same fact; *other* is where the first is."""
    return Problem(
        "duplicate-key",
        f"`{short(text)}` is already given in {other}",
        "keep one of them; begin the heading of the other with `#`",
    )


def bad_unit(unit: str, info: FactInfo, form: str) -> Problem:
    """Return the problem of a heading whose unit is none of the fact."""
    return Problem(
        "wrong-unit",
        f"`{short(unit)}` is not a unit of `{info.path}`",
        f"the cells have to be {form}: name the unit of that in the heading, or none",
    )


# --- cells -----------------------------------------------------------------------------------


def formula(text: str) -> Problem:
    """Return the problem of a formula that has no value."""
    return Problem(
        "bad-cell",
        f"`{short(text)}` is a formula without its value",
        "open the file in a spreadsheet program, and save it again",
    )


def formula_error(text: str) -> Problem:
    """Return the problem of the error of a formula."""
    return Problem("bad-cell", f"`{short(text)}` is the error of a formula", "repair the formula")


def several_or_one(text: str, items: Sequence[str]) -> Problem:
    """Return the problem of a text with commas that may be one item of a list or several."""
    return Problem(
        "bad-cell",
        f"`{short(text)}` could be one text or {len(items)}",
        Offered("write {}", ("; ".join(items), f"[{json.dumps(text, ensure_ascii=False)}]")),
    )


def bad_list(text: str) -> Problem:
    """Return the problem of a cell with a list that is not written as in an offer file."""
    hint = 'put a semicolon between the texts, or write a list such as `["a", "b"]`'
    return Problem("bad-cell", f"`{short(text)}` is not a valid list", hint)


def unit_twice(path: str) -> Problem:
    """Return the problem of a part of an amount that the table states in two places."""
    return Problem(
        "duplicate-key",
        f"`{path}` is already given beside the amount",
        "keep the unit in one place: in the heading, in the cell, or in a column of its own",
    )


def group_and_fact(group: str, path: str) -> Problem:
    """Return the problem of a fact about something that the same offer says is not there."""
    return Problem("inconsistent-facts", f"there is no `{group}`, but `{path}` is stated")


def several_present_jobs() -> Problem:
    """Return the problem of a second line that describes the current job."""
    message = "the table already says what your current job is"
    return Problem("bad-current", message, "keep one of the two")


def view_of_present_job() -> Problem:
    """Return the problem of a promise or a current job in the line of the current job."""
    return Problem(
        "bad-current",
        "the current job cannot have `promised` or `current` facts",
        "leave this cell empty",
    )
