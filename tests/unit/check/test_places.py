"""Everything in the core knows the text that it comes from, wrong parts included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import fields, has

from offerkit.check.checker import check, check_expression
from offerkit.check.uses import FilesInMemory
from offerkit.core import CheckedCriteria, CheckedPreference, Core, condition_of, parts_of
from offerkit.model.schema import schema_of
from offerkit.span import Source, Span
from offerkit.syntax.nodes import CriteriaFile, Expr
from offerkit.syntax.parser import parse, parse_expression
from tests.conformance.cases import CaseFile, case_files

FILES = [one for one in case_files() if one.phase in {"check", "decide", "evaluate", "parse"}]


def nodes_in(value: Any) -> Iterator[Any]:
    """Yield every node of a tree of syntax."""
    if isinstance(value, tuple):
        for one in value:
            yield from nodes_in(one)
    elif has(type(value)) and hasattr(value, "span"):
        yield value
        for each in fields(type(value)):
            if each.name != "span":
                yield from nodes_in(getattr(value, each.name))


def checked_in(file: CaseFile) -> Iterator[tuple[list[CriteriaFile | Expr], CheckedCriteria]]:
    """Yield what the cases in a file have for syntax, and what that means."""
    for case in file.tables:
        text = case.get("criteria", case.get("preamble", ""))
        parsed = parse(Source("case.criteria", text))
        trees: list[CriteriaFile | Expr] = [parsed.file]
        if "expression" in case:
            tree, _ = parse_expression(Source("case", case["expression"]))
            if tree is None:
                continue
            trees.append(tree)
            _, _, checked, _ = check_expression(tree, schema_of(), parsed.file)
        else:
            resolve = FilesInMemory(case.get("files", {}))
            checked, _, _ = check(parsed, schema_of(), resolve=resolve)
        yield trees, checked


def statements_in(checked: CheckedCriteria) -> Iterator[tuple[Span, Core | None]]:
    """Yield the expressions in statements, each with the place of its statement."""
    for one in checked.statements:
        yield one.span, condition_of(one)
        if isinstance(one, CheckedPreference):
            yield from ((one.node.worst.span, one.worst), (one.node.best.span, one.best))
    for let in checked.bindings:
        yield let.value.span, let.value
    for line in checked.negotiables:
        yield from ((line.span, line.limit), (line.span, line.step))


@pytest.mark.parametrize("file", FILES, ids=[f"{one.phase}/{one.path.stem}" for one in FILES])
def test_each_expression_means_something_in_its_place(file: CaseFile) -> None:
    for trees, checked in checked_in(file):
        found = [*statements_in(checked)]
        for node in nodes_in(tuple(trees)):
            core = checked.origins.cores.get(id(node))
            assert core is None or core.span == node.span, node.span.text
            found.append((node.span, core))
        for span, core in found:
            for part in () if core is None else parts_of(core):
                assert part.span.source is span.source
                assert span.start <= part.span.start <= part.span.end <= span.end
