"""The words of the language for editors, from the grammar: a TextMate grammar, and plain lists.

    python3 -m tools.editors

``editors/vscode/syntaxes/criteria.tmLanguage.json`` colours criteria in Visual Studio Code and
whatever else reads TextMate grammars; ``editors/words.json`` is for others, such as CodeMirror.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import asdict

from offerkit.highlight import TYPES
from offerkit.syntax.words import language_words

ROOT: Final = Path(__file__).resolve().parents[1]
SCOPE: Final = "criteria"
# As in grammar/criteria.lark: a word ends where no more of a name and no dot of a path follows.
_BEGIN: Final = r"(?<![A-Za-z0-9_.])"
_NEW: Final = r"(?<![A-Za-z0-9_])"
_END: Final = r"(?![a-z0-9_]|\.[a-z])"
_NAME: Final = r"[a-z][a-z0-9_]*"


def textmate() -> dict[str, Any]:
    """Return the TextMate grammar."""
    words = language_words()

    def of(kind: str, names: Iterable[str]) -> dict[str, Any]:
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        return _match(kind, f"{_BEGIN}(?:{'|'.join(longest_first)}){_END}")

    units, periods, types = (
        "|".join(sorted(names, key=lambda name: (-len(name), name)))
        for names in (words.units, words.periods, TYPES)
    )
    amount = r"[0-9][0-9_]*(?:\.[0-9][0-9_]*)?[kM]?"
    patterns = [
        _match("comment.line.number-sign", r"#.*$"),
        {
            "name": f"string.quoted.double.{SCOPE}",
            "begin": '"',
            "end": r'"|$',
            "patterns": [
                _match("constant.character.escape", r'\\(?:["\\nt]|u\{[0-9A-Fa-f]{1,6}\})')
            ],
        },
        _groups(rf"{_BEGIN}(language)[ \t]+([^\s#\"]+)", "keyword.control", "constant.numeric"),
        _groups(
            rf"{_BEGIN}(fact)\s+({_NAME}(?:\.{_NAME})*)[ \t]*(?:(:)[ \t]*(yes[ \t]*/[ \t]*no"
            rf"|set[ \t]+of[ \t]+text|duration[ \t]+in[ \t]+(?:{units}){_END}|(?:{types}){_END}"
            rf"|{_NAME}))?",
            "keyword.control",
            "variable.other.property",
            "punctuation.separator",
            "storage.type",
        ),
        _groups(
            rf"{_BEGIN}(let|scale)[ \t]+({_NAME}){_END}",
            "keyword.control",
            "entity.name.type",
        ),
        _match(
            "constant.numeric.date", r"(?<![A-Za-z0-9_])[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
        ),
        _groups(
            rf"{_NEW}({amount})[ \t]*([A-Z]{{3}})(?![A-Za-z0-9_])"
            rf"(?:\s+(per)\s+({periods}){_END}|[ \t]*(/)[ \t]*({periods}){_END})?",
            "constant.numeric",
            "constant.other.currency",
            "keyword.other.unit",
            "keyword.other.unit",
            "keyword.operator",
            "keyword.other.unit",
        ),
        _groups(
            rf"{_NEW}({amount})[ \t]*(%|(?:{units}){_END})",
            "constant.numeric",
            "keyword.other.unit",
        ),
        _match("constant.numeric", rf"{_NEW}{amount}"),
        of("keyword.control", words.statements),
        of("keyword.other", words.clauses),
        of("support.function", words.functions),
        of("keyword.operator.word", words.operators),
        of("constant.language", words.constants),
        _groups(
            rf"{_BEGIN}(promised|current)(\.)({_NAME}(?:\.{_NAME})*)",
            "variable.language",
            "punctuation.accessor",
            "variable.other.property",
        ),
        _match("variable.other.property", rf"{_BEGIN}{_NAME}(?:\.{_NAME})+"),
        _match("variable.other", rf"{_BEGIN}{_NAME}"),
        _match("keyword.operator", r"\.\.|<=|>=|==|!=|[-+*/<>=]"),
        _match("punctuation", r"[(){},:]"),
    ]
    return {
        "name": "offerkit criteria",
        "scopeName": f"source.{SCOPE}",
        "fileTypes": ["criteria"],
        "patterns": patterns,
    }


def _match(kind: str, pattern: str) -> dict[str, Any]:
    return {"name": f"{kind}.{SCOPE}", "match": pattern}


def _groups(pattern: str, *kinds: str) -> dict[str, Any]:
    captures = {str(at): {"name": f"{kind}.{SCOPE}"} for at, kind in enumerate(kinds, 1)}
    return {"match": pattern, "captures": captures}


def generated() -> Mapping[Path, str]:
    """Return the content of every generated file."""
    words = {**asdict(language_words()), "types": [*TYPES]}
    editors = ROOT / "editors"
    return {
        editors / "vscode" / "syntaxes" / "criteria.tmLanguage.json": _json(textmate()),
        editors / "words.json": _json(words),
    }


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2) + "\n"


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
