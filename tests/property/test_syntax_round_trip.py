"""What is printed says what was read, to the last comment, and printing twice changes nothing."""

from collections.abc import Iterator, Mapping

from hypothesis import event, given
from hypothesis import strategies as st

from offerkit.check.uses import FilesInMemory
from offerkit.checking import format_criteria
from offerkit.criteria import parse_criteria
from offerkit.span import Source
from offerkit.syntax.nodes import CriteriaFile, Expr, Statement
from offerkit.syntax.parser import parse, parse_expression
from offerkit.syntax.printer import format_file, print_expression, print_statement
from tests.strategies.criteria import in_files, well_typed_criteria
from tests.strategies.decisions import note, paths_read, said
from tests.strategies.offers import offers
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


@given(well_typed_criteria(derived=True, wide=True, max_size=4), st.data())
def test_formatting_changes_no_decision(text: str, data: st.DataObject) -> None:
    """Neither of the criteria nor of a file that they use."""
    files: Mapping[str, str] = {}
    if data.draw(st.booleans()):
        text, files = data.draw(in_files(text))
    criteria = parse_criteria(text, resolve=FilesInMemory(files))
    formatted = {name: format_criteria(used) for name, used in files.items()}
    other = parse_criteria(format_criteria(text), resolve=FilesInMemory(formatted))
    offer = data.draw(offers(criteria.schema, paths=paths_read(criteria)))
    decision = criteria.decide(offer)
    note(decision)
    assert said(other.decide(offer)) == said(decision)
    assert other.verdict(offer) is decision.verdict
