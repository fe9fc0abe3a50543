"""Imports point one way: what a module needs at import time lies in a layer below, or beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import offerkit

PACKAGE = Path(offerkit.__file__).parent

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "span kleene text scales literals currencies paths",
        "values",
        "data datatypes diagnostics intervals",
        "errors",
        "syntax model",
        "check",
        "evaluate",
        "criteria",
        "load advise",
        "render highlight",
        "cli __main__",
    )
)
"""From the bottom up; a name is a module of the package, or a folder in it with all it holds."""

ONLY_THERE = {
    "lark": "syntax/parser.py",
    "cattrs": "load/structure.py",
    "yaml": "load/yaml_file.py",
    "cyclopts": "cli/",
    "rich": "cli/",
    "pygments": "highlight.py",
}
"""Who may import a library, at any time: the one module or folder."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer_of(name: str) -> int:
    (found,) = (index for index, layer in enumerate(LAYERS) if name in layer)
    return found


def imports(tree: ast.AST, *, at_import_time: bool) -> Iterator[str]:
    """Yield the dotted names that a module imports; lazily imported ones only when asked for."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield str(node.module)
        elif at_import_time and (_is_lazy(node) or _is_for_type_checkers(node)):
            continue
        else:
            yield from imports(node, at_import_time=at_import_time)


def _is_lazy(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def _is_for_type_checkers(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def unit(module: str) -> str | None:
    """Return the part of offerkit that a dotted name is in; None for anything else."""
    head, _, rest = module.partition(".")
    return rest.partition(".")[0] if head == "offerkit" and rest else None


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    needed = {u for module in imports(tree, at_import_time=True) if (u := unit(module))}
    if here == "__init__":
        assert needed == set()
        return
    above = {name for name in needed if layer_of(name) > layer_of(here)}
    assert above == set()


def test_every_module_has_a_layer() -> None:
    parts = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in modules()}
    assert parts - {"__init__", "packs"} == set().union(*LAYERS)


@pytest.mark.parametrize("library", ONLY_THERE)
def test_a_library_is_imported_in_one_place(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        for module in imports(ast.parse(path.read_text("utf-8")), at_import_time=False)
        if module.partition(".")[0] == library
    }
    assert {user for user in users if not user.startswith(ONLY_THERE[library])} == set()
