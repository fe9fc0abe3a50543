"""Imports go down only, and never in a circle: every import counts, wherever it stands.

An import in a function or under ``TYPE_CHECKING`` ties two modules together as much as one at the
top: who reads, moves or tests the one needs the other. The picture is in CONTRIBUTING.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import offerkit

PACKAGE = Path(offerkit.__file__).parent
ROOT = PACKAGE.parent.parent

ONLY_THERE = {
    "lark": "syntax/",
    "cattrs": "load/structure.py",
    "yaml": "load/yaml_file.py",
    "openpyxl": "load/workbook.py",
    "mammoth": "load/letter/documents.py",
    "pypdf": "load/letter/documents.py",
    "cyclopts": "cli/",
    "rich": "cli/",
    "prompt_toolkit": "cli/interview.py",
    "tomlkit": "load/edit.py",
    "pygments": "highlight.py",
    "lsprotocol": "language_server.py",
    "mcp": "assistants.py",
    "mcp_types": "assistants.py",
    "pytest": "pytest_plugin.py",
    "pydantic": "pydantic_fields.py",
    "pygls": "language_server.py",
    "pydantic_core": "pydantic_fields.py",
}
"""Who may import a library, at any time: the one module or folder."""


def floors() -> list[list[str]]:
    """Return the picture in CONTRIBUTING.md: what stands on each floor, from the bottom up."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    picture = text.split("```floors\n")[1].split("```")[0]
    return [line.split("#")[0].split() for line in reversed(picture.splitlines())]


def sources() -> dict[str, Path]:
    """Return every module by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted names of everything that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(modules: dict[str, ast.AST]) -> dict[str, set[str]]:
    """Return which modules of offerkit each of them imports."""
    found: dict[str, set[str]] = {}
    for name, tree in modules.items():
        targets = set()
        for target in imported(tree):
            while target and target not in modules:
                target = target.rpartition(".")[0]
            targets.add(target)
        found[name] = targets - {"", "offerkit", name}
    return found


def unit(module: str) -> str:
    """Return the folder or file, directly in the package, that a module is in."""
    return module.split(".")[1]


def climbing(found: dict[str, set[str]], order: list[list[str]]) -> list[str]:
    """Return the arrows that do not go down, or to the same unit."""
    floor = {name: height for height, names in enumerate(order) for name in names}
    return [
        f"{source} -> {target}"
        for source, targets in found.items()
        for target in targets
        if source != "offerkit" and unit(source) != unit(target)
        if floor[unit(source)] <= floor[unit(target)]
    ]


def circle(found: dict[str, set[str]]) -> list[str]:
    """Return the modules of one circle; empty when there is none."""
    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.AST]:
    return {name: ast.parse(path.read_text("utf-8")) for name, path in sources().items()}


def test_no_arrow_climbs(modules: dict[str, ast.AST]) -> None:
    assert climbing(arrows(modules), floors()) == []


def test_there_is_no_circle(modules: dict[str, ast.AST]) -> None:
    assert circle(arrows(modules)) == []


def test_every_unit_stands_on_one_floor(modules: dict[str, ast.AST]) -> None:
    units = {unit(name) for name in modules if name != "offerkit"}
    assert sorted(name for names in floors() for name in names) == sorted(units)


@pytest.mark.parametrize(
    "text",
    [
        "import offerkit.cli.app",
        "from offerkit import cli",
        "def f():\n    from offerkit.cli.app import main",
        "if TYPE_CHECKING:\n    from offerkit.cli.app import main",
    ],
)
def test_one_arrow_that_climbs_is_found(modules: dict[str, ast.AST], text: str) -> None:
    changed = {**modules, "offerkit.span": ast.parse(text)}
    assert any(
        "offerkit.span -> offerkit.cli" in arrow for arrow in climbing(arrows(changed), floors())
    )
    assert circle(arrows(changed))


def test_a_circle_of_two_files_in_a_folder_is_found(modules: dict[str, ast.AST]) -> None:
    changed = {**modules, "offerkit.syntax.nodes": ast.parse("import offerkit.syntax.printer")}
    assert circle(arrows(changed))


def test_no_module_is_too_long() -> None:
    lines = {name: len(path.read_text("utf-8").splitlines()) for name, path in sources().items()}
    assert {name: count for name, count in lines.items() if count > 700} == {}


@pytest.mark.parametrize("library", ONLY_THERE)
def test_a_library_is_imported_in_one_place(library: str, modules: dict[str, ast.AST]) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for name, path in sources().items()
        for target in imported(modules[name])
        if target.partition(".")[0] == library
    }
    assert {user for user in users if not user.startswith(ONLY_THERE[library])} == set()


OF_THE_TWIN = (
    *("offerkit.core.", "offerkit.datatypes.", "offerkit.model.offer.", "offerkit.paths."),
    *("offerkit.scales.", "offerkit.syntax.nodes.", "offerkit.values.", "tests.reference."),
)
"""What the twin may import of ours: the typed core and the values of offers, and itself."""


def test_the_twin_shares_no_code_with_offerkit() -> None:
    twin = (ROOT / "tests" / "reference").glob("*.py")
    targets = {f"{name}." for path in twin for name in imported(ast.parse(path.read_text("utf-8")))}
    ours = {name for name in targets if name.startswith(("offerkit.", "tests."))}
    assert [name for name in sorted(ours) if not name.startswith(OF_THE_TWIN)] == []
