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
    text = case["expression"] if "expression" in case else case["criteria"]
    found, datatype = checked(case)
    assert_diagnostics(found, case.get("diagnostics", ()), text)
    if "datatype" in case:
        assert datatype == case["datatype"]


def checked(case: Mapping[str, Any]) -> tuple[tuple[Diagnostic, ...], str | None]:
    """Return what is wrong with the text of a case, and the datatype of an expression."""
    if "expression" in case:
        _, datatype, _, found = check_expression(Source("case", case["expression"]), schema_of())
        return found, str(datatype)
    files = case.get("files")
    parsed = parse(Source("case.criteria", case["criteria"]))
    criteria, names, found = check(
        parsed.file,
        schema_of(),
        resolve=FilesInMemory(files) if files else None,
        folder=case.get("folder", ""),
        lost_names=parsed.lost_names,
        unread=parsed.diagnostics,
    )
    if any(one.is_error for one in found):
        return found, None
    return sort_diagnostics((*found, *warnings(criteria, names.schema, found))), None
