"""Answers as people give them, and how they get into an offer file."""

from __future__ import annotations

import difflib
from datetime import date
from decimal import Decimal

import pytest

from offerkit import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    read_offer,
)
from offerkit.cli.new import blank_offer
from offerkit.diagnostics import Offered
from offerkit.interview import with_fact
from offerkit.load.answers import read_answer
from offerkit.load.problems import FactError
from offerkit.model.examples import example
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.scales import Control, Frequency
from offerkit.values import FactValue, Scalar

FACTS = schema_of().facts


def usd(amount: str, per: Period = Period.YEAR, currency: str = "USD") -> Pay:
    return Pay(Decimal(amount), currency, per)


def minutes(amount: str) -> Duration:
    return Duration(Decimal(amount), DurationUnit.MINUTE)


UNITS: dict[str, Scalar] = {"pay.base": usd("1"), "commute.time": minutes("1")}
NEVER, RARELY, SOMETIMES, OFTEN, _ = Frequency
TAKEN: list[tuple[str, str, FactValue]] = [
    ("pay.base", "60k-75k", Range(usd("60000"), usd("75000"))),
    ("pay.base", "about 60k", usd("60000")),
    ("pay.base", "$60,000", usd("60000")),
    ("pay.base", "60k EUR", usd("60000", currency="EUR")),
    ("pay.base", "around 5k per month", usd("5000", Period.MONTH)),
    ("pay.base", "30 an hour", usd("30", Period.HOUR)),
    ("pay.base", "sixty thousand", usd("60000")),
    ("pay.base", "60k or 65k", Range(usd("60000"), usd("65000"))),
    ("pay.base", "60 grand", usd("60000")),
    ("pay.base", "somewhere around 60k?", usd("60000")),
    ("pay.base", "more than 60k", AtLeast(usd("60000"))),
    ("pay.base", "I don't know yet", UNKNOWN),
    ("commute.time", "about 40 minutes", minutes("40")),
    ("commute.time", "I think 40, one way", minutes("40")),
    ("commute.time", "forty minutes or so", minutes("40")),
    ("commute.time", "half an hour", minutes("30")),
    ("commute.time", "1h 30", minutes("90")),
    ("commute.time", "1:15", minutes("75")),
    ("commute.time", "30 to 40 minutes each way", Range(minutes("30"), minutes("40"))),
    ("manager.presence", "Often!", OFTEN),
    ("manager.presence", "rarely or never", Range(NEVER, RARELY)),
    ("manager.presence", "sometimes to often", Range(SOMETIMES, OFTEN)),
    ("manager.presence", "rarely at most", Range(NEVER, RARELY)),
    ("manager.presence", "there is no manager", DOES_NOT_APPLY),
    ("manager.presence", "doesn’t apply", DOES_NOT_APPLY),
    ("manager.presence", "nobody has told me", UNKNOWN),
    ("manager.style", "hands off", Control.HANDS_OFF),
    ("manager.name", "nobody", DOES_NOT_APPLY),
    ("manager.name", '"Nobody"', "Nobody"),
    ("clients.names", "A, B and C", frozenset({"A", "B", "C"})),
    ("clients.names", "Acme Inc., Foo, LLC", frozenset({"Acme Inc.", "Foo, LLC"})),
    ("clients.names", '"Procter and Gamble"', frozenset({"Procter and Gamble"})),
    ("clients.names", "Acme among others", TextSet(frozenset({"Acme"}))),
    ("work.tools", "none", frozenset()),
    ("offer.in_writing", "yep", True),
    ("location.city", "to be confirmed", UNKNOWN),
    ("work.meetings", "about 30%", Percent(Decimal(30))),
    ("work.meetings", "half", Percent(Decimal(50))),
    ("pay.sign_on", "there is none", Money(Decimal(0), "USD")),
    ("offer.in_writing", "yes, on Monday", True),
    ("offer.in_writing", "not yet", False),
    ("offer.start", "1 March 2027", date(2027, 3, 1)),
    ("contract.kind", "fixed term", "fixed_term"),
    ("team.turnover", "fifteen percent", Percent(Decimal(15))),
    ("team.turnover", "15", Percent(Decimal(15))),
    ("leave.days", "about 25", Decimal(25)),
    ("hours.week", "40 hours per week", Decimal(40)),
    ("contract.probation", "half a year", Duration(Decimal(6), DurationUnit.MONTH)),
    ("contract.probation", "none", Duration(Decimal(0), DurationUnit.WEEK)),
    ("equity.schedule", "50/50", (Percent(Decimal(50)), Percent(Decimal(50)))),
]


@pytest.mark.parametrize(("path", "said", "value"), TAKEN, ids=[f"{p}: {s}" for p, s, _ in TAKEN])
def test_an_answer_with_one_meaning_is_taken(path: str, said: str, value: FactValue) -> None:
    assert read_answer(FACTS[path], said, UNITS.get(path)) == value


ASKED = [
    ("pay.base", "60-75k", ("60_000..75_000 USD per year", "60..75_000 USD per year")),
    ("pay.base", "60", ("60_000 USD per year", "60 USD per year")),
    ("pay.base", "about 60", ("60_000 USD per year", "60 USD per year")),
    ("pay.base", "60-75", ("60_000..75_000 USD per year", "60..75 USD per year")),
    ("pay.base", "60.000", ("60_000 USD per year", "60 USD per year")),
    ("offer.start", "03/04/2027", ("2027-04-03", "2027-03-04")),
    ("team.turnover", "0.15", ("15%", "0.15%")),
    ("contract.probation", "6", ("6 weeks", "6 months")),
    ("clients.names", "Procter and Gamble", ("Procter; Gamble", '"Procter and Gamble"')),
    ("manager.presence", "oft", ("often",)),
]


@pytest.mark.parametrize(("path", "said", "texts"), ASKED, ids=[f"{p}: {s}" for p, s, _ in ASKED])
def test_an_answer_with_several_meanings_is_asked_back_with_each(
    path: str, said: str, texts: tuple[str, ...]
) -> None:
    with pytest.raises(FactError) as found:
        read_answer(FACTS[path], said, UNITS.get(path))
    hint = found.value.problem.hint
    assert isinstance(hint, Offered)
    assert hint.texts == texts
    for text in texts:
        read_answer(FACTS[path], text, UNITS.get(path))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("pay.base", "n/a"),
        ("pay.base", "80k dollrs"),
        ("commute.time", "2 weeks"),
        ("offer.start", "soon"),
        ("pay.base", ""),
    ],
)
def test_an_answer_without_a_meaning_is_refused(path: str, said: str) -> None:
    with pytest.raises(FactError):
        read_answer(FACTS[path], said, UNITS.get(path))


@pytest.mark.parametrize("path", [path for path, info in FACTS.items() if not info.derived])
def test_what_a_file_states_is_an_answer_and_gets_into_a_file(path: str) -> None:
    text = example(FACTS[path]).strip('"').removeprefix("[").removesuffix("]").replace('"', "")
    value = read_answer(FACTS[path], "..., Acme" if text == "..., ..." else text)
    is_unsaid = path in {"offer.kind", "offer.answer"}  # in other views, that is unknown
    for view in ("",) if is_unsaid else ("", "promised."):
        fact = FactPath.parse(view + path)
        offer = read_offer(with_fact("# A comment.\n", fact, value))
        assert schema_of().getter(fact)(offer) == value


# --- the text of a file ----------------------------------------------------------------------


def changes(fact: str, value: FactValue, text: str) -> list[str]:
    """Return the lines that stating a fact takes out of a text and adds to it."""
    new = with_fact(text, FactPath.parse(fact), value)
    read_offer(new)
    lines = difflib.ndiff(text.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_a_commented_line_becomes_the_line_of_its_fact() -> None:
    blank = blank_offer()
    assert changes("manager.presence", OFTEN, blank) == [
        '- #presence = "sometimes"',
        '+ presence = "often"',
    ]
    assert changes("promised.manager.presence", RARELY, blank) == [
        '- #manager.presence = "often"',
        '+ manager.presence = "rarely"',
    ]
    assert changes("current.pay.base", DOES_NOT_APPLY, blank) == [
        '+ current = "none"',
        "- [current]",
        "+ #[current]",
    ]


FILE = """\
# Spoken on Monday.
leave.days = 20
[pay]
base = "50k USD per year"  # before tax

# What they said.
[promised]
manager.name = "Ana"   # twice
[current]
pay = { base = "40k USD per year" }
[work]
summary = '''
[pay]
#sign_on = "1 USD"
'''
"""


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        ("pay.overtime_paid", True, ["+ overtime_paid = true"]),
        ("leave.sick_days", Decimal(3), ["+ leave.sick_days = 3"]),
        ("promised.manager.presence", RARELY, ['+ manager.presence = "rarely"']),
        ("manager.mentoring", UNKNOWN, ["+ ", "+ [manager]", '+ mentoring = "unknown"']),
        (
            "pay.base",
            usd("60000"),
            [
                '- base = "50k USD per year"  # before tax',
                '+ base = "60000 USD per year"  # before tax',
            ],
        ),
        (
            "current.pay.reliability",
            UNKNOWN,
            [
                '- pay = { base = "40k USD per year" }',
                '+ pay = { base = "40k USD per year", reliability = "unknown"}',
            ],
        ),
    ],
)
def test_comments_and_layout_stay(fact: str, value: FactValue, expected: list[str]) -> None:
    assert changes(fact, value, FILE) == expected


def test_line_breaks_stay() -> None:
    text = '[offer]\r\n# "new"?\r\n#kind = "new"\r\n'
    new = with_fact(text, FactPath("offer.kind"), "counter")
    assert new == '[offer]\r\n# "new"?\r\nkind = "counter"\r\n'


def test_a_text_that_cannot_hold_the_fact_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected a table at manager"):
        with_fact('manager = "none"\n', FactPath("manager.name"), "Kim")
    with pytest.raises(ValueError, match="not valid TOML"):
        with_fact("pay = \n", FactPath("manager.name"), "Kim")


def test_hours_of_thousands_of_digits_are_no_time() -> None:
    with pytest.raises(FactError):
        read_answer(FACTS["commute.time"], f"{'9' * 5_000} h 30")
