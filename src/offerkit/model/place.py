"""The vocabulary, third part: where and when you would work.

``facts.py`` says what the parts have in common.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final

from attrs import frozen

from offerkit.model import gates
from offerkit.model.fields import Better, Negotiability, Topic, fact
from offerkit.model.gates import SELF_EMPLOYED
from offerkit.records import Record
from offerkit.scales import (
    Amount,
    Frequency,
    Remoteness,
    Size,
    Wish,
)
from offerkit.values import (
    Choice,
    Duration,
    DurationFamily,
    DurationUnit,
    Fact,
    Money,
    Pay,
    Percent,
    Texts,
)

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY
MORE: Final = Better.MORE
LESS: Final = Better.LESS

_CLOCK: Final = frozenset({DurationFamily.CLOCK})
_MONTHS: Final = frozenset({DurationFamily.MONTHS})


@frozen(kw_only=True)
class LocationFacts(Record):
    """``location``: where you would live, and the field's market there."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "place town area"
    city: Choice[str] = fact(
        "In which city is the job?",
        SOMETIMES,
        "city",
        everyday=(
            "city, town, office location, place, location, municipality, where office, office, "
            "job location, work location, workplace location"
        ),
    )
    region: Choice[str] = fact(
        "In which state or region is the job?",
        SOMETIMES,
        "region",
        everyday="region, state, province, county, canton, area",
    )
    country: Choice[str] = fact(
        "In which country is the job?",
        SOMETIMES,
        "country",
        countries=True,
        everyday="country, nation",
    )
    want_to_live: Fact[Wish] = fact(
        "How gladly would I live there?",
        mine=True,
        everyday=(
            "want to live there, like city, like place, nice city, quality of life, livability, "
            "lifestyle, desirable, attractive place, would live there"
        ),
    )
    market: Fact[Size] = fact(
        "How large is my field's market there?",
        mine=True,
        everyday="job market, local market, market size, labor market, labour market",
    )
    employers: Fact[Decimal] = fact(
        "How many other employers in the field are there, to move on to or learn from?",
        mine=True,
        everyday=(
            "other employers, alternatives, number of employers, competing employers, "
            "other companies, other jobs"
        ),
    )
    cost_index: Fact[Decimal] = fact(
        "What does living there cost, if my reference city is 100?",
        least=1,
        mine=True,
        typical=100,
        everyday=(
            "cost of living, cost, rent, living cost, living costs, cost of living index, col, "
            "rent level, housing cost, price level, expensive place"
        ),
    )
    near_family: Choice[bool] = fact(
        "Is it near the people I want to be near?",
        mine=True,
        everyday=(
            "family, near family, close to family, relatives, friends, near friends, parents, "
            "distance to family"
        ),
    )
    tax_rate: Fact[Percent] = fact(
        "What share of my pay would go into taxes and premiums there?",
        most=100,
        mine=True,
        typical="30%",
        everyday="tax, taxes, tax rate, income tax, deductions, net pay share, social security",
    )


@frozen(kw_only=True)
class RemoteFacts(Record):
    """``remote``: working from elsewhere."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "homeoffice telework wfh rto"
    policy: Fact[Remoteness] = fact(
        "Is the work on site, hybrid or remote?",
        SOMETIMES,
        "place of work",
        everyday=(
            "remote, remote work, work from home, wfh, home office, hybrid, telework, "
            "telecommute, telecommuting, onsite, on site, in office, rto, return to office, "
            "remote policy, work mode, working model, office policy, workplace model, "
            "homeworking, remote friendly, fully remote, work model, remote allowed, remote ok"
        ),
    )
    days: Fact[Decimal] = fact(
        "On how many days a week could I work from elsewhere?",
        SOMETIMES,
        "days a week away from the office",
        most=7,
        gates=(
            gates.Gate("remote.policy", (Remoteness.REMOTE,), 7),
            gates.Gate("remote.policy", (Remoteness.ONSITE,)),
        ),
        everyday=(
            "remote days, days at home, home office days, wfh days, days from home, "
            "office days, days in office, in office days, days in the office, days remote, "
            "home days, work from home days, hybrid days"
        ),
    )
    where: Texts = fact(
        "From which places could I work?",
        SOMETIMES,
        "places to work from",
        countries=True,
        gates=(gates.Gate("remote.policy", (Remoteness.ONSITE,), frozenset()),),
        everyday=(
            "work from anywhere, work from abroad, remote locations, remote places, "
            "allowed countries, workation, remote countries"
        ),
    )


@frozen(kw_only=True)
class CommuteFacts(Record):
    """``commute``: getting to work."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "drive trip"
    time: Fact[Duration] = fact(
        "How long is the way to work, one way, on a working day?",
        families=_CLOCK,
        most=12 * DurationUnit.HOUR.factor,
        better=LESS,
        mine=True,
        gates=gates.REMOTE,
        everyday=(
            "commute, commuting, travel time, way to work, travel time to work, commuting time, "
            "distance, commute length, commute duration, commute minutes, distance to work, "
            "commute distance, drive time, journey to work, travel to work"
        ),
    )
    cost: Fact[Pay] = fact(
        "What would the way to work cost me?",
        SOMETIMES,
        "cost of the way to work",
        LESS,
        gates=gates.REMOTE,
        typical="2k USD per year",
        everyday=(
            "commuting cost, travel cost to work, cost of commuting, parking, fuel cost, "
            "transit cost, train ticket, bus pass, gas, commuting expenses"
        ),
    )


@frozen(kw_only=True)
class TravelFacts(Record):
    """``travel``: being away for work."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "trip"
    share: Fact[Percent] = fact(
        "What share of the time would I travel for work?",
        SOMETIMES,
        "share of travel",
        most=100,
        everyday=(
            "travel, business travel, travel percentage, travel time, traveling, travelling, "
            "trips, business trips, travel requirement, travel amount, travel percent, "
            "work travel"
        ),
    )
    nights: Fact[Decimal] = fact(
        "How many nights a month would I be away for work?",
        SOMETIMES,
        "nights away a month",
        most=31,
        gates=(gates.Gate("travel.share", (gates.ZERO,)),),
        everyday=(
            "nights away, overnight, overnight stays, nights, away from home, hotel nights, "
            "travel nights"
        ),
    )


@frozen(kw_only=True)
class RelocationFacts(Record):
    """``relocation``: moving for the job."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "move"
    required: Choice[bool] = fact(
        "Would I have to move?",
        RARELY,
        "move",
        everyday=(
            "move, moving, relocate, relocation, have to move, must move, need to move, "
            "relocation needed"
        ),
    )
    support: Fact[Money] = fact(
        "How much do you pay towards moving?",
        SOMETIMES,
        "help with moving",
        MORE,
        gates=(gates.Gate("relocation.required", (False,)),),
        everyday=(
            "relocation package, relocation bonus, moving costs, moving allowance, "
            "relocation assistance, relocation money, moving expenses, moving budget, "
            "relocation budget, relocation allowance, moving help"
        ),
    )
    clawback: Fact[Duration] = fact(
        "How long must I stay to keep the help with moving?",
        SOMETIMES,
        "time until the help with moving is mine",
        LESS,
        gates=(gates.Gate("relocation.support", (gates.ZERO,), first=True),),
        everyday="relocation repayment, relocation clawback, moving costs repayment",
    )


@frozen(kw_only=True)
class VisaFacts(Record):
    """``visa``: being allowed to work there."""

    TOPIC: ClassVar = Topic.PLACE
    EVERYDAY: ClassVar = "immigration permit"
    needed: Choice[bool] = fact(
        "Do I need a visa for this job?",
        mine=True,
        everyday=(
            "visa, work permit, need visa, visa required, residence permit, work visa, permit, "
            "green card"
        ),
    )
    sponsored: Choice[bool] = fact(
        "Do you sponsor the visa?",
        SOMETIMES,
        "visa sponsorship",
        MORE,
        gates=(gates.Gate("visa.needed", (False,), True),),
        everyday=(
            "sponsorship, visa sponsorship, sponsor, sponsored visa, h1b, immigration support"
        ),
    )


@frozen(kw_only=True)
class LeaveFacts(Record):
    """``leave``: not working."""

    TOPIC: ClassVar = Topic.TIME
    EVERYDAY: ClassVar = "vacation holiday pto absence"
    days: Fact[Decimal] = fact(
        "How many days of paid vacation a year are there, public holidays not counted?",
        SOMETIMES,
        "days of vacation a year",
        MORE,
        most=366,
        typical=25,
        gates=(gates.Gate("leave.unlimited", (True,), same_as="leave.taken"),),
        everyday=(
            "vacation, vacations, vacation policy, bank holidays, public holidays, pto, holidays, "
            "holiday, annual leave, vacation days, time off, paid time off, days off, paid leave, "
            "paid vacation, holiday days, holiday allowance, holiday entitlement, leave, pto "
            "days, leave days, vacation allowance, paid days off, free days, annual vacation, "
            "vacation time, personal days"
        ),
    )
    public_holidays: Fact[Decimal] = fact(
        "How many public holidays a year are paid beside vacation?",
        RARELY,
        "public holidays",
        MORE,
        most=366,
        typical=10,
        everyday="bank holidays, public holidays, company holidays, paid holidays",
        gates=SELF_EMPLOYED,
    )
    sick_days: Fact[Decimal] = fact(
        "How many paid sick days a year are there?",
        RARELY,
        "paid sick days a year",
        MORE,
        most=366,
        gates=SELF_EMPLOYED,
        discreet=True,
        everyday=(
            "sick days, sick leave, sickness, sick pay, sick time, illness, medical leave, "
            "paid sick leave, sick"
        ),
    )
    parental: Fact[Duration] = fact(
        "How long is paid parental leave?",
        RARELY,
        "paid parental leave",
        MORE,
        gates=SELF_EMPLOYED,
        discreet=True,
        everyday=(
            "parental leave, maternity leave, paternity leave, maternity, paternity, "
            "baby leave, family leave, parent leave, parental, adoption leave"
        ),
    )
    unlimited: Choice[bool] = fact(
        "Is vacation unlimited?",
        RARELY,
        "unlimited vacation",
        everyday=(
            "unlimited vacation, unlimited pto, unlimited holidays, unlimited leave, "
            "unlimited time off, unlimited"
        ),
    )
    taken: Fact[Decimal] = fact(
        "How many days of vacation a year do people in the team really take?",
        most=366,
        better=MORE,
        everyday=(
            "vacation taken, vacation used, days taken, vacation really taken, pto taken, "
            "holidays taken, pto used, real vacation"
        ),
    )
    unpaid: Fact[Decimal] = fact(
        "How many more days a year would I take off, without pay?",
        most=366,
        mine=True,
        unstated=Decimal(0),
        everyday=(
            "unpaid days, unpaid leave days, unpaid vacation, days without pay, "
            "unpaid time off, unpaid weeks"
        ),
    )
    sabbatical: Choice[bool] = fact(
        "Can I take a sabbatical?",
        RARELY,
        "sabbatical",
        MORE,
        discreet=True,
        everyday="sabbatical, unpaid leave, career break, long leave",
    )


@frozen(kw_only=True)
class HoursFacts(Record):
    """``hours``: when and how long you would work."""

    TOPIC: ClassVar = Topic.TIME
    EVERYDAY: ClassVar = "schedule hour time worktime shift"
    week: Fact[Decimal] = fact(
        "How many hours a week would I work?",
        SOMETIMES,
        "hours a week",
        least=1,
        most=168,
        typical=40,
        everyday=(
            "working hours, hours, weekly hours, work hours, hours per week, workweek, "
            "work week, hours a week, working time, hours worked, workload, contract hours, "
            "office hours, week hours"
        ),
    )
    days_week: Fact[Decimal] = fact(
        "On how many days a week would I work?",
        SOMETIMES,
        "days a week",
        least="0.5",
        most=7,
        typical=5,
        everyday=(
            "days per week, working days, four day week, 4 day week, work days, workdays, "
            "days a week, weekdays, workdays per week, weekly days, day week"
        ),
    )
    flexible: Fact[Amount] = fact(
        "How freely can I choose my hours?",
        SOMETIMES,
        "freedom to choose my hours",
        everyday=(
            "flexible, flexibility, flexible hours, flextime, flexitime, flexible working, "
            "schedule, flexible schedule, flex time, flexible working hours, core hours, "
            "work schedule, flex, schedule flexibility"
        ),
    )
    overtime: Fact[Frequency] = fact(
        "How often is there overtime?",
        RARELY,
        "overtime",
        LESS,
        everyday=(
            "overtime, extra hours, long hours, crunch, overwork, overtime hours, "
            "work life balance, worklife balance, wlb, late hours, unpaid overtime, "
            "overtime frequency"
        ),
    )
    weekend: Fact[Frequency] = fact(
        "How often would I work at weekends?",
        RARELY,
        "work at weekends",
        LESS,
        everyday=(
            "weekend, weekends, weekend work, work on weekends, saturdays, saturday, sunday, "
            "sundays, holiday work"
        ),
    )
    on_call: Fact[Frequency] = fact(
        "How often would I be on call?",
        SOMETIMES,
        "time on call",
        everyday=(
            "on call, oncall, standby, pager, pager duty, on call duty, call duty, "
            "on call rotation, night shift, shift, shifts"
        ),
    )
    on_call_pay: Fact[Pay] = fact(
        "What is paid for being on call?",
        SOMETIMES,
        "pay for being on call",
        MORE,
        gates=(gates.Gate("hours.on_call", (Frequency.NEVER,), first=True),),
        typical="3k USD per year",
        everyday="on call pay, oncall pay, standby pay, on call compensation, on call bonus",
    )
