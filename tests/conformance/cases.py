"""The conformance cases of ``grammar/cases``, as test parameters, and what they hold.

``grammar/cases/README.md`` describes their format.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from offerkit.diagnostics import Diagnostic

ROOT = Path(__file__).resolve().parents[2]
GRAMMAR = ROOT / "grammar"
PHASES = ("parse", "check", "load", "table", "evaluate", "decide", "rule", "found")
DIAGNOSTIC_KEYS = ("code", "severity", "at", "nth", "file", "message", "hint")


@frozen
class CaseFile:
    """One file of cases: a phase, a section of the definition, and its tables."""

    path: Path
    section: str
    tables: tuple[Mapping[str, Any], ...]

    @property
    def phase(self) -> str:
        """The folder the file is in."""
        return self.path.parent.name


def case_files() -> Iterator[CaseFile]:
    """Yield every file of cases, by phase and name."""
    for phase in PHASES:
        for path in sorted((GRAMMAR / "cases" / phase).glob("*.toml")):
            data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
            yield CaseFile(path, data["section"], tuple(data.get("case", ())))


def cases(phase: str) -> pytest.MarkDecorator:
    """Return the decorator that runs a test on every case of *phase* as ``case``."""
    params = [
        pytest.param(table, id=f"{phase}/{file.path.stem}: {file.section}: {table['name']}")
        for file in case_files()
        if file.phase == phase
        for table in file.tables
    ]
    return pytest.mark.parametrize("case", params)


def require_known(case: Mapping[str, Any], known: Iterable[str]) -> None:
    """Fail on a key that the runner does not look at: it would check nothing."""
    unknown = set(case) - set(known) - {"name"}
    assert not unknown, f"the runner knows no {sorted(unknown)}"


def offer_text(offer: Mapping[str, Any]) -> str:
    """Return an offer of a case as the text of a TOML offer file."""
    return "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in offer.items())


def _toml(value: Any) -> str:
    match value:
        case Mapping():
            pairs = ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items())
            return f"{{ {pairs} }}"
        case list():
            return f"[{', '.join(map(_toml, value))}]"
        case str() | bool():
            return json.dumps(value, ensure_ascii=False)
        case int() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"a case cannot hold {value!r}")


def assert_diagnostics(
    found: Iterable[Diagnostic], expected: Iterable[Mapping[str, Any]], text: str
) -> None:
    """Fail unless *found* are the *expected* diagnostics, in order, each at its place in *text*."""
    found, expected = list(found), list(expected)
    shown = "\n".join(f"{d} (at {d.primary.span.text!r}, hint: {d.hint})" for d in found)
    assert [d.code for d in found] == [e["code"] for e in expected], shown
    for diagnostic, wanted in zip(found, expected, strict=True):
        _assert_diagnostic(diagnostic, wanted, text, shown)


def _assert_diagnostic(
    diagnostic: Diagnostic, wanted: Mapping[str, Any], text: str, shown: str
) -> None:
    require_known(wanted, DIAGNOSTIC_KEYS)
    span = diagnostic.primary.span
    assert diagnostic.severity.value == wanted.get("severity", "error"), shown
    if "file" in wanted:
        assert span.source.name == wanted["file"], shown
        text = span.source.text
    if "at" in wanted:
        assert span.text == wanted["at"], shown
        assert (span.start, span.end) == place(text, wanted["at"], wanted.get("nth", 1)), shown
    for key in ("hint", "message"):
        if key in wanted:
            assert getattr(diagnostic, key) == wanted[key], shown


def place(text: str, part: str, nth: int) -> tuple[int, int]:
    """Return where the *nth* occurrence of *part* is in *text*; an empty part is its end."""
    if not part:
        return len(text), len(text)
    start = -1
    for _ in range(nth):
        start = text.index(part, start + 1)
    return start, start + len(part)
