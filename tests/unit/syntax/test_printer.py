"""Canonical text, where the cases of ``grammar/cases/parse`` do not say enough."""

from __future__ import annotations

from attrs import evolve

from offerkit.span import Source
from offerkit.syntax.nodes import CriteriaFile, Let, Statement, Trivia
from offerkit.syntax.parser import parse
from offerkit.syntax.printer import WIDTH, format_file, print_statement


def file_of(text: str) -> CriteriaFile:
    parsed = parse(Source("test", text))
    assert parsed.diagnostics == ()
    return parsed.file


def formatted(text: str) -> str:
    once = format_file(file_of(text))
    assert format_file(file_of(once)) == once
    assert file_of(once) == file_of(text)
    return once


def test_the_example_of_the_definition_looks_as_if_a_person_had_aligned_it() -> None:
    text = """\
# agency.criteria
let disliked = {"Acme Tobacco", "Casino Royal"}

dealbreaker "My manager would rarely be around"   if manager.presence < sometimes
dealbreaker "Not the manager I was promised"      if manager.name != promised.manager.name
dealbreaker "I would never meet a client"         if clients.contact < sometimes
dealbreaker                                       if clients.names overlaps disliked
dealbreaker "Too few agencies to learn from"      unless location.market >= large
caution     "They changed the work"               if work.summary != promised.work.summary

pro    "Pays the rent"      if pay.base >= 48k USD per year         weight 3
con    "Long way to work"   if commute.time > 45 min                weight 2
prefer "Money"              pay.base from 45k to 80k USD per year   weight 4

leaving "Nobody to learn from"   until manager.mentoring >= often
leaving "Stuck on one account"   until clients.count >= 3

decline below 30%
accept at 70%
"""
    assert formatted(text) == text
    assert formatted(" ".join(text.partition("\n")[2].split())).split() == text.split()[2:]


def test_an_empty_file_has_no_text() -> None:
    assert format_file(file_of(" \n\n")) == ""


def test_a_line_that_just_fits_is_not_broken() -> None:
    name = "n" * (WIDTH - len("let a = {b, }"))
    assert formatted(f"let a = {{b, {name}}}") == f"let a = {{b, {name}}}\n"
    assert formatted(f"let a = {{b, {name}n}}") == f"let a = {{\n    b,\n    {name}n,\n}}\n"


def test_a_comment_behind_a_broken_statement_stays_behind_it() -> None:
    names = ", ".join(f'"a rather long text {n}"' for n in range(6))
    text = formatted(f"let a = {{{names}}}  # all")
    assert text.endswith("\n}  # all\n")


def test_a_long_statement_without_operators_is_broken_before_its_parts() -> None:
    label, question = "l" * 60, "q" * 60
    assert formatted(f'prefer "{label}" a from 1 to 2') == f'prefer "{label}" a from 1 to 2\n'
    assert formatted(f'prefer "{label}" a.{label} from 1 to 2 weight 2') == (
        f'prefer "{label}"\n    a.{label} from 1 to 2\n    weight 2\n'
    )
    assert formatted(f'fact own.{label}: yes/no "{question}"') == (
        f'fact own.{label}: yes/no\n    "{question}"\n'
    )
    assert formatted(f'ask "{question}" about own.{label}') == (
        f'ask "{question}"\n    about own.{label}\n'
    )
    assert formatted(f'leaving "{label}" until {label} and {question}') == (
        f'leaving "{label}"\n    until {label}\n    and {question}\n'
    )


def test_a_word_that_is_too_long_stays_too_long() -> None:
    assert formatted(f"pro if {'a' * 200}") == f"pro\n    if {'a' * 200}\n"


def test_a_row_that_would_not_fit_in_columns_stays_as_it_is() -> None:
    condition = "c" * 80
    assert formatted(f'pro "l" if {condition}\npro "{"l" * 40}" if d\npro "ll" if e\n') == (
        f'pro "l" if {condition}\npro "{"l" * 40}"   if d\npro "ll"{" " * 38}   if e\n'
    )


def test_many_rows_that_do_not_fit_are_not_aligned_at_all() -> None:
    rows = [f'pro "{"l" * n}" if {"c" * (88 - n)}' for n in range(20, 60)]
    assert formatted("\n".join(rows)) == "\n".join(rows) + "\n"


def test_a_text_behind_prefer_is_never_taken_for_its_label() -> None:
    (prefer,) = file_of('prefer ("a" + b) from 1 to 2').statements
    assert print_statement(prefer) == 'prefer ("a" + b) from 1 to 2'


def test_a_statement_by_itself_has_no_comments() -> None:
    (statement,) = file_of("# a\nuse a # b").statements
    assert print_statement(statement) == "use a"


def test_comments_given_to_a_statement_are_printed() -> None:
    statement: Statement
    (statement,) = file_of("let a = 1").statements
    assert isinstance(statement, Let)
    around = Trivia(leading=("# a", "", "# b"), inner=("# c",), trailing="# d")
    file = CriteriaFile(
        (evolve(statement, trivia=around),), epilogue=("", "# e"), span=statement.span
    )
    assert format_file(file) == "# a\n\n# b\n# c\nlet a = 1  # d\n\n# e\n"
