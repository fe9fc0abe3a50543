from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

OFFER = """\
[pay]
base = "60k USD per year"
bonus_target = "10%"
sign_on = "6k USD"
sign_on_clawback = "12 months"

[equity]
kind = "nso"
shares = 4_000
strike = "2 USD"
vesting = "4 years"
cliff = "1 year"
"""


@pytest.fixture
def offer(folder: Path) -> Path:
    path = folder / "offer.toml"
    path.write_text(OFFER)
    return path


def test_the_page_fits_a_terminal(offer: Path, offerkit: Offerkit) -> None:
    ran = offerkit("pay", "offer.toml", "--years", "10", "--exit-price", "12 USD")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Pay by year (offer.toml), in USD, with shares sold at 12 USD\n")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.isascii()


def test_every_example_is_shown(examples: Path, offerkit: Offerkit) -> None:
    for path in examples.glob("*.toml"):
        ran = offerkit("pay", path.name)
        assert (ran.code, ran.err) == (0, "")
        assert max(map(len, ran.out.splitlines())) <= 80


def test_json_is_one_object(offer: Path, offerkit: Offerkit) -> None:
    ran = offerkit("pay", "offer.toml", "--exit-price", "12 USD", "--json")
    table = json.loads(ran.out)
    assert (table["format"], table["file"]) == ("offerkit/pay/1", "offer.toml")
    assert [row["equity"]["low"]["exact"] for row in table["years"]] == ["10000"] * 4
    assert table["basis"] == "at_price"


def test_years_and_clawback(offer: Path, offerkit: Offerkit) -> None:
    ran = offerkit("pay", "offer.toml", "--years", "1", "--clawback", "prorated", "--json")
    table = json.loads(ran.out)
    assert len(table["years"]) == 1
    assert [o["amount"]["high"]["exact"] for o in table["clawback"][:3]] == ["5500", "5000", "4500"]


def test_a_range_of_prices(offer: Path, offerkit: Offerkit) -> None:
    table = json.loads(offerkit("pay", "offer.toml", "--exit-price", "1..12 USD", "--json").out)
    assert table["price"] == "1 to 12 USD"
    first = table["years"][0]["equity"]
    assert (first["low"]["exact"], first["high"]["exact"]) == ("0", "10000")


def test_rates_and_assumptions_of_criteria(offer: Path, folder: Path, offerkit: Offerkit) -> None:
    text = "rate 1 EUR = 1.25 USD\nassume hours.week = 40\nassume hours.days_week = 5\n"
    (folder / "my.criteria").write_text(text)
    ran = offerkit("pay", "offer.toml", "--exit-price", "8 EUR", "--criteria", "my.criteria")
    assert "8,000" in ran.out  # 4,000 / 4 * (10 - 2)
    assert "hours.week is assumed to be 40" in ran.out
    without = offerkit("pay", "offer.toml", "--exit-price", "8 EUR")
    assert 'add "rate 1 EUR = ... USD" to your criteria' in without.out


def test_standard_input_and_the_present_job(folder: Path, offerkit: Offerkit) -> None:
    ran = offerkit("pay", "-", "--view", "current", stdin='current.pay.base = "4k EUR per month"\n')
    assert ran.out.startswith("Current pay by year (<stdin>), in EUR\n")
    assert "48,000" in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--years", "0"), "--years: expected 1 to 10, got 0."),
        (("--years", "11"), "--years: expected 1 to 10, got 11."),
        (("--exit-price", "12"), "--exit-price: `12` has no currency"),
        (("--exit-price", "unknown"), "--exit-price: expected an amount of money"),
        (("--currency", "XXZ"), "--currency: 'XXZ' is not an ISO 4217 currency."),
        (("--exit-price", "1 USD", "--preferred"), "only one of --exit-price, --company-value and"),
    ],
)
def test_wrong_usage(
    offer: Path, offerkit: Offerkit, arguments: tuple[str, ...], message: str
) -> None:
    ran = offerkit("pay", "offer.toml", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_errors_in_files(offer: Path, folder: Path, offerkit: Offerkit) -> None:
    (folder / "bad.toml").write_text('pay.base = "60k"\n')
    (folder / "bad.criteria").write_text("pro if a.b\n")
    for arguments in (("bad.toml",), ("offer.toml", "--criteria", "bad.criteria")):
        ran = offerkit("pay", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert "error[" in ran.err


def test_leaving_after_some_months(offer: Path, offerkit: Offerkit) -> None:
    ran = offerkit("pay", "offer.toml", "--leave-after", "1.5 years", "--json")
    leaving = json.loads(ran.out)["leaving"]
    assert leaving["month"] == 18
    assert leaving["base"]["low"]["exact"] == "90000"
    assert leaving["vested"]["low"]["exact"] == "3/8"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("18", "18 months"),
        ("soon", "18 months"),
        ("1.5 months", "whole months"),
        ("1..2 years", "whole months"),
        ("90 days", "months"),
        ("11 years", "1 to 120 months"),
        ("0 months", "1 to 120 months"),
        ("-3 months", "--leave-after"),
    ],
)
def test_another_time_to_leave_is_said(
    given: str, said: str, offer: Path, offerkit: Offerkit
) -> None:
    ran = offerkit("pay", "offer.toml", f"--leave-after={given}")
    assert ran.code == 2
    assert "--leave-after" in ran.err
    assert said in ran.err
