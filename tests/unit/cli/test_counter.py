from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

MINE = "candidate.criteria"


def test_a_page_that_fits_a_terminal(examples: Path, offerkit: Offerkit) -> None:
    for name in ("counter-money-only.toml", "counter-that-cures.toml"):
        ran = offerkit("counter", MINE, name, "half-known.toml")
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.out.splitlines())) <= 80
        assert ran.out.isascii()
        assert "new offer: Riverfront Partners (half-known.toml)" in ran.out


def test_only_money_is_said(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("counter", MINE, "counter-money-only.toml")
    assert ran.out.startswith("DECLINE  The counter-offer: Present & Co (counter-money-only.toml)")
    assert "It addresses neither of your 2 reasons for leaving. It changes only money." in ran.out
    assert "Reasons it does not touch (it changes only money)\n  x Nobody to learn from" in ran.out
    assert "negotiable clients.count" in ran.out


def test_json_is_one_object(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("counter", MINE, "counter-money-only.toml", "half-known.toml", "--json")
    review = json.loads(ran.out)
    assert review["format"] == "offerkit/counter/1"
    assert (review["file"], review["new_file"]) == ("counter-money-only.toml", "half-known.toml")
    assert review["changes_only"] == "money"
    assert review["new"]["verdict"] == "find_out"
    assert review["asks"]["format"] == "offerkit/asks/1"


def test_the_counter_offer_on_standard_input(examples: Path, offerkit: Offerkit) -> None:
    text = (examples / "counter-that-cures.toml").read_text()
    ran = offerkit("counter", MINE, "-", stdin=text)
    assert ran.code == 0
    assert ran.out.startswith("ACCEPT  The counter-offer: Present & Co (<stdin>)")


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["half-known.toml"], "half-known.toml: the offer does not say that it is a counter-offer"),
        (
            ["counter-that-cures.toml", "counter-money-only.toml"],
            "counter-money-only.toml: the new offer says that it is a counter-offer itself.",
        ),
        (["missing.toml"], "cannot read missing.toml: the file does not exist."),
        (["-", "-"], "standard input can be read only once"),
        ([], "give an offer file, or a table of offers"),
    ],
)
def test_wrong_usage(examples: Path, offerkit: Offerkit, names: list[str], message: str) -> None:
    ran = offerkit("counter", MINE, *names)
    assert ran.code == 2
    assert ran.out == ""
    assert message in ran.err


def test_files_with_errors(examples: Path, offerkit: Offerkit) -> None:
    (examples / "bad.toml").write_text("pay.base = 1\n")
    (examples / "bad.criteria").write_text("pro if\n")
    for arguments in (
        (MINE, "bad.toml"),
        (MINE, "counter-that-cures.toml", "bad.toml"),
        ("bad.criteria", "counter-that-cures.toml"),
    ):
        ran = offerkit("counter", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "error[" in ran.err
