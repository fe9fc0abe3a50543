"""The public surface, recorded: what programs, files and scripts of others rely on.

    python3 -m tools.surface      record it, with a release

``tests/unit/test_surface.py`` compares the record with what there is: each change must be named in
the changelog.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs

from offerkit.cli.app import COMMANDS
from offerkit.cli.decide import VERDICT_CODES
from offerkit.cli.screen import HAS_ERRORS, OK, WRONG_USAGE
from offerkit.schemas import RESULTS, diagnostic_schema, result_schema
from tools.reference import documented

ROOT: Final = Path(__file__).resolve().parents[1]
RECORD: Final = ROOT / "tests" / "surface.txt"


def surface() -> dict[str, str]:
    """Return everything that is stable: each name, and what it is now."""
    found: dict[str, str] = {}
    for name in documented():
        module, _, last = name.rpartition(".")
        found |= _of_name(name, getattr(import_module(module), last))
    for result in RESULTS:
        found |= {f"{result} {path}": kind for path, kind in _keys(result_schema(result))}
    found |= {f"diagnostic {path}": kind for path, kind in _keys(diagnostic_schema())}
    pages = (ROOT / "docs" / "diagnostics").glob("*.md")
    found |= {f"code {page.stem}": "" for page in pages if page.stem != "index"}
    for command, (_, usage) in COMMANDS.items():
        found[f"command {command}"] = usage
    codes = {"decided": OK, "has errors": HAS_ERRORS, "wrong usage": WRONG_USAGE}
    verdicts = {f"verdict {verdict}": code for verdict, code in VERDICT_CODES.items()}
    found |= {f"exit {name}": str(code) for name, code in {**codes, **verdicts}.items()}
    return dict(sorted(found.items()))


def _of_name(name: str, it: Any) -> dict[str, str]:
    if not isinstance(it, type):
        return {name: _signature(it)}
    found = {name: "class"}
    if issubclass(it, Enum):
        return found | {f"{name}.{member.name}": repr(member.value) for member in it}
    if attrs.has(it):
        fields = attrs.fields(it)
        found |= {f"{name}.{a.name}": "attribute" for a in fields if not a.name.startswith("_")}
    for attribute, value in inspect.getmembers(it):
        own = any(attribute in vars(base) for base in it.__mro__ if _is_ours(base))
        if attribute.startswith("_") or not own:
            continue
        if callable(value):
            found[f"{name}.{attribute}"] = _signature(value)
        else:
            found.setdefault(f"{name}.{attribute}", "attribute")
    return found


def _is_ours(base: type) -> bool:
    return base.__module__.partition(".")[0] == "offerkit"


def _signature(of: Any) -> str:
    """Return the parameters of a function with their annotations; of an alias, nothing."""
    try:
        written = str(inspect.signature(of))
    except (TypeError, ValueError):
        return ""
    # Each run of Python has its own order of the members of a set.
    return re.sub(
        r"(?<=frozenset\(\{)[^}]*",
        lambda members: ", ".join(sorted(members[0].split(", "))),
        written,
    )


def _keys(schema: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path of every key in a schema, with its type."""
    for key, inner in schema.get("properties", {}).items():
        yield f"{prefix}{key}", _kind(inner)
        yield from _keys(inner, f"{prefix}{key}.")
        yield from _keys(inner.get("items", {}), f"{prefix}{key}[].")
    for name, inner in schema.get("$defs", {}).items():
        yield from _keys(inner, f"{name}.")


def _kind(schema: Any) -> str:
    if "anyOf" in schema:
        return " | ".join(map(_kind, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    reference = schema.get("$ref", "").rpartition("/")[2]
    kind = str(schema.get("type", schema.get("const", reference)))
    return f"{kind} of {_kind(schema['items'])}" if "items" in schema else kind


def recorded() -> dict[str, str]:
    """Return the surface as it was recorded."""
    lines = RECORD.read_text(encoding="utf-8").splitlines()
    return {name: kind for name, _, kind in (line.partition("\t") for line in lines)}


def changed() -> list[str]:
    """Return the names that are new, gone, or other than they were."""
    before, now = recorded(), surface()
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))


def unnamed(names: list[str], changelog: str) -> list[str]:
    """Return the names that the part of the changelog that is not released yet does not name."""
    text = changelog.partition("## [Unreleased]")[2].partition("\n## [")[0]
    words = set(re.findall(r"[\w-]+", text))
    return [name for name in names if re.findall(r"[\w-]+", name)[-1] not in words]


if __name__ == "__main__":
    lines = [f"{name}\t{kind}".rstrip() for name, kind in surface().items()]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")
