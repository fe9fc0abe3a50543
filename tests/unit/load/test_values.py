"""How facts are written in offer files, and what each way of writing comes to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from offerkit.criteria import parse_criteria
from offerkit.load import load_offer, read_offer, save_offer, write_offer
from offerkit.model.facts import OfferFacts
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.scales import Control, Frequency, Remoteness, Seniority
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
)

D = Decimal


def pay(amount: str, per: Period = Period.YEAR, currency: str = "USD") -> Pay:
    return Pay(D(amount), currency, per)


def minutes(amount: str) -> Duration:
    return Duration(D(amount), DurationUnit.MINUTE)


@pytest.mark.parametrize(
    ("path", "written", "value"),
    [
        # money per period
        ("pay.base", '"52k USD per year"', pay("52000")),
        ("pay.base", '"52_000 USD per year"', pay("52000")),
        ("pay.base", '" 1.5M  USD  per year "', pay("1500000")),
        ("pay.base", '"52kUSD per year"', pay("52000")),
        ("pay.base", '"30 USD/hour"', pay("30", Period.HOUR)),
        ("pay.base", '"30.50 USD / hour"', pay("30.5", Period.HOUR)),
        ("pay.base", '"4k EUR per month"', pay("4000", Period.MONTH, "EUR")),
        ("pay.base", '"60k..75k USD per year"', Range(pay("60000"), pay("75000"))),
        (
            "pay.base",
            '"60k USD per year .. 75k USD per year"',
            Range(pay("60000"), pay("75000")),
        ),
        ("pay.base", '{ amount = 52000, currency = "USD", per = "year" }', pay("52000")),
        ("pay.base", '{ amount = "52k", currency = "USD", per = "year" }', pay("52000")),
        ("pay.base", '{ amount = 52000.10, currency = "USD", per = "year" }', pay("52000.10")),
        (
            "pay.base",
            '{ low = 60000, high = 75000, currency = "USD", per = "year" }',
            Range(pay("60000"), pay("75000")),
        ),
        (
            "pay.base",
            '{ low = "60k USD per year", high = "75k USD per year" }',
            Range(pay("60000"), pay("75000")),
        ),
        # one-off money
        ("pay.sign_on", '"5k USD"', Money(D(5000), "USD")),
        ("pay.sign_on", '"1k..2k EUR"', Range(Money(D(1000), "EUR"), Money(D(2000), "EUR"))),
        ("pay.sign_on", '{ amount = 5, currency = "USD" }', Money(D(5), "USD")),
        # durations
        ("commute.time", '"45 min"', minutes("45")),
        ("commute.time", '"45 minutes"', minutes("45")),
        ("commute.time", '"1 hour"', Duration(D(1), DurationUnit.HOUR)),
        ("commute.time", '"45..60 min"', Range(minutes("45"), minutes("60"))),
        ("commute.time", '{ amount = 45, unit = "min" }', minutes("45")),
        (
            "commute.time",
            '{ low = 45, high = 60, unit = "min" }',
            Range(minutes("45"), minutes("60")),
        ),
        ("contract.notice_mine", '"2 weeks"', Duration(D(2), DurationUnit.WEEK)),
        ("contract.notice_mine", '"3 months"', Duration(D(3), DurationUnit.MONTH)),
        # numbers and percentages
        ("clients.count", "3", D(3)),
        ("clients.count", "3.5", D("3.5")),
        ("clients.count", "-0", D(0)),
        ("clients.count", '"1_500"', D(1500)),
        ("clients.count", '"3..5"', Range(D(3), D(5))),
        ("clients.count", "{ low = 3, high = 5 }", Range(D(3), D(5))),
        ("travel.share", '"15%"', Percent(D(15))),
        ("travel.share", '"15 %"', Percent(D(15))),
        ("travel.share", '"10..20%"', Range(Percent(D(10)), Percent(D(20)))),
        ("travel.share", '"10%..20%"', Range(Percent(D(10)), Percent(D(20)))),
        ("equity.schedule", '["60%", "40%"]', (Percent(D(60)), Percent(D(40)))),
        (
            "benefits.retirement_schedule",
            '["0%", "100%"]\nbenefits.retirement_vesting = "730 days"',
            (Percent(D(0)), Percent(D(100))),
        ),
        # dates
        ("offer.start", "2026-12-01", date(2026, 12, 1)),
        ("offer.start", '"2026-12-01"', date(2026, 12, 1)),
        (
            "offer.start",
            '"2026-12-01..2026-12-24"',
            Range(date(2026, 12, 1), date(2026, 12, 24)),
        ),
        # levels
        ("manager.presence", '"often"', Frequency.OFTEN),
        ("manager.presence", '"Often "', Frequency.OFTEN),
        ("manager.presence", '"rarely..often"', Range(Frequency.RARELY, Frequency.OFTEN)),
        (
            "manager.presence",
            '{ low = "rarely", high = "often" }',
            Range(Frequency.RARELY, Frequency.OFTEN),
        ),
        ("manager.style", '"hands_off"', Control.HANDS_OFF),
        ("remote.policy", '"hybrid"', Remoteness.HYBRID),
        ("role.seniority", '"mid"', Seniority.MID),
        # answers and texts
        ("role.is_new", "true", True),
        ("role.is_new", '"no"', False),
        ("role.is_new", '"Yes"', True),
        ("role.title", '"Planner"', "Planner"),
        ("role.title", '"3"', "3"),
        ("contract.kind", '"Fixed_Term"', "fixed_term"),
        # sets
        ("clients.names", '["Acme", "Lakeside Bank"]', frozenset({"Acme", "Lakeside Bank"})),
        ("clients.names", "[]", frozenset()),
        ("clients.names", '{ at_least = ["Acme"] }', TextSet(frozenset({"Acme"}))),
        (
            "clients.names",
            '{ at_least = ["acme"], at_most = ["Acme", "Bo"] }',
            TextSet(frozenset({"acme"}), frozenset({"Acme", "Bo"})),
        ),
        ("clients.names", '{ at_most = ["Bo"] }', TextSet(frozenset(), frozenset({"Bo"}))),
        # not knowing
        ("pay.base", '"unknown"', UNKNOWN),
        ("clients.names", '"Unknown"', UNKNOWN),
        ("role.is_new", '"unknown"', UNKNOWN),
        ("offer.kind", '"unknown"', UNKNOWN),
    ],
)
def test_ways_to_write_a_fact(path: str, written: str, value: object) -> None:
    offer = read_offer(f"{path} = {written}")
    found = schema_of().getter(FactPath(path))(offer)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("amount", ["0.1", "0.30", "123456789012345678", "0.000000000000000001"])
def test_amounts_stay_exact(amount: str) -> None:
    found: Any = read_offer(f"clients.count = {amount}").clients.count
    assert found == D(amount)
    found = read_offer(f'{{"clients": {{"count": {amount}}}}}', format="json").clients.count
    assert found == D(amount)


def test_null_is_unknown_and_an_empty_group_says_nothing() -> None:
    text = '{"pay": {"base": null}, "role": null, "promised": null, "sources": null}'
    offer = read_offer(text, format="json")
    assert offer == read_offer("")


def test_the_three_views_and_the_notes() -> None:
    offer = read_offer(
        """
        role.title = "Planner"
        [promised.role]
        title = "Head"
        [current]
        role.title = "Assistant"
        [sources]
        "role.title" = "letter"
        promised.role.title = "first call"
        [posting]
        jobId = "7"
        """
    )
    assert offer.promised is not None
    assert isinstance(offer.current, Offer)
    titles = (offer.role.title, offer.promised.role.title, offer.current.role.title)
    assert titles == ("Planner", "Head", "Assistant")
    assert offer.sources == {"role.title": "letter", "promised.role.title": "first call"}
    assert offer.posting == {"jobId": "7"}
    assert offer.promised.offer.kind is UNKNOWN


@pytest.mark.parametrize("view", ["", "promised.", "current."])
def test_the_source_of_a_bonus_follows_its_value(view: str) -> None:
    source = f'[sources]\n"{view}pay.bonus_target" = "letter"'
    offer = read_offer(f'{view}pay.bonus_target = "5k USD per year"\n{source}')
    assert offer.sources == {f"{view}pay.bonus_amount": "letter"}
    share = read_offer(f'{view}pay.bonus_target = "5%"\n{source}')
    assert share.sources == {f"{view}pay.bonus_target": "letter"}
    both = read_offer(
        f'{view}pay.bonus_target = "5k USD per year"\n{source}\n"{view}pay.bonus_amount" = "call"'
    )
    assert both.sources == {f"{view}pay.bonus_amount": "call"}


def test_ignored_tables_are_not_looked_at() -> None:
    text = '[expect]\nverdict = 3\n[role]\ntitle = "Planner"\n'
    assert read_offer(text, ignore=("expect",)).role.title == "Planner"


# --- what does not apply ---------------------------------------------------------------------


@pytest.mark.parametrize("word", ["none", "does not apply", "Does  not apply", "NONE"])
def test_a_group_that_is_not_there(word: str) -> None:
    offer = read_offer(f'manager = "{word}"\ncurrent.clients = "{word}"')
    assert offer.manager.presence is offer.manager.name is DOES_NOT_APPLY
    assert offer.clients.names is UNKNOWN
    assert isinstance(offer.current, Offer)
    assert offer.current.clients.names is DOES_NOT_APPLY
    assert read_offer(write_offer(offer)) == offer
    assert 'manager = "none"' in write_offer(offer)


@pytest.mark.parametrize("word", ["none", "does not apply"])
def test_no_present_job(word: str) -> None:
    offer = read_offer(f'current = "{word}"\noffer.kind = "unknown"')
    assert offer.current is DOES_NOT_APPLY
    assert offer.offer.kind == "new"
    assert read_offer(write_offer(offer)) == offer
    assert 'current = "none"' in write_offer(offer)


@pytest.mark.parametrize(
    ("path", "word", "value"),
    [
        ("manager.presence", "does not apply", DOES_NOT_APPLY),
        ("manager.presence", "none", DOES_NOT_APPLY),
        ("manager.name", "does not apply", DOES_NOT_APPLY),
        ("manager.name", "none", "none"),
        ("clients.names", "none", DOES_NOT_APPLY),
        ("equity.cliff", "none", DOES_NOT_APPLY),
        ("equity.schedule", "does not apply", DOES_NOT_APPLY),
        ("equity.acceleration", "none", "none"),
        ("pay.bonus_guaranteed", "none", DOES_NOT_APPLY),
        ("manager.presence", "unknown", UNKNOWN),
    ],
)
def test_a_fact_that_does_not_apply(path: str, word: str, value: object) -> None:
    offer = read_offer(f'{path} = "{word}"')
    assert schema_of().getter(FactPath(path))(offer) == value
    assert read_offer(write_offer(offer)) == offer


@pytest.mark.parametrize("suffix", ["toml", "json", "yaml"])
def test_what_does_not_apply_is_saved_in_every_format(tmp_path: Path, suffix: str) -> None:
    text = 'manager = "none"\nclients.count = "does not apply"\ncurrent = "none"'
    offer = read_offer(text)
    save_offer(offer, tmp_path / f"offer.{suffix}")
    assert load_offer(tmp_path / f"offer.{suffix}") == offer


def test_what_is_unknown_in_a_counter_offer_is_not_taken_from_a_manager_nobody_has() -> None:
    offer = read_offer(
        'offer.kind = "counter"\nmanager.presence = "unknown"\ncurrent.manager = "none"'
    )
    assert offer.manager.presence is UNKNOWN
    assert offer.manager.name is DOES_NOT_APPLY
    assert read_offer(write_offer(offer)) == offer


def test_a_fact_of_criteria_goes_with_its_group() -> None:
    schema = parse_criteria("fact manager.humor: quality\npro if manager.humor >= good").schema
    offer = read_offer('manager = "none"', schema=schema)
    assert offer.own == {"manager.humor": DOES_NOT_APPLY}
    assert read_offer(write_offer(offer), schema=schema) == offer


def test_a_program_can_say_so() -> None:
    with pytest.raises(ValueError, match="a counter-offer comes from a present employer"):
        Offer(current=DOES_NOT_APPLY, offer=OfferFacts(kind="counter"))
    assert Offer(current=DOES_NOT_APPLY, offer=OfferFacts(kind=UNKNOWN)).offer.kind == "new"


def test_the_same_text_is_read_by_the_country_of_each_offer() -> None:
    for country, currency in (("US", "USD"), ("CA", "CAD"), ("AU", "AUD"), ("US", "USD")):
        offer = read_offer({"pay": {"sign_on": "$5,000"}, "location": {"country": country}})
        assert offer.pay.sign_on == Money(Decimal(5000), currency)


def test_a_text_of_another_type_is_not_in_the_next_offer() -> None:
    class Marked(str):
        __slots__ = ()

    for text in (Marked("Kim Vo"), "Kim Vo"):
        assert type(read_offer({"manager": {"name": text}}).manager.name) is type(text)
