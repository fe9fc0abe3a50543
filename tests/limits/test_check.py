"""Checking files as large as may be.

How soon it is done is for benchmarks/hostile.py; without an end these would not pass.
"""

from __future__ import annotations

from offerkit.check.uses import FilesInMemory
from tests.unit.check.test_checker import codes, run, sound


def test_statements_are_counted_over_all_files() -> None:
    many = "\n".join(f'pro "{i}" if team.size > {i + 1}' for i in range(1_200))
    files = FilesInMemory({"a.criteria": many, "b.criteria": many.replace("pro", "con")})
    _, found = run('use "a.criteria"\nuse "b.criteria"\npro if visa.needed', files)
    assert [(d.code, d.primary.span.source.name) for d in found] == [
        ("too-many-statements", "b.criteria")
    ]
    # Three statements of the root and 1,200 of the first file leave room for 797.
    assert found[0].primary.span.text.startswith('con "797"')


def test_a_circle_as_long_as_a_file_is_one_mistake() -> None:
    circle = "\n".join(f"let a{i} = a{(i + 1) % 1_999} + 1" for i in range(1_999))
    assert codes(f"{circle}\npro if a0 > 3") == ["recursive-let"]


def test_an_and_of_ten_thousand_terms_is_checked() -> None:
    terms = " and ".join(["team.size > 3"] * 10_000)
    assert codes(f"pro if {terms}") == []


def test_two_mistakes_in_each_of_two_thousand_lines_are_all_found() -> None:
    lines = "\n".join(f"pro if manager.presens{i} < sometims{i}" for i in range(2_000))
    found = codes(lines)
    assert found == ["unknown-fact", "unknown-name"] * 2_000


def test_a_chain_of_lets_may_be_as_long_as_a_file() -> None:
    chain = "\n".join(f"let a{i} = a{i + 1} + 1" for i in range(1_997))
    checked = sound(f"{chain}\nlet a1997 = team.size\npro if a0 > 3")
    assert len(checked.bindings) == 1_998
    assert checked.bindings[0].name == "a1997"


def test_constants_cannot_grow_without_end() -> None:
    squares = "\n".join(f"let a{i + 1} = a{i} * a{i}" for i in range(200))
    assert codes(f"let a0 = 999\n{squares}\npro if team.size > a200") == ["number-too-large"]
    thirds = " / 3" * 5_000
    assert codes(f"pro if team.size{thirds} > 1") == ["number-too-large"]
