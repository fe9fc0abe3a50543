"""Words that people use for facts: each is found by its meaning, in criteria and in offers."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from offerkit.check.checker import check
from offerkit.criteria import parse_criteria
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.errors import OfferError
from offerkit.load.offers import read_offer
from offerkit.model.examples import condition, example
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
    "pay.retention": "retention_bonus",
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
MORE = {
    "leave.days": (
        "paid_time_off paid_leave leave.vacation leave.pto leave.holidays pto.days pto_days "
        "bank_holidays personal_days holiday_allowance vacation_policy benefits.vacation"
    ),
    "pay.base": (
        "wages pay.annual pay.gross comp.base compensation.base compensation.salary earnings "
        "remuneration monthly_salary gross_salary salary.base job.salary offer.salary salary.min "
        "max_salary money"
    ),
    "pay.net": "net_salary take_home take_home_pay",
    "benefits.health": (
        "medical_insurance health.insurance benefits.medical benefits.insurance benefits.dental "
        "healthcare health_care health_plan vision benefits.vision"
    ),
    "role.seniority": "job.level role.grade seniority job_grade role.rank",
    "remote.policy": (
        "WFH RTO work.remote work.from_home remote.allowed job.remote return_to_office "
        "telecommute teleworking fully_remote team.remote"
    ),
    "remote.days": "office_days days_in_office wfh_days wfh.days home_days",
    "pay.bonus_target": "bonus_percent target_bonus yearly_bonus bonus.annual bonus.target",
    "pay.sign_on": "signing pay.signing signing.bonus pay.signon",
    "equity.value": "stocks rsu grant stock.value rsu.value equity.stock stock.grant",
    "equity.shares": "stock_options options.count",
    "benefits.retirement_match": "benefits.pension employer_match retirement.match match",
    "commute.time": "commute_time commute.distance commute.minutes way_to_work distance_to_work",
    "hours.week": "hours_per_week hours.per_week work_hours job.hours working_time",
    "hours.overtime": "wlb crunch worklife_balance over_time",
    "manager.name": "boss.name",
    "manager.presence": "boss.present",
    "team.size": "team_members team.people team.count",
    "company.size": "company.employees company_size startup",
    "location.city": "location.town job_location office.location",
    "location.cost_index": "rent location.rent location.cost",
    "visa.sponsored": "visa.sponsor h1b sponsor",
    "role.title": "role.name jobtitle",
    "offer.start": "startdate start.date hire_date",
    "offer.deadline": "offer.expires offer.due offer.expiration reply_by",
    "contract.probation": "trial probation_months",
    "contract.kind": "contract.type job.type",
    "growth.path": "career.growth growth.career",
    "benefits.list": "gym_membership wellness coffee free_lunch",
    "pay.total": "total_pay comp.total total.comp",
}
PAIRS = [(w, fact) for table in (WORDS, MORE) for fact, ws in table.items() for w in ws.split()]
BEYOND = "weather office.dogs dogs.allowed location.weather qqq.zzz noise moon company.xylophone"


def found_in(text: str) -> list[Diagnostic]:
    parsed = parse(Source("a.criteria", text))
    _, _, found = check(parsed, SCHEMA)
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


@pytest.mark.parametrize(("word", "fact"), PAIRS)
def test_a_word_is_understood_in_a_comparison(word: str, fact: str) -> None:
    compared = condition(word, SCHEMA.facts[fact], "CHF")
    text = f"pro if {compared}"
    [unknown] = found_in(text)
    assert isinstance(unknown.advice, Offered), unknown.hint
    assert fact in str(unknown.hint)
    at = unknown.advice.at or unknown.primary.span
    for offered in unknown.advice.texts:
        assert found_in(f"{text[: at.start]}{offered}{text[at.end :]}") == [], offered


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
    assert SCHEMA.near("equity_shares") == ("equity.shares", "equity.percent")


def test_facts_of_your_own_are_in_the_index() -> None:
    own = 'fact office.dogs: yes/no ask "May I bring my dog to the office?"\n'
    found = found_in(f"{own}pro if office.dog")
    assert [str(d.hint) for d in found if d.is_error] == ["did you mean `office.dogs`?"]
    found = found_in(f"{own}pro if dogs")
    assert [str(d.hint) for d in found if d.is_error] == ["did you mean `office.dogs`?"]


OWN = (
    "fact rating.location: number from 1 to 10\n"
    'fact office.dogs: yes/no ask "May I bring my dog to the office?"\n'
    'fact score.fun: quality ask "How much fun is it?"\n'
    'fact home.savings: money from -1M to 1M USD ask "How much money is left?"\n'
    'fact kids.school: text ask "Which school do the children go to?"\n'
    "fact lunch.price: money\n"
)


@pytest.mark.parametrize(
    ("word", "value", "fact"),
    [
        ("rating.locaton", "3", "rating.location"),
        ("location.rating", "3", "rating.location"),
        ("office.dog", "yes", "office.dogs"),
        ("dog.allowed", "yes", "office.dogs"),
        ("score.funn", "good", "score.fun"),
        ("fun.score", "good", "score.fun"),
        ("home.saving", "10k USD", "home.savings"),
        ("savings", "10k USD", "home.savings"),
        ("school", '"Waldorf"', "kids.school"),
        ("kids.schools", '"Waldorf"', "kids.school"),
        ("lunch.prices", "5 USD", "lunch.price"),
        ("price.lunch", "5 USD", "lunch.price"),
    ],
)
def test_facts_of_your_own_are_found_in_criteria_and_offers(
    word: str, value: str, fact: str
) -> None:
    text = f"{OWN}pro if {word} = {value}"
    found = [one for one in found_in(text) if one.is_error]
    assert [one.hint for one in found] == [f"did you mean `{fact}`?"]
    schema = parse_criteria(OWN).schema
    stated = {"yes": "true"}.get(value, value if value[0] in '"0123456789' else f'"{value}"')
    stated = f'"{value}"' if " " in value and '"' not in value else stated
    with pytest.raises(OfferError) as error:
        read_offer(f"{word} = {stated}\n", schema=schema)
    [unknown] = error.value.diagnostics
    assert unknown.hint == f"did you mean `{fact}`?"
    read_offer(f"{fact} = {stated}\n", schema=schema)


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
