"""The schema: the whole vocabulary, groups of one's own, and what cannot be read."""

# `fact` returns an attrs field, which the linter cannot know.
# ruff: noqa: RUF009

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from attrs import frozen

from offerkit.datatypes import (
    ALL_CALENDAR,
    Bounds,
    Datatype,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    TextType,
)
from offerkit.model.facts import CompanyFacts, ManagerFacts, PayFacts
from offerkit.model.fields import Better, FactInfo, Negotiability, Topic, fact
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.scales import Frequency, Ordinal
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    Choice,
    DurationFamily,
    Fact,
    Money,
    Pay,
    Percent,
    Period,
    Texts,
)

# One line a group: `name:datatype` and U, S, R or - for how often it can be negotiated.
VOCABULARY = """
offer: kind:text- received:date- deadline:dateU start:dateU in_writing:yes/noU source:text-
    answer:text- answered:date- answer_in_writing:yes/no- today:date-
    conditions:setS conditions_met:yes/no-
company: name:text- industry:text- size:size- profitable:yes/no- runway:duration- stability:quality-
    layoffs_last_year:percent- reputation:quality- culture:quality- values_fit:quality-
    bureaucracy:amount- diversity:quality-
role: title:textS seniority:seniorityS is_new:yes/no- predecessor_left:text- success_defined:yes/no-
work: summary:textS tasks:setS interest:quality- passion:quality- autonomy:amountS variety:amountS
    meetings:percentR tools:setR process:qualityR visible_outside:yes/no-
clients: names:setR industries:setR count:numberR contact:frequencyS fit:quality-
    largest_share:percent-
manager: name:textR presence:frequencyR access:frequencyR mentoring:frequencyS
    same_location:yes/noR one_on_ones:frequencyS guidance:quality- style:control- tenure:duration-
    reports:number- trust:quality-
team: size:numberR senior_share:percentR turnover:percent- age:duration- learn_from:quality-
location: city:textS region:textS country:textS want_to_live:wish- market:size- employers:number-
    cost_index:number- near_family:yes/no- tax_rate:percent-
remote: policy:remotenessS days:numberS where:setS
commute: time:duration- cost:payS
travel: share:percentS nights:numberS
relocation: required:yes/noR support:moneyS clawback:durationS
visa: needed:yes/no- sponsored:yes/noS
pay: base:payU range:pay- bonus_target:percentR bonus_amount:payR bonus_paid:percent-
    bonus_guaranteed:yes/noS days_year:numberS employer_part:percent- commission:payS
    sign_on:moneyU sign_on_clawback:durationS sign_on_prorated:yes/noS bonus_first_year:moneyS
    at_target:payS allowances:payS holiday_allowance:percentR retention:moneyS later:payS
    yearly_raise:percentS overtime_paid:yes/noR review_after:durationS reliability:quality-
equity: kind:textR value:moneyS shares:numberS percent:percentS strike:moneyR preferred_price:money-
    vesting:durationR cliff:durationR schedule:percentsR acceleration:textS
    exercise_window:durationS early_exercise:yes/noS liquid:yes/no- refresh:payS
benefits: health:qualityR health_premium:payR retirement_match:percentR retirement_vesting:durationR
    retirement_schedule:percentsR learning:payS equipment:qualityS list:setS
leave: days:numberS public_holidays:numberR sick_days:numberR parental:durationR
    unlimited:yes/noR taken:number- unpaid:number- sabbatical:yes/noR
hours: week:numberS days_week:numberS flexible:amountS overtime:frequencyR weekend:frequencyR
    on_call:frequencyS on_call_pay:payS
growth: path:qualityS promotion_after:durationR learning:amountS skills:setS mobility:quality-
contract: kind:textR time:textS duration:durationS probation:durationS notice_mine:durationS
    notice_theirs:durationS severance:durationS noncompete:yes/noS noncompete_length:durationS
    ip_assignment:breadthS arbitration:yes/noR training_repayment:moneyS monitoring:yes/noR
    notice_probation:durationS probation_extension:durationS garden_leave:durationS
    nonsolicit:yes/noS workload:percentS
"""
LETTERS = {
    Negotiability.USUALLY: "U",
    Negotiability.SOMETIMES: "S",
    Negotiability.RARELY: "R",
    Negotiability.NOT_A_TERM: "-",
}
NAMES = {
    "YesNo": "yes/no",
    "PercentType": "percent",
    "PercentListType": "percents",
    "TextSetType": "set",
}


def vocabulary() -> dict[str, str]:
    found: dict[str, str] = {}
    group = ""
    for word in VOCABULARY.split():
        name, _, rest = word.partition(":")
        if rest:
            found[f"{group}.{name}"] = rest
        else:
            group = name
    return found


def short(info: FactInfo) -> str:
    kind = type(info.datatype).__name__
    name = NAMES.get(kind, kind.removesuffix("Type").lower())
    if isinstance(info.datatype, OrdinalType):
        name = info.datatype.scale.name
    return name + LETTERS[info.negotiable]


def test_the_vocabulary_is_complete_and_has_its_datatypes() -> None:
    stated = {p: short(i) for p, i in schema_of().facts.items() if not i.derived}
    assert stated == vocabulary()


def test_every_fact_has_a_question() -> None:
    questions = [info.question for info in schema_of().facts.values()]
    assert all(question.endswith("?") for question in questions)
    assert len(set(questions)) == len(questions)


def test_derived_facts_have_known_parts() -> None:
    schema = schema_of()
    derived = [info for info in schema.facts.values() if info.derived]
    assert {info.path for info in derived} >= {"pay.yearly", "pay.total", "hours.year"}
    for info in derived:
        assert info.parts
        assert all(part in schema.facts for part in info.parts)


@pytest.mark.parametrize(
    ("path", "low", "high"),
    [
        ("pay.bonus_paid", 0, 200),
        ("pay.bonus_target", 0, None),
        ("hours.week", 1, 168),
        ("hours.days_week", "0.5", 7),
        ("commute.time", 0, 720),
        ("location.cost_index", 1, None),
        ("equity.vesting", 1, None),
        ("pay.base", 0, None),
    ],
)
def test_bounds(path: str, low: int | str, high: int | None) -> None:
    bounds = Bounds(Decimal(low), None if high is None else Decimal(high))
    assert schema_of().facts[path].bounds == bounds


@pytest.mark.parametrize(
    ("path", "families"),
    [
        ("commute.time", {DurationFamily.CLOCK}),
        ("contract.notice_mine", ALL_CALENDAR),
        ("company.runway", {DurationFamily.MONTHS}),
    ],
)
def test_durations_have_families(path: str, families: set[DurationFamily]) -> None:
    assert schema_of().facts[path].datatype == DurationType(frozenset(families))


def test_every_fact_that_can_be_negotiated_has_a_name_in_letters() -> None:
    named = {info.path for info in schema_of().facts.values() if info.called}
    assert named == {path for path, kind in vocabulary().items() if not kind.endswith("-")}


def test_what_is_ones_own_to_find_out_is_no_term() -> None:
    mine = {info.path for info in schema_of().facts.values() if info.mine}
    assert {"offer.kind", "commute.time", "work.interest"} < mine
    assert all(vocabulary()[path].endswith("-") for path in mine)


def test_a_fact_without_a_name_goes_by_its_question_in_letters() -> None:
    facts = schema_of().facts
    assert facts["pay.base"].letter_name == "Base pay"
    assert facts["company.size"].letter_name == "How large is the company"
    assert FactInfo("agency.awards", Number(), Bounds(), "").letter_name == "Agency.awards"


@pytest.mark.parametrize(
    ("path", "better"),
    [
        ("pay.base", Better.MORE),
        ("contract.noncompete", Better.LESS),
        ("work.interest", Better.MORE),
        ("location.want_to_live", Better.MORE),
        ("work.variety", None),
    ],
)
def test_which_way_a_fact_gets_better(path: str, better: Better | None) -> None:
    assert schema_of().facts[path].better is better


@pytest.mark.parametrize(
    ("path", "topic"),
    [
        ("work.tasks", Topic.WORK),
        ("relocation.required", Topic.PLACE),
        ("relocation.support", Topic.MONEY),
        ("benefits.list", Topic.BENEFITS),
        ("benefits.retirement_match", Topic.MONEY),
        ("hours.year", Topic.TIME),
        ("pay.fish", Topic.MONEY),
        ("agency.awards", Topic.OTHER),
        ("agency.fee", Topic.MONEY),
    ],
)
def test_what_a_fact_is_about(path: str, topic: Topic) -> None:
    own: dict[str, Datatype] = {
        "pay.fish": Number(),
        "agency.awards": Number(),
        "agency.fee": MoneyType(),
    }
    infos = [FactInfo(path, datatype, Bounds(), "") for path, datatype in own.items()]
    assert schema_of().extended(infos).facts[path].topic is topic


# --- reading a fact off an offer -------------------------------------------------------------

BASE = Pay(Decimal(50_000), "USD", Period.YEAR)


@pytest.mark.parametrize(
    ("view", "found"), [(View.OFFERED, BASE), (View.CURRENT, UNKNOWN), (View.PROMISED, UNKNOWN)]
)
def test_getter_reads_each_view(view: View, found: object) -> None:
    offer = Offer(pay=PayFacts(base=BASE), promised=Offer())
    assert schema_of().getter(FactPath("pay.base", view))(offer) is found


def test_getter_reads_declared_facts() -> None:
    info = FactInfo("agency.awards", Number(), Bounds(), "How many awards?")
    schema = schema_of().extended([info])
    offer = Offer(own={"agency.awards": Decimal(3)}, promised=Offer())
    assert schema.getter(FactPath("agency.awards"))(offer) == 3
    assert schema.getter(FactPath("agency.awards", View.PROMISED))(offer) is UNKNOWN
    assert schema.get("agency.awards") == info
    assert "agency" in schema.groups
    assert schema_of().get("agency.awards") is None


@pytest.mark.parametrize("path", ["pay.total", "pay.nothing"])
def test_getter_refuses_what_no_offer_holds(path: str) -> None:
    with pytest.raises(KeyError):
        schema_of().getter(FactPath(path))


# --- groups of one's own ---------------------------------------------------------------------


class Mood(Ordinal):
    SOUR = "sour"
    BRIGHT = "bright"


@frozen(kw_only=True)
class Desk:
    size: Fact[Decimal] = fact("How large is the desk?", most=3)


@frozen(kw_only=True)
class AgencyFacts:
    awards: Fact[Decimal] = fact("How many awards has the agency won?")
    mood: Fact[Mood] = fact("How is the mood?", Negotiability.RARELY)
    founded: Fact[date] = fact("When was it founded?")
    fee: Fact[Money] = fact("What is the fee?")
    wins: Fact[Percent] = fact("What share of the pitches is won?", most=100)
    pets: Choice[bool] = fact("Are there pets?")
    people: Texts = fact("Who works there?")
    desk: Desk = Desk()


@frozen(kw_only=True)
class AgencyPay(PayFacts):
    lunch: Fact[Pay] = fact("What is paid for lunch?")


@frozen(kw_only=True)
class AgencyOffer(Offer):
    agency: AgencyFacts = AgencyFacts()
    pay: AgencyPay = AgencyPay()
    promised: AgencyOffer | None = None


def test_a_subclass_adds_its_facts() -> None:
    schema = schema_of(AgencyOffer)
    added = [path for path in schema.facts if path not in schema_of().facts]
    assert sorted(added) == [
        "agency.awards",
        "agency.desk.size",
        "agency.fee",
        "agency.founded",
        "agency.mood",
        "agency.people",
        "agency.pets",
        "agency.wins",
        "pay.lunch",
    ]
    assert set(schema_of().facts) < set(schema.facts)
    mood = schema.facts["agency.mood"]
    assert isinstance(mood.datatype, OrdinalType)
    assert mood.datatype.scale.name == "mood"
    assert mood.ordinal is Mood
    assert mood.negotiable is Negotiability.RARELY


def test_getter_reads_nested_groups_and_views_of_a_subclass() -> None:
    agency = AgencyFacts(mood=Mood.BRIGHT, desk=Desk(size=Decimal(2)))
    offer = AgencyOffer(agency=agency, promised=AgencyOffer(agency=AgencyFacts(pets=True)))
    schema = schema_of(AgencyOffer)
    assert schema.getter(FactPath("agency.desk.size"))(offer) == 2
    assert schema.getter(FactPath("agency.pets", View.PROMISED))(offer) is True
    assert offer.promised is not None
    assert offer.promised.agency.pets is True


@frozen(kw_only=True)
class WithoutFact:
    awards: Fact[Decimal] = UNKNOWN


@frozen(kw_only=True)
class WrongHint:
    awards: Fact[float] = fact("How many?")


@frozen(kw_only=True)
class RangelessHint:
    awards: Choice[Decimal] = fact("How many?")


@frozen(kw_only=True)
class NeverUnknown:
    awards: Decimal = fact("How many?")  # type: ignore[assignment]


@frozen(kw_only=True)
class OfferWithoutFact(Offer):
    agency: WithoutFact = WithoutFact()


@frozen(kw_only=True)
class OfferWithWrongHint(Offer):
    agency: WrongHint = WrongHint()


@frozen(kw_only=True)
class OfferWithRangelessHint(Offer):
    agency: RangelessHint = RangelessHint()


@frozen(kw_only=True)
class OfferNeverUnknown(Offer):
    agency: NeverUnknown = NeverUnknown()


@frozen(kw_only=True)
class OfferWithFact(Offer):
    awards: Fact[Decimal] = fact("How many?")


@frozen(kw_only=True)
class OfferWithOtherManager(Offer):
    manager: AgencyFacts = AgencyFacts()  # type: ignore[assignment]


@frozen(kw_only=True)
class OfferInOffer(Offer):
    other: Offer = Offer()


@pytest.mark.parametrize(
    ("offer_type", "words"),
    [
        (OfferWithoutFact, ["WithoutFact.awards", "fact("]),
        (OfferWithWrongHint, ["awards", "Fact[Decimal]"]),
        (OfferWithRangelessHint, ["awards", "Fact[Decimal]"]),
        (OfferNeverUnknown, ["awards", "Fact[Decimal]"]),
        (OfferWithFact, ["OfferWithFact.awards", "group"]),
        (OfferWithOtherManager, ["`manager`", "ManagerFacts"]),
        (OfferInOffer, ["OfferInOffer.other", "attrs class"]),
    ],
)
def test_models_that_cannot_be_read_say_what_to_write(
    offer_type: type[Offer], words: list[str]
) -> None:
    with pytest.raises(TypeError) as raised:
        schema_of(offer_type)
    for word in words:
        assert word in str(raised.value)


def test_a_group_in_a_function_says_where_to_put_it() -> None:
    @frozen(kw_only=True)
    class Local:
        awards: Fact[Decimal] = fact("How many?")

    @frozen(kw_only=True)
    class LocalOffer(Offer):
        agency: Local = Local()

    with pytest.raises(TypeError, match="top level"):
        schema_of(LocalOffer)


def test_the_enum_behind_a_scale_is_known() -> None:
    info = schema_of().facts["manager.presence"]
    assert info.ordinal is Frequency
    assert schema_of().facts["company.name"].datatype == TextType()
    assert ManagerFacts(presence=Frequency.OFTEN) != ManagerFacts()
    assert CompanyFacts() == CompanyFacts()


def test_the_facts_that_may_not_apply_are_those_of_the_definition() -> None:
    whole = {path for path in schema_of().facts if path.startswith(("manager.", "clients."))}
    details = {
        "equity.strike",
        "equity.cliff",
        "equity.schedule",
        "equity.exercise_window",
        "pay.bonus_guaranteed",
        "benefits.retirement_schedule",
    }
    allowed = {path for path, info in schema_of().facts.items() if info.may_not_apply}
    assert allowed == whole | details


def test_only_facts_that_may_not_apply_can_be_stated_so() -> None:
    assert ManagerFacts(presence=DOES_NOT_APPLY).presence is DOES_NOT_APPLY
    with pytest.raises(TypeError, match="this fact always applies"):
        PayFacts(base=DOES_NOT_APPLY)  # type: ignore[arg-type]
