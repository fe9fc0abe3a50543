"""Hints for what people write in other words than those of the language: put in, they check."""

from __future__ import annotations

import pytest

from offerkit.checking import check_criteria, format_criteria
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.errors import CriteriaError, OfferError
from offerkit.load import read_offer

WORDS = [
    ("pro if hours.week is at least 40", ">="),
    ("pro if hours.week at most 40", "<="),
    ("pro if hours.week more than 40", ">"),
    ("con if hours.week is more than 40 weight 2", ">"),
    ("con if hours.week no more than 40", "<="),
    ("pro if pay.base over 50k USD per year", ">"),
    ("pro if pay.base is below 50k USD per year", "<"),
    ("pro if offer.start after 2027-03-01", ">"),
    ("pro if startdate before 2027-03-01", "<"),
    ("pro if work.interest better than good", None),
    ("pro if any of (visa.needed, company.profitable)", "at least 1 of"),
    ("pro if all of (visa.needed, company.profitable,)", "exactly 2 of"),
    ("pro if none of (visa.needed, hours.week > 40)", "exactly 0 of"),
    ("pro if 2 of (visa.needed, company.profitable)", "at least 2 of"),
    ("pro if more than 1 of (visa.needed, company.profitable)", "at least 2 of"),
    ("pro if fewer than two of (visa.needed, company.profitable)", "at most 1 of"),
    ("pro if at least two of (visa.needed, company.profitable)", "at least 2 of"),
    ("pro if at least 2 (visa.needed, company.profitable)", "of ("),
    ('pro if "Health" is in benefits.list', "in"),
    ('pro if benefits.list contains "Health"', "includes"),
    ("pro if !visa.sponsored", "not"),
    ("pro if team.size 5..10", "between 5 and 10"),
    ("pro if team.size from 5 to 10", "between 5 and 10"),
    ("pro if team_size between 5 to 10", "between 5 and 10"),
    ("prefer team.size 3 to 9", "from 3 to 9"),
    ("prefer team.size between 3 and 9", "from 3 to 9"),
    ('pro if location.city in ("Berlin", "Paris")', '{"Berlin", "Paris"}'),
    ("pro if pay.base >= 115% of current.pay.base", "*"),
    ("pro if pay.base >= current.pay.base + 15%", "15% * current.pay.base"),
    ("pro if pay.base >= 1,15 * current.pay.base", "1.15"),
    ("pro if pay.base >= 60,5k EUR per year", "60.5k"),
    ("pro if visa.needed, weight 3", "weight"),
    ("pro if visa.needed (weight 3)", "weight 3"),
    ("pro if visa.needed weight = 3", "3"),
    ('pro "x": if visa.needed', "if"),
    ("pro x if visa.needed", '"x"'),
    ("- pro if visa.needed", "pro"),
    ("dealbreaker: pay.base < 60k USD per year", "if"),
    ("dealbreaker pay.base < 60k USD per year", "if pay.base"),
    ("deal breaker if visa.needed", "dealbreaker if"),
    ("must have pay.base >= 60k USD per year", "dealbreaker unless"),
    ("red flag if visa.needed", "caution if"),
    ("accept above 70%", "at"),
    ("decline under 30%", "below"),
    ("assume hours.week is 40", "="),
    ("assume hours.week 40", "= 40"),
    ("negotiable pay.base price 2", "effort"),
    ('ask "How much?" pay.base', "about pay.base"),
    ("rate 1 EUR : 1.08 USD", "="),
    ('language "1.0-rc"', "1.0-rc"),
    ('leaving "x" unless manager.mentoring >= often', "until"),
    # a value as an offer has it
    ('pro if offer.deadline < "2026-12-01"', "2026-12-01"),
    ('pro if offer.start >= "1 March 2027"', "2027-03-01"),
    ('pro if remote.policy = "remote"', "remote"),
    ('pro if work.interest >= "good"', "good"),
    ('pro if company.profitable = "yes"', "yes"),
    ('pro if pay.base >= "60k USD per year"', "60_000 USD per year"),
    ('pro if commute.time <= "45 minutes"', "45 min"),
    ('pro if leave.days >= "25"', "25"),
    ("pro if pay.base >= 50k usd/yr", "50_000 USD per year"),
    ("pro if pay.base >= 50k USD/yr", "50_000 USD per year"),
    ("pro if pay.base >= 50k USD per annum", "50_000 USD per year"),
    ("pro if pay.base >= 50k bucks per year weight 3", "50_000 USD per year"),
    ("pro if travel.nights <= 4 nights", "4"),
    ("pro if travel.nights <= 4 nights each month", "4"),
    ("pro if commute.time < 30 min each way", "30 min"),
    ("pro if hours.week <= 40 hours per week", "40"),
    # levels and values in other words
    ("pro if work.interest >= excellent", "great"),
    ("pro if work.interest >= ok", "fair"),
    ("pro if manager.presence = daily", "always"),
    ("con if role.seniority < principal", "lead"),
    ("con if remote.policy = office", "onsite"),
    ("con if equity.kind = rsus", '"rsu"'),
    ('con if contract.kind = "full time"', 'contract.time = "full_time"'),
    # of the current job
    ("pro if pay.base > current_salary", "current.pay.base"),
    ("pro if pay.base > previous.pay.base", "current.pay.base"),
    ("pro if pay.base >= agreed_salary", "promised.pay.base"),
    # a bare name, for what the statement says of the offer
    ("con if overtime", "hours.overtime >= sometimes"),
    ("pro if overtime", "hours.overtime <= sometimes"),
    ("dealbreaker unless wage", "pay.base >= 60k USD per year"),
    ("let enough: number = 25 days\npro if leave.days >= enough", "25"),
]


def found_in(text: str) -> tuple[Diagnostic, ...]:
    try:
        return check_criteria(text)[1]
    except CriteriaError as error:
        return error.diagnostics


@pytest.mark.parametrize(("text", "meant"), WORDS)
def test_what_is_meant_is_offered(text: str, meant: str | None) -> None:
    wrong = [found for found in found_in(text) if found.is_error]
    if meant is None:
        assert not isinstance(wrong[0].advice, Offered)
        return
    found = wrong[0]
    assert isinstance(found.advice, Offered), found.hint
    assert meant in [offered.strip() for offered in found.advice.texts]
    at = found.advice.at or found.primary.span
    for offered in found.advice.texts:
        mended = f"{text[: at.start]}{offered}{text[at.end :]}"
        left = [str(one) for one in found_in(mended) if one.is_error]
        assert left == [str(one) for one in wrong[1:]] or "start" in text or "team_size" in text


@pytest.mark.parametrize(
    "text",
    [
        "pro if pay.base >= 50k usd/yr",
        "pro if pay.base >= 50k eur/month",
    ],
)
def test_one_slip_is_one_error(text: str) -> None:
    assert len([found for found in found_in(text) if found.is_error]) == 1


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        # Five weeks are 25 days or 35, and a reason to leave is not until it is there.
        ("pro if leave.days >= 5 weeks", "write how many days: `leave.days` counts days"),
        (
            'leaving "x" if manager.mentoring < often',
            "`until` says when the reason to leave is gone: "
            '`leaving "Nobody to learn from" until manager.mentoring >= often`',
        ),
        ("pro if pay.base >= 60k USD per year weight 2 3", None),
        ("negotiable pay.base effort 2 cost 3", None),
        ("pro if offer.deadline < friday", "dates are YYYY-MM-DD, such as `2026-12-01`"),
        ("prefer team.size from 3 to", None),
        ("pro if equity.vesting <= 4y", "write `4 years`"),
        # Minutes are no kilometres, a text is no set, and what is not read may be a factor.
        ("pro if commute.time < 30 km", None),
        ("pro if pay.base > current.pay.base by 10%", None),
        (
            "let x := 5",
            "the types are `yes/no`, `number`, `percent`, `money`, `pay`, `date`, `duration`, "
            "`text`, `set of text` and the names of scales",
        ),
        ("pro if\u00a0visa.sponsored", "write an ordinary space in its place"),
        ("pro if visa\u200b.sponsored", "delete it"),
        ("negotiable hours.week 30", "write `up to 30` or `down to 30`"),
        ("// mine\npro if visa.sponsored", "a comment begins with `#`"),
        ("-- mine\npro if visa.sponsored", "a comment begins with `#`"),
        ("/* mine */ pro if visa.sponsored", "a comment begins with `#`"),
        ("negotiable pay.base to 100k USD per year", "write `up to` or `down to`"),
        ("pro if contract.kind = iso", 'did you mean `equity.kind = "iso"`?'),
        ("pro if contract.kind = fulltime", 'did you mean `contract.time = "full_time"`?'),
        ("pro if offer.kind = counteroffer", "possible values: `new`, `counter`"),
        ("pro if travel.share < 20 nights", None),
        ("pro if pay.base >= 12 bn", None),
        ("pro if pay.base >= 12 hundred thousand", None),
        ("pro if pay.base >= 60k EUR net per year", None),
        ("pro if commute.time < 30 min one way", "write `30 min`"),
        ("pro if leave.days >= 25 public", None),
        ("assume contract.notice_mine = 3 months one way", None),
        ("pro if pay.base >= 12 L per annum", "write `1_200_000 INR per year`"),
        ("pro if pay.base >= 12 grand", "write `12_000 USD per year`"),
        (
            'pro if role.title contains "Senior"',
            "texts are compared as a whole, with `=`, `!=` or `in`",
        ),
        ('pro: "Good work" if work.interest >= good', 'write `"Good work"`'),
    ],
)
def test_nothing_is_offered_that_means_something_else(text: str, hint: str | None) -> None:
    assert [found.hint for found in found_in(text) if found.is_error] == [hint]


def test_three_letters_are_no_slip_of_other_ones() -> None:
    [found] = found_in("pro if nda")
    assert "did you mean" not in str(found.hint)


def test_hints_of_the_formatter_are_tried_too() -> None:
    with pytest.raises(CriteriaError) as error:
        format_criteria("pro if pay.base >= 50.000 Euro a year")
    assert [found.hint for found in error.value.diagnostics] == [
        "write `50_000 EUR per year` or `50 EUR per year`"
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('hours.week = "40 hours per week"', "write `40`"),
        ('travel.nights = "4 nights"', "write `4`"),
        ('leave.days = "5 weeks"', None),
        ('leave.days = "2 days per month"', None),
        ('leave.days = "24 Werktage"', None),
        ('leave.days = "25 Tage im Jahr"', "write `25`"),
        ('leave.days = "33 incl. bank holidays"', None),
        ('team.size = "3 hundred people"', None),
        ('team.size = "20 percent"', None),
        ('benefits.list = "none"', "write `[]`"),
        ('benefits.list = \'["a", "b"]\'', 'write `["a", "b"]`'),
        ('hours.week = "8h/day"', None),
        ('hours.week = "80 hours per fortnight"', None),
        ('equity.vesting = "4y"', "write `4 years`"),
        ('equity.vesting = "48 mo"', "write `48 months`"),
        ('contract.notice_mine = "30d"', "write `30 days`"),
        ('contract.notice_mine = "3 Monate"', "write `3 months`"),
        ('commute.time = "45m"', "write `45 min`"),
        ('commute.time = "12 km"', None),
        (
            "pay.base = “60k EUR per year”",
            'put texts and amounts in quotes: `pay.base = "60k EUR per year"`',
        ),
        (
            "offer.start = 2027-02-01 09:00",
            'put texts and amounts in quotes: `offer.start = "2027-02-01"`',
        ),
        (
            '"leave.days" = 25',
            'group and fact are two keys: `{"leave": {"days": …}}` in JSON, '
            "`leave: {days: …}` in YAML, `leave.days = …` without quotes in TOML",
        ),
        ('current_salary = "50k USD per year"', "did you mean `current.pay.base`?"),
        ("teammates = 5", "did you mean `team.size`?"),
        ("response_date = 2026-12-01", "did you mean `offer.deadline`?"),
        ('work.interest = "excellent"', "did you mean `great`?"),
        ('offer.answer = "yes"', "did you mean `accepted`?"),
        ("offer.answer = false", 'did you mean `"declined"`?'),
        ("leave.unlimited = 1", "write `true`"),
        (
            "offer.answer = yes",
            'put texts and amounts in quotes: `offer.answer = "accepted"`',
        ),
        (
            "[contract]\nkind = limited",
            'put texts and amounts in quotes: `kind = "fixed_term"`',
        ),
        (
            "benefits.list = Health, Dental",
            'put texts and amounts in quotes: `benefits.list = ["Health", "Dental"]`',
        ),
        ('benefits.list = "Health"', 'write `["Health"]`'),
        ('equity.shares = "10k RSUs"', "write `10000`"),
        ("pay.base = 60k EUR", 'put texts and amounts in quotes: `pay.base = "60k EUR"`'),
        ("some.thing = good", 'put texts and amounts in quotes: `some.thing = "good"`'),
        (
            'contract.kind = "full time"',
            "did you mean `contract.time`, which can be `full_time`?",
        ),
        (
            "401k = 3",
            "did you mean `benefits.retirement_match`? It takes a percentage, such as `15%`",
        ),
        (
            "my.free = 3",
            "check an offer with facts of your own together with their criteria: "
            "`offerkit check CRITERIA OFFER`; or did you mean `leave.days`?",
        ),
    ],
)
def test_what_is_meant_in_an_offer(text: str, hint: str | None) -> None:
    with pytest.raises(OfferError) as error:
        read_offer(text)
    assert [found.hint for found in error.value.diagnostics] == [hint]


def test_a_computed_fact_in_other_words_is_computed() -> None:
    with pytest.raises(OfferError) as error:
        read_offer('net_salary = "50k USD per year"')
    [found] = error.value.diagnostics
    assert str(found.hint).startswith("`pay.net` is computed; state its parts: `pay.base`")
