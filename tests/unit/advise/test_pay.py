"""Pay year by year, on worked numbers whose sources are named beside them."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from attrs import asdict, evolve

from offerkit import Offer, parse_criteria, read_offer
from offerkit.advise.pay.amounts import PayAmount
from offerkit.advise.pay.equity import vesting_schedule
from offerkit.advise.pay.models import PARTS, GeneralCaveat, NotCounted
from offerkit.advise.pay.pay import pay
from offerkit.advise.pay.reader import FactReader
from offerkit.advise.pay.vesting import vested
from offerkit.evaluate.facts import Facts, World
from offerkit.intervals import ZERO, Interval
from offerkit.literals import rounded
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.pay import AtPrice, Clawback, PayTable, pay_table, vested_at
from offerkit.render.text.pay import render_pay
from offerkit.render.words.pay import amount_text, caveat_text
from offerkit.values import Money, Range, value_text

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("worked_pay.toml").read_text(encoding="utf-8")
)["case"]


def offer_of(text: str) -> Offer:
    return read_offer(text, format="toml")


def usd(text: str) -> Money:
    number, currency = text.split()
    factor = {"k": 10**3, "M": 10**6}.get(number[-1], 1)
    return Money(Decimal(number.rstrip("kM")) * factor, currency)


def exact_text(interval: Interval) -> str:
    """What an interval is written as in the cases."""
    if interval.is_exact:
        return str(interval.low)
    return f"{interval.low}..{'' if interval.high is None else interval.high}"


def shown(amount: PayAmount) -> str:
    return exact_text(amount.interval)


def table_of(case: dict[str, Any]) -> PayTable:
    prices: dict[str, Any] = {
        name: usd(case[name]) for name in ("exit_price", "company_value") if name in case
    }
    return pay_table(
        offer_of(case["offer"]),
        years=case.get("length", 4),
        up_to_preferred=case.get("up_to_preferred", False),
        clawback=Clawback(case.get("clawback", "open")),
        leave_after=case.get("leave_after"),
        **prices,
    )


def reader_of(offer: Offer) -> FactReader:
    return FactReader(Facts(World(schema_of()), offer), View.OFFERED, "USD")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_worked_number(case: dict[str, Any]) -> None:
    assert case["source"]
    table = table_of(case)
    schedule = vesting_schedule(reader_of(offer_of(case["offer"])))
    found = {
        "vested": {m: exact_text(vested(schedule, int(m))) for m in case.get("vested", {})},
        "years": {
            name: [shown(getattr(row, name)) for row in table.years]
            for name in case.get("years", {})
        },
        "whole": {name: shown(getattr(table.whole, name)) for name in case.get("whole", {})},
        "leaving": {
            name: [shown(getattr(row.leaving, name)) for row in table.years]
            for name in case.get("leaving", {})
        },
        "owed": {
            str(owed.month): shown(owed.amount)
            for owed in table.clawback
            if str(owed.month) in case.get("owed", {})
        },
        "time": {name: shown(getattr(table.time, name)) for name in case.get("time", {})},
        "left": {name: shown(attrgetter(name)(table.leaving)) for name in case.get("left", {})},
    }
    assert found == {name: case.get(name, {}) for name in found}
    asked = [str(question.fact) for question in table.questions]
    assert set(case.get("missing", ())) <= set(asked)


def test_the_cases_look_at_something() -> None:
    looked_at = {"vested", "years", "whole", "leaving", "owed", "time", "left"}
    assert all(looked_at & case.keys() for case in CASES)


class TestWhatIsNotKnown:
    def test_of_an_empty_offer_nothing_is(self) -> None:
        table = pay_table(Offer())
        first = table.years[0]
        assert table.currency is None
        assert all(getattr(first, part).is_unknown for part in PARTS if part != "refreshers")
        assert first.total.is_unknown
        assert first.total.interval == Interval.of(0, None)
        assert "pay.base" in {str(question.fact) for question in table.questions}

    def test_what_is_stated_is_the_low_end_of_the_total(self) -> None:
        total = pay_table(offer_of('pay.base = "60k USD per year"')).years[1].total
        assert total.stated == Interval.exact(60_000)
        assert total.interval == Interval.of(60_000, None)
        assert not total.is_complete
        assert {str(fact) for fact in total.missing} >= {"pay.commission", "equity.refresh"}
        assert amount_text(total) == "60,000+"

    def test_what_is_stated_without_an_upper_end_is_known_from_the_low_one(self) -> None:
        first = pay_table(
            offer_of('pay = { base = "60k USD per year", sign_on = "from 5k USD" }')
        ).years[0]
        assert first.sign_on.stated == Interval.exact(5_000)
        assert not first.sign_on.is_complete
        assert first.total.stated == Interval.exact(65_000)

    def test_a_settled_figure_asks_for_nothing(self) -> None:
        row = pay_table(offer_of('pay.base = "60k USD per year"')).years[0]
        assert row.base.missing == ()
        assert row.refreshers.interval == Interval.exact(0)
        assert row.refreshers.missing == ()

    def test_an_index_nobody_stated_gives_no_real_pay(self) -> None:
        row = pay_table(offer_of('pay.base = "60k USD per year"')).years[0]
        assert row.real.is_unknown
        assert FactPath("location.cost_index") in row.real.missing

    def test_hourly_pay_while_hours_are_unknown_is_a_range(self) -> None:
        offer = offer_of('pay.base = "10 USD per hour"\ncontract.kind = "permanent"')
        base = pay_table(offer).years[0].base
        assert base.interval == Interval.of(520, 87_360)
        assert base.missing == (FactPath("hours.week"),)

    def test_hourly_pay_while_the_kind_of_contract_is_unknown_is_a_range(self) -> None:
        offer = offer_of('pay.base = "10 USD per hour"\nhours.week = 40')
        base = pay_table(offer).years[0].base
        assert base.interval == Interval.of(400, 20_800)
        assert base.missing == (FactPath("contract.kind"),)

    def test_a_contractor_is_paid_for_no_vacation(self) -> None:
        table = pay_table(
            offer_of(
                'pay.base = "50 USD per hour"\ncontract.kind = "contractor"\nhours.week = 40\n'
                'hours.days_week = 5\nleave.days = 20\ncommute.time = "30 min"\nremote.days = 4\n'
                'commute.cost = "10 USD per day"'
            )
        )
        assert table.years[0].base.interval == Interval.exact(96_000)
        found = asdict(table.time, recurse=False)
        assert {name: amount.interval for name, amount in found.items()} == {
            "paid": Interval.exact(1_920),
            "leave": ZERO,
            "commute": Interval.exact(48),
            "total": Interval.exact(1_968),
            "commute_cost": Interval.exact(480),
        }

    def test_another_currency_needs_a_rate(self) -> None:
        offer = offer_of('pay.base = "60k USD per year"\npay.sign_on = "5k EUR"')
        table = pay_table(offer)
        assert table.years[0].sign_on.is_unknown
        assert table.rates == (("EUR", "USD"),)
        criteria = parse_criteria("rate 1 EUR = 1.2 USD")
        settled = criteria.decide(offer).pay()
        assert settled.years[0].sign_on.interval == Interval.exact(6_000)
        assert settled.rates == ()

    def test_a_longer_cliff_than_vesting_is_noted(self) -> None:
        text = 'equity.kind = "rsu"\nequity.vesting = "1 year"\nequity.cliff = "2 years"'
        assert any("cannot be" in note for note in pay_table(offer_of(text)).notes)

    def test_advertised_pay_is_not_base_pay(self) -> None:
        table = pay_table(offer_of('pay.range = "50k..70k USD per year"'))
        assert table.years[0].base.is_unknown
        assert any("advertised" in note for note in table.notes)


class TestLeaving:
    OFFER = """\
pay.base = "120k USD per year"
equity.kind = "iso"
equity.value = "48k USD"
equity.liquid = true
equity.vesting = "4 years"
equity.cliff = "1 year"
"""

    @pytest.mark.parametrize(
        ("more", "shares"),
        [
            ("", {0: "0", 11: "0", 12: "1/4", 18: "3/8", 47: "47/48", 48: "1", 120: "1"}),
            (
                'equity.schedule = ["5%", "15%", "40%", "40%"]',
                {12: "1/20", 18: "1/8", 24: "1/5", 25: "7/30", 48: "1"},
            ),
        ],
    )
    def test_what_has_vested(self, more: str, shares: dict[int, str]) -> None:
        offer = offer_of(self.OFFER + more)
        assert {month: shown(vested_at(offer, month)) for month in shares} == shares

    def test_what_has_vested_while_the_cliff_is_open(self) -> None:
        offer = offer_of(self.OFFER.replace('equity.cliff = "1 year"', ""))
        found = vested_at(offer, 6)
        assert shown(found) == "0..1/8"
        assert found.missing == (FactPath("equity.cliff"),)

    @pytest.mark.parametrize("month", [-1, 121])
    def test_a_month_of_ten_years(self, month: int) -> None:
        with pytest.raises(ValueError, match=f"month: expected 0 to 120, got {month}"):
            vested_at(Offer(), month)
        with pytest.raises(ValueError, match=f"leave_after: expected 1 to 120 months, got {month}"):
            pay_table(Offer(), leave_after=month)

    def test_what_it_asks_is_asked(self) -> None:
        table = pay_table(offer_of('pay.base = "120k USD per year"'), leave_after=9)
        assert FactPath("contract.training_repayment") in {q.fact for q in table.questions}
        assert table.leaving is not None
        assert table.leaving.net.stated == Interval.exact(90_000)

    def test_the_page_says_it(self) -> None:
        table = pay_table(offer_of(self.OFFER + 'pay.sign_on = "6k USD"'), leave_after=18)
        page = render_pay(table)
        assert "If you leave after 18 months\n" in page
        rows = {" ".join(line.split()) for line in page.splitlines()}
        assert {"base salary 180,000", "grant vested 37.5%"} <= rows
        assert "What to repay is not deducted where nothing is known of it." in rows

    @pytest.mark.parametrize(
        ("schedule", "first"),
        [
            ("5 15 40 40", "only 20%"),
            ("24 24 26 26", "only 48%"),
            ("10 20 70", "only 20%"),
            ("100", None),
            ("33 33 34", None),
            ("25 25 25 25", None),
            ("40 30 20 10", None),
        ],
    )
    def test_a_schedule_that_brings_most_late_is_said(
        self, schedule: str, first: str | None
    ) -> None:
        shares = ", ".join(f'"{share}%"' for share in schedule.split())
        table = pay_table(offer_of(f'equity.kind = "rsu"\nequity.schedule = [{shares}]'))
        notes = [note for note in table.notes if "back-loaded" in note]
        assert bool(notes) is bool(first)
        assert all(f"{first} of the grant vests in the first half" in note for note in notes)

    def test_early_exercise_is_said_with_its_cost(self) -> None:
        options = 'equity.kind = "nso"\nequity.shares = 2000\nequity.strike = "1.50 USD"\n'
        table = pay_table(offer_of(options + "equity.early_exercise = true"))
        assert any("early exercise), all of them for 3,000 USD." in note for note in table.notes)
        without = pay_table(offer_of(options + "equity.early_exercise = false"))
        assert not any("early exercise" in note for note in without.notes)


class TestArguments:
    @pytest.mark.parametrize("years", [0, 11, -1])
    def test_one_to_ten_years(self, years: int) -> None:
        with pytest.raises(ValueError, match=f"years: expected 1 to 10, got {years}"):
            pay_table(Offer(), years=years)

    def test_one_price(self) -> None:
        with pytest.raises(ValueError, match="one price"):
            pay_table(Offer(), exit_price=usd("1 USD"), up_to_preferred=True)

    def test_a_currency(self) -> None:
        with pytest.raises(ValueError, match="ISO 4217"):
            pay_table(Offer(), currency="XXZ")

    def test_a_range_of_prices(self) -> None:
        price = Range(usd("1 USD"), usd("12 USD"))
        text = 'equity.kind = "nso"\nequity.shares = 4\nequity.strike = "2 USD"'
        table = pay_table(offer_of(f'{text}\nequity.vesting = "1 year"'), exit_price=price)
        assert table.whole.equity.interval == Interval.of(0, 40)
        assert table.basis == AtPrice(price)
        assert value_text(price) == "1 to 12 USD"

    def test_the_present_job(self) -> None:
        offer = offer_of('pay.base = "60k USD per year"\ncurrent.pay.base = "50k USD per year"')
        table = pay_table(offer, view=View.CURRENT)
        assert table.years[0].base.interval == Interval.exact(50_000)
        assert all(question.fact.view is View.CURRENT for question in table.questions)

    def test_a_present_job_that_there_is_not(self) -> None:
        table = pay_table(offer_of('current = "none"'), view=View.CURRENT)
        assert table.caveats == (GeneralCaveat.BEFORE_TAX,)

    def test_assumptions_and_words_of_criteria(self) -> None:
        criteria = parse_criteria(
            "assume hours.week = 40\nassume hours.days_week = 5\n"
            'ask "What would I pay for the train?" about commute.cost'
        )
        offer = offer_of('pay.base = "25 USD per hour"\ncontract.kind = "temporary"')
        table = criteria.decide(offer).pay()
        assert table.years[0].base.interval == Interval.exact(52_000)
        assert table.assumed[FactPath("hours.week")] == Decimal(40)
        assert "What would I pay for the train?" in {q.question for q in table.questions}

    def test_what_is_stated_and_does_not_count_is_said(self) -> None:
        table = pay_table(
            offer_of(
                'pay.base = "60k USD per year"\npay.bonus_target = "0%"\npay.bonus_paid = "90%"\n'
                'equity.kind = "none"\nequity.refresh = "5k USD per year"\n'
                'contract.kind = "contractor"\nbenefits.retirement_match = "5%"'
            )
        )
        assert (
            table.years[0].refreshers.interval == table.years[0].retirement_match.interval == ZERO
        )
        wanted = [
            "pay.bonus_paid (90%) does not count: pay.bonus_target is 0%.",
            'equity.refresh (5,000 USD per year) does not count: equity.kind is "none".',
            'benefits.retirement_match (5%) does not count: contract.kind is "contractor".',
        ]
        assert [caveat_text(c) for c in table.caveats if isinstance(c, NotCounted)] == wanted

    def test_a_decision_is_asked_by_its_criteria(self) -> None:
        criteria = parse_criteria("rate 1 EUR = 1.2 USD")
        offer = offer_of('pay.base = "60k USD per year"\npay.sign_on = "5k EUR"')
        table = criteria.decide(offer).pay(years=2, clawback=Clawback.FULL)
        expected = pay(offer, years=2, clawback=Clawback.FULL, program=criteria.program)
        assert evolve(table, notes=()) == expected
        assert len(table.notes) == len(table.caveats)
        assert table.years[0].sign_on.interval == Interval.exact(6_000)


class TestData:
    def test_keys(self) -> None:
        data = pay_table(offer_of('pay.base = "100k USD per year"'), years=2).to_dict()
        assert data["format"] == "offerkit/pay/1"
        assert list(data) == [
            *("format", "view", "currency", "basis", "price", "years", "whole", "time"),
            *("clawback", "leaving", "notes", "questions", "assumed", "missing_rates"),
        ]
        assert [row["year"] for row in data["years"]] == [1, 2]
        end = {"exact": "200000", "amount": "200000"}
        expected = {"low": end, "high": end}
        assert data["whole"]["base"] == {**expected, "stated": expected, "missing": []}

    def test_is_json(self) -> None:
        for case in CASES:
            data = table_of(case).to_dict()
            assert json.loads(json.dumps(data)) == data

    def test_amounts_are_rounded_and_exact_beside(self) -> None:
        text = 'pay.base = "100 USD per month"\npay.bonus_target = "0%"\nequity.kind = "none"\n'
        text += 'pay.commission = "0 USD per year"\npay.sign_on = "0 USD"\n'
        text += 'benefits.retirement_match = "0%"\nlocation.cost_index = 130'
        real = pay_table(offer_of(text)).to_dict()["years"][0]["real"]
        assert real["low"] == {"exact": "12000/13", "amount": "923.08"}

    def test_rounding_is_exact_however_large(self) -> None:
        digits = 10**40 + 5
        assert str(rounded(Interval.exact(digits).low or 0, 2)) == f"{digits}.00"  # type: ignore[arg-type]


class TestPage:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
    @pytest.mark.parametrize("width", [60, 80])
    def test_fits(self, case: dict[str, Any], width: int) -> None:
        lines = render_pay(table_of(case), width=width, name="offer.toml").splitlines()
        assert max(map(len, lines)) <= width
        assert all(line == line.rstrip() for line in lines)

    def test_every_year_is_there_once(self) -> None:
        table = pay_table(offer_of('pay.base = "50k..60k USD per year"'), years=10)
        page = render_pay(table, width=60)
        heads = [word for line in page.splitlines() if "year " in line for word in line.split()]
        assert {str(year) for year in range(1, 11)} <= set(heads)
        assert page.count("year 7") == 2  # in the table, and on leaving

    def test_ranges_are_rounded_outwards(self) -> None:
        amount = PayAmount(Interval.of(Decimal("1.6"), Decimal("2.2")), None)
        assert amount_text(amount) == "unknown"
        amount = PayAmount(amount.interval, amount.interval)
        assert amount_text(amount) == "1..3"
        assert amount_text(amount, 1) == "1.6..2.2"

    def test_nothing_a_terminal_acts_on(self) -> None:
        page = render_pay(pay_table(Offer()), name="\x1b[2J\u202e.toml")
        assert "\x1b" not in page
        assert "\u202e" not in page

    def test_colours_only_where_asked(self) -> None:
        table = pay_table(Offer())
        assert "\x1b[1m" in render_pay(table, colour=True)
        assert "\x1b" not in render_pay(table)

    def test_what_happens_to_equity(self) -> None:
        text = 'equity.kind = "iso"\nequity.acceleration = "double"\nequity.shares = 1'
        text += '\nequity.preferred_price = "3 USD"\nequity.exercise_window = "90 days"'
        page = " ".join(render_pay(pay_table(offer_of(text))).split())
        assert "must be exercised within 90 days of leaving" in page
        assert "If the company is sold and you are let go, the whole grant vests at once" in page
        assert "paid for preferred shares, not what common shares are worth" in page
