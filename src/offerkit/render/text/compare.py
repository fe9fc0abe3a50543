"""A comparison as a page for the terminal: the options in order, then what can be said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from offerkit.advise.compare.comparison import (
    Comparison,
    Contest,
    Firsts,
    Option,
    Relation,
)
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.render.digest import percent_text, thresholds, value_text
from offerkit.render.text.terminal import Style, columns, paint, safe, wrap
from offerkit.render.words.compare import (
    but_for_one,
    certainly_better,
    flip_text,
    swap_text,
    tenths_text,
)

_MIN_WIDTH: Final = 40
_GAP: Final = "  "
_LONGEST_NAME: Final = 26
_SHORTEST_NAME: Final = 6
_VERDICT: Final = 3
"""Which column of the options has the verdict."""
_AXIS: Final = 20
_LEAST_AXIS: Final = 10
_TWO: Final = 2
_FEW: Final = 3
"""How many changes of weights or facts are shown of one contest."""
_STYLES: Final = {
    Verdict.DECLINE: Style.BAD,
    Verdict.CONSIDER: Style.UNSURE,
    Verdict.ACCEPT: Style.GOOD,
    Verdict.FIND_OUT: Style.UNSURE,
}


def render_comparison(comparison: Comparison, *, width: int = 80, colour: bool = False) -> str:
    """Return a comparison as a page for the terminal, without a line break at its end.

    The options with their places, verdicts and scores on one axis; what each statement came to,
    side by side, for the statements in which they differ; which option is certainly better than
    which; what would turn the order; and how it holds under other weights.

    Args:
        comparison: Any comparison.
        width: How many columns lines may take, at least 40.
        colour: Whether to use terminal colours.
    """
    page = _Page(max(width, _MIN_WIDTH), colour)
    _options(page, comparison)
    _side_by_side(page, comparison)
    _certainly_better(page, comparison)
    _contests(page, comparison)
    _other_weights(page, comparison)
    _no_staying(page, comparison)
    return "\n".join(page.lines)


@frozen
class _Page:
    width: int
    colour: bool
    lines: list[str] = field(factory=list)

    def section(self, title: str) -> None:
        lines = wrap(safe(title), self.width)
        self.lines.extend(["", *(paint(line, Style.HEADING, self.colour) for line in lines)])

    def paragraph(self, text: str, indent: int = 0) -> None:
        self.lines.extend(" " * indent + line for line in wrap(safe(text), self.width - indent))

    def item(self, mark: str, text: str) -> None:
        indent = columns(mark) + 3
        first, *rest = wrap(safe(text), self.width - indent)
        self.lines.append(f"  {mark} {first}")
        self.lines.extend(" " * indent + line for line in rest)


def _cut(text: str, most: int) -> str:
    """Return a safe text in at most so many columns, with dots where it was cut."""
    if columns(text) <= most:
        return text
    while columns(text) > most - 2:
        text = text[:-1]
    return f"{text.rstrip()}.."


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - columns(text))


def _named(option: Option) -> str:
    return f"{option.name} (staying)" if option.is_staying else option.name


def _listed(words: Sequence[str], joiner: str = "and") -> str:
    return f" {joiner} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


# --- the options ---------------------------------------------------------------------------------


def _options(page: _Page, comparison: Comparison) -> None:
    options = comparison.options
    count = f"{len(options)} options" if len(options) >= _TWO else "One option"
    page.paragraph(f"{count} by {comparison.program.checked.name}")
    page.lines.append("")
    heads = ("", "option", "place", "verdict", "score")
    rows = [
        [
            letter,
            safe(_named(option)),
            str(option.place),
            str(option.decision.verdict),
            _score_text(option),
        ]
        for letter, option in zip(_letters(len(options)), options, strict=True)
    ]
    wides = _fitted(page.width, heads, rows, names=1)
    axis = min(_AXIS, page.width - sum(wides) - len(_GAP) * len(wides) - 2)
    page.lines.append(_row(heads, wides))
    for row, option in zip(rows, options, strict=True):
        score = option.decision.score
        if axis >= _LEAST_AXIS and score is not None:
            row.append(_bar(score, axis))
        styles = {_VERDICT: _STYLES[option.decision.verdict]}
        page.lines.append(_row(row, wides, styles, page.colour))
    if any(not option.place.is_settled for option in options):
        page.lines.append("")
        page.paragraph(
            "Options whose places overlap are not in order: what is still open decides it."
        )


def _fitted(
    width: int, heads: Sequence[str], rows: Sequence[list[str]], *, names: int
) -> list[int]:
    """Return how wide the columns are, once the names in one of them are cut to what is left."""
    wides = [max(map(columns, column)) for column in zip(heads, *rows, strict=True)]
    room = width - sum(wides) - len(_GAP) * (len(wides) - 1) + wides[names]
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
    """Return cells in columns; those beyond the last column take what they take."""
    last = len(cells) - 1
    padded = [
        paint(cell, styles.get(at), colour)
        + (" " * (wides[at] - columns(cell)) if at < last else "")
        for at, cell in enumerate(cells)
    ]
    return _GAP.join(padded)


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


def _score_text(option: Option) -> str:
    score = option.decision.score
    if score is None:
        return "none"
    low, high = (percent_text(end, thresholds(option.decision)) for end in (score.low, score.high))
    return low if score.is_exact else f"{low} to {high}"


def _bar(share: UnitRange, wide: int) -> str:
    """Return a share of 1 as a bar: ``=`` what is certain, ``~`` what is possible."""
    sure, likely = floor(share.low * wide), ceil(share.high * wide)
    if share.is_exact:
        sure = likely = round(share.low * wide)
    return "[" + ("=" * sure + "~" * (likely - sure)).ljust(wide, ".") + "]"


# --- side by side --------------------------------------------------------------------------------

_KINDS: Final = {
    StatementKind.DEALBREAKER: "x",
    StatementKind.LEAVING: "x",
    StatementKind.PRO: "+",
    StatementKind.CON: "-",
    StatementKind.PREFER: "~",
}


def _side_by_side(page: _Page, comparison: Comparison) -> None:
    count = len(comparison.options[0].decision.findings)
    rows = [comparison.findings(index) for index in range(count)]
    bearing = [row for row in rows if row[0].kind in _KINDS]
    cells = [
        (row[0], [_cell(comparison, at, row[at]) for at in range(len(row))]) for row in bearing
    ]
    shown = [(finding, texts) for finding, texts in cells if len(set(texts)) > 1 or "?" in texts]
    if shown:
        page.section("Where they differ")
        _grid(page, _letters(len(comparison.options)), shown)
        page.lines.append("")
        page.paragraph(
            "x rules out   + for   - against   ? open   . not so;   preferences from 0 to 100"
        )
    same = len(bearing) - len(shown)
    if same and len(comparison.options) >= _TWO:
        rest = "statement comes" if same == 1 else "statements come"
        if not shown:
            page.lines.append("")
        page.paragraph(f"{same} {'more ' if shown else ''}{rest} to the same in all of them.")


def _cell(comparison: Comparison, at: int, finding: Finding) -> str:
    mark = _KINDS[finding.kind]
    if finding.kind is StatementKind.PREFER:
        assert finding.value is not None
        low, high = (percent_text(end)[:-1] for end in (finding.value.low, finding.value.high))
        return low if finding.value.is_exact else f"{low}-{high}"
    truth = finding.truth
    if not finding.weight:
        truth = comparison.options[at].decision.rules_out(finding)
    return {Kleene.TRUE: mark, Kleene.UNKNOWN: "?", Kleene.FALSE: "."}[truth]


def _grid(page: _Page, letters: Sequence[str], rows: Sequence[tuple[Finding, list[str]]]) -> None:
    """Write the statements with what they came to, as many options side by side as fit."""
    wides = [
        max(columns(letter), *(columns(cells[at]) for _, cells in rows))
        for at, letter in enumerate(letters)
    ]
    start = 0
    while start < len(letters):
        stop, room = start, page.width // 2
        while stop < len(letters) and (stop == start or room >= wides[stop] + len(_GAP)):
            room -= wides[stop] + len(_GAP)
            stop += 1
        if start:
            page.lines.append("")
        _block(page, letters[start:stop], wides[start:stop], [(f, c[start:stop]) for f, c in rows])
        start = stop


def _block(
    page: _Page,
    letters: Sequence[str],
    wides: Sequence[int],
    rows: Sequence[tuple[Finding, Sequence[str]]],
) -> None:
    room = page.width - sum(wides) - len(_GAP) * len(wides)
    labels = [wrap(safe(_label(finding)), room - 2) for finding, _ in rows]
    wide = min(room, 2 + max(columns(line) for label in labels for line in label))

    def line(text: str, cells: Iterable[str]) -> str:
        aligned = (
            " " * (each - columns(cell)) + cell for cell, each in zip(cells, wides, strict=True)
        )
        return _GAP.join([_padded(text, wide), *aligned]).rstrip()

    page.lines.append(line("", letters))
    for (_, cells), label in zip(rows, labels, strict=True):
        page.lines.append(line(f"  {label[0]}", cells))
        page.lines.extend(f"    {more}" for more in label[1:])


def _label(finding: Finding) -> str:
    reason = "leaving: " if finding.kind is StatementKind.LEAVING else ""
    weight = f" ({finding.weight})" if finding.weight else ""
    return f"{reason}{finding.label}{weight}"


# --- certainly better ----------------------------------------------------------------------------


def _certainly_better(page: _Page, comparison: Comparison) -> None:
    if comparison.dominances:
        page.section("Certainly better, whatever the weights and whatever is still open")
        for text in certainly_better(comparison):
            page.item("*", text)
    if comparison.nearly:
        page.section("The same, but for one thing")
        for text in but_for_one(comparison):
            page.item("*", text)


# --- what would turn it --------------------------------------------------------------------------


def _contests(page: _Page, comparison: Comparison) -> None:
    if not comparison.contests:
        return
    page.section("What would turn it")
    ahead = [contest for contest in comparison.contests if contest.relation is Relation.AHEAD]
    fixed = [contest.option for contest in ahead if not contest.flips and not contest.swaps]
    for contest in ahead:
        if contest.option not in fixed:
            _contest(page, comparison, contest)
    leading = comparison.options[0].name
    if fixed:
        page.item(
            "*",
            f"{_listed(fixed)}: no other weight of one statement and no other value of one amount "
            f"or level brings {'it' if len(fixed) == 1 else 'one of them'} up to {leading}.",
        )
    for relation, text in _NO_ORDER.items():
        alike = [one.option for one in comparison.contests if one.relation is relation]
        if alike:
            page.item("*", text.format(leading=leading, others=_listed(alike)))


_NO_ORDER: Final = {
    Relation.TIED: "{leading} and {others} come to the same.",
    Relation.OPEN: "{leading} against {others}: what is still open decides it.",
}


def _contest(page: _Page, comparison: Comparison, contest: Contest) -> None:
    page.item("*", f"{contest.option} is behind {contest.leading}.")
    for swap in contest.swaps[:_FEW]:
        page.item("    -", swap_text(contest, swap))
    for flip in contest.flips[:_FEW]:
        page.item("    -", flip_text(comparison, contest, flip))
    more = max(len(contest.swaps) - _FEW, 0) + max(len(contest.flips) - _FEW, 0)
    if more:
        page.item("    -", f"{more} more, with --json")


# --- other weights -------------------------------------------------------------------------------


def _other_weights(page: _Page, comparison: Comparison) -> None:
    drawn = [
        (option, option.firsts)
        for option in comparison.options
        if option.firsts is not None and option.firsts.possible
    ]
    if not drawn or len(comparison.options) < _TWO:
        return
    page.section("With other weights in the same order of importance")
    page.paragraph(
        f"How often each is first in {comparison.samples:,} drawn weightings (seed "
        f"{comparison.seed}), with the standard error:"
    )
    heads = ("  option", "certainly", "possibly")
    rows = [[f"  {safe(_named(option))}", *_shares(firsts)] for option, firsts in drawn]
    wides = _fitted(page.width, heads, rows, names=0)
    page.lines.extend(_row(row, wides) for row in (heads, *rows))
    if len(drawn) < len(comparison.options):
        page.paragraph("None of the others is first in any of them.")


def _shares(firsts: Firsts) -> tuple[str, str]:
    certain, possible = Fraction(firsts.certain_error), Fraction(firsts.possible_error)
    return (
        f"{tenths_text(firsts.certain_share):>5}% +- {tenths_text(certain)}",
        f"{tenths_text(firsts.possible_share):>5}% +- {tenths_text(possible)}",
    )


# --- staying -------------------------------------------------------------------------------------


def _no_staying(page: _Page, comparison: Comparison) -> None:
    if not comparison.disagreements:
        return
    page.section("Staying is left out: the offers do not agree about the present job")
    for one in comparison.disagreements:
        said = "; ".join(f"{name}: {value_text(value)}" for name, value in one.values)
        page.item("!", f"current.{one.fact}: {said}")
