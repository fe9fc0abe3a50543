"""The grammar in the definition is that of ``criteria.lark``."""

from __future__ import annotations

import re

from offerkit.syntax.grammar import LANGUAGE_VERSION, grammar_text
from offerkit.syntax.recovery import STATEMENT_WORDS
from offerkit.values import UNIT_SPELLINGS
from tests.conformance.cases import GRAMMAR
from tools.ebnf import ebnf, with_ebnf

DEFINITION = (GRAMMAR / "README.md").read_text(encoding="utf-8")


def test_the_definition_has_the_grammar_that_there_is() -> None:
    assert with_ebnf(DEFINITION) == DEFINITION, "run `python3 -m tools.ebnf`"


def test_every_word_of_the_ebnf_is_defined_in_it() -> None:
    defined = set(re.findall(r"^(\w+) +=", ebnf(), re.MULTILINE))
    rules = ebnf().partition("\nNAME ")[0]
    named = set(re.findall(r"[A-Za-z_]{2,}", re.sub(r'"[^"]*"', "", rules)))
    assert named - defined == set()


def test_every_word_of_the_grammar_is_in_the_ebnf() -> None:
    words = set(re.findall(r'"([a-z]+)"', grammar_text()))
    assert words <= set(re.findall(r'"([a-z]+)"', ebnf()))
    assert set(STATEMENT_WORDS) <= words


def test_the_definition_states_its_version() -> None:
    assert f"This page defines version {LANGUAGE_VERSION} of" in DEFINITION
    assert f"This is version **{LANGUAGE_VERSION}**" in DEFINITION


def test_the_definition_lists_the_spellings_of_units() -> None:
    section = DEFINITION.partition("\n## Literals\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([a-z]+) \| ((?:`[a-z]+` ?)+) \|$", section, re.MULTILINE)
    listed = {s: unit for unit, spellings in rows for s in re.findall("[a-z]+", spellings)}
    assert listed == {s: unit.value.replace("min", "minutes") for s, unit in UNIT_SPELLINGS.items()}
