"""The public names: three lists that must agree, and nothing heavy behind ``import``."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import offerkit

HEAVY = ("typing", "attr", "attrs", "cattrs", "lark", "cyclopts", "rich", "yaml", "decimal")


def _type_checking_imports() -> dict[str, str]:
    tree = ast.parse(Path(offerkit.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.name: str(node.module)
        for node in block.body
        if isinstance(node, ast.ImportFrom) and node.module != "typing"
        for alias in node.names
    }


def test_what_type_checkers_see_is_what_there_is() -> None:
    assert _type_checking_imports() == offerkit._HOME
    assert set(offerkit._HOME) == set(offerkit.__all__)


def test_every_public_name_can_be_imported() -> None:
    for name in offerkit.__all__:
        assert getattr(offerkit, name) is not None, name


def test_importing_offerkit_imports_nothing_heavy() -> None:
    code = f"""
import sys
before = set(sys.modules)
import offerkit
print(sorted(set({HEAVY!r}) & (set(sys.modules) - before)))
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        offerkit.nonsense  # noqa: B018


def test_the_tests_look_at_the_source_beside_them() -> None:
    """Where they are run from an unpacked source distribution, its own package is tested."""
    assert Path(offerkit.__file__).is_relative_to(Path(__file__).parents[2])
