"""The words of the language in editors are those of the grammar."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from offerkit import __version__
from offerkit.syntax.words import language_words, terminal_words
from tools.editors import generated

ROOT = Path(__file__).parents[2]
VSCODE = ROOT / "editors" / "vscode"


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_the_generated_files_are_those_of_the_grammar(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path]


def test_every_word_of_the_grammar_is_coloured() -> None:
    """Each word alone, by the first pattern that matches where a colouring editor looks."""
    grammar = json.loads((VSCODE / "syntaxes" / "criteria.tmLanguage.json").read_text("utf-8"))
    patterns = [
        (re.compile(p["match"]), p.get("name")) for p in grammar["patterns"] if "match" in p
    ]

    def colour(word: str) -> str | None:
        return next((name for pattern, name in patterns if pattern.match(word)), None)

    words = language_words()
    kinds = {
        "keyword.control.criteria": words.statements,
        "keyword.other.criteria": words.clauses,
        "support.function.criteria": words.functions,
        "keyword.operator.word.criteria": words.operators,
        "constant.language.criteria": words.constants,
    }
    for kind, several in kinds.items():
        assert {colour(word) for word in several} == {kind}
        assert {colour(f"{word}.x") for word in several} == {"variable.other.property.criteria"}
        assert {colour(f"{word}s_") for word in several} == {"variable.other.criteria"}
    listed = {
        word
        for several in json.loads((ROOT / "editors" / "words.json").read_text()).values()
        for word in several
    }
    assert {word for several in terminal_words().values() for word in several} <= listed


def test_the_extension_is_of_this_version_and_names_what_is_there() -> None:
    package: dict[str, Any] = json.loads((VSCODE / "package.json").read_text(encoding="utf-8"))
    assert package["version"] == __version__
    named = [
        package["main"],
        *(language["configuration"] for language in package["contributes"]["languages"]),
        *(grammar["path"] for grammar in package["contributes"]["grammars"]),
    ]
    assert [name for name in named if not (VSCODE / name).is_file()] == []
    assert (VSCODE / "LICENSE").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")
    json.loads((VSCODE / "language-configuration.json").read_text(encoding="utf-8"))
    client = (VSCODE / package["main"]).read_text(encoding="utf-8")
    for setting in package["contributes"]["configuration"]["properties"]:
        assert f'"{setting.removeprefix("offerkit.")}"' in client
    for command in package["contributes"]["commands"]:
        assert f'"{command["command"]}"' in client
