"""The models: an offer and its groups of facts, each fact with the question that asks for it.

Every fact may be ``UNKNOWN``, and is where nothing is said. ``grammar/README.md``, "Facts", is
the vocabulary that these classes spell out.
"""

# `fact` returns an attrs field, which the linter cannot know.

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeVar

import attrs
from attrs import evolve, field, frozen

from offerkit.model.fields import (
    Negotiability,
    fact,
    facts_of,
    hints_of,
    is_plain_text,
    is_writable,
    per_type,
)
from offerkit.scales import (
    Amount,
    Breadth,
    Control,
    Frequency,
    Quality,
    Remoteness,
    Seniority,
    Size,
    Wish,
)
from offerkit.values import (
    UNKNOWN,
    Choice,
    Duration,
    DurationFamily,
    DurationUnit,
    Fact,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    Texts,
)

__all__ = [
    "BenefitsFacts",
    "ClientsFacts",
    "CommuteFacts",
    "CompanyFacts",
    "ContractFacts",
    "EquityFacts",
    "GrowthFacts",
    "HoursFacts",
    "LeaveFacts",
    "LocationFacts",
    "ManagerFacts",
    "Offer",
    "OfferFacts",
    "OfferT",
    "PayFacts",
    "RelocationFacts",
    "RemoteFacts",
    "RoleFacts",
    "TeamFacts",
    "TravelFacts",
    "VisaFacts",
    "WorkFacts",
    "complete_counter",
    "fact",
    "groups_of",
    "known_facts",
    "with_facts",
]

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY

_CLOCK: Final = frozenset({DurationFamily.CLOCK})
_MONTHS: Final = frozenset({DurationFamily.MONTHS})


@frozen(kw_only=True)
class OfferFacts:
    """``offer``: the offer as a piece of paper, and when it has to be answered."""

    kind: Choice[Literal["new", "counter"]] = fact(
        "Is this a new job, or does my present employer counter another offer?", default="new"
    )
    """An offer is new unless it says that it is a counter-offer."""
    received: Fact[date] = fact("When did I get the offer?")
    deadline: Fact[date] = fact("By when do you need my answer?", USUALLY)
    start: Fact[date] = fact("When would I start?", USUALLY)
    in_writing: Choice[bool] = fact("Can I have the whole offer in writing?", USUALLY)
    source: Choice[str] = fact("How did the offer come to me?")


@frozen(kw_only=True)
class CompanyFacts:
    """``company``: who would employ you."""

    name: Choice[str] = fact("Which company would employ me?")
    industry: Choice[str] = fact("Which industry is the company in?")
    size: Fact[Size] = fact("How large is the company?")
    profitable: Choice[bool] = fact("Does the company make a profit?")
    runway: Fact[Duration] = fact(
        "How long does the company's money last at the present rate?", families=_MONTHS
    )
    stability: Fact[Quality] = fact("How secure are jobs at the company?")
    layoffs_last_year: Fact[Percent] = fact(
        "What share of the staff was laid off in the last year?", most=100
    )
    reputation: Fact[Quality] = fact("How good is the company's name in the field?")
    culture: Fact[Quality] = fact("How well do people treat each other there?")
    values_fit: Fact[Quality] = fact("How well do the company's values fit mine?")
    bureaucracy: Fact[Amount] = fact("How much bureaucracy stands between me and the work?")
    diversity: Fact[Quality] = fact("How diverse is the company, at the top as well?")


@frozen(kw_only=True)
class RoleFacts:
    """``role``: the position you would have."""

    title: Choice[str] = fact("What would my title be?", SOMETIMES)
    seniority: Fact[Seniority] = fact("At which level would I come in?", SOMETIMES)
    is_new: Choice[bool] = fact("Is the position a new one?")
    predecessor_left: Choice[Literal["promoted", "moved", "resigned", "dismissed"]] = fact(
        "Why did the last person in this position leave it?"
    )
    success_defined: Choice[bool] = fact("Is it written down how success is measured in this role?")


@frozen(kw_only=True)
class WorkFacts:
    """``work``: what you would do all day."""

    summary: Choice[str] = fact("What would I actually do?", SOMETIMES)
    tasks: Texts = fact("Which tasks would be mine?", SOMETIMES)
    interest: Fact[Quality] = fact("How interesting is the work to me?")
    passion: Fact[Quality] = fact("How well does the work fit what I care about?")
    autonomy: Fact[Amount] = fact("How much do I decide myself?", SOMETIMES)
    variety: Fact[Amount] = fact("How much variety is there in the work?", SOMETIMES)
    meetings: Fact[Percent] = fact(
        "What share of a usual week goes into meetings?", RARELY, most=100
    )
    tools: Texts = fact("Which tools would I work with?", RARELY)
    process: Fact[Quality] = fact("How good is the way work gets planned and done?", RARELY)
    visible_outside: Choice[bool] = fact("Could I show the work to others outside the company?")


@frozen(kw_only=True)
class ClientsFacts:
    """``clients``: whom the work is for."""

    names: Texts = fact("Which clients would I work for?", RARELY)
    industries: Texts = fact("Which industries are the clients in?", RARELY)
    count: Fact[Decimal] = fact("How many clients would I work for?", RARELY)
    contact: Fact[Frequency] = fact("How often would I meet clients myself?", SOMETIMES)
    fit: Fact[Quality] = fact("How well do the clients fit what I want to work for?")
    largest_share: Fact[Percent] = fact(
        "What share of the revenue comes from the largest client?", most=100
    )


@frozen(kw_only=True)
class ManagerFacts:
    """``manager``: whom you would report to."""

    name: Choice[str] = fact("Who would my manager be?", RARELY)
    presence: Fact[Frequency] = fact("How often is my manager around?", RARELY)
    access: Fact[Frequency] = fact(
        "How often can I reach my manager when I need a decision?", RARELY
    )
    mentoring: Fact[Frequency] = fact("How often would my manager teach me something?", SOMETIMES)
    same_location: Choice[bool] = fact("Does my manager work where I would work?", RARELY)
    one_on_ones: Fact[Frequency] = fact(
        "How often would my manager and I sit down together?", SOMETIMES
    )
    guidance: Fact[Quality] = fact("How clear and useful is my manager's guidance?")
    style: Fact[Control] = fact("How closely does my manager control people's work?")
    tenure: Fact[Duration] = fact(
        "How long has my manager been in that position?", families=_MONTHS
    )
    reports: Fact[Decimal] = fact("How many people report to my manager?")
    trust: Fact[Quality] = fact("How far do people trust my manager?")


@frozen(kw_only=True)
class TeamFacts:
    """``team``: whom you would work with."""

    size: Fact[Decimal] = fact("How many people are in the team?", RARELY)
    senior_share: Fact[Percent] = fact("What share of the team is senior?", RARELY, most=100)
    turnover: Fact[Percent] = fact("What share of the team leaves in a year?")
    age: Fact[Duration] = fact("How long has the team existed?", families=_MONTHS)
    learn_from: Fact[Quality] = fact("How good are the people I could learn from?")


@frozen(kw_only=True)
class LocationFacts:
    """``location``: where you would live, and the field's market there."""

    city: Choice[str] = fact("In which city is the job?", SOMETIMES)
    region: Choice[str] = fact("In which state or region is the job?", SOMETIMES)
    country: Choice[str] = fact("In which country is the job?", SOMETIMES)
    want_to_live: Fact[Wish] = fact("How gladly would I live there?")
    market: Fact[Size] = fact("How large is my field's market there?")
    employers: Fact[Decimal] = fact(
        "How many other employers in the field are there, to move on to or learn from?"
    )
    cost_index: Fact[Decimal] = fact(
        "What does living there cost, if my reference city is 100?", least=1
    )
    near_family: Choice[bool] = fact("Is it near the people I want to be near?")


@frozen(kw_only=True)
class RemoteFacts:
    """``remote``: working from elsewhere."""

    policy: Fact[Remoteness] = fact("Is the work on site, hybrid or remote?", SOMETIMES)
    days: Fact[Decimal] = fact(
        "On how many days a week could I work from elsewhere?", SOMETIMES, most=7
    )
    where: Texts = fact("From which places could I work?", SOMETIMES)


@frozen(kw_only=True)
class CommuteFacts:
    """``commute``: getting to work."""

    time: Fact[Duration] = fact(
        "How long is the way to work, one way, on a working day?",
        families=_CLOCK,
        most=12 * DurationUnit.HOUR.factor,
    )
    cost: Fact[Pay] = fact("What would the way to work cost me?", SOMETIMES)


@frozen(kw_only=True)
class TravelFacts:
    """``travel``: being away for work."""

    share: Fact[Percent] = fact(
        "What share of the time would I travel for work?", SOMETIMES, most=100
    )
    nights: Fact[Decimal] = fact(
        "How many nights a month would I be away for work?", SOMETIMES, most=31
    )


@frozen(kw_only=True)
class RelocationFacts:
    """``relocation``: moving for the job."""

    required: Choice[bool] = fact("Would I have to move?", RARELY)
    support: Fact[Money] = fact("How much do you pay towards moving?", SOMETIMES)


@frozen(kw_only=True)
class VisaFacts:
    """``visa``: being allowed to work there."""

    needed: Choice[bool] = fact("Do I need a visa for this job?")
    sponsored: Choice[bool] = fact("Do you sponsor the visa?", SOMETIMES)


@frozen(kw_only=True)
class PayFacts:
    """``pay``: the money, without equity."""

    base: Fact[Pay] = fact("What is the base pay?", USUALLY)
    range: Fact[Pay] = fact("Which pay is advertised for the position?")
    bonus_target: Fact[Percent] = fact("What bonus is the target, as a share of base pay?", RARELY)
    bonus_paid: Fact[Percent] = fact(
        "What share of the target bonus was paid in the last years?", most=100
    )
    bonus_guaranteed: Choice[bool] = fact("Is the bonus guaranteed?", SOMETIMES)
    commission: Fact[Pay] = fact("How much commission do people in this role earn?", SOMETIMES)
    sign_on: Fact[Money] = fact("Is there a sign-on bonus, and how much?", USUALLY)
    sign_on_clawback: Fact[Duration] = fact(
        "How long must I stay to keep the sign-on bonus?", SOMETIMES
    )
    overtime_paid: Choice[bool] = fact("Is overtime paid?", RARELY)
    review_after: Fact[Duration] = fact("After how long is my pay reviewed?", SOMETIMES)
    reliability: Fact[Quality] = fact("How reliably is pay on time and complete?")


@frozen(kw_only=True)
class EquityFacts:
    """``equity``: a share in the company.

    A schedule sums to 100% and has as many years as vesting lasts, where both are known.
    """

    kind: Choice[Literal["none", "rsu", "iso", "nso", "rsa", "phantom", "espp"]] = fact(
        "Which kind of equity is it?", RARELY
    )
    value: Fact[Money] = fact("What is the whole grant worth today?", SOMETIMES)
    shares: Fact[Decimal] = fact("How many shares or options is it?", SOMETIMES)
    percent: Fact[Percent] = fact("What share of the company is it?", SOMETIMES, most=100)
    strike: Fact[Money] = fact("What is the strike price of an option?", RARELY)
    preferred_price: Fact[Money] = fact("What did investors last pay for a share?")
    vesting: Fact[Duration] = fact(
        "Over how long does the grant vest?", RARELY, families=_MONTHS, least=1
    )
    cliff: Fact[Duration] = fact(
        "How long until the first part of the grant vests?", RARELY, families=_MONTHS
    )
    schedule: Choice[tuple[Percent, ...]] = fact(
        "What share of the grant vests in each year?", RARELY, most=100
    )
    acceleration: Choice[Literal["none", "single", "double"]] = fact(
        "Does the grant vest at once if the company is sold?", SOMETIMES
    )
    exercise_window: Fact[Duration] = fact(
        "How long after leaving can I exercise my options?", SOMETIMES
    )
    early_exercise: Choice[bool] = fact("Can I exercise options before they vest?", SOMETIMES)
    liquid: Choice[bool] = fact("Can the shares be sold today?")
    refresh: Fact[Pay] = fact("How large are the later grants?", SOMETIMES)

    def __attrs_post_init__(self) -> None:
        if self.schedule is not UNKNOWN:
            _check_schedule(self.schedule, self.vesting)


def _check_schedule(schedule: tuple[Percent, ...], vesting: Fact[Duration]) -> None:
    """Check a schedule by itself and against the vesting: what is per year comes from either."""
    total = sum((year.amount for year in schedule), Decimal(0))
    if total != 100:
        raise ValueError(f"equity.schedule: expected a sum of 100%, got {Percent(total)}")
    if vesting is UNKNOWN:
        return
    low, high = (vesting.low, vesting.high) if isinstance(vesting, Range) else (vesting, vesting)
    months = 12 * len(schedule)
    if not low.base <= months <= high.base:
        raise ValueError(
            f"equity.schedule: expected as many years as equity.vesting ({vesting}), "
            f"got {len(schedule)}"
        )


@frozen(kw_only=True)
class BenefitsFacts:
    """``benefits``: what comes beside the money."""

    health: Fact[Quality] = fact("How good is the health insurance?", RARELY)
    health_premium: Fact[Pay] = fact("What would I pay for the health insurance?", RARELY)
    retirement_match: Fact[Percent] = fact(
        "How much do you add to my retirement savings, as a share of base pay?", RARELY, most=100
    )
    retirement_vesting: Fact[Duration] = fact(
        "How long must I stay to keep what you added to my retirement savings?", RARELY
    )
    learning: Fact[Pay] = fact("How much do you pay for courses, books and conferences?", SOMETIMES)
    equipment: Fact[Quality] = fact("How good is the equipment?", SOMETIMES)
    list: Texts = fact("Which other benefits are there?", SOMETIMES)


@frozen(kw_only=True)
class LeaveFacts:
    """``leave``: not working."""

    days: Fact[Decimal] = fact(
        "How many days of paid vacation a year are there, public holidays not counted?",
        SOMETIMES,
        most=366,
    )
    sick_days: Fact[Decimal] = fact("How many paid sick days a year are there?", RARELY, most=366)
    parental: Fact[Duration] = fact("How long is paid parental leave?", RARELY)
    unlimited: Choice[bool] = fact("Is vacation unlimited?", RARELY)
    taken: Fact[Decimal] = fact(
        "How many days of vacation a year do people in the team really take?", most=366
    )
    sabbatical: Choice[bool] = fact("Can I take a sabbatical?", RARELY)


@frozen(kw_only=True)
class HoursFacts:
    """``hours``: when and how long you would work."""

    week: Fact[Decimal] = fact("How many hours a week would I work?", SOMETIMES, least=1, most=168)
    days_week: Fact[Decimal] = fact(
        "On how many days a week would I work?", SOMETIMES, least="0.5", most=7
    )
    flexible: Fact[Amount] = fact("How freely can I choose my hours?", SOMETIMES)
    overtime: Fact[Frequency] = fact("How often is there overtime?", RARELY)
    weekend: Fact[Frequency] = fact("How often would I work at weekends?", RARELY)
    on_call: Fact[Frequency] = fact("How often would I be on call?", SOMETIMES)
    on_call_pay: Fact[Pay] = fact("What is paid for being on call?", SOMETIMES)


@frozen(kw_only=True)
class GrowthFacts:
    """``growth``: where the job leads."""

    path: Fact[Quality] = fact("How good is the way up from this role?", SOMETIMES)
    promotion_after: Fact[Duration] = fact(
        "After how long are people in this role promoted?", RARELY
    )
    learning: Fact[Amount] = fact("How much would I learn?", SOMETIMES)
    skills: Texts = fact("Which skills would I gain?", SOMETIMES)
    mobility: Fact[Quality] = fact("How easily do people change teams?")


@frozen(kw_only=True)
class ContractFacts:
    """``contract``: what you would sign."""

    kind: Choice[
        Literal[
            "permanent",
            "fixed_term",
            "contractor",
            "temporary",
            "internship",
            "part_time",
            "freelance",
        ]
    ] = fact("Which kind of contract is it?", RARELY)
    duration: Fact[Duration] = fact("How long does the contract run?", SOMETIMES)
    probation: Fact[Duration] = fact("How long is probation?", SOMETIMES)
    notice_mine: Fact[Duration] = fact("How much notice must I give?", SOMETIMES)
    notice_theirs: Fact[Duration] = fact("How much notice must you give me?", SOMETIMES)
    severance: Fact[Duration] = fact(
        "How much pay would I get as severance, in weeks or months of it?", SOMETIMES
    )
    noncompete: Choice[bool] = fact("Is there a non-compete clause?", SOMETIMES)
    noncompete_length: Fact[Duration] = fact(
        "How long does the non-compete clause bind me?", SOMETIMES
    )
    ip_assignment: Fact[Breadth] = fact(
        "How far does the company's claim to what I create reach?", SOMETIMES
    )
    arbitration: Choice[bool] = fact("Would I give up going to court?", RARELY)
    training_repayment: Fact[Money] = fact(
        "How much training cost would I pay back if I leave?", SOMETIMES
    )
    monitoring: Choice[bool] = fact("Is my work monitored by software?", RARELY)


_PATH: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


def _copied_texts(texts: Mapping[str, str]) -> Mapping[str, str]:
    for key, text in texts.items():
        if not (is_writable(key) and is_writable(text)):
            raise ValueError(f"{key!r}: expected a text that a file can hold, got {text!r}")
    return dict(texts)


def _copied_facts(facts: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    return {path: value for path, value in facts.items() if value is not UNKNOWN}


@frozen(kw_only=True)
class Offer:
    """A job offer, as far as it is known.

    Subclass it to add groups of your own, attrs classes whose facts are declared with
    ``fact``; give each group an empty instance as default. The views of such an offer have its
    own type; to have type checkers know that, repeat ``promised: YourOffer | None = None``.
    """

    offer: OfferFacts = OfferFacts()
    company: CompanyFacts = CompanyFacts()
    role: RoleFacts = RoleFacts()
    work: WorkFacts = WorkFacts()
    clients: ClientsFacts = ClientsFacts()
    manager: ManagerFacts = ManagerFacts()
    team: TeamFacts = TeamFacts()
    location: LocationFacts = LocationFacts()
    remote: RemoteFacts = RemoteFacts()
    commute: CommuteFacts = CommuteFacts()
    travel: TravelFacts = TravelFacts()
    relocation: RelocationFacts = RelocationFacts()
    visa: VisaFacts = VisaFacts()
    pay: PayFacts = PayFacts()
    equity: EquityFacts = EquityFacts()
    benefits: BenefitsFacts = BenefitsFacts()
    leave: LeaveFacts = LeaveFacts()
    hours: HoursFacts = HoursFacts()
    growth: GrowthFacts = GrowthFacts()
    contract: ContractFacts = ContractFacts()
    promised: Offer | None = None
    """What you were told; an offer of the same type, without views of its own."""
    current: Offer | None = None
    """Your present job, likewise."""
    sources: Mapping[str, str] = field(factory=dict, converter=_copied_texts, hash=False)
    """Where a fact was learned, by its path; views as in ``promised.pay.base``."""
    own: Mapping[str, FactValue] = field(factory=dict, converter=_copied_facts, hash=False)
    """Facts that a criteria file declared, by path; a fact left out is unknown."""
    posting: Mapping[str, str] = field(factory=dict, converter=_copied_texts, hash=False)
    """What a job posting said beyond the vocabulary."""

    def __attrs_post_init__(self) -> None:
        for name, group in groups_of(type(self)).items():
            if not isinstance(getattr(self, name), group):
                raise TypeError(f"{name}: expected {group.__name__}, got {getattr(self, name)!r}")
        for view in ("promised", "current"):
            _settle_view(self, view)
        for path, value in self.own.items():
            _check_own(path, value)


@per_type
def groups_of(owner: type) -> Mapping[str, type]:
    """Return the groups an attrs class holds, by attribute name: their attrs classes.

    Raises:
        TypeError: an annotation names something that its module does not have.
    """
    hints = hints_of(owner)
    return {
        attribute.name: hints[attribute.name]
        for attribute in attrs.fields(owner)
        if isinstance(hints[attribute.name], type) and attrs.has(hints[attribute.name])
    }


def _settle_view(offer: Offer, view: str) -> None:
    """Check a view, and leave its kind open unless it says that it is a counter-offer.

    "New" is what an offer is that says nothing of it; of what was promised or is at present
    nobody says it, and reading it there would break a promise nobody made.
    """
    seen = getattr(offer, view)
    if seen is None:
        return
    if not isinstance(seen, type(offer)):
        raise TypeError(
            f"{view}: expected {type(offer).__name__} or None, got {type(seen).__name__}"
        )
    if seen.promised is not None or seen.current is not None:
        raise ValueError(f"{view}: a view of an offer has no views of its own")
    if seen.offer.kind == "new":
        settled = evolve(seen, offer=evolve(seen.offer, kind=UNKNOWN))
        object.__setattr__(offer, view, settled)


def _check_own(path: str, value: Any) -> None:
    if _PATH.fullmatch(path) is None:
        raise ValueError(f"own: expected a path of two or more names, got {path!r}")
    if isinstance(value, float | int) and not isinstance(value, bool):
        raise TypeError(f'{path}: expected an exact Decimal("{value}"), got {value!r}')
    if isinstance(value, str) and not is_plain_text(value):
        raise ValueError(f"{path}: expected a text that says something, got {value!r}")


# --- counter-offers --------------------------------------------------------------------------

OfferT = TypeVar("OfferT", bound=Offer)
"""The type of the offers that criteria decide: ``Offer``, or a subclass."""

_VESTING_PLAN: Final = ("equity.vesting", "equity.schedule")


def complete_counter(offer: OfferT, keep_unknown: Collection[str] = ()) -> OfferT:
    """Return a counter-offer in which what it does not say is as in the present job.

    Any other offer comes back as it is, and so does one without ``current``. The group
    ``offer`` is never completed. The sources of what was taken are taken along. A vesting plan
    is taken as a whole: an offer that states its length or its schedule has its own.

    Args:
        offer: As it was stated.
        keep_unknown: Paths of facts that the offer says are unknown.

    Source:
        grammar/README.md, "Counter-offers".
    """
    current = offer.current
    if current is None or offer.offer.kind != "counter":
        return offer
    known = known_facts(offer)
    kept = {*keep_unknown, *known}
    if not known.keys().isdisjoint(_VESTING_PLAN):
        kept.update(_VESTING_PLAN)
    taken = {path: value for path, value in known_facts(current).items() if path not in kept}
    sources = {
        path: current_source
        for path in taken
        if (current_source := offer.sources.get(f"current.{path}")) is not None
    }
    completed = with_facts(offer, {p: v for p, v in taken.items() if p not in current.own})
    return evolve(
        completed,
        own={**offer.own, **{path: taken[path] for path in current.own if path in taken}},
        sources={**sources, **offer.sources},
    )


def known_facts(offer: Offer) -> dict[str, FactValue]:
    """Return what is known by path, own facts included, the group ``offer`` left out."""
    known = dict(offer.own)
    for name in groups_of(type(offer)):
        if name != "offer":
            known.update(_known_in(getattr(offer, name), f"{name}."))
    return known


def _known_in(group: Any, prefix: str) -> dict[str, FactValue]:
    known: dict[str, FactValue] = {}
    for name in facts_of(type(group)):
        value = getattr(group, name)
        if value is not UNKNOWN:
            known[prefix + name] = value
    for name in groups_of(type(group)):
        known.update(_known_in(getattr(group, name), f"{prefix}{name}."))
    return known


def with_facts(offer: OfferT, values: Mapping[str, FactValue]) -> OfferT:
    """Return the offer with other values for some facts of its groups, by path.

    Raises:
        TypeError, ValueError: a value does not suit its fact, or not the others of its group.
    """
    changed: OfferT = _with_facts(offer, values)
    return changed


def _with_facts(holder: Any, values: Mapping[str, FactValue]) -> Any:
    changes: dict[str, Any] = {}
    inner: dict[str, dict[str, FactValue]] = {}
    for path, value in values.items():
        name, dot, rest = path.partition(".")
        if dot:
            inner.setdefault(name, {})[rest] = value
        else:
            changes[name] = value
    for name, facts in inner.items():
        changes[name] = _with_facts(getattr(holder, name), facts)
    return evolve(holder, **changes) if changes else holder
