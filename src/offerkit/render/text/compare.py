"""A comparison as a page for the terminal: the options in order, then what can be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from offerkit.advise.compare.models import OpenOrder, Option, SideBySide
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.render.text.page import GAP, VERDICT_STYLES, Page, aligned, bar, blocks
from offerkit.render.words.common import verdict_text
from offerkit.render.words.compare import (
    ANSWERS,
    CHANGES,
    DRAWN,
    INSTEAD,
    NEARLY_BETTER,
    NO_SINGLE_ANSWER,
    NO_SINGLE_TRIED,
    OUT,
    answers,
    certainly_better,
    contests,
    firsts_texts,
    frequent_text,
    graded_row,
    instead,
    instead_text,
    lead_text,
    nearly_better,
    open_pair,
    order_questions,
    ruled_out,
    running_text,
    score_texts,
    untested,
    weightings_text,
)
from offerkit.terminal import Style, columns, cut, paint, safe, wrap
from offerkit.values import value_text

_LONGEST_NAME: Final = 26
_SHORTEST_NAME: Final = 6
_VERDICT: Final = 3
"""Index of the column with the verdict."""
_WIDEST_SHARE: Final = len("100.0% +- 0.0")
_AXIS: Final = 20
_LEAST_AXIS: Final = 10
_WIDEST_AMOUNT: Final = 24
_FEW: Final = 3
"""Number of swaps, and of flips, that are shown of one contest."""


def render_comparison(comparison: SideBySide, *, width: int = 80, colour: bool = False) -> str:
    """Return a comparison as a page for the terminal, without a line break at its end.

    The page shows the options with their places, verdicts and scores on one axis; the outcome of
    each statement side by side, for statements that differ; which options are certainly better
    than others; what would change the order; and how robust it is under other weights.

    Args:
        comparison: Any comparison.
        width: Greatest number of columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    _options(page, comparison)
    _side_by_side(page, comparison)
    certain = "Certainly better, whatever the weights and the unknown facts"
    for text in page.under(certain, certainly_better(comparison)):
        page.item("*", text)
    for text in page.under(NEARLY_BETTER, nearly_better(comparison)):
        page.item("*", text)
    for said in page.under(CHANGES, contests(comparison)):
        page.item("*", said.sentence)
        shown = (*said.swaps[:_FEW], *said.flips[:_FEW])
        for text in shown:
            page.item("    -", text)
        for question in said.questions[:_FEW]:
            page.item("    ?", question.question)
            for answer in question.answers:
                page.paragraph(answer, indent=10)
        if len(said.questions) > _FEW:
            page.item("    ?", f"{len(said.questions) - _FEW} more: see offerkit questions")
        if said.margin is not None:
            page.item("    =", said.margin)
        if more := len(said.swaps) + len(said.flips) - len(shown):
            page.item("    -", f"{more} more: see --json")
        if said.unsearched is not None:
            page.item("    !", said.unsearched)
    for title, found in ((OUT, ruled_out(comparison)), (INSTEAD, instead(comparison))):
        for option in page.under(title, found):
            page.item("*", option.sentence)
            for text in option.swaps[:_FEW]:
                page.item("    -", text)
            if len(option.swaps) > _FEW:
                page.item("    -", f"{len(option.swaps) - _FEW} more: see --json")
            if option.unsearched is not None:
                page.item("    !", option.unsearched)
    _other_weights(page, comparison)
    for text in page.under(ANSWERS, answers(comparison)):
        page.item("!", text)
    apart = "Staying is left out: the offers disagree about the current job"
    for one in page.under(apart, comparison.disagreements):
        values = "; ".join(f"{name}: {value_text(value)}" for name, value in one.values)
        page.item("!", f"current.{one.fact}: {values}")
    return "\n".join(page.lines)


def render_open_order(order: OpenOrder, *, width: int = 80, colour: bool = False) -> str:
    """Return what settles the order of offers as a page for the terminal; see above."""
    page = Page.of(width, colour)
    comparison = order.comparison
    page.paragraph(f"Questions about the order of {len(comparison.options)} offers")
    if not order.pairs:
        first = running_text(comparison) or "The order of the offers is settled."
        page.block(f"Nothing to ask: {first}")
    for pair in order.pairs:
        page.section(open_pair(pair))
        left_out = untested(pair)
        if not pair.questions:
            page.paragraph(NO_SINGLE_TRIED if left_out else NO_SINGLE_ANSWER, indent=2)
        for number, said in enumerate(order_questions(pair.questions), 1):
            page.item(f"{number}.", said.question)
            for answer in said.answers:
                page.detail(answer)
        if left_out:
            page.paragraph(left_out, indent=2)
    return "\n".join(page.lines)


def _cut(text: str, most: int) -> str:
    """Return a safe text, cut to *most* columns with two dots at its end."""
    if columns(text) <= most:
        return text
    while columns(text) > most - 2:
        text = text[:-1]
    return f"{text.rstrip()}.."


def _named(option: Option) -> str:
    return f"{option.name} (staying)" if option.is_staying else option.name


# --- the options ---------------------------------------------------------------------------------


def _options(page: Page, comparison: SideBySide) -> None:
    options = comparison.options
    count = f"{len(options)} options" if len(options) > 1 else "One option"
    page.paragraph(f"{count} by {comparison.program.checked.name}")
    page.lines.append("")
    heads = ("", "option", "place", "verdict", "score")
    rows = []
    scores = score_texts(comparison)
    for letter, option, score in zip(_letters(len(options)), options, scores, strict=True):
        name, verdict = safe(_named(option)), verdict_text(option.decision.verdict)
        place = "-" if option.place is None else str(option.place)
        rows.append([letter, name, place, verdict, score or "none"])
    wides = _fitted(page.width, heads, rows, names=1)
    axis = min(_AXIS, page.width - sum(wides) - len(GAP) * len(wides) - 2)
    page.lines.append(_row(heads, wides))
    for row, option in zip(rows, options, strict=True):
        if axis >= _LEAST_AXIS and option.decision.score is not None:
            row.append(bar(option.decision.score, axis))
        styles = {_VERDICT: VERDICT_STYLES[option.decision.verdict]}
        page.lines.append(_row(row, wides, styles, page.colour))
    for said in (running_text(comparison), lead_text(comparison), instead_text(comparison)):
        if said is not None:
            page.block(said)
    if any(option.place is not None and not option.place.is_settled for option in options):
        page.block("Options whose places overlap are in no order: unknown facts decide.")


def _fitted(
    width: int, heads: Sequence[str], rows: Sequence[list[str]], *, names: int
) -> list[int]:
    """Return the widths of the columns, after cutting the names in one of them to fit."""
    wides = [max(map(columns, column)) for column in zip(heads, *rows, strict=True)]
    room = width - sum(wides) - len(GAP) * (len(wides) - 1) + wides[names]
    most = max(min(wides[names], room, _LONGEST_NAME), _SHORTEST_NAME)
    for row in rows:
        row[names] = _cut(row[names], most)
    wides[names] = max(columns(heads[names]), *(columns(row[names]) for row in rows))
    return wides


def _row(
    cells: Sequence[str],
    wides: Sequence[int],
    styles: Mapping[int, Style] = MappingProxyType({}),
    colour: bool = False,
) -> str:
    """Return cells in columns; the last cell may be of any width."""
    last = len(cells) - 1
    padded = [
        paint(cell, styles.get(at), colour)
        + (" " * (wides[at] - columns(cell)) if at < last else "")
        for at, cell in enumerate(cells)
    ]
    return GAP.join(padded)


def _letters(count: int) -> list[str]:
    """Return short names: A, B, … Z, AA, AB, …."""
    letters = []
    for index in range(count):
        text, rest = "", index + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            text = chr(ord("A") + letter) + text
        letters.append(text)
    return letters


# --- side by side --------------------------------------------------------------------------------

_KINDS: Final = {
    StatementKind.DEALBREAKER: "x",
    StatementKind.LEAVING: "x",
    StatementKind.PRO: "+",
    StatementKind.CON: "-",
    StatementKind.PREFER: "~",
}


def _side_by_side(page: Page, comparison: SideBySide) -> None:
    count = len(comparison.options[0].decision.findings)
    indices = [i for i in range(count) if comparison.findings(i)[0].kind in _KINDS]
    shown = [index for index in indices if comparison.differs(index)]
    if shown:
        rows = [row for index in shown for row in _rows(comparison, index)]
        page.section("Where they differ")
        _grid(page, _letters(len(comparison.options)), rows)
        absent = "   / does not apply" if any("/" in cells for *_, cells in rows) else ""
        page.block(
            f"x rules out   + for   - against   ? unknown   . no{absent};   "
            "preferences from 0 to 100"
        )
    same = len(indices) - len(shown)
    if same and len(comparison.options) > 1:
        statements = "statement has" if same == 1 else "statements have"
        more = "more " if shown else ""
        if not shown:
            page.lines.append("")
        page.paragraph(f"{same} {more}{statements} the same outcome for every offer.")


_Row: TypeAlias = tuple[int, str, list[str]]
"""How far the label is indented, the label, and a cell for each option."""


def _rows(comparison: SideBySide, index: int) -> Iterator[_Row]:
    """Yield the outcomes of a statement; of a preference, its grades and what is graded."""
    row = comparison.findings(index)
    if row[0].kind is StatementKind.PREFER:
        graded = graded_row(comparison, index)
        grades = (text and text.replace("%", "").replace(" to ", "-") for text in graded.grades)
        yield 2, _label(row[0]), [text or "/" for text in grades]
        amounts = [safe(_cut(text.replace(" to ", "-"), _WIDEST_AMOUNT)) for text in graded.amounts]
        yield 6, graded.unit, amounts
    else:
        cells = (_cell(comparison, at, finding) for at, finding in enumerate(row))
        yield 2, _label(row[0]), list(cells)


def _cell(comparison: SideBySide, at: int, finding: Finding) -> str:
    if finding.truth is Kleene.DOES_NOT_APPLY and finding.kind is not StatementKind.LEAVING:
        return "/"
    truth = finding.truth
    if not finding.weight:
        truth = comparison.options[at].decision.rules_out(finding)
    return {Kleene.TRUE: _KINDS[finding.kind], Kleene.FALSE: "."}.get(truth, "?")


def _grid(page: Page, letters: Sequence[str], rows: Sequence[_Row]) -> None:
    """Write the outcomes of statements, with as many options side by side as fit."""
    wides = [
        max(map(columns, column)) for column in zip(letters, *(r[2] for r in rows), strict=True)
    ]
    for block in blocks(wides, page.width // 2):
        if block.start:
            page.lines.append("")
        room = page.width - sum(wides[block]) - len(GAP) * len(wides[block])
        labels = []
        for indent, label, _ in rows:
            first, *rest = wrap(safe(cut(label)), room - 6) or [""]
            labels.append([" " * indent + first, *(" " * max(indent, 4) + more for more in rest)])
        widest = max(columns(line) for label in labels for line in label)
        widths = [min(room, widest), *wides[block]]
        page.lines.append(aligned("", letters[block], widths))
        for (*_, cells), (first, *rest) in zip(rows, labels, strict=True):
            page.lines.append(aligned(first, cells[block], widths))
            page.lines.extend(rest)


def _label(finding: Finding) -> str:
    reason = "leaving: " if finding.kind is StatementKind.LEAVING else ""
    weight = f" ({finding.written_weight})" if finding.weight else ""
    return f"{reason}{finding.label}{weight}"


# --- other weights -------------------------------------------------------------------------------


def _other_weights(page: Page, comparison: SideBySide) -> None:
    drawn = [
        (option, option.firsts)
        for option in comparison.options
        if option.firsts is not None and option.firsts.possible
    ]
    if not drawn or len(comparison.options) == 1:
        return
    page.section("With other weights")
    page.paragraph(f"{DRAWN[comparison.draw]} {weightings_text(comparison)}:")
    heads = ("  option", "certainly", "possibly")
    rows = [
        [
            f"  {safe(_named(option))}",
            *(text.replace("±", "+-").rjust(_WIDEST_SHARE) for text in firsts_texts(firsts)),
        ]
        for option, firsts in drawn
    ]
    wides = _fitted(page.width, heads, rows, names=0)
    page.lines.extend(_row(row, wides) for row in (heads, *rows))
    if len(drawn) < len(comparison.options):
        page.paragraph("No other option is first in any of them.")
    frequent = frequent_text(comparison)
    if frequent is not None:
        page.paragraph(frequent)
