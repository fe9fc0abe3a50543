from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from offerkit.diagnostics import Label, error
from offerkit.snippet import render_diagnostics
from offerkit.span import Source
from offerkit.terminal import columns, safe

MARGIN, CUT = len("   1 | "), len("...")


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(st.text(st.characters() | st.sampled_from("\t\n\r日é\x1b "), max_size=300))
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


@given(places(), st.text(), st.none() | st.text())
@example(place=("\t", 0, 1), message="", hint=None)
@example(place=("x" * 300, 100, 101), message="", hint=None)
@example(place=("e\u0301" * 59, 0, 118), message="", hint=None)
@example(place=("\u0301" * 70 + "e", 71, 71), message="", hint=None)
def test_any_place_in_any_text_is_shown_safely(
    place: tuple[str, int, int], message: str, hint: str | None
) -> None:
    text, start, end = place
    source = Source("a.criteria", text)
    span = source.span(start, end)
    shown = render_diagnostics(
        [error("x", message, span, hint=hint, secondary=(Label(span, message),), path="a.b")]
    )
    lines = shown.split("\n")
    assert len(lines) == 5 + (hint is not None)
    assert lines[1] == f"  --> a.criteria:{span.line}:{span.column} (a.b)"
    assert all(safe(line) == line for line in lines)
    assert columns(lines[2]) <= MARGIN + CUT + 30 + 90 + CUT

    # As far as the line is not cut, the carets are as wide as the span is shown, and under it.
    line = source.line(span.line)
    first, last = (place - (start - (span.column - 1)) for place in (start, end))
    before, marked = shown_columns(line[:first]), shown_columns(line[first:last])
    margin, marks = lines[3][:MARGIN], lines[3][MARGIN:]
    carets = marks.lstrip(" ")
    spaces = len(marks) - len(carets)
    assert margin == "     | "
    assert set(carets) == {"^"}
    assert len(carets) == max(1, marked) if marked <= 60 else len(carets) <= 60 + CUT
    assert spaces == before if before <= 30 else spaces <= 90 + CUT


def shown_columns(text: str) -> int:
    """How wide a text is shown: a tab as four columns, what is not safe as an escape."""
    return sum(4 if char == "\t" else columns(safe(char)) for char in text)


@given(places())
def test_carets_stand_under_the_span(place: tuple[str, int, int]) -> None:
    text, start, end = place
    text = "".join(c if c.isprintable() and c.isascii() else "x" for c in text)[:60]
    start, end = min(start, len(text)), min(end, len(text))
    span = Source("a", text).span(start, end)
    _, _, line, marks = render_diagnostics([error("x", "y", span)]).split("\n")
    first = marks.index("^")
    assert first == 7 + start
    assert marks.count("^") == max(1, end - start)
    assert line.ljust(first + end - start)[first : first + end - start] == span.text


def test_nothing_to_show() -> None:
    assert render_diagnostics([]) == ""


def test_several_are_apart_by_a_blank_line_and_keep_their_order() -> None:
    source = Source("a", "x y")
    shown = render_diagnostics(
        [error("b", "second", source.span(2, 3)), error("a", "first", source.span(0, 1))]
    )
    assert [block.split("]")[0] for block in shown.split("\n\n")] == ["error[b", "error[a"]


def test_large_line_numbers_widen_the_margin() -> None:
    source = Source("a", "\n" * 123_455 + "x")
    shown = render_diagnostics([error("a", "b", source.end)]).split("\n")
    assert shown[1:] == ["    --> a:123456:2", "123456 | x", "       |  ^"]


def test_a_line_of_ten_megabytes_is_shown_in_part() -> None:
    source = Source("a", "\u0301" * 10_000_000)
    shown = render_diagnostics([error("a", "b", source.span(5_000_000, 9_000_000))] * 3)
    assert len(shown) < 10_000
