"""The parse cases: what a text prints as, or what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from offerkit.span import Source
from offerkit.syntax.parser import parse, parse_expression
from offerkit.syntax.printer import format_file, print_expression
from tests.conformance.cases import assert_diagnostics, cases, require_known

KEYS = ("criteria", "expression", "prints", "diagnostics")


@cases("parse")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, KEYS)
    if "expression" in case:
        _expression(case, case["expression"])
    else:
        _file(case, case["criteria"])


def _expression(case: Mapping[str, Any], text: str) -> None:
    expression, found = parse_expression(Source("case", text))
    assert_diagnostics(found, case.get("diagnostics", ()), text)
    if "diagnostics" not in case or "prints" in case:
        assert expression is not None
        printed = print_expression(expression)
        assert printed == case.get("prints", text)
        again, _ = parse_expression(Source("again", printed))
        assert again == expression, "the printed form is another expression"


def _file(case: Mapping[str, Any], text: str) -> None:
    parsed = parse(Source("case", text))
    assert_diagnostics(parsed.diagnostics, case.get("diagnostics", ()), text)
    if "diagnostics" not in case or "prints" in case:
        printed = format_file(parsed.file)
        assert printed.strip("\n") == case.get("prints", text).strip("\n")
        assert parse(Source("again", printed)).file == parsed.file
