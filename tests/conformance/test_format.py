"""``grammar/cases/README.md``: it describes the cases as the runners here read them."""

import re
import tomllib
from decimal import Decimal

import pytest

from tests.conformance import (
    cases,
    test_check,
    test_decide,
    test_evaluate,
    test_found,
    test_parse,
    test_rule,
)
from tests.docs.fences import fences

PAGE = (cases.GRAMMAR / "cases" / "README.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
KEYS = {
    "Diagnostics": cases.DIAGNOSTIC_KEYS,
    "parse": test_parse.KEYS,
    "check": test_check.KEYS,
    "evaluate": test_evaluate.KEYS,
    "decide": test_decide.KEYS,
    "rule": test_rule.KEYS,
    "found": test_found.KEYS,
}


@pytest.mark.parametrize("section", KEYS)
def test_every_key_is_described(section: str) -> None:
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[section], re.MULTILINE)
    described = [key for row in rows for key in re.findall(r"`(\w+)`", row)]
    assert sorted(described) == sorted(KEYS[section])


@pytest.mark.parametrize("phase", cases.PHASES)
def test_the_example_of_a_phase_is_one_of_its_cases(phase: str) -> None:
    (example,) = fences(SECTIONS[phase])
    tables = [t for file in cases.case_files() if file.phase == phase for t in file.tables]
    assert tomllib.loads(example.body, parse_float=Decimal) in tables
