"""Where a broken text is cut."""

from __future__ import annotations

import pytest

from offerkit.span import Source
from offerkit.syntax.recovery import alike, chunks, declared_names, first_word


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in chunks(text)]


def test_chunks_together_are_the_text() -> None:
    text = "# a\nlet a = 1\n  pro if b\nand c\n"
    assert cut(text) == ["# a\n", "let a = 1\n  ", "pro if b\nand c\n"]
    assert cut("") == [""]


@pytest.mark.parametrize("word", ["dealbraker", "Pro", "leavin", "letx", "acept"])
def test_a_word_like_a_keyword_begins_a_chunk(word: str) -> None:
    assert cut(f"use a\n{word} b") == ["use a\n", f"{word} b"]


@pytest.mark.parametrize("line", ["and b", "pro.x", "weight 3", "manager", '"pro"', "or b", "at a"])
def test_other_lines_do_not(line: str) -> None:
    assert cut(f"use a\n{line}") == [f"use a\n{line}"]


def test_declared_names_are_found_in_broken_text() -> None:
    text = "let a = let b\nscale c\nfact d.e: (\npro if f\nlett g = 1 Scale h"
    assert declared_names(text) == {"a", "b", "c", "d.e", "g", "h"}


def test_the_first_word() -> None:
    source = Source("test", "a  bc")
    assert first_word(source, 1).text == "bc"
    assert first_word(source, 5) == source.end


@pytest.mark.parametrize("word", ["whitin", "withi", "withinn", "wathin", "within"])
def test_a_letter_off_is_alike(word: str) -> None:
    assert alike(word, ["between", "within"]) == "within"


def test_a_word_that_is_like_none() -> None:
    assert alike("then", ["between", "within"]) is None
    assert alike("x" * 100_000, ["between"]) is None
