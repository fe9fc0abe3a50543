"""From bytes to a source: encodings, sizes, and what no text may contain."""

from __future__ import annotations

import pytest

from offerkit.span import Source
from offerkit.syntax.source import MAX_BYTES, read_source, text_problems


def test_text_is_taken_as_it_is() -> None:
    source, found = read_source("a.criteria", "let a = 1\r\n# ü\n")
    assert (source, found) == (Source("a.criteria", "let a = 1\r\n# ü\n"), ())


def test_bytes_are_utf_8() -> None:
    source, found = read_source("a", "pro “é”".encode())
    assert (source.text, found) == ("pro “é”", ())


@pytest.mark.parametrize("data", ["\ufefflet a = 1", "\ufefflet a = 1".encode()])
def test_a_byte_order_mark_is_no_part_of_the_text(data: bytes | str) -> None:
    assert read_source("a", data)[0].text == "let a = 1"


def test_bytes_that_are_not_utf_8_have_a_place() -> None:
    source, (found,) = read_source("a", b"# \xc3\xa9\n\xe9 = 1")
    assert found.code == "not-utf8"
    assert (found.primary.span.line, found.primary.span.column) == (2, 1)
    assert source.text.startswith("# é\n")


def test_a_place_behind_a_byte_order_mark_is_counted_without_it() -> None:
    _, (found,) = read_source("a", b"\xef\xbb\xbfab\xff")
    assert found.primary.span.start == 2


def test_bytes_that_end_within_a_character() -> None:
    source, (found,) = read_source("a", "let é".encode()[:-1])
    assert found.code == "not-utf8"
    assert 0 <= found.primary.span.start < found.primary.span.end <= len(source.text)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    _, (found,) = read_source("a", "\ufefflet a = 1".encode(encoding))
    assert (found.code, found.message) == ("not-utf8", "the file is in UTF-16")


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0b", "\x0c", "\x7f", "\x85", "\x9f"])
def test_control_characters_have_a_place(char: str) -> None:
    _, (found,) = read_source("a", f"let a = 1\n# {char}\n")
    assert found.code == "bad-character"
    assert (found.primary.span.text, found.primary.span.line) == (char, 2)
    assert f"U+{ord(char):04X}" in found.message


def test_lone_surrogates_have_a_place() -> None:
    _, (found,) = read_source("a", 'let a = "\ud800"')
    assert (found.code, found.primary.span.start) == ("bad-character", 9)


def test_tabs_and_line_breaks_are_fine() -> None:
    assert text_problems(Source("a", "let\ta =\r\n1")) == ()


def test_bad_characters_are_reported_once_a_line_and_not_without_end() -> None:
    assert len(text_problems(Source("a", "\x00\x00\n\x00\n"))) == 2
    assert len(text_problems(Source("a", "\x00\n" * 1000))) == 20


def test_a_file_may_have_256_kib() -> None:
    assert read_source("a", b"#" * MAX_BYTES)[1] == ()
    assert read_source("a", "#" * MAX_BYTES)[1] == ()
    assert read_source("a", "#" + "é" * ((MAX_BYTES - 1) // 2))[1] == ()


@pytest.mark.parametrize(
    "data",
    [b"#" * (MAX_BYTES + 1), "#" * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1), "日" * MAX_BYTES],
)
def test_a_larger_file_is_cut_and_reported_at_the_cut(data: bytes | str) -> None:
    source, (found,) = read_source("a", data)
    assert found.code == "file-too-large"
    assert found.message == "a criteria file has at most 256 KiB"
    assert found.primary.span.end == len(source.text)
    assert len(source.text.encode()) <= MAX_BYTES


def test_a_cut_within_a_character_is_no_second_mistake() -> None:
    data = ("#" + "é" * MAX_BYTES).encode()
    source, found = read_source("a", data)
    assert [d.code for d in found] == ["file-too-large"]
    assert source.text == data.decode()[: len(source.text)]


def test_a_large_source_from_elsewhere_is_reported_within_its_text() -> None:
    source = Source("a", "日" * MAX_BYTES)
    (found,) = text_problems(source)
    assert found.code == "file-too-large"
    assert len(source.text[: found.primary.span.end].encode()) <= MAX_BYTES
