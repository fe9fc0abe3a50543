"""Everything in the core knows the text that it comes from, wrong parts included."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from attrs import fields, has

from offerkit.check.checker import check, check_expression
from offerkit.check.uses import FilesInMemory
from offerkit.core import Core, parts_of
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.nodes import CriteriaFile, Expr
from offerkit.syntax.parser import parse, parse_expression
from tests.conformance.cases import CaseFile, case_files

FILES = [one for one in case_files() if one.phase in {"check", "decide", "evaluate"}]


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


def cores_of(file: CaseFile) -> Iterator[tuple[Expr, Core]]:
    """Yield the expressions of the cases in a file, with what they mean."""
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
            checked, _, _ = check(parsed.file, schema_of(), resolve=resolve)
        cores = checked.origins.cores
        yield from ((it, cores[id(it)]) for it in nodes_in(tuple(trees)) if id(it) in cores)


@pytest.mark.parametrize("file", FILES, ids=[f"{one.phase}/{one.path.stem}" for one in FILES])
def test_each_expression_means_something_in_its_place(file: CaseFile) -> None:
    for node, core in cores_of(file):
        assert core.span == node.span, node.span.text
        for part in parts_of(core):
            assert part.span.source is node.span.source
            assert node.span.start <= part.span.start <= part.span.end <= node.span.end
