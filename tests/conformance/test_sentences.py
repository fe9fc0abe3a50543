"""Every sentence of the definition that can be wrong names the cases that hold it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from tests.conformance.cases import GRAMMAR, ROOT, case_files
from tests.conformance.sentences import sentences

INDEX: Mapping[str, Mapping[str, list[str] | str]] = tomllib.loads(
    (GRAMMAR / "cases" / "sentences.toml").read_text(encoding="utf-8")
)
NOT_HELD = {"introduction", "reason", "reference", "principle", "notation", "promise"}
"""Why nothing holds a sentence; the head of the index says what these words mean."""
SENTENCES = tuple(sentences((GRAMMAR / "README.md").read_text(encoding="utf-8")))
SECTIONS = {section for section, _ in SENTENCES}
GOES_ON: Mapping[str, tuple[str, ...]] = {
    "A fact used twice": (
        "Arithmetic",
        "Currencies",
        "Datatypes",
        "Derived facts",
        "Functions",
        "Pay and periods",
    ),
    "Arithmetic": ("Currencies", "Datatypes", "Pay and periods"),
    "Canonical form": (
        "Equality",
        "Expressions",
        "Literals",
        "Numbers",
        "Statements",
        "Text",
        "let",
        "scale",
    ),
    "Counter-offers": ("What does not apply",),
    "Currencies": ("Verdicts",),
    "Datatypes": ("Arithmetic", "Comparison", "Equality", "Logic"),
    "Derived facts": ("Pay and periods", "Views", "Whose question it is"),
    "Diagnostics": ("Names and paths", "dealbreaker", "use"),
    "Exact verdicts": ("decline below and accept at",),
    "Expressions": (
        "Arithmetic",
        "Comparison",
        "Equality",
        "Functions",
        "Logic",
        "Membership",
        "Truth",
        "prefer",
    ),
    "Facts": ("Logic",),
    "Found files": ("Job postings", "Offer files", "Tables"),
    "Grammar": ("Functions", "Text", "dealbreaker", "fact", "prefer"),
    "Job postings": ("Found files",),
    "Laws": ("Verdicts",),
    "Limits": ("Numbers", "Your answer"),
    "Literals": ("Amounts in offers", "Datatypes", "Numbers", "Scales", "assume", "prefer"),
    "Meaning": ("What does not apply",),
    "Membership": ("Datatypes",),
    "Money and pay": ("Datatypes",),
    "Months and days": ("Arithmetic", "Quantities and ranges"),
    "Names and paths": ("Scales", "fact", "let", "scale", "use"),
    "Numbers": ("Amounts in offers", "Arithmetic", "Currencies", "Datatypes", "Score"),
    "Offer files": ("Amounts in offers", "Quantities and ranges"),
    "Pay and periods": ("Derived facts",),
    "Purpose": ("Equality",),
    "Quantities and ranges": (
        "Arithmetic",
        "Between",
        "Comparison",
        "Equality",
        "Membership",
        "Months and days",
        "Pay and periods",
        "What does not apply",
        "Whose question it is",
        "assume",
        "fact",
        "let",
    ),
    "Scales": ("prefer", "scale"),
    "Score": ("Laws", "What does not apply", "caution"),
    "Sets": ("Membership",),
    "Statements": ("Score", "Verdicts", "dealbreaker", "negotiable", "pro and con"),
    "Text": ("Equality",),
    "The criteria language": ("language",),
    "Truth": ("Exact verdicts", "Logic", "Membership", "What does not apply", "let"),
    "Verdicts": ("Exact verdicts", "What does not apply", "decline below and accept at"),
    "Versions": ("language",),
    "Views": ("Derived facts",),
    "What does not apply": ("Offer files",),
    "assume": ("Assumptions",),
    "dealbreaker": ("Verdicts",),
    "fact": ("Whose question it is",),
    "leaving": ("Counter-offers",),
    "let": ("Arithmetic",),
    "pro and con": ("Score",),
    "rate": ("Currencies",),
}
"""For a section those that go on about its subject: a case of these may hold a sentence of it."""
CASES = {
    f"{file.phase}/{file.path.stem}: {table['name']}": (file.section, repr(table))
    for file in case_files()
    for table in file.tables
}


def _begins(sentence: str, words: str) -> bool:
    return f"{sentence} ".startswith(f"{words} ")


def _listed() -> Iterator[tuple[str, str, list[str]]]:
    for section, index in INDEX.items():
        for words, held in index.items():
            if not isinstance(held, str):
                yield section, words, held


def test_every_sentence_names_what_holds_it() -> None:
    found = [
        f"{section}: {sentence}"
        for section, sentence in SENTENCES
        if sum(_begins(sentence, words) for words in INDEX.get(section, ())) != 1
    ]
    assert found == [], "in `grammar/cases/sentences.toml`, name the cases that hold these"


def test_every_sentence_that_is_named_is_in_the_definition() -> None:
    stale = [
        f"{section}: {words}"
        for section, index in INDEX.items()
        for words in index
        if not any(name == section and _begins(text, words) for name, text in SENTENCES)
    ]
    assert stale == []


def test_every_case_that_is_named_is_there() -> None:
    assert {
        held for index in INDEX.values() for held in index.values() if isinstance(held, str)
    } <= (NOT_HELD)
    strays = [
        f"{words}: {name}"
        for _, words, held in _listed()
        for name in held
        if not (name in CASES if not name.startswith("tests/") else _is_test(name))
    ]
    assert strays == []
    assert [words for _, words, held in _listed() if not held or len(held) != len({*held})] == []


def _is_test(name: str) -> bool:
    path, _, function = name.partition("::")
    return function in _functions(path)


@cache
def _functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_cases_are_about_what_they_hold() -> None:
    """Of the section, of one that goes on about its subject, or with code of the sentence."""
    strays = []
    for section, words, held in _listed():
        (sentence,) = [t for name, t in SENTENCES if name == section and _begins(t, words)]
        near = {section, *GOES_ON.get(section, ()), *re.findall(r'"([A-Z][^"]+)"', sentence)}
        places = re.findall(r"\(#([a-z-]+)\)", sentence)
        near |= {name for name in SECTIONS if name.lower().replace(" ", "-") in places}
        code = {
            word
            for part in re.findall(r"`([^`]+)`", sentence)
            for word in re.findall(r"[a-z_]{3,}(?:\.[a-z_]+)*", part)
        }
        strays += [
            f"{section}: {words}: {name}"
            for name in held
            if name in CASES
            and CASES[name][0] not in near
            and not any(word in CASES[name][1] for word in code)
        ]
    assert strays == []


def test_no_sentence_is_held_by_a_whole_file() -> None:
    """A list of cases is chosen one by one: it is no longer than someone reads."""
    assert [words for _, words, held in _listed() if len(held) > 20] == []
