from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from offerkit.cli.compare import names_of
from offerkit.cli.loading import Given
from offerkit.model.offer import Offer
from tests.unit.cli.conftest import Offerkit

OFFERS = ("half-known.toml", "absent-manager.toml", "counter-that-cures.toml")


def test_the_page_fits_a_terminal(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("compare", "candidate.criteria", *OFFERS)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("4 options by candidate.criteria\n")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out.isascii()
    assert "current (staying)" in ran.out


def test_many_offers_fit_too(examples: Path, offerkit: Offerkit) -> None:
    names = []
    for index in range(40):
        name = f"an offer with quite a long name, number {index}.toml"
        Path(name).write_text(f'pay.base = "{40 + index}k USD per year"\n')
        names.append(name)
    ran = offerkit("compare", "candidate.criteria", *names, "--samples", "5")
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80
    assert re.search(r"^AN  an offer with quite", ran.out, re.MULTILINE)


def test_every_run_says_the_same_and_a_seed_may_change_it(
    examples: Path, offerkit: Offerkit
) -> None:
    pair = ("counter-that-cures.toml", "half-known.toml")
    runs = [offerkit("compare", "candidate.criteria", *pair, "--seed", seed).out for seed in "113"]
    assert runs[0] == runs[1] != runs[2]
    assert "random weightings (seed 3)" in runs[2]


def test_json_is_one_object(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("compare", "candidate.criteria", *OFFERS, "--json", "--samples", "10")
    data = json.loads(ran.out)
    assert (data["format"], data["samples"]) == ("offerkit/compare/1", 10)
    assert [o["name"] for o in data["options"] if o["staying"]] == ["current"]


def test_staying_can_be_left_out_or_required(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("compare", "candidate.criteria", *OFFERS, "--no-staying")
    assert "staying" not in ran.out
    ran = offerkit("compare", "candidate.criteria", *OFFERS[:2], "--staying")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "offerkit: --staying: no offer describes the current job.\n"
    ran = offerkit("compare", "candidate.criteria", OFFERS[2], "--staying")
    assert ran.out.startswith("2 options by")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (OFFERS[:1], "nothing to compare: give at least two offers."),
        ((OFFERS[0], OFFERS[0]), 'offers: 2 are called "half-known.toml".'),
        ((*OFFERS, "--samples", "-1"), "--samples: expected 0 to 1,000,000, got -1."),
        (("nowhere.toml",), "cannot read nowhere.toml"),
        (("-", "-"), "standard input can be read only once"),
    ],
)
def test_wrong_usage(
    examples: Path, offerkit: Offerkit, arguments: tuple[str, ...], message: str
) -> None:
    ran = offerkit("compare", "candidate.criteria", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_errors_in_files(examples: Path, offerkit: Offerkit) -> None:
    Path("bad.toml").write_text('pay.base = "60k"\n')
    Path("bad.criteria").write_text("pro if a.b\n")
    for criteria, offer in (("candidate.criteria", "bad.toml"), ("bad.criteria", OFFERS[0])):
        ran = offerkit("compare", criteria, offer, OFFERS[1])
        assert (ran.code, ran.out) == (1, "")
        assert "error[" in ran.err


def test_texts_of_files_do_not_act_on_a_terminal(folder: Path, offerkit: Offerkit) -> None:
    Path("my.criteria").write_text('pro "a\\u{1b}[31mb" if visa.needed\n')
    Path("one\x1b[2J.toml").write_text("visa.needed = true\n")
    Path("two.toml").write_text("visa.needed = false\n")
    ran = offerkit("compare", "my.criteria", "one\x1b[2J.toml", "two.toml")
    assert ran.code == 0
    assert "\x1b" not in ran.out


def test_names_are_short_where_that_is_enough() -> None:
    files = ["a/acme.toml", "b/acme.json", "b/other.toml", "current.toml", "<stdin>"]
    given = [Given(file, Path(file).stem, Offer()) for file in files]
    table = [Given(f"offers.csv#{name}", name, Offer()) for name in ("other one", "acme")]
    assert names_of([*given, *table]) == [
        *("a/acme.toml", "b/acme.json", "other", "current.toml", "<stdin>"),
        *("other one", "offers.csv#acme"),
    ]


def test_what_one_may_do_instead(examples: Path, offerkit: Offerkit) -> None:
    Path("looking.criteria").write_text(
        'fact search.leads: quality "How good are my leads?"\n'
        'prefer "Leads" search.leads from poor to great\n'
    )
    Path("look-on.toml").write_text('search.leads = "good"\n')
    files = ("candidate.criteria", "half-known.toml", "--instead", "small-market.toml")
    others = ("--instead", "looking.criteria", "--instead", "look-on.toml")
    ran = offerkit("compare", *files, *others, "--samples", "0")
    assert ran.code == 0, ran.err
    page = " ".join(ran.out.split())
    assert "look-on: consider, 67% by looking.criteria." in page
    assert "small-market: decline, 90%, ruled out by Too small a market to learn in." in page
    assert "What you may do instead" in offerkit("report", *files, *others).out
    ran = offerkit("compare", *files, "--instead", "./small-market.toml")
    assert (ran.code, ran.out) == (2, "")
    assert "two files are called `small-market`" in ran.err


def test_questions_about_the_order_of_several_offers(examples: Path, offerkit: Offerkit) -> None:
    for name, pay in (("one", '"50k USD per year"'), ("two", '"unknown"')):
        Path(f"{name}.toml").write_text(f"pay.base = {pay}\n")
    Path("pay.criteria").write_text("prefer pay.base from 40k to 80k USD per year\n")
    ran = offerkit("questions", "pay.criteria", "one.toml", "two.toml")
    assert (ran.code, ran.err) == (0, "")
    assert "If it is more than 50,000 USD per year: two is ahead." in ran.out
    data = json.loads(offerkit("questions", "pay.criteria", "one.toml", "two.toml", "--json").out)
    assert data["format"] == "offerkit/order/1"


def test_prices(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("prices", "candidate.criteria")
    assert (ran.code, ran.err) == (0, "")
    assert "Work I like: 30,000 USD per year" in ran.out
    data = json.loads(offerkit("prices", "candidate.criteria", "--json").out)
    assert data["measure"]["statement"]["label"] == "Money"
    ran = offerkit("prices", "candidate.criteria", "--in", "Gold")
    assert (ran.code, ran.err) == (
        2,
        'offerkit: --in: no preference of an amount is called "Gold".\n',
    )
    Path("wrong.criteria").write_text("pro if")
    assert offerkit("prices", "wrong.criteria").code == 1


def test_a_fact_whose_type_is_wrong_is_a_mistake_of_the_criteria(offerkit: Offerkit) -> None:
    Path("my.criteria").write_text("fact my.share: percentage\npro if my.share > 3%\n")
    Path("offers.csv").write_text("offer,my.share\na,20%\nb,30%\n")
    Path("offer.toml").write_text('my.share = "20%"\n')
    for given in (("decide", "offer.toml"), ("compare", "--table", "offers.csv")):
        ran = offerkit(given[0], "my.criteria", *given[1:])
        assert ran.code == 1
        assert ran.err.count("error[") == 1
        assert "error[unknown-type]: unknown type `percentage`" in ran.err
