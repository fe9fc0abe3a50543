"""What is printed says what was read, to the last comment, and printing twice changes nothing."""

from collections.abc import Iterator

from hypothesis import event, given

from offerkit.span import Source
from offerkit.syntax.nodes import CriteriaFile, Expr, Statement
from offerkit.syntax.parser import parse, parse_expression
from offerkit.syntax.printer import format_file, print_expression, print_statement
from tests.strategies.syntax import bare_statements, criteria_files, expressions


def comments(file: CriteriaFile) -> Iterator[str]:
    for statement in file.statements:
        trivia = statement.trivia
        yield from (line for line in (*trivia.leading, *trivia.inner) if line)
        if trivia.trailing is not None:
            yield trivia.trailing
    yield from (line for line in file.epilogue if line)


@given(expressions())
def test_an_expression_comes_back(expression: Expr) -> None:
    event(type(expression).__name__)
    again, diagnostics = parse_expression(Source("printed", print_expression(expression)))
    assert diagnostics == ()
    assert again == expression


@given(bare_statements())
def test_a_statement_comes_back(statement: Statement) -> None:
    event(type(statement).__name__)
    text = print_statement(statement)
    event("on several lines" if "\n" in text else "on one line")
    parsed = parse(Source("printed", text))
    assert parsed.diagnostics == ()
    assert parsed.file.statements == (statement,)


@given(criteria_files())
def test_a_file_comes_back_and_is_already_formatted(file: CriteriaFile) -> None:
    text = format_file(file)
    parsed = parse(Source("printed", text))
    assert parsed.diagnostics == ()
    assert parsed.file == file
    assert list(comments(parsed.file)) == list(comments(file))
    assert format_file(parsed.file) == text
    assert text == "" or text.endswith("\n")
    assert "\n\n\n" not in text
    assert not any(line.endswith(" ") for line in text.splitlines())
