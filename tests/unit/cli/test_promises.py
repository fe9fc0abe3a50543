from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

FILES = {
    "told.toml": "promised.leave.days = 30\nfound.leave.days = 28\n"
    'sources."promised.leave.days" = "HR"\n',
    "letter.txt": "Leave: 27 days\n",
    "contract.txt": "Leave: 26 days\nProbation: 3 months\n",
    "my.criteria": "dealbreaker if leave.days < 28\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def test_an_offer_and_a_letter(offerkit: Offerkit) -> None:
    ran = offerkit("promises", "told.toml", "letter.txt")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 promise: 1 not as promised.\n")
    assert "letter.txt says 27, which is less" in ran.out
    assert "it turned out to be 28, which is less" in " ".join(ran.out.split())
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_letter_and_a_contract_one_of_them_on_standard_input(offerkit: Offerkit) -> None:
    ran = offerkit("promises", "letter.txt", "-", stdin=FILES["contract.txt"])
    assert "  * contract.probation: 3 months (letter, line 2:" in ran.out


def test_json_with_criteria(offerkit: Offerkit) -> None:
    ran = offerkit("promises", "told.toml", "letter.txt", "--criteria", "my.criteria", "--json")
    review = json.loads(ran.out)
    assert review["format"] == "offerkit/promises/1"
    assert (review["file"], review["letter_file"]) == ("told.toml", "letter.txt")
    assert review["counts"]["broken"] == 1
    assert review["promises"][0]["told"]["who"] == "HR"
    assert (review["before"]["verdict"], review["after"]["verdict"]) == ("find_out", "consider")
    assert review["decides_the_same"] is False


def test_nothing_given_and_errors(offerkit: Offerkit) -> None:
    assert offerkit("promises").code == 2
    assert offerkit("promises", "none.toml").code == 2
    assert offerkit("promises", "-", stdin="found.leave.days = 'x'").code == 1
