"""Decisions on small files: assumptions, counter-offers, currencies, promises, what is reported."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate import program
from offerkit.evaluate.findings import Difference, ExceededPromise, UnstatedPromise
from offerkit.evaluate.generated.functions import Writer
from offerkit.evaluate.program import Program
from offerkit.evaluate.verdict import UnitRange, Verdict
from offerkit.kleene import Kleene
from offerkit.model.offer import Offer, with_facts
from offerkit.paths import FactPath
from offerkit.scales import Frequency
from offerkit.values import (
    UNKNOWN,
    Duration,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    value_text,
)

DECLINE, CONSIDER, ACCEPT = Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT


def pay(amount: int, currency: str = "USD", per: Period = Period.YEAR) -> Pay:
    return Pay(Decimal(amount), currency, per)


def offer(promised: dict[str, Any] | None = None, **facts: Any) -> Offer:
    told = None if promised is None else with_facts(Offer(), promised)
    return with_facts(
        Offer(promised=told), {path.replace("__", "."): value for path, value in facts.items()}
    )


def truth(condition: str, known: Offer, *, before: str = "") -> str:
    """Return the truth of a condition, once the quick verdict agrees with it."""
    criteria = parse_criteria(f'{before}\ndealbreaker "x" if {condition}')
    verdict = {"true": DECLINE, "false": CONSIDER, "unknown": Verdict.FIND_OUT}
    found = str(criteria.decide(known).findings[0].truth)
    assert criteria.verdict(known) is verdict[found]
    return found


# --- pay: periods and currencies -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        # Two pays by the hour compare as they are, whatever the hours.
        ("pay.base > 25 USD/hour", {"pay__base": pay(30, per=Period.HOUR)}, "true"),
        ("pay.base > 50k USD per year", {"pay__base": pay(30, per=Period.HOUR)}, "unknown"),
        (
            "pay.base > 50k USD per year",
            {
                "pay__base": pay(30, per=Period.HOUR),
                "hours__week": Decimal(40),
                "contract__kind": "permanent",
            },
            "true",
        ),
        # 30 an hour is at most 30 × 168 × 52 a year.
        ("pay.base > 300k USD per year", {"pay__base": pay(30, per=Period.HOUR)}, "false"),
        ("pay.base >= 0 USD per year", {}, "true"),
        ("pay.base >= 0 USD per year", {"pay__base": pay(5, "EUR")}, "true"),
        ("pay.base > 40k USD per year", {"pay__base": pay(50_000, "EUR")}, "unknown"),
        ("pay.base > 0 USD per year", {"pay__base": pay(5, "EUR")}, "true"),
        # 20 an hour is less than 25, but a pay by the year would take the hours to compare.
        (
            "min(pay.base, 30 USD/hour, 20 USD/hour) > 25 USD/hour",
            {},
            "unknown",
        ),
        ("pay.base = 1k USD per week", {"pay__base": pay(52_000)}, "true"),
    ],
)
def test_pay(condition: str, facts: dict[str, Any], expected: str) -> None:
    assert truth(condition, offer(**facts)) == expected


def test_hours_of_each_view_convert_its_own_pay() -> None:
    known = Offer(
        pay=offer(pay__base=pay(30, per=Period.HOUR)).pay,
        hours=offer(hours__week=Decimal(20)).hours,
        current=offer(pay__base=pay(50_000), hours__week=Decimal(40)),
    )
    assert truth("pay.base > current.pay.base", known) == "false"
    assert truth("current.pay.base > 25 USD/hour", known) == "false"
    assert truth("current.pay.base > 24 USD/hour", known) == "true"


def test_rates_are_used_both_ways_and_their_absence_is_reported() -> None:
    known = offer(pay__base=pay(50_000, "EUR"))
    assert truth("pay.base > 53k USD per year", known, before="rate 1 EUR = 1.08 USD") == "true"
    assert truth("pay.base > 53k USD per year", known, before="rate 1.08 USD = 1 EUR") == "true"
    decision = parse_criteria("dealbreaker if pay.base > 53k USD per year").decide(known)
    assert decision.missing_rates == (("EUR", "USD"),)
    assert decision.missing == ()
    assert decision.verdict is Verdict.FIND_OUT
    assert not decision.findings[0].settled


def test_a_rate_does_not_chain() -> None:
    rates = "rate 1 EUR = 1.08 USD\nrate 1 GBP = 1.2 EUR\n"
    assert truth("pay.base > 1k USD per year", offer(pay__base=pay(9, "GBP")), before=rates) == (
        "unknown"
    )


# --- score and verdict ---------------------------------------------------------------------------

SCORED = """
pro "a" if visa.sponsored weight 3
con "b" if relocation.required weight 2
prefer "c" manager.presence from never to always weight 4
decline below 50%
accept at 75%
"""


@pytest.mark.parametrize(
    ("facts", "score", "possible"),
    [
        ({}, (0, 1), (DECLINE, CONSIDER, ACCEPT)),
        ({"visa__sponsored": True}, ("1/3", 1), (DECLINE, CONSIDER, ACCEPT)),
        ({"visa__sponsored": True, "relocation__required": False}, ("5/9", 1), (CONSIDER, ACCEPT)),
        (
            {
                "visa__sponsored": True,
                "relocation__required": False,
                "manager__presence": Range(Frequency.OFTEN, Frequency.ALWAYS),
            },
            ("8/9", 1),
            (ACCEPT,),
        ),
        ({"visa__sponsored": False, "relocation__required": True}, (0, "4/9"), (DECLINE,)),
    ],
)
def test_score(facts: dict[str, Any], score: tuple[Any, Any], possible: tuple[Any, ...]) -> None:
    decision = parse_criteria(SCORED).decide(offer(**facts))
    assert decision.score == UnitRange(Fraction(score[0]), Fraction(score[1]))
    assert decision.possible == possible


@pytest.mark.parametrize(
    ("base", "verdict"), [(29, DECLINE), (30, CONSIDER), (69, CONSIDER), (70, ACCEPT)]
)
def test_thresholds(base: int, verdict: Verdict) -> None:
    """Below is below, and at is from there."""
    text = "prefer team.size from 0 to 100\ndecline below 30%\naccept at 70%"
    assert parse_criteria(text).decide(offer(team__size=Decimal(base))).verdict is verdict
    assert parse_criteria(text).verdict(offer(team__size=Decimal(base))) is verdict


def test_an_open_dealbreaker_leaves_decline_possible() -> None:
    text = "pro if visa.sponsored\naccept at 50%\ndealbreaker if relocation.required"
    decision = parse_criteria(text).decide(offer(visa__sponsored=True))
    assert decision.possible == (DECLINE, CONSIDER, ACCEPT)
    assert decision.missing == (FactPath("relocation.required"),)


@pytest.mark.parametrize(
    ("subject", "known", "value"),
    [
        ("pay.base from 45k to 80k USD per year", pay(45_000), 0),
        ("pay.base from 45k to 80k USD per year", pay(5_000, per=Period.MONTH), "3/7"),
        ("pay.base from 80k to 45k USD per year", pay(45_000), 1),
        ("pay.base from 20 to 40 USD/hour", pay(25, per=Period.HOUR), "1/4"),
    ],
)
def test_grades_of_pay(subject: str, known: Pay, value: Any) -> None:
    finding = parse_criteria(f"prefer {subject}").decide(offer(pay__base=known)).findings[0]
    assert finding.value == UnitRange(Fraction(value), Fraction(value))


def test_ends_by_the_hour_divide_a_yearly_pay_by_the_hours() -> None:
    criteria = parse_criteria("prefer pay.base from 20 to 40 USD/hour")
    known = criteria.decide(offer(pay__base=pay(52_000), hours__week=Decimal(40)))
    assert known.findings[0].value == UnitRange(Fraction(1, 4), Fraction(1, 4))
    week = Range(Decimal(25), Decimal(40))
    between = criteria.decide(offer(pay__base=pay(52_000), hours__week=week))
    assert between.findings[0].value == UnitRange(Fraction(1, 4), Fraction(1))
    assert between.missing == (FactPath("hours.week"),)


# --- counter-offers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fixed", "possible"),
    [
        ("counter", True, (CONSIDER,)),
        ("counter", False, (DECLINE,)),
        ("counter", UNKNOWN, (DECLINE, CONSIDER)),
        ("new", False, (CONSIDER,)),
        ("new", UNKNOWN, (CONSIDER,)),
        (UNKNOWN, True, (CONSIDER,)),
        (UNKNOWN, False, (DECLINE, CONSIDER)),
    ],
)
def test_reasons_for_leaving(kind: Any, fixed: Any, possible: tuple[Verdict, ...]) -> None:
    criteria = parse_criteria('leaving "x" until visa.sponsored')
    known = offer(offer__kind=kind, visa__sponsored=fixed)
    decision = criteria.decide(known)
    assert decision.possible == possible
    assert criteria.verdict(known) is decision.verdict
    assert decision.leaving[0].truth is {True: Kleene.TRUE, False: Kleene.FALSE}.get(
        fixed, Kleene.UNKNOWN
    )


def test_the_kind_of_offer_is_missing_where_it_decides() -> None:
    criteria = parse_criteria('leaving "x" until visa.sponsored')
    unsaid = criteria.decide(offer(offer__kind=UNKNOWN, visa__sponsored=False))
    assert unsaid.missing == (FactPath("offer.kind"),)
    assert criteria.decide(offer(offer__kind=UNKNOWN, visa__sponsored=True)).missing == ()


# --- assumptions ---------------------------------------------------------------------------------


def test_assumptions_are_used_only_where_nothing_is_said() -> None:
    text = "assume team.size = 5\ndealbreaker if team.size > 9"
    criteria = parse_criteria(text)
    decision = criteria.decide(offer())
    assert decision.verdict is CONSIDER
    assert [(str(r.fact), r.value, r.assumed) for r in decision.assumed] == [
        ("team.size", Decimal(5), True)
    ]
    assert decision.without_assumptions is not None
    assert decision.without_assumptions.verdict is Verdict.FIND_OUT
    stated = criteria.decide(offer(team__size=Range(Decimal(1), Decimal(20))))
    assert stated.verdict is Verdict.FIND_OUT
    assert stated.assumed == ()
    assert stated.without_assumptions is None


def test_an_assumption_that_changes_nothing_stands_alone() -> None:
    decision = parse_criteria("assume team.size = 5\ncaution if team.size > 9").decide(offer())
    assert decision.without_assumptions is None
    assert len(decision.assumed) == 1


def test_assumed_hours_count_only_where_pay_needs_them() -> None:
    criteria = parse_criteria("assume hours.week = 40\ndealbreaker if pay.base < 50k USD per year")
    by_year = criteria.decide(offer(pay__base=pay(60_000)))
    by_hour = criteria.decide(offer(pay__base=pay(30, per=Period.HOUR), contract__kind="permanent"))
    assert by_year.assumed == ()
    assert [str(reading.fact) for reading in by_hour.assumed] == ["hours.week"]
    assert by_hour.verdict is CONSIDER


# --- broken promises -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "told", "found", "direction"),
    [
        ("manager.presence", Frequency.OFTEN, Frequency.RARELY, Difference.LESS),
        ("manager.presence", Range(Frequency.OFTEN, Frequency.ALWAYS), Frequency.OFTEN, None),
        ("pay.base", pay(50_000), pay(4_000, per=Period.MONTH), Difference.LESS),
        ("pay.base", pay(48_000), pay(4_000, per=Period.MONTH), None),
        ("pay.base", pay(50_000), pay(50_000, "EUR"), None),
        ("pay.base", pay(50_000), pay(30, per=Period.HOUR), None),
        ("team.turnover", Percent(Decimal(5)), Percent(Decimal(20)), Difference.MORE),
        (
            "contract.notice_mine",
            Duration(Decimal(4), DurationUnit.WEEK),
            Duration(Decimal(28), DurationUnit.DAY),
            None,
        ),
        (
            "contract.notice_mine",
            Duration(Decimal(4), DurationUnit.WEEK),
            Duration(Decimal(3), DurationUnit.MONTH),
            Difference.MORE,
        ),
        ("manager.name", "Dana  Reyes", "dana reyes", None),
        ("manager.name", "Dana Reyes", "Lee Park", Difference.OTHER),
        ("visa.sponsored", True, False, Difference.OTHER),
        ("clients.names", frozenset({"A", "B"}), frozenset({"b", "a"}), None),
        ("clients.names", frozenset({"A"}), frozenset({"A", "B"}), None),
        ("clients.names", frozenset({"A", "B"}), frozenset({"A", "C"}), Difference.OTHER),
        ("clients.names", TextSet(frozenset({"A"})), frozenset({"A", "B"}), None),
        ("clients.names", TextSet(frozenset({"A"})), frozenset({"B"}), Difference.OTHER),
        (
            "equity.schedule",
            (Percent(Decimal(100)),),
            (Percent(Decimal(50)),) * 2,
            Difference.OTHER,
        ),
        ("manager.presence", Frequency.OFTEN, UNKNOWN, None),
    ],
)
def test_broken_promises(path: str, told: Any, found: Any, direction: Difference | None) -> None:
    """Whatever the criteria read, and certain or not at all."""
    known = offer({path: told}, **{path.replace(".", "__"): found})
    decision = parse_criteria("caution if visa.needed").decide(known)
    broken = [(p.fact, p.promised, p.found, p.direction) for p in decision.broken_promises]
    assert broken == ([] if direction is None else [(path, told, found, direction)])


def test_promises_of_facts_the_file_declares() -> None:
    criteria = parse_criteria("fact office.dogs: yes/no\ncaution if office.dogs")
    known = Offer(own={"office.dogs": False}, promised=Offer(own={"office.dogs": True}))
    assert [p.fact for p in criteria.decide(known).broken_promises] == ["office.dogs"]


def test_a_promise_that_is_exceeded_carries_both_sources() -> None:
    known = evolve(
        offer({"pay.sign_on": Money(Decimal(0), "USD")}, pay__sign_on=Money(Decimal(5), "USD")),
        sources={"pay.sign_on": "letter", "promised.pay.sign_on": "call, 3 November"},
    )
    decision = parse_criteria("caution if visa.needed").decide(known)
    assert decision.broken_promises == ()
    assert decision.exceeded_promises == (
        ExceededPromise(
            "pay.sign_on",
            Money(Decimal(0), "USD"),
            Money(Decimal(5), "USD"),
            Difference.MORE,
            "letter",
            "call, 3 November",
        ),
    )


def test_a_promise_that_is_not_in_the_offer_carries_its_source() -> None:
    known = evolve(
        offer({"team.size": Decimal(6)}),
        sources={"team.size": "nobody", "promised.team.size": "call, 3 November"},
    )
    decision = parse_criteria("caution if visa.needed").decide(known)
    assert decision.unstated_promises == (
        UnstatedPromise("team.size", Decimal(6), "call, 3 November"),
    )


# --- what is reported, and how it is compiled ----------------------------------------------------


def test_readings_carry_sources_in_order_of_first_mention() -> None:
    known = with_facts(
        Offer(sources={"promised.team.size": "advert"}, promised=offer(team__size=Decimal(4))),
        {"team.size": Decimal(9)},
    )
    finding = (
        parse_criteria("dealbreaker if team.size > promised.team.size").decide(known).findings[0]
    )
    assert [(str(r.fact), r.value, r.source) for r in finding.readings] == [
        ("team.size", Decimal(9), None),
        ("promised.team.size", Decimal(4), "advert"),
    ]


def test_hours_that_convert_a_pay_are_read() -> None:
    text = "{}assume hours.week = 40\npro if pay.base >= {}"
    stated = with_facts(Offer(sources={"hours.week": "letter"}), {"hours.week": Decimal(38)})

    def read(known: Offer, least: str, before: str = "") -> list[tuple[str, Any, str | None, bool]]:
        finding = parse_criteria(text.format(before, least)).decide(known).findings[0]
        return [(str(r.fact), r.value, r.source, r.assumed) for r in finding.readings[1:]]

    by_year, by_hour = (
        {"pay.base": pay(30, per=per), "contract.kind": kind}
        for per, kind in ((Period.YEAR, UNKNOWN), (Period.HOUR, "permanent"))
    )
    kind = [("contract.kind", "permanent", None, False)]
    letter = [("hours.week", Decimal(38), "letter", False)]
    assert read(with_facts(stated, by_year), "20 USD/hour") == letter
    assert read(with_facts(stated, by_hour), "20k USD per year") == kind + letter
    floor = read(with_facts(stated, by_hour), "floor", "let floor = 9 USD per month ")
    assert floor == kind + letter
    assumed = [("hours.week", Decimal(40), None, True)]
    assert read(with_facts(Offer(), by_year), "20 USD/hour") == assumed
    # Nothing is converted where both are by the hour, or neither is.
    assert read(with_facts(stated, by_hour), "20 USD/hour") == []
    assert read(with_facts(stated, by_year), "20 USD per month") == []


def test_hours_that_a_statement_names_or_a_derived_fact_has_among_its_parts_are_read_once() -> None:
    known = offer(
        pay__base=pay(30, per=Period.HOUR), hours__week=Decimal(40), hours__days_week=Decimal(5)
    )
    known = with_facts(known, {"contract.kind": "permanent"})
    text = "pro if pay.base > 9k USD per year and hours.week < 45\npro if pay.yearly > 9 USD/day"
    named, derived = parse_criteria(text).decide(known).findings
    assert [str(r.fact) for r in named.readings] == ["pay.base", "hours.week", "contract.kind"]
    assert [str(r.fact) for r in derived.readings] == ["pay.yearly", "hours.days_week"]
    assert [str(r.fact) for r in derived.readings[0].parts] == ["pay.base", "hours.paid"]
    assert [str(r.fact) for r in derived.readings[0].stated_parts] == [
        "pay.base",
        "hours.week",
        "contract.kind",
    ]


def test_criteria_are_compiled_once_some_offers_were_decided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "MOST_WALKED", 2)
    criteria = parse_criteria(
        """
        caution if team.size > 3
        dealbreaker if leave.days < 5
        leaving "Pay" until pay.total > 1k USD per year
        con if team.size > 5
        prefer leave.days from 10 to 30
        prefer equity.vesting from 4 years to 1 year
        """
    )
    known = offer(leave__days=Range(Decimal(3), Decimal(20)), pay__base=pay(1_000))
    decided = []
    for is_compiled in (False, False, True):
        decided.append(criteria.decide(known).to_dict())
        assert ("_compiled" in vars(criteria.program)) is is_compiled
    assert decided[0] == decided[1] == decided[2]
    nothing = parse_criteria("pro if team.size > 3").decide(offer(team__size=UNKNOWN))
    assert (nothing.verdict, str(nothing.score)) == (CONSIDER, "0% to 100%")


HOSTILE = """
let quote = "\\"); import os #"
scale noise: silent < import_os < loud
fact office.noise: noise
dealbreaker "\\"); import os #" if manager.name = quote or location.city in {"__import__('os')"}
pro if office.noise >= import_os weight 7
con if pay.base < 123_456 EUR per year
"""


def test_generated_text_holds_nothing_an_author_wrote() -> None:
    criteria = parse_criteria(HOSTILE)
    program = criteria.program
    texts = (
        Writer(program.world, program.statements).verdict(program.thresholds),
        Writer(program.world, program.statements).survey(),
    )
    for written in texts:
        for word in ("import", "noise", "EUR", "123", '"', "'", "quote", "\\"):
            assert word not in written
    assert criteria.decide(offer(manager__name='"); IMPORT os #')).verdict is DECLINE


def long_condition(count: int) -> Criteria[Offer]:
    terms = " or ".join(f"team.size = {n}" for n in range(count))
    return parse_criteria(f"dealbreaker if {terms}")


def test_a_program_without_statements_considers() -> None:
    decision = parse_criteria("").decide(offer())
    assert (decision.verdict, decision.score, decision.findings) == (CONSIDER, None, ())


def test_programs_of_one_criteria_are_shared() -> None:
    criteria = long_condition(2)
    assert isinstance(criteria.program, Program)
    assert criteria.program is criteria.program
    assert criteria.program.verdict is criteria.program.verdict


# --- weights, and numbers that may be slips ------------------------------------------------------


def test_weights_are_reported_as_they_are_written() -> None:
    criteria = parse_criteria("pro if visa.needed weight 1.5\ncon if visa.sponsored weight 2")
    decision = criteria.decide(with_facts(Offer(), {"visa.needed": True, "visa.sponsored": True}))
    assert [finding.weight for finding in decision.findings] == [Fraction(3, 2), 2]
    assert [finding.written_weight for finding in decision.findings] == ["1.5", "2"]
    assert [finding.weight_data for finding in decision.findings] == ["1.5", 2]
    assert decision.score == UnitRange(Fraction(3, 7), Fraction(3, 7))
    percent = parse_criteria("pro if visa.needed weight 62.5%\ncon if visa.sponsored weight 37.5%")
    finding = percent.decide(Offer()).findings[0]
    assert (finding.weight, finding.weight_data) == (Fraction(125, 2), "62.5%")


@pytest.mark.parametrize(
    ("fact", "value", "ends"),
    [
        ("number", 80, [Decimal(1), Decimal(10)]),
        ("number", 20, [Decimal(1), Decimal(10)]),
        # As far beyond as the ends are apart may be meant, and so may what the bounds allow.
        ("number", 19, None),
        ("number from 0 to 100", 80, None),
    ],
)
def test_an_own_number_far_beyond_a_preference_is_noted(
    fact: str, value: int, ends: list[Decimal] | None
) -> None:
    for written in ("from 1 to 10", "from 10 to 2 / 2"):
        text = f'fact rating.place: {fact}\nprefer "Place" rating.place {written}'
        decision = parse_criteria(text).decide(Offer(own={"rating.place": Decimal(value)}))
        noted = [(it.fact, it.value, it.label, [it.low, it.high]) for it in decision.outliers]
        expected = [(FactPath("rating.place"), Decimal(value), "Place", ends)]
        assert noted == (expected if ends else [])


@pytest.mark.parametrize("ends", ["from 20 to 30", "from 30 to 20"])
def test_an_own_number_is_noted_on_either_side(ends: str) -> None:
    criteria = parse_criteria(f"fact rating.place: number\nprefer rating.place {ends}")
    values = [
        n for n in range(50) if criteria.decide(Offer(own={"rating.place": Decimal(n)})).outliers
    ]
    assert values == [*range(10), *range(41, 50)]


def test_only_numbers_of_ones_own_are_noted() -> None:
    criteria = parse_criteria(
        "fact rating.x: number\nprefer rating.x * 2 from 1 to 10\nprefer team.size from 3 to 9"
    )
    offer = with_facts(Offer(own={"rating.x": Decimal(80)}), {"team.size": Decimal(90)})
    assert criteria.decide(offer).outliers == ()
    assert criteria.decide(Offer()).outliers == ()


def test_missing_facts_are_in_the_order_of_mention_and_parts_in_that_of_the_vocabulary() -> None:
    criteria = parse_criteria(
        "dealbreaker if team.size > 3 and pay.base > 20 USD/hour and leave.days > 3\n"
        "dealbreaker if pay.cash > 3 USD per year and team.size > 4"
    )
    known = offer(pay__bonus_target=Percent(Decimal(5)), contract__kind="permanent")
    assert [str(fact) for fact in criteria.decide(known).missing] == [
        *("team.size", "pay.base", "hours.week", "leave.days"),
        *("pay.bonus_paid", "pay.bonus_guaranteed"),
    ]


def test_a_day_before_the_first_year_is_no_value() -> None:
    criteria = parse_criteria("prefer offer.start - team.age from 2026-01-01 to 2027-01-01")
    for age, graded in (("1 year", "at most 2026-11-29"), ("52000 years", "unknown")):
        read = criteria.read_offer(f'offer.start = "up to 2027-11-29"\nteam.age = "{age}"')
        [finding] = criteria.decide(read).findings
        assert finding.graded is not None
        assert value_text(finding.graded) == graded
