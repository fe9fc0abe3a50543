from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offerkit.terminal import Style, columns, paint, safe, wrap

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë & 日本", "Zoë & 日本"),
        ("\x1b[31m", "\\u{1b}[31m"),
        ("a\nb\tc\r", "a\\nb\\tc\\r"),
        ("\x9b2J", "\\u{9b}2J"),
        ("right\u202eto left", "right\\u{202e}to left"),
        ("no\u200bwidth", "no\\u{200b}width"),
        ("half \ud800", "half \\u{d800}"),
        ("line\u2028break", "line\\u{2028}break"),
        ("\x7f", "\\u{7f}"),
    ],
)
def test_what_a_terminal_would_act_on_is_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(ANY_TEXT)
def test_nothing_unsafe_is_left(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(char) for char in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert safe(shown) == shown


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("ab", 2), ("日本", 4), ("e\u0301", 1)])
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@given(ANY_TEXT, st.integers(8, 90))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = wrap(safe(text), width)
    assert lines
    assert all(columns(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(safe(text).split())


def test_wrapping_is_at_spaces() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("12345678abc", 8) == ["12345678", "abc"]
    assert wrap("", 8) == [""]


def test_paint() -> None:
    assert paint("x", Style.BAD, colour=False) == "x"
    assert paint("x", None, colour=True) == "x"
    assert paint("", Style.BAD, colour=True) == ""
    assert paint("x", Style.BAD, colour=True) == "\x1b[1;31mx\x1b[0m"
