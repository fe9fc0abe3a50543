"""What facts are called in letters, and how a reason is put when its own words stay private.

Source:
    docs/how-to/answer.md, "The reason" and "The words".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from offerkit.datatypes import TextType
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.text import listed
from offerkit.values import FactValue, Range, Scalar, TextSet, show, value_text

TERMS: Final[Mapping[str, str]] = {
    "offer.deadline": "day for my answer",
    "offer.start": "first day",
    "offer.in_writing": "offer in writing",
    "role.title": "title",
    "role.seniority": "level",
    "work.summary": "work",
    "work.tasks": "tasks",
    "work.autonomy": "room to decide for myself",
    "work.variety": "variety in the work",
    "work.meetings": "time in meetings",
    "work.tools": "tools",
    "work.process": "way the work is planned",
    "clients.names": "clients",
    "clients.industries": "industries of the clients",
    "clients.count": "number of clients",
    "clients.contact": "meetings with clients",
    "manager.name": "manager",
    "manager.presence": "manager on site",
    "manager.access": "manager within reach for decisions",
    "manager.mentoring": "mentoring by my manager",
    "manager.same_location": "manager in the same place",
    "manager.one_on_ones": "time alone with my manager",
    "team.size": "size of the team",
    "team.senior_share": "share of seniors in the team",
    "location.city": "city",
    "location.region": "region",
    "location.country": "country",
    "remote.policy": "place of work",
    "remote.days": "days a week away from the office",
    "remote.where": "places to work from",
    "commute.cost": "cost of the way to work",
    "travel.share": "share of travel",
    "travel.nights": "nights away a month",
    "relocation.required": "move",
    "relocation.support": "help with moving",
    "visa.sponsored": "visa sponsorship",
    "pay.base": "base pay",
    "pay.bonus_target": "target bonus",
    "pay.bonus_guaranteed": "guarantee of the bonus",
    "pay.commission": "commission",
    "pay.sign_on": "sign-on bonus",
    "pay.sign_on_clawback": "time until the sign-on bonus is mine",
    "pay.overtime_paid": "paid overtime",
    "pay.review_after": "time to the first review of pay",
    "equity.kind": "kind of equity",
    "equity.value": "worth of the grant",
    "equity.shares": "number of shares",
    "equity.percent": "share of the company",
    "equity.strike": "strike price",
    "equity.vesting": "time over which the grant vests",
    "equity.cliff": "time to the first vesting",
    "equity.schedule": "vesting by year",
    "equity.acceleration": "vesting if the company is sold",
    "equity.exercise_window": "time to exercise after leaving",
    "equity.early_exercise": "early exercise",
    "equity.refresh": "later grants",
    "benefits.health": "health insurance",
    "benefits.health_premium": "my part of the health insurance",
    "benefits.retirement_match": "contribution to my retirement savings",
    "benefits.retirement_vesting": "time until that contribution is mine",
    "benefits.learning": "budget for courses and books",
    "benefits.equipment": "equipment",
    "benefits.list": "benefits",
    "leave.days": "days of vacation a year",
    "leave.sick_days": "paid sick days a year",
    "leave.parental": "paid parental leave",
    "leave.unlimited": "unlimited vacation",
    "leave.sabbatical": "sabbatical",
    "hours.week": "hours a week",
    "hours.days_week": "days a week",
    "hours.flexible": "freedom to choose my hours",
    "hours.overtime": "overtime",
    "hours.weekend": "work at weekends",
    "hours.on_call": "time on call",
    "hours.on_call_pay": "pay for being on call",
    "growth.path": "way up from the role",
    "growth.promotion_after": "time to the first promotion",
    "growth.learning": "learning",
    "growth.skills": "skills to learn",
    "contract.kind": "kind of contract",
    "contract.duration": "length of the contract",
    "contract.probation": "probation",
    "contract.notice_mine": "notice on my side",
    "contract.notice_theirs": "notice on your side",
    "contract.severance": "severance pay",
    "contract.noncompete": "non-compete clause",
    "contract.noncompete_length": "length of the non-compete clause",
    "contract.ip_assignment": "claim to what I create",
    "contract.arbitration": "arbitration clause",
    "contract.training_repayment": "repayment of training",
    "contract.monitoring": "monitoring by software",
}
"""What every fact that is ever negotiated is called in a letter to the employer."""

MINE: Final = frozenset(
    """
    offer.kind offer.received offer.source company.reputation company.values_fit work.interest
    work.passion clients.fit manager.trust team.learn_from location.want_to_live location.market
    location.employers location.cost_index location.near_family commute.time visa.needed
    """.split()
)
"""The facts that are the candidate's to find out: no employer can answer for them."""


def term_of(info: FactInfo) -> str:
    """Return what a fact is called in a letter, with a capital; for others their question."""
    name = TERMS.get(info.path) or info.question.rstrip("?").strip() or info.path
    return name[:1].upper() + name[1:]


# --- reasons ---------------------------------------------------------------------------------

_SET_UP: Final = "the way the role is set up"
_PHRASES: Final[Mapping[str, str]] = {
    "location": "the location",
    "commute": "the way to work",
    "remote": "the place of work",
    "travel": "the travel that comes with the role",
    "relocation": "the move that it would take",
    "visa": "the question of the visa",
    "hours": "the working hours",
    "leave": "the time off",
    "growth": "where the role leads",
    "clients": "the client side of the work",
    "work": "the kind of work",
    "role": "the shape of the role",
    "benefits": "the benefits",
    "contract": "the terms of the contract",
    "offer": "the terms of the offer",
    "equity": "the terms of pay",
    "pay": "the terms of pay",
    "team": _SET_UP,
    "manager": _SET_UP,
    "company": "the fit between the company and what I am looking for",
}
"""How a reason is put, by the group of the fact that it rests on; the kindest first."""
_CHANGED: Final = "that the role is no longer quite the one we first talked about"
_OTHERWISE: Final = "the fit between the role and what I am looking for"
_KINDNESS: Final = {phrase: rank for rank, phrase in reversed([*enumerate(_PHRASES.values())])}
_LEAST_KIND: Final = len(_KINDNESS)


def phrase_for(facts: Iterable[FactPath]) -> tuple[str, int]:
    """Return how a reason that rests on *facts* is put, and how kind that is; less is kinder.

    It names what the reason is about and no person; where several facts decided, the kindest of
    what they are about.
    """
    paths = tuple(facts)
    if any(fact.view is View.PROMISED for fact in paths):
        return _CHANGED, _LEAST_KIND
    groups = (fact.path.partition(".")[0] for fact in paths if fact.view is View.OFFERED)
    phrases = (_PHRASES.get(group, _OTHERWISE) for group in groups)
    ranked = sorted((_KINDNESS.get(phrase, _LEAST_KIND), phrase) for phrase in phrases)
    rank, phrase = ranked[0] if ranked else (_LEAST_KIND, _OTHERWISE)
    return phrase, rank


# --- values ----------------------------------------------------------------------------------

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def day_text(day: date) -> str:
    """Return a day as a letter writes it: ``2 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def value_in_letter(value: FactValue, info: FactInfo) -> str:
    """Return a fact's value as a letter writes it: texts without quotes, sets as sentences do."""
    match value:
        case Range(low=low, high=high) if isinstance(low, date | Ordinal | Level):
            return f"{_scalar(low)} to {_scalar(high)}"
        case str():
            is_closed = isinstance(info.datatype, TextType) and info.datatype.values is not None
            return value.replace("_", " ") if is_closed else value
        case frozenset():
            return listed(sorted(value), "and") if value else "none"
        case TextSet(at_least=least):
            return f"at least {listed(sorted(least), 'and')}" if least else "any"
        case Ordinal() | Level() | date():
            return _scalar(value)
        case _:
            return value_text(value)


def _scalar(value: Scalar) -> str:
    match value:
        case Ordinal() | Level():
            return value.level.replace("_", " ")
        case date():
            return day_text(value)
        case _:
            return show(value)
