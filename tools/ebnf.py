"""The grammar of the definition, in EBNF, made from ``grammar/criteria.lark``.

python3 -m tools.ebnf    write it into grammar/README.md
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from offerkit.syntax.grammar import grammar_text

DEFINITION: Final = Path(__file__).resolve().parents[1] / "grammar" / "README.md"

TOKENS: Final[Mapping[str, str]] = {
    "NAME": '[a-z] [a-z0-9_]*, but no word in quotes here; as a type also "size"',
    "PATH": 'NAME, or names joined by ".", which may be words in quotes here',
    "NUMBER": '[0-9] [0-9_]* ("." [0-9] [0-9_]*)? ("k" | "M")?',
    "DATE": '[0-9]{4} "-" [0-9]{2} "-" [0-9]{2}',
    "VERSION": "any characters but white space, quotes and #",
    "CURRENCY": "[A-Z]{3}",
    "TEXT": '"\\"" ([^"\\] | "\\\\" any character)* "\\"", on one line',
}
"""The tokens that a regular expression describes, in EBNF or words."""

_LIKE_ANOTHER: Final = {
    "LABEL": "TEXT",
    "ASKED": '"ask"',
    "PER_PERIOD": '"/" PERIOD',
    "YES_NO": '"yes" "/" "no"',
}
"""Terminals that exist only for the lexer, as what they are to a reader."""


def ebnf() -> str:
    """Return the rules and tokens of the grammar in EBNF, one to a line or more."""
    text = re.sub(r"^\s*//.*\n", "", grammar_text(), flags=re.MULTILINE)
    rules = dict(re.findall(r"^\??([a-z_]+): ((?:.+\n)(?:[ \t]+.+\n)*)", text, re.MULTILINE))
    spelled = {**_LIKE_ANOTHER, **_spelled(text)}
    used = sorted({w for rule in rules.values() for w in re.findall(r"\b[A-Z_]+\b", rule)})
    listed = [name for name in used if " | " in spelled.get(name, "")]
    rows = {name: _inlined(rule, spelled, listed) for name, rule in rules.items()}
    rows |= {name: spelled[name] for name in dict.fromkeys([*listed, "PERIOD"])}
    rows |= {name: TOKENS[name] for name in TOKENS if name in used}
    width = max(map(len, rows))
    between = "\n" + " " * (width + 3)
    lines = (f"{name:<{width}} = {between.join(row.splitlines())}" for name, row in rows.items())
    return "\n".join(lines) + "\n"


def _spelled(text: str) -> dict[str, str]:
    """Return the words and signs of the terminals that consist of nothing else."""
    found = re.findall(r"^([A-Z][A-Z_]*)(?:\.\d)?: ((?:.+\n)(?:[ \t]+.+\n)*)", text, re.MULTILINE)
    return {
        name: " ".join(words.removesuffix(" _END\n").strip(" ()\n").split())
        for name, words in found
        if words.lstrip("(").startswith('"')
    }


def _inlined(rule: str, spelled: Mapping[str, str], listed: list[str]) -> str:
    """Return a rule with its terminals spelled out, but for those that get a line of their own."""
    lines = (" ".join(line.split()) for line in rule.strip().splitlines())
    return re.sub(
        r"\b[A-Z_]+\b",
        lambda match: match[0] if match[0] in listed else spelled.get(match[0], match[0]),
        "\n".join(lines),
    )


def with_ebnf(definition: str) -> str:
    """Return the text of the definition with the block of EBNF as the grammar has it."""
    before, fence, rest = definition.partition("```ebnf\n")
    return f"{before}{fence}{ebnf()}{rest[rest.index('```') :]}"


if __name__ == "__main__":
    DEFINITION.write_text(with_ebnf(DEFINITION.read_text("utf-8")), "utf-8", newline="\n")
