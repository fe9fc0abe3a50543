"""Words that people use for facts: each is found by its meaning, in criteria and in offers."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from offerkit.check.checker import check
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.errors import OfferError
from offerkit.load.offers import read_offer
from offerkit.model.examples import example
from offerkit.model.near import near_values
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.parser import parse
from offerkit.text import near

SCHEMA = schema_of()

WORDS = {
    "offer.received": "offer_date date_received",
    "offer.deadline": "deadline expiry due_date respond_by",
    "offer.start": "start_date first_day joining_date",
    "offer.in_writing": "offer_letter written",
    "company.name": "employer_name firm",
    "company.industry": "industry sector",
    "company.size": "headcount employees company.headcount",
    "company.profitable": "profit profitability",
    "company.runway": "runway funding",
    "company.stability": "job_security stability",
    "company.layoffs_last_year": "layoffs redundancies",
    "company.reputation": "reputation glassdoor brand",
    "company.culture": "culture atmosphere",
    "company.values_fit": "mission values ethics",
    "company.bureaucracy": "red_tape politics",
    "company.diversity": "inclusion dei",
    "role.title": "job_title title job.title position",
    "role.seniority": "level grade rank role.level job_level",
    "role.success_defined": "kpis goals success_criteria",
    "work.summary": "job_description",
    "work.tasks": "duties responsibilities",
    "work.interest": "interesting boring fun",
    "work.passion": "meaningful impact",
    "work.autonomy": "freedom independence",
    "work.meetings": "meetings",
    "work.tools": "tech_stack stack languages technology",
    "work.process": "agile",
    "clients.names": "client_list",
    "clients.contact": "customer_contact client_meetings",
    "manager.name": "boss supervisor line_manager",
    "manager.presence": "manager.presense boss.presence boss_in_office",
    "manager.mentoring": "mentor mentorship coaching boss.mentoring",
    "manager.one_on_ones": "one_on_one check_ins manager.oneonones",
    "manager.guidance": "feedback",
    "manager.style": "micromanagement management_style",
    "manager.trust": "trust",
    "team.size": "team_size number_of_colleagues teamsize",
    "team.turnover": "attrition turnover churn",
    "team.learn_from": "colleagues coworkers",
    "location.city": "town city office_location",
    "location.region": "state province",
    "location.country": "country",
    "location.cost_index": "cost_of_living living_costs",
    "location.near_family": "family friends",
    "location.want_to_live": "quality_of_life",
    "remote.policy": "wfh rto home_office remote_work work_from_home company.remote telework",
    "remote.days": "remote_days home_office_days",
    "commute.time": "commuting distance",
    "commute.cost": "parking",
    "travel.share": "business_trips",
    "travel.nights": "nights_away overnight",
    "relocation.required": "moving relocate",
    "relocation.support": "relocation_package moving_costs",
    "visa.needed": "work_permit",
    "visa.sponsored": "visa_sponsorship sponsorship",
    "pay.base": (
        "salary wage base_salary annual_salary income compensation pay.salary pay.bse my_salary"
    ),
    "pay.range": "salary_range pay_band",
    "pay.bonus_target": "bonus annual_bonus performance_bonus",
    "pay.commission": "commissions ote",
    "pay.sign_on": "signing_bonus sign_on_bonus joining_bonus",
    "pay.sign_on_clawback": "clawback",
    "pay.review_after": "raise salary_review pay_raise",
    "pay.total": "total_compensation total_comp tc",
    "pay.per_hour": "hourly_rate hourly_wage",
    "equity.value": "stock rsus esop",
    "equity.shares": "options shares number_of_options",
    "equity.percent": "stake",
    "equity.vesting": "vesting_period",
    "equity.cliff": "vesting_cliff",
    "equity.strike": "strike_price exercise_price",
    "benefits.health": "health health_insurance insurance medical benefits.health_insurance dental",
    "benefits.health_premium": "insurance_premium",
    "benefits.retirement_match": "pension retirement k401 retirement_plan",
    "benefits.learning": "training_budget conferences learning_budget",
    "benefits.equipment": "laptop hardware",
    "benefits.list": "perks gym company_car childcare",
    "leave.days": (
        "vacation pto holiday holidays vacation_days annual_leave time_off vacation.days days_off"
    ),
    "leave.sick_days": "sick_leave sick.days",
    "leave.parental": "maternity paternity parental_leave",
    "leave.unlimited": "unlimited_pto unlimited_vacation",
    "leave.sabbatical": "sabbatical",
    "hours.week": "working_hours weekly_hours workweek hours.weekly",
    "hours.days_week": "four_day_week working_days",
    "hours.flexible": "flextime flexible_hours",
    "hours.overtime": "overtime work_life_balance",
    "hours.weekend": "weekends weekend_work",
    "hours.on_call": "oncall night_shift",
    "growth.path": "career career_path",
    "growth.promotion_after": "promotion",
    "growth.learning": "learning training",
    "growth.skills": "skills",
    "contract.kind": "contract_type employment_type",
    "contract.duration": "contract_length",
    "contract.probation": "trial_period probation",
    "contract.notice_mine": "notice notice_period",
    "contract.severance": "severance_pay",
    "contract.noncompete": "non_compete",
    "contract.ip_assignment": "intellectual_property side_projects",
    "contract.monitoring": "surveillance",
}
PAIRS = [(word, fact) for fact, words in WORDS.items() for word in words.split()]
BEYOND = "weather office.dogs dogs.allowed location.weather qqq.zzz noise moon company.xylophone"


def found_in(text: str) -> list[Diagnostic]:
    parsed = parse(Source("a.criteria", text))
    _, _, found = check(parsed.file, SCHEMA, unread=parsed.diagnostics)
    return list(found)


def test_the_list_is_long_enough() -> None:
    assert len({word for word, _ in PAIRS}) == len(PAIRS) >= 150
    assert set(WORDS) <= set(SCHEMA.facts)


@pytest.mark.parametrize(("word", "fact"), PAIRS)
def test_a_word_is_understood_in_criteria(word: str, fact: str) -> None:
    [unknown] = found_in(f"pro if {word}")
    assert isinstance(unknown.advice, Offered), unknown.hint
    assert fact in str(unknown.hint)
    for text in unknown.advice.texts:
        assert found_in(f"pro if {text}") == [], text


@pytest.mark.parametrize(
    ("word", "fact"), [pair for pair in PAIRS if not SCHEMA.facts[pair[1]].derived]
)
def test_a_word_is_understood_in_an_offer(word: str, fact: str) -> None:
    value = example(SCHEMA.facts[fact])
    with pytest.raises(OfferError) as error:
        read_offer(f"{word} = {value}\n")
    [unknown] = error.value.diagnostics
    assert isinstance(unknown.advice, Offered), unknown.hint
    assert fact in unknown.advice.texts
    for text in unknown.advice.texts:
        read_offer(f"{text} = {value}\n")


@pytest.mark.parametrize("word", BEYOND.split())
def test_nothing_is_suggested_beyond_a_distance(word: str) -> None:
    assert SCHEMA.near(word) == ()
    [unknown] = found_in(f"pro if {word}")
    assert "did you mean" not in str(unknown.hint)


def test_several_near_facts_are_all_named() -> None:
    [unknown] = found_in("pro if clients > 3")
    assert str(unknown.hint).startswith("name one of them")
    assert SCHEMA.near("stock_options") == ("equity.shares", "equity.value")


def test_facts_of_your_own_are_in_the_index() -> None:
    own = 'fact office.dogs: yes/no ask "May I bring my dog to the office?"\n'
    found = found_in(f"{own}pro if office.dog")
    assert [str(d.hint) for d in found if d.is_error] == ["did you mean `office.dogs`?"]
    found = found_in(f"{own}pro if dogs")
    assert [str(d.hint) for d in found if d.is_error] == ["did you mean `office.dogs`?"]


def test_a_word_more_is_a_word_more_in_the_declaration() -> None:
    assert "pto" in SCHEMA.facts["leave.days"].everyday
    assert all(word == word.lower() for i in SCHEMA.facts.values() for word in i.everyday)


def test_a_value_is_found_by_what_it_is() -> None:
    meanings = dict(SCHEMA.facts["equity.kind"].values)
    hint = near_values("options", tuple(meanings), meanings)
    assert isinstance(hint, Offered)
    assert hint.texts == ("iso", "nso")
    assert "incentive" in str(hint)
    assert near_values("xyz", tuple(meanings), meanings) is None


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("presense", ("presence", "absence"), ("presence",)),
        ("hrs", ("days", "hours"), ("hours",)),
        ("yr", ("year", "hour"), ("year",)),
        ("hi", ("low", "high"), ("high",)),
        ("Often", ("often", "never"), ("often",)),
        ("abc", ("abd", "acc", "xyz"), ("abd", "acc")),
        ("vacation.days", ("location.city",), ()),
        ("x", ("y", "z"), ()),
        ("", ("a",), ()),
        ("tmie", ("time", "tie"), ("time", "tie")),
        ("usx", frozenset({"usn", "usd"}), ("usd", "usn")),
    ],
)
def test_slips_of_the_pen(word: str, known: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert near(word, known) == found


def test_examples_are_values() -> None:
    for info in SCHEMA.facts.values():
        if not info.derived:
            data = tomllib.loads(f"x = {example(info)}", parse_float=Decimal)
            assert "x" in data
