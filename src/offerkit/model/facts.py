"""The vocabulary: the groups of facts that an offer has, and all that is known of each fact.

Every fact may be ``UNKNOWN``, and is where nothing is said; those that allow ``DoesNotApply`` may
not apply. ``grammar/README.md``, "Facts", is the vocabulary that these classes spell out. The
``TOPIC`` of a group is what its facts are about unless they say otherwise; a group with
``MAY_NOT_APPLY`` may not apply as a whole.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, Literal, TypeAlias

from attrs import frozen

from offerkit.model import gates
from offerkit.model.fields import Better, Negotiability, Topic, fact
from offerkit.model.gates import NO_GRANT, OF_A_BONUS, OF_OPTIONS, SELF_EMPLOYED
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
    DOES_NOT_APPLY,
    UNKNOWN,
    Choice,
    DoesNotApply,
    Duration,
    DurationFamily,
    DurationUnit,
    Fact,
    Money,
    Pay,
    Percent,
    Texts,
    Unknown,
    ends_of,
)

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY
MORE: Final = Better.MORE
LESS: Final = Better.LESS

_CLOCK: Final = frozenset({DurationFamily.CLOCK})
_MONTHS: Final = frozenset({DurationFamily.MONTHS})


@frozen(kw_only=True)
class OfferFacts:
    """``offer``: the offer as a piece of paper, and when it has to be answered."""

    TOPIC: ClassVar = Topic.CONTRACT
    kind: Choice[Literal["new", "counter"]] = fact(
        "Is this a new job, or does my present employer counter another offer?",
        default="new",
        mine=True,
    )
    """An offer is new unless it says that it is a counter-offer."""
    received: Fact[date] = fact("When did I get the offer?", mine=True)
    deadline: Fact[date] = fact(
        "By when do you need my answer?", USUALLY, "day for my answer", everyday=("deadline",)
    )
    start: Fact[date] = fact("When would I start?", USUALLY, "first day")
    in_writing: Choice[bool] = fact(
        "Can I have the whole offer in writing?", USUALLY, "offer in writing"
    )
    source: Choice[str] = fact("How did the offer come to me?", mine=True)
    answer: Choice[Literal["open", "accepted", "declined", "withdrawn"]] = fact(
        "What have I answered?", default="open", mine=True
    )
    """Open unless the offer says otherwise; withdrawn is what was accepted first."""
    answered: Fact[date] = fact("When did I answer?", mine=True)
    answer_in_writing: Choice[bool] = fact("Did I answer in writing?", mine=True)
    today: Fact[date] = fact("Which day is it today?", mine=True)


@frozen(kw_only=True)
class CompanyFacts:
    """``company``: who would employ you."""

    TOPIC: ClassVar = Topic.COMPANY
    name: Choice[str] = fact("Which company would employ me?")
    industry: Choice[str] = fact("Which industry is the company in?")
    size: Fact[Size] = fact("How large is the company?")
    profitable: Choice[bool] = fact("Does the company make a profit?", better=MORE)
    runway: Fact[Duration] = fact(
        "How long does the company's money last at the present rate?",
        families=_MONTHS,
        gates=(gates.Gate("company.profitable", (True,), DOES_NOT_APPLY),),
    )
    stability: Fact[Quality] = fact("How secure are jobs at the company?")
    layoffs_last_year: Fact[Percent] = fact(
        "What share of the staff was laid off in the last year?", most=100, better=LESS
    )
    reputation: Fact[Quality] = fact("How good is the company's name in the field?", mine=True)
    culture: Fact[Quality] = fact("How well do people treat each other there?")
    values_fit: Fact[Quality] = fact("How well do the company's values fit mine?", mine=True)
    bureaucracy: Fact[Amount] = fact("How much bureaucracy stands between me and the work?")
    diversity: Fact[Quality] = fact("How diverse is the company, at the top as well?")


@frozen(kw_only=True)
class RoleFacts:
    """``role``: the position you would have."""

    TOPIC: ClassVar = Topic.ROLE
    title: Choice[str] = fact("What would my title be?", SOMETIMES, "title")
    seniority: Fact[Seniority] = fact("At which level would I come in?", SOMETIMES, "level")
    is_new: Choice[bool] = fact("Is the position a new one?")
    predecessor_left: Choice[Literal["promoted", "moved", "resigned", "dismissed"]] = fact(
        "Why did the last person in this position leave it?",
        gates=(gates.Gate("role.is_new", (True,), DOES_NOT_APPLY, first=True),),
    )
    success_defined: Choice[bool] = fact("Is it written down how success is measured in this role?")


@frozen(kw_only=True)
class WorkFacts:
    """``work``: what you would do all day."""

    TOPIC: ClassVar = Topic.WORK
    summary: Choice[str] = fact("What would I actually do?", SOMETIMES, "work")
    tasks: Texts = fact("Which tasks would be mine?", SOMETIMES, "tasks")
    interest: Fact[Quality] = fact("How interesting is the work to me?", mine=True)
    passion: Fact[Quality] = fact("How well does the work fit what I care about?", mine=True)
    autonomy: Fact[Amount] = fact(
        "How much do I decide myself?", SOMETIMES, "room to decide for myself"
    )
    variety: Fact[Amount] = fact(
        "How much variety is there in the work?", SOMETIMES, "variety in the work"
    )
    meetings: Fact[Percent] = fact(
        "What share of a usual week goes into meetings?", RARELY, "time in meetings", most=100
    )
    tools: Texts = fact("Which tools would I work with?", RARELY, "tools")
    process: Fact[Quality] = fact(
        "How good is the way work gets planned and done?", RARELY, "way the work is planned"
    )
    visible_outside: Choice[bool] = fact("Could I show the work to others outside the company?")


@frozen(kw_only=True)
class ClientsFacts:
    """``clients``: whom the work is for."""

    MAY_NOT_APPLY: ClassVar = True
    TOPIC: ClassVar = Topic.CLIENTS
    GATES: ClassVar = (gates.NO_CLIENTS,)
    names: Texts | DoesNotApply = fact("Which clients would I work for?", RARELY, "clients")
    industries: Texts | DoesNotApply = fact(
        "Which industries are the clients in?", RARELY, "industries of the clients"
    )
    count: Fact[Decimal] | DoesNotApply = fact(
        "How many clients would I work for?", RARELY, "number of clients", gates=()
    )
    contact: Fact[Frequency] | DoesNotApply = fact(
        "How often would I meet clients myself?", SOMETIMES, "meetings with clients"
    )
    fit: Fact[Quality] | DoesNotApply = fact(
        "How well do the clients fit what I want to work for?", mine=True
    )
    largest_share: Fact[Percent] | DoesNotApply = fact(
        "What share of the revenue comes from the largest client?", most=100
    )


@frozen(kw_only=True)
class ManagerFacts:
    """``manager``: whom you would report to."""

    MAY_NOT_APPLY: ClassVar = True
    TOPIC: ClassVar = Topic.MANAGER
    name: Choice[str] | DoesNotApply = fact(
        "Who would my manager be?", RARELY, "manager", everyday=("boss",)
    )
    presence: Fact[Frequency] | DoesNotApply = fact(
        "How often is my manager around?", RARELY, "manager on site"
    )
    access: Fact[Frequency] | DoesNotApply = fact(
        "How often can I reach my manager when I need a decision?",
        RARELY,
        "manager within reach for decisions",
    )
    mentoring: Fact[Frequency] | DoesNotApply = fact(
        "How often would my manager teach me something?", SOMETIMES, "mentoring by my manager"
    )
    same_location: Choice[bool] | DoesNotApply = fact(
        "Does my manager work where I would work?", RARELY, "manager in the same place"
    )
    one_on_ones: Fact[Frequency] | DoesNotApply = fact(
        "How often would my manager and I sit down together?",
        SOMETIMES,
        "time alone with my manager",
    )
    guidance: Fact[Quality] | DoesNotApply = fact("How clear and useful is my manager's guidance?")
    style: Fact[Control] | DoesNotApply = fact("How closely does my manager control people's work?")
    tenure: Fact[Duration] | DoesNotApply = fact(
        "How long has my manager been in that position?", families=_MONTHS
    )
    reports: Fact[Decimal] | DoesNotApply = fact("How many people report to my manager?")
    trust: Fact[Quality] | DoesNotApply = fact("How far do people trust my manager?", mine=True)


@frozen(kw_only=True)
class TeamFacts:
    """``team``: whom you would work with."""

    TOPIC: ClassVar = Topic.TEAM
    size: Fact[Decimal] = fact("How many people are in the team?", RARELY, "size of the team")
    senior_share: Fact[Percent] = fact(
        "What share of the team is senior?", RARELY, "share of seniors in the team", most=100
    )
    turnover: Fact[Percent] = fact("What share of the team leaves in a year?", better=LESS)
    age: Fact[Duration] = fact("How long has the team existed?", families=_MONTHS)
    learn_from: Fact[Quality] = fact("How good are the people I could learn from?", mine=True)


@frozen(kw_only=True)
class LocationFacts:
    """``location``: where you would live, and the field's market there."""

    TOPIC: ClassVar = Topic.PLACE
    city: Choice[str] = fact("In which city is the job?", SOMETIMES, "city")
    region: Choice[str] = fact("In which state or region is the job?", SOMETIMES, "region")
    country: Choice[str] = fact(
        "In which country is the job?", SOMETIMES, "country", countries=True
    )
    want_to_live: Fact[Wish] = fact("How gladly would I live there?", mine=True)
    market: Fact[Size] = fact("How large is my field's market there?", mine=True)
    employers: Fact[Decimal] = fact(
        "How many other employers in the field are there, to move on to or learn from?", mine=True
    )
    cost_index: Fact[Decimal] = fact(
        "What does living there cost, if my reference city is 100?", least=1, mine=True, typical=100
    )
    near_family: Choice[bool] = fact("Is it near the people I want to be near?", mine=True)
    tax_rate: Fact[Percent] = fact(
        "What share of my pay would go into taxes and premiums there?", most=100, mine=True
    )


@frozen(kw_only=True)
class RemoteFacts:
    """``remote``: working from elsewhere."""

    TOPIC: ClassVar = Topic.PLACE
    policy: Fact[Remoteness] = fact(
        "Is the work on site, hybrid or remote?",
        SOMETIMES,
        "place of work",
        everyday=("homeoffice",),
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
    )
    where: Texts = fact(
        "From which places could I work?",
        SOMETIMES,
        "places to work from",
        countries=True,
        gates=(gates.Gate("remote.policy", (Remoteness.ONSITE,), frozenset()),),
    )


@frozen(kw_only=True)
class CommuteFacts:
    """``commute``: getting to work."""

    TOPIC: ClassVar = Topic.PLACE
    time: Fact[Duration] = fact(
        "How long is the way to work, one way, on a working day?",
        families=_CLOCK,
        most=12 * DurationUnit.HOUR.factor,
        better=LESS,
        mine=True,
        gates=gates.REMOTE,
    )
    cost: Fact[Pay] = fact(
        "What would the way to work cost me?",
        SOMETIMES,
        "cost of the way to work",
        LESS,
        gates=gates.REMOTE,
    )


@frozen(kw_only=True)
class TravelFacts:
    """``travel``: being away for work."""

    TOPIC: ClassVar = Topic.PLACE
    share: Fact[Percent] = fact(
        "What share of the time would I travel for work?", SOMETIMES, "share of travel", most=100
    )
    nights: Fact[Decimal] = fact(
        "How many nights a month would I be away for work?",
        SOMETIMES,
        "nights away a month",
        most=31,
        gates=(gates.Gate("travel.share", (gates.ZERO,)),),
    )


@frozen(kw_only=True)
class RelocationFacts:
    """``relocation``: moving for the job."""

    TOPIC: ClassVar = Topic.PLACE
    required: Choice[bool] = fact("Would I have to move?", RARELY, "move")
    support: Fact[Money] = fact(
        "How much do you pay towards moving?",
        SOMETIMES,
        "help with moving",
        MORE,
        gates=(gates.Gate("relocation.required", (False,)),),
    )


@frozen(kw_only=True)
class VisaFacts:
    """``visa``: being allowed to work there."""

    TOPIC: ClassVar = Topic.PLACE
    needed: Choice[bool] = fact("Do I need a visa for this job?", mine=True)
    sponsored: Choice[bool] = fact(
        "Do you sponsor the visa?",
        SOMETIMES,
        "visa sponsorship",
        MORE,
        gates=(gates.Gate("visa.needed", (False,), True),),
    )


@frozen(kw_only=True)
class PayFacts:
    """``pay``: the money, without equity.

    A bonus is stated as a share of the base pay or as an amount.
    """

    TOPIC: ClassVar = Topic.MONEY
    base: Fact[Pay] = fact(
        "What is the base pay?", USUALLY, "base pay", MORE, everyday=("salary", "wage")
    )
    range: Fact[Pay] = fact("Which pay is advertised for the position?")
    bonus_target: Fact[Percent] = fact(
        "What bonus is the target, as a share of base pay?",
        RARELY,
        "target bonus",
        MORE,
        everyday=("bonus",),
    )
    bonus_amount: Fact[Pay] = fact(
        "What bonus is the target, as an amount?", RARELY, "target bonus", MORE
    )
    bonus_paid: Fact[Percent] = fact(
        "What share of the target bonus was paid in the last years?",
        most=200,
        better=MORE,
        gates=gates.NO_BONUS,
    )
    bonus_guaranteed: Choice[bool] | DoesNotApply = fact(
        "Is the bonus guaranteed?", SOMETIMES, "guarantee of the bonus", MORE, gates=OF_A_BONUS
    )
    days_year: Fact[Decimal] = fact(
        "How many days a year are paid?", SOMETIMES, "paid days", least=7, most=366, typical=220
    )
    employer_part: Fact[Percent] = fact(
        "Which share of base pay would I pay alone that employers pay in taxes and premiums?",
        most=100,
        better=LESS,
        mine=True,
    )
    commission: Fact[Pay] = fact(
        "How much commission do people in this role earn?", SOMETIMES, "commission", MORE
    )
    sign_on: Fact[Money] = fact(
        "Is there a sign-on bonus, and how much?", USUALLY, "sign-on bonus", MORE
    )
    sign_on_clawback: Fact[Duration] = fact(
        "How long must I stay to keep the sign-on bonus?",
        SOMETIMES,
        "time until the sign-on bonus is mine",
        LESS,
        gates=(gates.Gate("pay.sign_on", (gates.ZERO,), first=True),),
    )
    overtime_paid: Choice[bool] = fact(
        "Is overtime paid?",
        RARELY,
        "paid overtime",
        MORE,
        gates=(gates.Gate("hours.overtime", (Frequency.NEVER,), True),),
    )
    review_after: Fact[Duration] = fact(
        "After how long is my pay reviewed?", SOMETIMES, "time to the first review of pay"
    )
    reliability: Fact[Quality] = fact("How reliably is pay on time and complete?")

    def __attrs_post_init__(self) -> None:
        if self.bonus_target is not UNKNOWN and self.bonus_amount is not UNKNOWN:
            both = "a share (pay.bonus_target) or an amount; the offer states both"
            raise ValueError(f"pay.bonus_amount: a bonus is {both}")


@frozen(kw_only=True)
class EquityFacts:
    """``equity``: a share in the company.

    A schedule sums to 100% and has as many years as vesting lasts, where both are known.
    """

    TOPIC: ClassVar = Topic.MONEY
    GATES: ClassVar = gates.OF_A_GRANT
    kind: Choice[Literal["none", "rsu", "iso", "nso", "rsa", "phantom", "espp"]] = fact(
        "Which kind of equity is it?", RARELY, "kind of equity", gates=()
    )
    value: Fact[Money] = fact(
        "What is the whole grant worth today?",
        SOMETIMES,
        "worth of the grant",
        MORE,
        gates=NO_GRANT,
    )
    shares: Fact[Decimal] = fact(
        "How many shares or options is it?", SOMETIMES, "number of shares", MORE, gates=NO_GRANT
    )
    percent: Fact[Percent] = fact(
        "What share of the company is it?",
        SOMETIMES,
        "share of the company",
        MORE,
        most=100,
        gates=NO_GRANT,
    )
    strike: Fact[Money] | DoesNotApply = fact(
        "What is the strike price of an option?", RARELY, "strike price", LESS, gates=OF_OPTIONS
    )
    preferred_price: Fact[Money] = fact("What did investors last pay for a share?")
    vesting: Fact[Duration] = fact(
        "Over how long does the grant vest?",
        RARELY,
        "time over which the grant vests",
        LESS,
        families=_MONTHS,
        least=1,
    )
    cliff: Fact[Duration] | DoesNotApply = fact(
        "How long until the first part of the grant vests?",
        RARELY,
        "time to the first vesting",
        LESS,
        families=_MONTHS,
    )
    schedule: Choice[tuple[Percent, ...]] | DoesNotApply = fact(
        "What share of the grant vests in each year?", RARELY, "vesting by year", most=100
    )
    acceleration: Choice[Literal["none", "single", "double"]] = fact(
        "Does the grant vest at once if the company is sold?",
        SOMETIMES,
        "vesting if the company is sold",
    )
    exercise_window: Fact[Duration] | DoesNotApply = fact(
        "How long after leaving can I exercise my options?",
        SOMETIMES,
        "time to exercise after leaving",
        gates=OF_OPTIONS,
    )
    early_exercise: Choice[bool] = fact(
        "Can I exercise options before they vest?", SOMETIMES, "early exercise", gates=OF_OPTIONS
    )
    liquid: Choice[bool] = fact("Can the shares be sold today?", better=MORE)
    refresh: Fact[Pay] = fact(
        "How large are the later grants?", SOMETIMES, "later grants", MORE, gates=NO_GRANT
    )

    def __attrs_post_init__(self) -> None:
        if isinstance(self.schedule, Unknown | DoesNotApply):
            return
        total = sum((year.amount for year in self.schedule), Decimal(0))
        if total != 100:
            raise ValueError(f"equity.schedule: expected a sum of 100%, got {Percent(total)}")
        if (vesting := self.vesting) is UNKNOWN:
            return
        low, high = ends_of(vesting)
        years = len(self.schedule)
        if not low.base <= 12 * years or (high is not None and high.base < 12 * years):
            wanted = f"as many years as equity.vesting ({vesting})"
            raise ValueError(f"equity.schedule: expected {wanted}, got {years}")


@frozen(kw_only=True)
class BenefitsFacts:
    """``benefits``: what comes beside the money."""

    TOPIC: ClassVar = Topic.BENEFITS
    health: Fact[Quality] = fact("How good is the health insurance?", RARELY, "health insurance")
    health_premium: Fact[Pay] = fact(
        "What would I pay for the health insurance?",
        RARELY,
        "my part of the health insurance",
        LESS,
    )
    retirement_match: Fact[Percent] = fact(
        "How much do you add to my retirement savings, as a share of base pay?",
        RARELY,
        "contribution to my retirement savings",
        MORE,
        most=100,
        topic=Topic.MONEY,
        gates=SELF_EMPLOYED,
    )
    retirement_vesting: Fact[Duration] = fact(
        "How long must I stay to keep what you added to my retirement savings?",
        RARELY,
        "time until that contribution is mine",
        LESS,
        topic=Topic.MONEY,
        gates=(gates.Gate("benefits.retirement_match", (gates.ZERO,), first=True),),
    )
    learning: Fact[Pay] = fact(
        "How much do you pay for courses, books and conferences?",
        SOMETIMES,
        "budget for courses and books",
        MORE,
    )
    equipment: Fact[Quality] = fact("How good is the equipment?", SOMETIMES, "equipment")
    list: Texts = fact("Which other benefits are there?", SOMETIMES, "benefits")


@frozen(kw_only=True)
class LeaveFacts:
    """``leave``: not working."""

    TOPIC: ClassVar = Topic.TIME
    days: Fact[Decimal] = fact(
        "How many days of paid vacation a year are there, public holidays not counted?",
        SOMETIMES,
        "days of vacation a year",
        MORE,
        most=366,
        typical=25,
        everyday=("vacation", "holidays", "pto"),
        gates=(gates.Gate("leave.unlimited", (True,), same_as="leave.taken"),),
    )
    sick_days: Fact[Decimal] = fact(
        "How many paid sick days a year are there?",
        RARELY,
        "paid sick days a year",
        MORE,
        most=366,
        gates=SELF_EMPLOYED,
    )
    parental: Fact[Duration] = fact(
        "How long is paid parental leave?", RARELY, "paid parental leave", MORE, gates=SELF_EMPLOYED
    )
    unlimited: Choice[bool] = fact("Is vacation unlimited?", RARELY, "unlimited vacation")
    taken: Fact[Decimal] = fact(
        "How many days of vacation a year do people in the team really take?", most=366, better=MORE
    )
    unpaid: Fact[Decimal] = fact(
        "How many more days a year would I take off, without pay?",
        most=366,
        mine=True,
        unstated=Decimal(0),
    )
    sabbatical: Choice[bool] = fact("Can I take a sabbatical?", RARELY, "sabbatical", MORE)


@frozen(kw_only=True)
class HoursFacts:
    """``hours``: when and how long you would work."""

    TOPIC: ClassVar = Topic.TIME
    week: Fact[Decimal] = fact(
        "How many hours a week would I work?",
        SOMETIMES,
        "hours a week",
        least=1,
        most=168,
        typical=40,
    )
    days_week: Fact[Decimal] = fact(
        "On how many days a week would I work?",
        SOMETIMES,
        "days a week",
        least="0.5",
        most=7,
        typical=5,
    )
    flexible: Fact[Amount] = fact(
        "How freely can I choose my hours?", SOMETIMES, "freedom to choose my hours"
    )
    overtime: Fact[Frequency] = fact("How often is there overtime?", RARELY, "overtime", LESS)
    weekend: Fact[Frequency] = fact(
        "How often would I work at weekends?", RARELY, "work at weekends", LESS
    )
    on_call: Fact[Frequency] = fact("How often would I be on call?", SOMETIMES, "time on call")
    on_call_pay: Fact[Pay] = fact(
        "What is paid for being on call?",
        SOMETIMES,
        "pay for being on call",
        MORE,
        gates=(gates.Gate("hours.on_call", (Frequency.NEVER,), first=True),),
    )


@frozen(kw_only=True)
class GrowthFacts:
    """``growth``: where the job leads."""

    TOPIC: ClassVar = Topic.GROWTH
    path: Fact[Quality] = fact(
        "How good is the way up from this role?", SOMETIMES, "way up from the role"
    )
    promotion_after: Fact[Duration] = fact(
        "After how long are people in this role promoted?", RARELY, "time to the first promotion"
    )
    learning: Fact[Amount] = fact("How much would I learn?", SOMETIMES, "learning")
    skills: Texts = fact("Which skills would I gain?", SOMETIMES, "skills to learn")
    mobility: Fact[Quality] = fact("How easily do people change teams?")


_ContractKind: TypeAlias = Literal[
    "permanent", "fixed_term", "contractor", "temporary", "internship", "freelance"
]
_ContractTime: TypeAlias = Literal["full_time", "part_time"]


@frozen(kw_only=True)
class ContractFacts:
    """``contract``: what you would sign."""

    TOPIC: ClassVar = Topic.CONTRACT
    kind: Choice[_ContractKind] = fact("Which kind of contract is it?", RARELY, "kind of contract")
    time: Choice[_ContractTime] = fact(
        "Is it full time or part time?", SOMETIMES, "full time or part time"
    )
    duration: Fact[Duration] = fact(
        "How long does the contract run?",
        SOMETIMES,
        "length of the contract",
        gates=(gates.Gate("contract.kind", ("permanent",), DOES_NOT_APPLY),),
    )
    probation: Fact[Duration] = fact(
        "How long is probation?", SOMETIMES, "probation", gates=SELF_EMPLOYED
    )
    notice_mine: Fact[Duration] = fact(
        "How much notice must I give?", SOMETIMES, "notice on my side", everyday=("notice",)
    )
    notice_theirs: Fact[Duration] = fact(
        "How much notice must you give me?", SOMETIMES, "notice on your side"
    )
    severance: Fact[Duration] = fact(
        "How much pay would I get as severance, in weeks or months of it?",
        SOMETIMES,
        "severance pay",
        MORE,
    )
    noncompete: Choice[bool] = fact(
        "Is there a non-compete clause?",
        SOMETIMES,
        "non-compete clause",
        LESS,
        everyday=("noncompete",),
    )
    noncompete_length: Fact[Duration] = fact(
        "How long does the non-compete clause bind me?",
        SOMETIMES,
        "length of the non-compete clause",
        LESS,
        gates=(gates.Gate("contract.noncompete", (False,), first=True),),
    )
    ip_assignment: Fact[Breadth] = fact(
        "How far does the company's claim to what I create reach?",
        SOMETIMES,
        "claim to what I create",
    )
    arbitration: Choice[bool] = fact(
        "Would I give up going to court?", RARELY, "arbitration clause"
    )
    training_repayment: Fact[Money] = fact(
        "How much training cost would I pay back if I leave?",
        SOMETIMES,
        "repayment of training",
        LESS,
    )
    monitoring: Choice[bool] = fact(
        "Is my work monitored by software?", RARELY, "monitoring by software", LESS
    )
