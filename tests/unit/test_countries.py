"""Countries: one place by each code and name that the kept sources have."""

from __future__ import annotations

import pytest

from offerkit.countries import country_of, fold_country
from offerkit.definition import definition_file


def test_every_name_is_of_one_country() -> None:
    lines = definition_file("countries.txt").splitlines()
    assert len(lines) == 250
    assert lines == sorted(lines)
    for line in lines:
        code, long_code, names = line.split(" ", 2)
        for name in (code, long_code, *names.split("|")):
            assert country_of(name) == country_of(f" the  {name.upper()} ") == code


def test_the_list_has_what_its_sources_have() -> None:
    countries = pytest.importorskip("tools.countries")
    listed = definition_file("countries.txt").splitlines()
    for line in countries.table().splitlines():
        code, long_code, names = line.split(" ", 2)
        known = next(known for known in listed if known.startswith(f"{code} {long_code} "))
        assert set(names.split("|")) <= set(known.split(" ", 2)[2].split("|"))


@pytest.mark.parametrize("text", ["Georgia, US", "Bavaria", "", "the", "Korea", "EU"])
def test_other_texts_are_no_countries(text: str) -> None:
    assert country_of(text) is None
    assert fold_country(f" {text} ") == text.lower()
