"""Amounts as people write them: one meaning is read, several are offered, none is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from offerkit.amount_words import PER_WORD, UNITS, currencies_of, period_of, says_nothing
from offerkit.amounts import (
    WORDS_APART,
    Beside,
    Unclear,
    mark_of,
    read_amount,
    split_range,
    written,
)
from offerkit.datatypes import Datatype, DurationType, MoneyType, Number, PayType, PercentType
from offerkit.literals import readings
from offerkit.plain_amounts import read_plainly
from offerkit.values import (
    UNKNOWN,
    AtLeast,
    DurationFamily,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
)

CLOCK = DurationType(frozenset({DurationFamily.CLOCK}))

READ: list[tuple[Datatype, str, str]] = [
    (PayType(), "60K EUR per year", "60_000 EUR per year"),
    (PayType(), "60k eur per year", "60_000 EUR per year"),
    (PayType(), "€60k per year", "60_000 EUR per year"),
    (PayType(), "EUR 60k per year", "60_000 EUR per year"),
    (PayType(), "60kEUR p.a.", "60_000 EUR per year"),
    (PayType(), "60k EUR per annum", "60_000 EUR per year"),
    (PayType(), "60k EUR yearly", "60_000 EUR per year"),
    (PayType(), "60k EUR a year", "60_000 EUR per year"),
    (PayType(), "60k EUR/yr", "60_000 EUR per year"),
    (PayType(), "30 EUR/h", "30 EUR per hour"),
    (PayType(), "3000 EUR/mo", "3000 EUR per month"),
    (PayType(), "500 GBP p.d.", "500 GBP per day"),
    (PayType(), "60'000 CHF per year", "60_000 CHF per year"),
    (PayType(), "60’000.50 CHF per year", "60_000.5 CHF per year"),
    (PayType(), "60\u202f000 € per year", "60_000 EUR per year"),
    (PayType(), "1.234.567,50 EUR per year", "1_234_567.5 EUR per year"),
    (PayType(), "12,50 EUR per hour", "12.5 EUR per hour"),
    (PayType(), "12,5000 EUR per hour", "12.5 EUR per hour"),
    (PayType(), "65,000 EUR per year", "65_000 EUR per year"),
    (PayType(), "0.500 EUR per hour", "0.5 EUR per hour"),
    (PayType(), "12 LPA", "1_200_000 INR per year"),
    (PayType(), "8-12 LPA", "800_000..1_200_000 INR per year"),
    (PayType(), "₹12,00,000 per year", "1_200_000 INR per year"),
    (PayType(), "₹12 lakhs per annum", "1_200_000 INR per year"),
    (PayType(), "1.2 crore INR p.a.", "12_000_000 INR per year"),
    (PayType(), "14 x 4,000 EUR per month", "56_000 EUR per year"),
    (PayType(), "3.500,00 € per month × 14", "49_000 EUR per year"),
    (PayType(), "60k-75k EUR per year", "60_000..75_000 EUR per year"),
    (PayType(), "60k–75k EUR per year", "60_000..75_000 EUR per year"),
    (PayType(), "60k to 75k EUR per year", "60_000..75_000 EUR per year"),
    (PayType(), "€60k - €75k per year", "60_000..75_000 EUR per year"),
    (PayType(), "between 60k and 75k EUR per year", "60_000..75_000 EUR per year"),
    (PayType(), "45.000-60.500,00 EUR per year", "45_000..60_500 EUR per year"),
    (PayType(), "500..2k USD per month", "500..2000 USD per month"),
    (PayType(), "0..90k USD per year", "0..90_000 USD per year"),
    (PayType(), "-5k..6000 USD per year", "-5_000..6000 USD per year"),
    (PayType(), "from 95k USD per year", "from 95_000 USD per year"),
    (PayType(), "95k+ USD per year", "from 95_000 USD per year"),
    (PayType(), "at least 95k USD per year", "from 95_000 USD per year"),
    (PayType(), "up to 90k USD per year", "up to 90_000 USD per year"),
    (PayType(), "max. 90k USD per year", "up to 90_000 USD per year"),
    (PayType(), "500Kč per hour", "500 CZK per hour"),
    (PayType(), "R$ 5.000,00 per month", "5000 BRL per month"),
    (PayType(), "60.000,- € per year", "60_000 EUR per year"),
    (PayType(), "3500 EUR per month (x14)", "49_000 EUR per year"),
    (PayType(), "1.125 LPA", "112_500 INR per year"),
    (PayType(), "60 THOUSAND EUR per year", "60_000 EUR per year"),
    (PayType(), "60 Tsd. EUR pro Jahr", "60_000 EUR per year"),
    (PayType(), "1,2 Mio. EUR/Jahr", "1_200_000 EUR per year"),
    (PayType(), "2k..2000 USD per month", "2000..2000 USD per month"),
    (PayType(), "Up to 90k USD per year", "up to 90_000 USD per year"),
    (PayType(), "€60_000 yearly", "60_000 EUR per year"),
    (PayType(), "60k EUR yr", "60_000 EUR per year"),
    (MoneyType(), "£5,000", "5000 GBP"),
    (MoneyType(), "5 US dollars", "5 USD"),
    (MoneyType(), "1.1250 USD", "1.1250 USD"),
    (Number(), "37,5", "37.5"),
    (Number(DurationUnit.HOUR), "37.500", "37.5"),
    (Number(), "1.2340", "1.2340"),
    (Number(), "10.000k", "10000"),
    (Number(), "1,500", "1500"),
    (Number(), "3 to 5", "3..5"),
    (Number(), "10000 to 20000", "10000..20000"),
    (PercentType(), "10-15%", "10..15%"),
    (PercentType(), "12,5 percent", "12.5%"),
    (CLOCK, "1,5 hours", "1.5 hours"),
    (CLOCK, "30-45 min", "30..45 min"),
    (CLOCK, "min. 45 min", "from 45 min"),
    (CLOCK, "45 MIN", "45 min"),
    (DurationType(), "3 to 6 months", "3..6 months"),
    (DurationType(), "3 MONTHS", "3 months"),
]

UNCLEAR: list[tuple[Datatype, str, str, tuple[str, ...]]] = [
    (PayType(), "65.000 EUR per year", "ambiguous-number",
     ("65_000 EUR per year", "65 EUR per year")),
    (PayType(), "65.125 EUR per year", "ambiguous-number",
     ("65_125 EUR per year", "65.1250 EUR per year")),
    (PayType(), "45.000-60.000 EUR per year", "ambiguous-number",
     ("45_000..60_000 EUR per year", "45..60 EUR per year")),
    (PayType(), "1,250 BHD per month", "ambiguous-number",
     ("1250 BHD per month", "1.25 BHD per month")),
    (PayType(), "1,125M USD per year", "ambiguous-number",
     ("1_125_000_000 USD per year", "1_125_000 USD per year")),
    (PayType(), "60..75k USD per year", "ambiguous-range",
     ("60_000..75_000 USD per year", "60..75_000 USD per year")),
    (PayType(), "60-75,000 USD per year", "ambiguous-range",
     ("60_000..75_000 USD per year", "60..75_000 USD per year")),
    (PayType(), "60k..75 USD per year", "ambiguous-range", ("60_000..75_000 USD per year",)),
    (PayType(), "60k..60 USD per year", "ambiguous-range", ("60_000..60_000 USD per year",)),
    (PayType(), "60..60k USD per year", "ambiguous-range",
     ("60_000..60_000 USD per year", "60..60_000 USD per year")),
    (PayType(), "60-60,000 USD per year", "ambiguous-range",
     ("60_000..60_000 USD per year", "60..60_000 USD per year")),
    (PayType(), "-60..75k USD per year", "ambiguous-range",
     ("-60_000..75_000 USD per year", "-60..75_000 USD per year")),
    (PayType(), "60k..-75 USD per year", "bad-range", ("-75..60_000 USD per year",)),
    (PayType(), "-60..-75k USD per year", "bad-range", ("-75_000..-60 USD per year",)),
    (PayType(), "-75..-60k USD per year", "ambiguous-range", ("-75_000..-60_000 USD per year",)),
    (PayType(), "-5k..-3 USD per month", "ambiguous-range",
     ("-5_000..-3_000 USD per month", "-5_000..-3 USD per month")),
    (PayType(), "60..-75k USD per year", "bad-range", ("-75_000..60 USD per year",)),
    (PayType(), "75k..60k USD per year", "bad-range", ("60_000..75_000 USD per year",)),
    (PayType(), "$60k per year", "unknown-currency",
     ("60_000 USD per year", "60_000 CAD per year", "60_000 AUD per year",
      "60_000 NZD per year")),
    (PayType(), "52k USD", "missing-period",
     ("52_000 USD per year", "52_000 USD per month", "52_000 USD per hour")),
    (PayType(), "14 x 3500 EUR", "missing-period", ("49_000 EUR per year",)),
    (PayType(), "52k USB per year", "unknown-currency", ("52_000 USD per year",)),
    (PayType(), "60k eurp per year", "unknown-currency", ("60_000 EUR per year",)),
    (PayType(), "60k QXZ per year", "unknown-currency",
     ("60_000 USD per year", "60_000 EUR per year", "60_000 GBP per year")),
    (PayType(), "€60k EUP per year", "bad-amount", ()),
    (PayType(), "EUR 60 T$ per year", "bad-range", ()),
    (PayType(), "60k per year", "missing-currency",
     ("60_000 USD per year", "60_000 EUR per year", "60_000 GBP per year")),
    (PayType(), "5 lakh per year", "missing-currency", ("500_000 INR per year",)),
    (PayType(), "₹12L", "bad-amount",
     ("1_200_000 INR per year", "1_200_000 INR per month", "1_200_000 INR per hour")),
    (PayType(), "12L-18L per annum", "bad-amount", ("1_200_000..1_800_000 INR per year",)),
    (PayType(), "12 INR lakhs per annum", "bad-amount", ("1_200_000 INR per year",)),
    (PayType(), "60 grand", "bad-amount",
     ("60_000 USD per year", "60_000 EUR per year", "60_000 GBP per year")),
    (PayType(), "60 mil", "bad-amount", ()),
    (PayType(), "5 ribu", "bad-amount", ()),
    (PayType(), "60 mille EUR per year", "bad-amount", ()),
    (PayType(), "500万円/年", "bad-amount", ()),
    (PayType(), "ABC 12 LPA", "unknown-currency", ("1_200_000 INR per year",)),
    (PayType(), "35 lakhs CTC", "bad-amount", ()),
    (PayType(), "60k OTE", "bad-amount", ()),
    (PayType(), "60k net per year", "bad-amount", ()),
    (PayType(), "£45,000 pro rata", "unknown-unit", ()),
    (PayType(), "55 tkr/mån", "bad-amount",
     ("55_000 SEK per month", "55_000 NOK per month", "55_000 DKK per month",
      "55_000 ISK per month")),
    (PayType(), "45kpa", "bad-amount",
     ("45_000 USD per year", "45_000 EUR per year", "45_000 GBP per year")),
    (PayType(), "5k USD per month to 60k USD per year", "bad-range", ()),
    (PayType(), "52k USD per yaer", "unknown-unit", ("52_000 USD per year",)),
    (PayType(), "52k USD per yer", "unknown-unit", ("52_000 USD per year",)),
    (PayType(), "€60k USD per year", "bad-range", ()),
    (PayType(), "3 x 3500 EUR per month", "bad-amount", ()),
    (PayType(), "2 x 3500 EUR per month", "bad-amount", ()),
    (PayType(), "30 EUR h", "bad-amount", ()),
    (PayType(), "60k per year foo", "bad-amount", ()),
    (PayType(), "up to 60k-70k EUR per year", "bad-amount", ()),
    (PayType(), "a lot", "bad-amount", ()),
    (PayType(), "1.2.3 EUR per year", "bad-amount", ()),
    (MoneyType(), "5k USD per year", "extra-period", ("5000 USD",)),
    (MoneyType(), "1234567890123456789 USD", "number-too-long", ()),
    (MoneyType(), "¥5k", "unknown-currency", ("5000 JPY", "5000 CNY")),
    (MoneyType(), "a lot", "bad-amount", ()),
    (PercentType(), "15", "missing-unit", ("15%",)),
    (PercentType(), "0.15", "missing-unit", ("15%", "0.15%")),
    (CLOCK, "45 mints", "unknown-unit", ("45 min",)),
    (CLOCK, "3 weeks", "wrong-unit", ()),
    (CLOCK, "1:30", "bad-amount", ("90 min",)),
    (CLOCK, "1h10", "bad-amount", ("70 min",)),
    (CLOCK, "1 hour, 10 minutes", "bad-amount", ("70 min",)),
    (CLOCK, "10 min 1 hour", "bad-amount", ()),
    (CLOCK, "1 month 10", "bad-amount", ()),
    (CLOCK, "Half an hour", "bad-amount", ("30 min",)),
    (CLOCK, "three quarters of an hour", "bad-amount", ("45 min",)),
    (CLOCK, "an hour and a half", "bad-amount", ("1.5 hours",)),
    (CLOCK, "an hour", "bad-amount", ("1 hour",)),
    (DurationType(), "1 year and 6 months", "bad-amount", ("18 months",)),
    (DurationType(), "two weeks", "bad-amount", ("2 weeks",)),
    (CLOCK, "45 mn", "unknown-unit", ("45 min",)),
    (DurationType(), "3M", "unknown-unit", ("3 months",)),
    (CLOCK, "30 min to 2 hours", "bad-range", ("30..120 min",)),
    (CLOCK, "-30 min to 2 hours", "bad-range", ()),
    (DurationType(), "3", "missing-unit", ("3 weeks", "3 months")),
    (DurationType(), "3 mnths", "unknown-unit", ("3 months",)),
    (DurationType(), "3 days to 6 months", "bad-range", ()),
    (DurationType(), "a lot", "bad-amount", ()),
    (Number(), "x5", "bad-amount", ()),
    (Number(), "10.000", "ambiguous-number", ("10000", "10")),
    (Number(), "1.234", "ambiguous-number", ("1234", "1.2340")),
    (Number(DurationUnit.HOUR), "37,500", "ambiguous-number", ("37500", "37.5")),
    (PercentType(), "12,500%", "ambiguous-number", ("12500%", "12.5%")),
    (PayType(), "0x10 USD per year", "bad-amount", ()),
    (PayType(), "13 x 60k USD per year", "bad-amount", ()),
    (PayType(), "10 USD per month x0", "bad-amount", ()),
    (PayType(), "1x10 USD per month", "bad-amount", ()),
    (PayType(), "RAL 45k", "bad-amount", ("45_000 EUR per year",)),
    (PayType(), "45.000 RAL", "bad-amount", ("45_000 EUR per year", "45 EUR per year")),
    (PayType(), "RAL: 45.000,00 €", "bad-amount", ("45_000 EUR per year",)),
    (PayType(), "RAL 45k EUR per year", "bad-amount", ("45_000 EUR per year",)),
    (PayType(), "25k NIS", "missing-period",
     ("25_000 ILS per year", "25_000 ILS per month", "25_000 ILS per hour")),
    (PayType(), "Band 6", "bad-amount", ()),
    (PayType(), "60k₺/ay", "unknown-unit",
     ("60_000 TRY per year", "60_000 TRY per month", "60_000 TRY per hour")),
    (MoneyType(), "1/2 USD", "bad-amount", ()),
    (Number(DurationUnit.WEEK), "a lot", "bad-amount", ()),
]  # fmt: skip

LAKHS = ("1_200_000..1_800_000 INR per year",)
UNCLEAR_BESIDE: list[tuple[str, Beside, str, tuple[str, ...]]] = [
    ("12..18", Beside("INR", "LPA"), "unknown-unit", LAKHS),
    ("12..18", Beside("INR", "Lakhs per annum"), "unknown-unit", LAKHS),
    ("12..18", Beside("INR lakhs", "YEAR"), "unknown-unit", LAKHS),
    ("12..18", Beside("USD lakhs", "YEAR"), "unknown-unit", ("1_200_000..1_800_000 USD per year",)),
    ("12..18", Beside("INR", "crore/year"), "unknown-unit",
     ("120_000_000..180_000_000 INR per year",)),
    ("12..18", Beside("USD", "K/year"), "unknown-unit", ("12_000..18_000 USD per year",)),
    ("12..18", Beside("JPY", "万円"), "unknown-unit", ()),
    ("12..18", Beside("万円", "YEAR"), "unknown-currency", ()),
    ("1200000", Beside("INR", "LPA"), "unknown-unit", ("1_200_000 INR per year",)),
    ("500", Beside("EUR", "ONE_TIME"), "unknown-unit", ()),
    ("500", Beside("EUR", "bi-weekly"), "unknown-unit", ()),
    ("45k", Beside("EURP", "year"), "unknown-currency", ("45_000 EUR per year",)),
    ("45k", Beside("QXZ", "year"), "unknown-currency", ()),
    ("€45k", Beside("USD", "year"), "bad-range", ()),
    ("45k EUR per year", Beside(per="month"), "bad-range", ()),
]  # fmt: skip


@pytest.mark.parametrize(("datatype", "text", "meaning"), READ, ids=[row[1] for row in READ])
def test_what_means_one_thing_is_read(datatype: Datatype, text: str, meaning: str) -> None:
    read = read_amount(text, datatype)
    assert not isinstance(read, Unclear)
    assert read is not UNKNOWN
    assert written(read) == meaning
    assert read_amount(meaning, datatype) == read


@pytest.mark.parametrize(
    ("datatype", "text", "code", "texts"), UNCLEAR, ids=[row[1] for row in UNCLEAR]
)
def test_what_does_not_is_offered_in_each_meaning(
    datatype: Datatype, text: str, code: str, texts: tuple[str, ...]
) -> None:
    read = read_amount(text, datatype)
    assert isinstance(read, Unclear)
    assert (read.code, read.texts) == (code, texts)
    for offered in texts:
        meant = read_amount(offered, datatype)
        assert not isinstance(meant, Unclear)
        assert meant is not UNKNOWN
        assert written(meant) == offered


def test_what_is_stated_beside_completes_an_amount() -> None:
    year = Pay(Decimal(45_000), "EUR", Period.YEAR)
    for currency, per in [("EUR", "YEAR"), ("eur", "Yearly"), ("€", "ANN"), ("EUR", "per annum")]:
        assert read_amount("45 000", PayType(), Beside(currency, per)) == year
    dollars = Pay(Decimal(100_000), "USD", Period.YEAR)
    assert read_amount("$100,000", PayType(), Beside("USD", "year")) == dollars
    for text in ("€45k", "€45k per year", "45k EUR per year"):
        for clash in (Beside("USD", "year"), Beside("USD")):
            assert isinstance(read_amount(text, PayType(), clash), Unclear)


@pytest.mark.parametrize(("text", "beside", "code", "texts"), UNCLEAR_BESIDE)
def test_what_is_stated_beside_may_be_unclear(
    text: str, beside: Beside, code: str, texts: tuple[str, ...]
) -> None:
    read = read_amount(text, PayType(), beside)
    assert isinstance(read, Unclear)
    assert (read.code, read.texts) == (code, texts)


def test_a_country_settles_a_sign_of_its_own_currency_only() -> None:
    assert read_amount("$5k", MoneyType(), Beside(country="CA")) == Money(Decimal(5000), "CAD")
    assert read_amount("kr 5k", MoneyType(), Beside(country="NO")) == Money(Decimal(5000), "NOK")
    assert isinstance(read_amount("$5k", MoneyType(), Beside(country="SE")), Unclear)
    assert currencies_of("€", "US") == ("EUR",)


def test_another_number_settles_what_begins_fractions() -> None:
    beside = Beside("EUR", "year")
    assert isinstance(read_amount("25.000", PayType(), beside), Unclear)
    comma = Beside("EUR", "year", mark=",")
    assert read_amount("25.000", PayType(), comma) == Pay(Decimal(25_000), "EUR", Period.YEAR)
    assert isinstance(read_amount("25,000", PayType(), comma), Unclear)
    point = Beside("EUR", "year", mark=".")
    assert read_amount("25.000", PayType(), point) == Pay(Decimal(25), "EUR", Period.YEAR)
    marks = {"1.234,50": ",", "12,5": ",", "1.234.567": ",", "1,234.5": ".", "25.000": None,
             "25,000": None, "60'000": None, "12.5 or 12,5": None, "none": None}  # fmt: skip
    assert {text: mark_of(text) for text in marks} == marks


def test_nothing_said_on_a_page_is_unknown_and_zero_of_ones_own_is_zero() -> None:
    beside = Beside("EUR", "MONTH")
    for text in ("0", "0-0", "0..0", "", "N/A", "-", "TBD", "confidential", "UNAVAILABLE", "null"):
        assert read_amount(text, PayType(), beside, found=True) is UNKNOWN
    assert read_amount("0", PayType(), beside) == Pay(Decimal(0), "EUR", Period.MONTH)
    assert isinstance(read_amount("N/A", PayType(), beside), Unclear)
    assert read_amount("0 USD per year", PayType(), found=True) is UNKNOWN
    top = read_amount("3000-0", PayType(), beside, found=True)
    assert top == AtLeast(Pay(Decimal(3000), "EUR", Period.MONTH))
    for text in ("3000-0 EUR per month", "3000 EUR per month - 0"):
        assert read_amount(text, PayType(), found=True) == top
    assert not says_nothing("none")
    assert read_amount("12%", PercentType(), found=True) == Percent(Decimal(12))


def test_codes_and_words_of_periods() -> None:
    words = {"YEAR": Period.YEAR, "ANNUAL": Period.YEAR, "Annum": Period.YEAR, "ANN": Period.YEAR,
             "HUR": Period.HOUR, "WEE": Period.WEEK, "MON": Period.MONTH, "per day": Period.DAY,
             "/ h": Period.HOUR, "fortnight": None, "": None}  # fmt: skip
    assert {word: period_of(word) for word in words} == words


UNITS_OF: dict[Datatype, list[str]] = {
    PayType(): [f" USD per {word}" for word in (*PER_WORD, "annual", "shift")] + [" XYZ per year"],
    MoneyType(): [" USD", " KWD", " JPY", " XYZ", " USD per year"],
    PercentType(): ["%", " %", " pct"],
    Number(DurationUnit.WEEK): ["", " weeks"],
    **{
        DurationType(frozenset(families)): [f" {word}" for word in (*UNITS, "moon")]
        for families in ((family, other) for family in DurationFamily for other in DurationFamily)
    },
}


@pytest.mark.parametrize("datatype", UNITS_OF, ids=str)
def test_plain_amounts_are_read_as_all_others(datatype: Datatype) -> None:
    plain, ends = 0, "0 0.00 007 1 12.5 1.05 999 1000 1_000 52_000 5k 5.5k 123456789012345k".split()
    for text in (*ends, *(f"{low}..{high}" for low in ends for high in ends)):
        for unit in UNITS_OF[datatype]:
            found = read_plainly(text + unit, datatype)
            # With a space before it, it is not plain.
            assert found is None or repr(found) == repr(read_amount(f" {text}{unit}", datatype))
            plain += found is not None
    assert plain > 50 or isinstance(datatype, Number)


def test_a_range_has_two_ends() -> None:
    assert split_range("1 to 2 to 3", WORDS_APART) == (["1", "2 to 3"], False, False)


def test_numbers_by_their_shape() -> None:
    shapes = {
        "1,234.50": ("1234.50",),
        "12,00,000": ("1200000",),
        "1,2345": ("1.2345",),
        "1234,567": ("1234.567",),
        "65.000": ("65000", "65.000"),
        "65,000": ("65000",),
        "1.2.3": (),
        "1,234.567,8": (),
        "12 34": (),
    }
    assert {text: readings(text) for text in shapes} == shapes
