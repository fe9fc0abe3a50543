"""Which statement a comment belongs to."""

from __future__ import annotations

from offerkit.span import Source
from offerkit.syntax.nodes import CriteriaFile, Trivia
from offerkit.syntax.parser import parse


def file_of(text: str) -> CriteriaFile:
    parsed = parse(Source("test", text))
    assert parsed.diagnostics == ()
    return parsed.file


def trivia(text: str) -> list[Trivia]:
    return [statement.trivia for statement in file_of(text).statements]


def test_a_comment_above_is_the_statements_below() -> None:
    assert trivia("# a\n#b\nuse a") == [Trivia(leading=("# a", "#b"))]


def test_a_comment_behind_is_the_statements_before() -> None:
    assert trivia("use a  # a\nuse b") == [Trivia(trailing="# a"), Trivia()]


def test_a_comment_on_the_next_line_is_not() -> None:
    assert trivia("use a\n# b\nuse b") == [Trivia(), Trivia(leading=("# b",))]


def test_a_comment_inside_is_the_statements_own() -> None:
    assert trivia("pro # a\nif # b\n# c\nx # d\n") == [
        Trivia(inner=("# a", "# b", "# c"), trailing="# d")
    ]


def test_a_comment_behind_two_statements_on_a_line_is_the_last_ones() -> None:
    assert trivia("use a use b # b") == [Trivia(), Trivia(trailing="# b")]


def test_blank_lines_are_seen_before_a_statement_and_among_its_comments() -> None:
    assert trivia("use a\n\n\n# b\n \t\n# c\n\r\nuse b") == [
        Trivia(),
        Trivia(blank_before=True, leading=("# b", "", "# c", "")),
    ]


def test_a_blank_line_at_the_start_is_none() -> None:
    assert trivia("\n\n# a\nuse a") == [Trivia(leading=("# a",))]


def test_a_blank_line_behind_a_trailing_comment() -> None:
    assert trivia("use a # a\n\nuse b") == [Trivia(trailing="# a"), Trivia(blank_before=True)]


def test_comments_behind_the_last_statement_are_the_files() -> None:
    file = file_of("use a # a\n# b\n\n\n# c\n\n")
    assert file.epilogue == ("# b", "", "# c")
    assert file_of("use a\n\n# b").epilogue == ("", "# b")


def test_a_file_of_comments_has_nothing_else() -> None:
    assert file_of("\n\n# a\n\n# b\n").epilogue == ("# a", "", "# b")


def test_white_space_behind_a_comment_is_no_part_of_it() -> None:
    assert trivia("# a \t\r\nuse a # b \r\n") == [Trivia(leading=("# a",), trailing="# b")]


def test_a_hash_in_a_text_is_no_comment() -> None:
    assert trivia(r'pro "#1 \" # 2" if a = "\\" # 3') == [Trivia(trailing="# 3")]


def test_nodes_compare_without_their_comments() -> None:
    assert file_of("# a\nuse a") == file_of("use a # b\n\n# c")
