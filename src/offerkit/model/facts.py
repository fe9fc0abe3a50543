"""The vocabulary: the groups of facts that an offer has, and all that is known of each fact.

Every fact may be ``UNKNOWN``, and is where nothing is said; those that allow ``DoesNotApply`` may
not apply. ``grammar/README.md``, "Facts", is the vocabulary that these classes spell out. The
``TOPIC`` of a group is what its facts are about unless they say otherwise; a group with
``MAY_NOT_APPLY`` may not apply as a whole. ``EVERYDAY`` has
other words for a group. Three modules have the groups about where and with whom you would work, and
what you would sign: ``place.py``, ``workplace.py`` and ``terms.py``.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Final, Literal

from attrs import frozen

from offerkit.calendar import days_of, is_in_months
from offerkit.literals import rounded
from offerkit.model import gates
from offerkit.model.fields import Better, Negotiability, Topic, fact
from offerkit.model.gates import NO_GRANT, OF_A_BONUS, OF_OPTIONS, SELF_EMPLOYED
from offerkit.model.place import (
    CommuteFacts,
    HoursFacts,
    LeaveFacts,
    LocationFacts,
    RelocationFacts,
    RemoteFacts,
    TravelFacts,
    VisaFacts,
)
from offerkit.model.terms import ContractFacts, OfferFacts
from offerkit.model.workplace import (
    ClientsFacts,
    CompanyFacts,
    GrowthFacts,
    ManagerFacts,
    RoleFacts,
    TeamFacts,
    WorkFacts,
)
from offerkit.records import Record
from offerkit.scales import (
    Frequency,
    Quality,
)
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Choice,
    DoesNotApply,
    Duration,
    DurationFamily,
    Fact,
    Money,
    Pay,
    Percent,
    Texts,
    Unknown,
    ends_of,
    one_end,
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
    "OfferFacts",
    "PayFacts",
    "RelocationFacts",
    "RemoteFacts",
    "RoleFacts",
    "TeamFacts",
    "TravelFacts",
    "VisaFacts",
    "WorkFacts",
]

USUALLY: Final = Negotiability.USUALLY
SOMETIMES: Final = Negotiability.SOMETIMES
RARELY: Final = Negotiability.RARELY
MORE: Final = Better.MORE
LESS: Final = Better.LESS

_CLOCK: Final = frozenset({DurationFamily.CLOCK})
_MONTHS: Final = frozenset({DurationFamily.MONTHS})


@frozen(kw_only=True)
class PayFacts(Record):
    """``pay``: the money, without equity.

    A bonus is stated as a share of the base pay or as an amount.
    """

    TOPIC: ClassVar = Topic.MONEY
    EVERYDAY: ClassVar = "salary compensation comp money remuneration wage income cash earnings"
    base: Fact[Pay] = fact(
        "What is the base pay?",
        USUALLY,
        "base pay",
        MORE,
        everyday=(
            "salary, wage, base salary, pay, compensation, comp, income, remuneration, "
            "annual salary, yearly salary, gross, gross salary, gross pay, monthly salary, "
            "base pay, earnings, wages, stipend, fixed salary, base, money, base compensation, "
            "salary base, ctc, paycheck, starting salary, annual pay, fee, hourly rate, rate"
        ),
    )
    range: Fact[Pay] = fact(
        "Which pay is advertised for the position?",
        everyday=(
            "salary range, pay range, pay band, salary band, advertised salary, advertised pay, "
            "posted salary, salary bracket"
        ),
    )
    bonus_target: Fact[Percent] = fact(
        "What bonus is the target, as a share of base pay?",
        RARELY,
        "target bonus",
        MORE,
        everyday=(
            "bonus, annual bonus, target bonus, performance bonus, yearly bonus, variable pay, "
            "bonus percent, bonus percentage, variable, incentive, bonus target"
        ),
    )
    bonus_amount: Fact[Pay] = fact(
        "What bonus is the target, as an amount?",
        RARELY,
        "target bonus",
        MORE,
        typical="6k USD per year",
        everyday="bonus in money, fixed bonus amount, bonus sum, bonus payment",
    )
    bonus_paid: Fact[Percent] = fact(
        "What share of the target bonus was paid in the last years?",
        most=200,
        better=MORE,
        gates=gates.NO_BONUS,
        typical="80%",
        everyday="bonus payout, bonus history, bonus paid out, actual bonus, paid bonus",
    )
    bonus_guaranteed: Choice[bool] | DoesNotApply = fact(
        "Is the bonus guaranteed?",
        SOMETIMES,
        "guarantee of the bonus",
        MORE,
        gates=OF_A_BONUS,
        everyday="guaranteed bonus, bonus guarantee, fixed bonus",
    )
    days_year: Fact[Decimal] = fact(
        "How many days a year are paid?",
        SOMETIMES,
        "paid days",
        least=7,
        most=366,
        typical=220,
        everyday="paid days, billable days, days paid per year, billable days per year",
    )
    employer_part: Fact[Percent] = fact(
        "Which share of base pay would I pay alone that employers pay in taxes and premiums?",
        most=100,
        better=LESS,
        mine=True,
        everyday=(
            "employer taxes, employer contributions, self employment tax, payroll tax, "
            "social contributions"
        ),
    )
    commission: Fact[Pay] = fact(
        "How much commission do people in this role earn?",
        SOMETIMES,
        "commission",
        MORE,
        typical="10k USD per year",
        everyday="commission, commissions, sales commission, ote, provision, tips",
    )
    sign_on: Fact[Money] = fact(
        "Is there a sign-on bonus, and how much?",
        USUALLY,
        "sign-on bonus",
        MORE,
        everyday=(
            "sign on bonus, signing bonus, sign on, joining bonus, signon, "
            "signing, welcome bonus, starting bonus, hiring bonus, sign up bonus"
        ),
    )
    sign_on_clawback: Fact[Duration] = fact(
        "How long must I stay to keep the sign-on bonus?",
        SOMETIMES,
        "time until the sign-on bonus is mine",
        LESS,
        gates=(gates.Gate("pay.sign_on", (gates.ZERO,), first=True),),
        everyday=(
            "clawback, claw back, bonus repayment, sign on repayment, signing bonus clawback"
        ),
    )
    sign_on_prorated: Choice[bool] = fact(
        "Does what I would pay back of the sign-on bonus get less with time?",
        SOMETIMES,
        "less to pay back of the sign-on bonus with time",
        MORE,
        gates=(gates.Gate("pay.sign_on", (gates.ZERO,), DOES_NOT_APPLY, first=True),),
        everyday="pro rata clawback, prorated clawback, prorated repayment",
    )
    bonus_first_year: Fact[Money] = fact(
        "What bonus is guaranteed for the first year?",
        SOMETIMES,
        "guaranteed bonus of the first year",
        MORE,
        everyday="first year bonus, first year guarantee, year one bonus",
    )
    at_target: Fact[Pay] = fact(
        "What would I earn at target, base pay included?",
        SOMETIMES,
        "earnings at target",
        MORE,
        everyday="on target earnings, target earnings, target compensation, total at target",
    )
    allowances: Fact[Pay] = fact(
        "How much is paid in allowances, such as for a car or housing?",
        SOMETIMES,
        "allowances",
        MORE,
        typical="3k USD per year",
        everyday="car allowance, housing allowance, shift allowance, transport allowance",
    )
    holiday_allowance: Fact[Percent] = fact(
        "What holiday allowance is paid, as a share of base pay?",
        RARELY,
        "holiday allowance",
        MORE,
        most=100,
        typical="8%",
        everyday="holiday money, vacation money, holiday bonus, vakantiegeld",
    )
    retention: Fact[Money] = fact(
        "What would I be paid for staying?",
        SOMETIMES,
        "retention payment",
        MORE,
        everyday="retention bonus, stay bonus, loyalty bonus, retention payment",
    )
    later: Fact[Pay] = fact(
        "What would base pay be after its first rise, such as that after probation?",
        SOMETIMES,
        "base pay after the first rise",
        MORE,
        everyday="pay after probation, salary after probation, later pay",
    )
    yearly_raise: Fact[Percent] = fact(
        "By how much does base pay rise each year, if that is agreed?",
        SOMETIMES,
        "agreed yearly raise",
        MORE,
        most=100,
        typical="3%",
        everyday=(
            "yearly raise, annual raise, agreed raise, step increase, annual increase, "
            "yearly increase, indexation, cost of living adjustment"
        ),
    )
    overtime_paid: Choice[bool] = fact(
        "Is overtime paid?",
        RARELY,
        "paid overtime",
        MORE,
        gates=(gates.Gate("hours.overtime", (Frequency.NEVER,), True),),
        everyday="paid overtime, overtime pay, overtime compensation, overtime paid",
    )
    review_after: Fact[Duration] = fact(
        "After how long is my pay reviewed?",
        SOMETIMES,
        "time to the first review of pay",
        everyday=(
            "raise, raises, salary review, pay review, pay raise, salary raise, "
            "salary increase, pay increase, next raise, increment, increase"
        ),
    )
    reliability: Fact[Quality] = fact(
        "How reliably is pay on time and complete?",
        everyday=(
            "paid on time, late pay, payday, punctual pay, pay reliability, pays on time, "
            "payment reliability, reliable pay"
        ),
    )

    def __attrs_post_init__(self) -> None:
        if self.bonus_target is not UNKNOWN and self.bonus_amount is not UNKNOWN:
            both = "a share (pay.bonus_target) or an amount; the offer states both"
            raise ValueError(f"pay.bonus_amount: a bonus is {both}")


def _check_schedule(
    path: str,
    schedule: Choice[tuple[Percent, ...]] | DoesNotApply,
    whole: str,
    vesting: Fact[Duration],
) -> None:
    """Raise ``ValueError`` for shares that do not make 100%, or that disagree with their length."""
    if isinstance(schedule, Unknown | DoesNotApply):
        return
    total = sum((Fraction(year.amount) for year in schedule), Fraction(0))
    if total != 100:
        wrong = f"{path}: expected a sum of 100%, got {Percent(rounded(total, 18))}"
        shares = [Fraction(year.amount) for year in schedule]
        each = [share - before for before, share in pairwise([Fraction(0), *shares])]
        if shares and shares[-1] == 100 and min(each) >= 0:
            texts = ", ".join(f'"{Percent(rounded(share, 18))}"' for share in each)
            wrong += f"; what vests in each year, and not by then, is [{texts}]"
        raise ValueError(wrong)
    if vesting is UNKNOWN:
        return
    low, high = ends_of(vesting)
    years = len(schedule)
    in_months = is_in_months(one_end(vesting))
    least, most = (12 * years, 12 * years) if in_months else days_of(12 * years)
    if (low is not None and low.base > most) or (high is not None and high.base < least):
        wanted = f"as many years as {whole} ({vesting})"
        raise ValueError(f"{path}: expected {wanted}, got {years}")


@frozen(kw_only=True)
class EquityFacts(Record):
    """``equity``: a share in the company.

    A schedule sums to 100% and has as many years as vesting lasts, where both are known.
    """

    TOPIC: ClassVar = Topic.MONEY
    EVERYDAY: ClassVar = "stock share option grant esop"
    GATES: ClassVar = gates.OF_A_GRANT
    kind: Choice[Literal["none", "rsu", "iso", "nso", "rsa", "phantom", "espp"]] = fact(
        "Which kind of equity is it?",
        RARELY,
        "kind of equity",
        gates=(),
        values={
            "none": "no equity",
            "rsu": "restricted stock units: shares for free as they vest",
            "iso": "stock options that the papers call incentive stock options",
            "nso": "any other stock options",
            "rsa": "restricted stock awards: shares bought or given at the start",
            "phantom": "phantom stock, virtual shares: money that follows the price, no shares",
            "espp": "employee stock purchase plan: shares at a discount",
        },
        everyday=(
            "equity type, stock type, kind of stock, kind of shares, type of equity, "
            "share type, option type, type of stock"
        ),
    )
    value: Fact[Money] = fact(
        "What is the whole grant worth today?",
        SOMETIMES,
        "worth of the grant",
        MORE,
        gates=NO_GRANT,
        everyday=(
            "equity, stock, stocks, stock value, equity worth, grant value, equity grant, "
            "stock grant, rsu, rsus, rsu value, value of shares, stock worth, restricted stock, "
            "esop, esops, espp, stock compensation, grant"
        ),
    )
    shares: Fact[Decimal] = fact(
        "How many shares or options is it?",
        SOMETIMES,
        "number of shares",
        MORE,
        gates=NO_GRANT,
        everyday=(
            "shares, options, number of options, stock options, number of shares, share count, "
            "option count, stock option, number of rsus, share options"
        ),
    )
    percent: Fact[Percent] = fact(
        "What share of the company is it?",
        SOMETIMES,
        "share of the company",
        MORE,
        most=100,
        gates=NO_GRANT,
        everyday=(
            "ownership, equity percent, equity percentage, stake, equity share, "
            "share of company, percentage of company, ownership percent"
        ),
    )
    strike: Fact[Money] | DoesNotApply = fact(
        "What is the strike price of an option?",
        RARELY,
        "strike price",
        LESS,
        gates=OF_OPTIONS,
        everyday="strike, strike price, exercise price, option price, strike cost",
    )
    preferred_price: Fact[Money] = fact(
        "What did investors last pay for a share?",
        everyday=(
            "preferred price, share price, stock price, valuation, preferred share price, "
            "price per share, last round price, company valuation"
        ),
    )
    vesting: Fact[Duration] = fact(
        "Over how long does the grant vest?",
        RARELY,
        "time over which the grant vests",
        LESS,
        families=_MONTHS,
        least=1,
        everyday=(
            "vesting, vesting period, vesting time, vest, vesting length, vesting years, "
            "vesting duration"
        ),
    )
    cliff: Fact[Duration] | DoesNotApply = fact(
        "How long until the first part of the grant vests?",
        RARELY,
        "time to the first vesting",
        LESS,
        families=_MONTHS,
        everyday="cliff, vesting cliff, one year cliff",
    )
    schedule: Choice[tuple[Percent, ...]] | DoesNotApply = fact(
        "What share of the grant vests in each year?",
        RARELY,
        "vesting by year",
        most=100,
        everyday="vesting schedule, vesting plan",
    )
    acceleration: Choice[Literal["none", "single", "double"]] = fact(
        "Does the grant vest at once if the company is sold?",
        SOMETIMES,
        "vesting if the company is sold",
        values={
            "none": "no acceleration",
            "single": "single trigger: when the company is sold",
            "double": "double trigger: when the company is sold and I am dismissed",
        },
        everyday=(
            "acceleration, accelerated vesting, vesting acceleration, trigger, double trigger, "
            "single trigger"
        ),
    )
    exercise_window: Fact[Duration] | DoesNotApply = fact(
        "How long after leaving can I exercise my options?",
        SOMETIMES,
        "time to exercise after leaving",
        gates=OF_OPTIONS,
        everyday=(
            "exercise window, exercise period, post termination exercise, exercise time, "
            "exercise after leaving"
        ),
    )
    early_exercise: Choice[bool] = fact(
        "Can I exercise options before they vest?",
        SOMETIMES,
        "early exercise",
        gates=OF_OPTIONS,
        everyday="early exercise, 83b",
    )
    liquid: Choice[bool] = fact(
        "Can the shares be sold today?",
        better=MORE,
        everyday=(
            "liquid, liquidity, sellable, tradable, public stock, publicly traded, sell shares, "
            "listed"
        ),
    )
    refresh: Fact[Pay] = fact(
        "How large are the later grants?",
        SOMETIMES,
        "later grants",
        MORE,
        gates=NO_GRANT,
        typical="10k USD per year",
        everyday=(
            "refresher, refreshers, refresh grants, stock refresh, annual grants, refresher grants"
        ),
    )

    def __attrs_post_init__(self) -> None:
        _check_schedule("equity.schedule", self.schedule, "equity.vesting", self.vesting)


@frozen(kw_only=True)
class BenefitsFacts(Record):
    """``benefits``: what comes beside the money."""

    TOPIC: ClassVar = Topic.BENEFITS
    EVERYDAY: ClassVar = "perk benefit extras fringe"
    health: Fact[Quality] = fact(
        "How good is the health insurance?",
        RARELY,
        "health insurance",
        discreet=True,
        everyday=(
            "health insurance, health, medical insurance, medical, healthcare, health care, "
            "insurance, health plan, health coverage, dental, dental insurance, "
            "vision insurance, vision, medical plan, health benefits, insurance coverage, "
            "private insurance"
        ),
    )
    health_premium: Fact[Pay] = fact(
        "What would I pay for the health insurance?",
        RARELY,
        "my part of the health insurance",
        LESS,
        typical="3k USD per year",
        discreet=True,
        everyday=(
            "premium, insurance premium, health insurance premium, insurance cost, "
            "health insurance cost, cost of insurance, deductible, premiums, health cost"
        ),
    )
    retirement_match: Fact[Percent] = fact(
        "How much do you add to my retirement savings, as a share of base pay?",
        RARELY,
        "contribution to my retirement savings",
        MORE,
        most=100,
        topic=Topic.MONEY,
        gates=SELF_EMPLOYED,
        typical="5%",
        everyday=(
            "401k, k401, 401k match, pension, retirement, retirement plan, pension plan, "
            "pension contribution, retirement savings, employer contribution, employer match, "
            "superannuation, 403b, provident fund, company pension, retirement contribution, "
            "pension match, rrsp, match"
        ),
    )
    retirement_vesting: Fact[Duration] = fact(
        "How long must I stay to keep what you added to my retirement savings?",
        RARELY,
        "time until that contribution is mine",
        LESS,
        topic=Topic.MONEY,
        typical="4 years",
        gates=(gates.Gate("benefits.retirement_match", (gates.ZERO,), first=True),),
        everyday="401k vesting, pension vesting, match vesting",
    )
    retirement_schedule: Choice[tuple[Percent, ...]] | DoesNotApply = fact(
        "What share of what you added to my retirement savings becomes mine in each year?",
        RARELY,
        "vesting of that contribution by year",
        most=100,
        topic=Topic.MONEY,
        gates=(gates.Gate("benefits.retirement_match", (gates.ZERO,), DOES_NOT_APPLY, first=True),),
        everyday="graded vesting, graded match vesting, match vesting schedule",
    )
    learning: Fact[Pay] = fact(
        "How much do you pay for courses, books and conferences?",
        SOMETIMES,
        "budget for courses and books",
        MORE,
        typical="2k USD per year",
        everyday=(
            "learning budget, training budget, education budget, course budget, "
            "conference budget, education allowance, tuition, tuition reimbursement, "
            "professional development budget, conferences, books budget, courses, "
            "development budget, education, certification budget"
        ),
    )
    equipment: Fact[Quality] = fact(
        "How good is the equipment?",
        SOMETIMES,
        "equipment",
        everyday="equipment, laptop, hardware, computer, desk, devices, gear, phone, macbook",
    )
    list: Texts = fact(
        "Which other benefits are there?",
        SOMETIMES,
        "benefits",
        everyday=(
            "perks, other benefits, extras, wellness, wellbeing, coffee, canteen, cafeteria, "
            "fringe benefits, perk, gym, company car, car, meals, free food, lunch, snacks, "
            "benefit, kindergarten, child care, childcare, daycare"
        ),
    )

    def __attrs_post_init__(self) -> None:
        _check_schedule(
            "benefits.retirement_schedule",
            self.retirement_schedule,
            "benefits.retirement_vesting",
            self.retirement_vesting,
        )
