"""The check cases: what is wrong with a file that can be read, and what datatype things have."""

from collections.abc import Mapping
from typing import Any

from offerkit.advise.examine.warnings import warnings
from offerkit.check.checker import check, check_expression
from offerkit.check.uses import FilesInMemory
from offerkit.diagnostics import Diagnostic, sort_diagnostics
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.parser import parse
from tests.conformance.cases import assert_diagnostics, cases, require_known

KEYS = ("criteria", "expression", "files", "folder", "diagnostics", "datatype")


@cases("check")
def test_case(case: Mapping[str, Any]) -> None:
    require_known(case, KEYS)
    assert "diagnostics" in case or "datatype" in case, "the case expects nothing"
    if "expression" in case:
        _expression(case, case["expression"])
    else:
        found = _check_file(case["criteria"], case.get("files", {}), case.get("folder", ""))
        assert_diagnostics(found, case["diagnostics"], case["criteria"])


def _check_file(text: str, files: Mapping[str, str], folder: str) -> tuple[Diagnostic, ...]:
    parsed = parse(Source("case.criteria", text))
    checked, names, found = check(
        parsed,
        schema_of(),
        resolve=FilesInMemory(files) if files else None,
        folder=folder,
    )
    if any(one.is_error for one in found):
        return found
    return sort_diagnostics((*found, *warnings(checked, names.schema, found)))


def _expression(case: Mapping[str, Any], text: str) -> None:
    _, datatype, _, found = check_expression(Source("case", text), schema_of())
    assert_diagnostics(found, case.get("diagnostics", ()), text)
    if "datatype" in case:
        assert str(datatype) == case["datatype"]
