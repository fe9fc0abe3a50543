"""Diagnostics as text: header, place, the line with its span underlined, hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from offerkit.diagnostics import Diagnostic, Label, Severity
from offerkit.span import Span
from offerkit.terminal import LONGEST_LINE, Style, columns, cut, paint, safe, safe_char

MOST_SHOWN: Final = 200
"""How many diagnostics are rendered at most."""
_TAB: Final = "    "
_MAX_COLUMNS: Final = 90
"""Maximum columns shown of a line; a longer one is cut around the span."""
_BEFORE: Final = 30
"""Columns of a long line shown before the span."""
_CUT: Final = "..."
_STYLES: Final = {
    Severity.ERROR: Style.BAD,
    Severity.WARNING: Style.UNSURE,
    Severity.NOTE: Style.PLACE,
}


def at_most(
    diagnostics: Iterable[Diagnostic], most: int = MOST_SHOWN
) -> tuple[list[Diagnostic], list[str]]:
    """Return the diagnostics to show, and what to say of the others: one text, if there are any.

    If there are too many, errors come before others.
    """
    found = list(diagnostics)
    rest = len(found) - most
    if rest <= 0:
        return found, []
    errors_first = sorted(found, key=lambda diagnostic: not diagnostic.is_error)
    return errors_first[:most], [f"… and {rest:,} more"]


def render_diagnostics(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """Return *diagnostics* as text for people, separated by blank lines.

    Each is the header ``error[code]: message``, the place as ``file:line:column`` (with the
    data path in an offer file, or the cell of a table), the first line of the span with carets
    under it, the other places, and the hint. Texts from files are escaped, so they cannot control
    the terminal.

    At most ``MOST_SHOWN`` are rendered, errors before others, and then how many there are besides.

    Args:
        diagnostics: Diagnostics in the order of rendering.
        colour: Whether to use terminal colours.
    """
    shown, more = at_most(diagnostics)
    return "\n\n".join([*("\n".join(_block(one, colour)) for one in shown), *more])


def _block(diagnostic: Diagnostic, colour: bool) -> Iterator[str]:
    style = _STYLES[diagnostic.severity]
    labels = (diagnostic.primary, *diagnostic.secondary)
    gutter = max(4, *(len(str(label.span.line)) for label in labels))
    head = f"{diagnostic.severity.value}[{diagnostic.code}]"
    yield f"{paint(head, style, colour)}: {paint(_said(diagnostic.message), Style.HEADING, colour)}"
    inside = diagnostic.cell or diagnostic.path
    path = f" ({_said(inside)})" if inside else ""
    yield _place(gutter, "-->", diagnostic.primary.span, colour) + path
    line, marks = _excerpt(gutter, diagnostic.primary, "^", style, colour)
    yield line
    yield marks
    for label in diagnostic.secondary:
        above, (line, marks) = line, _excerpt(gutter, label, "-", Style.PLACE, colour)
        elsewhere = label.span.source != diagnostic.primary.span.source
        if elsewhere:
            yield _place(gutter, ":::", label.span, colour)
        # A second place on the same line needs no second copy of the line.
        if elsewhere or line != above:
            yield line
        yield marks
    if diagnostic.hint is not None:
        yield f"{_bar(gutter, '=', colour)} hint: {_said(diagnostic.hint)}"


def _said(text: str) -> str:
    return safe(cut(text))


def _place(gutter: int, arrow: str, span: Span, colour: bool) -> str:
    return " " * (gutter - 2) + paint(arrow, Style.PLACE, colour) + f" {_said(str(span))}"


def _bar(gutter: int, mark: str, colour: bool) -> str:
    return " " * (gutter + 1) + paint(mark, Style.PLACE, colour)


def _excerpt(gutter: int, label: Label, mark: str, style: Style, colour: bool) -> tuple[str, str]:
    """Return the first line of the label's span and the line of marks under it."""
    before, marked, after = _window(label.span)
    number = paint(f"{label.span.line:>{gutter}} |", Style.PLACE, colour)
    marks = paint(mark * max(1, columns(marked)), style, colour)
    said = f" {_said(label.message)}" if label.message else ""
    return (
        f"{number} {before}{marked}{after}".rstrip(),
        f"{_bar(gutter, '|', colour)} {' ' * columns(before)}{marks}{said}",
    )


def _window(span: Span) -> tuple[str, str, str]:
    """Return the shown parts of the first line of the span: before it, the span, after it.

    Only characters near the span are read, so the cost does not depend on the length of the line.
    """
    text = span.source.text
    line, column = span.source.position(span.start)
    start = span.start - (column - 1)
    end = start + len(span.source.line(line))
    # A span may begin after the last character of the line: at a line break or the end of the text.
    first, last = min(span.start, end), min(span.end, end)
    marked, cut = _clip(text, range(first, max(first, last)), _MAX_COLUMNS - _BEFORE)
    if cut:
        return _before(text, start, first, _BEFORE), marked + _CUT, ""
    room = _MAX_COLUMNS - columns(marked)
    after, cut = _clip(text, range(max(first, last), end), room)
    room = max(room - columns(after), _BEFORE)
    return _before(text, start, first, room), marked, after + _CUT * cut


def _before(text: str, start: int, end: int, room: int) -> str:
    """Return as much of the end of ``text[start:end]`` as fits."""
    backwards, cut = _clip(text, range(end - 1, start - 1, -1), room, forwards=False)
    return _CUT + backwards if cut else backwards


def _clip(text: str, places: range, room: int, *, forwards: bool = True) -> tuple[str, bool]:
    """Return as many of the characters at *places* as fit, and whether some are cut off."""
    shown: list[str] = []
    # Characters without a width always fit: a line of them is cut, too.
    for place in places[:LONGEST_LINE]:
        piece = _TAB if text[place] == "\t" else safe_char(text[place])
        room -= columns(piece)
        if room < 0:
            break
        shown.append(piece)
    return "".join(shown if forwards else reversed(shown)), len(shown) < len(places)
