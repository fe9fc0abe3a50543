"""What the generated code is written of: derived facts as numbers, and constants in each unit."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pytest

from offerkit import core as c
from offerkit import parse_criteria
from offerkit.core import condition_of
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.generated import lines
from offerkit.evaluate.generated.derived import Known, beside
from offerkit.evaluate.program import Program
from offerkit.evaluate.semantics import judge, quantity
from offerkit.load import read_offer
from offerkit.model.derived import DERIVED
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.span import NOWHERE

WORLD = World(schema_of())
EVERYTHING = """
benefits.health_premium = "50 USD/month"
benefits.learning = "600 USD/year"
benefits.retirement_match = "4%"
benefits.retirement_vesting = "0 days"
commute.cost = "5 USD/day"
commute.time = "30 min"
contract.kind = "permanent"
equity.cliff = "1 year"
equity.kind = "iso"
equity.liquid = true
equity.refresh = "1k USD/year"
equity.schedule = ["25%", "25%", "25%", "25%"]
equity.shares = 100
equity.strike = "1 USD"
equity.value = "12k USD"
equity.vesting = "48 months"
hours.days_week = 5
hours.overtime = "never"
hours.week = 40
leave.days = 20
leave.public_holidays = 9
leave.sick_days = 0
leave.unpaid = 0
location.cost_index = 120
location.tax_rate = "40%"
pay.allowances = "100 USD/month"
pay.base = "5k USD/month"
pay.bonus_guaranteed = false
pay.bonus_paid = "80%"
pay.bonus_target = "10%"
pay.commission = "0 USD/year"
pay.employer_part = "20%"
pay.holiday_allowance = "8%"
pay.later = "0 USD/year"
pay.sign_on = "1k USD"
pay.sign_on_clawback = "0 days"
remote.days = 2
remote.policy = "hybrid"
"""


read = cache(read_offer)


def known(fact: FactPath, currency: str | None, offer: str) -> Fraction | None:
    """Return a derived fact as the generated code knows it, if the semantics say the same."""
    offered = read(offer)
    found = Known(Facts(WORLD, offered)).of(fact, currency)
    if found is not None:
        ref = c.FactRef(fact, DERIVED[fact.path].datatype, span=NOWHERE)
        interval = quantity(ref, Facts(WORLD, offered)).interval
        assert (interval.low, interval.high) == (found, found)
    return found


@pytest.mark.parametrize("path", DERIVED)
@pytest.mark.parametrize("view", ["", "current."])
def test_a_derived_fact_of_which_everything_is_known(path: str, view: str) -> None:
    lines = EVERYTHING.strip().splitlines()
    fact = FactPath(path, View(view.rstrip(".")))
    offer = "\n".join(view + line for line in lines)
    # What has vested of a grant in the first year is left to the semantics.
    assert (known(fact, "USD", offer) is None) == (path == "pay.total_first_year")
    no_grant = offer.replace('"iso"', '"none"')
    assert (known(fact, "USD", no_grant) is None) == (path == "pay.total_first_year")
    if path.startswith(("pay.", "equity.")):
        assert known(fact, "EUR", offer) is None
        assert known(fact, None, offer) is None
    # No part that is not exactly known is left out, nor one of another view.
    assert known(fact, "USD", "") is None
    other = FactPath(path, View.OFFERED if view else View.CURRENT)
    assert known(other, "USD", offer) is None
    for line in lines:
        without = offer.replace(view + line, f"{view}{line.split(' = ')[0]} = 'unknown'")
        known(fact, "USD", without)


WORK = "contract.kind = 'permanent'\nhours.week = 40\nhours.days_week = 5\nleave.unpaid = 0\n"
ALONE = WORK.replace("permanent", "freelance") + "leave.days = 20\n"
BONUS = "pay.base = '20k USD/year'\npay.bonus_paid = '50%'\npay.bonus_guaranteed = false\n"


@pytest.mark.parametrize(
    ("path", "offer", "expected"),
    [
        ("pay.yearly", "pay.base = '5k USD/month'", 60_000),
        ("pay.yearly", "pay.base = '1k USD/week'", 52_000),
        ("pay.yearly", "pay.base = '4k..5k USD/month'", None),
        # The semantics convert it by the hours.
        ("pay.yearly", f"pay.base = '20 USD/hour'\n{WORK}", None),
        ("pay.bonus", "pay.base = '5k USD/month'\npay.bonus_target = '0%'", 0),
        ("pay.bonus", "pay.base = '5k USD/month'\npay.bonus_target = '10%'", None),
        ("hours.paid", WORK, 2080),
        ("hours.paid_days", WORK, 260),
        ("hours.paid", "hours.week = 40", None),
        ("equity.per_year", "equity.kind = 'none'", 0),
        ("equity.per_year", "equity.kind = 'rsu'\nequity.value = '12k USD'", None),
        ("commute.days", f"remote.policy = 'remote'\n{WORK}leave.days = 20", 0),
        ("hours.paid", "current = 'none'", None),
        ("pay.yearly", "pay.base = '52k USD/year'\nhours.days_week = 5\nleave.unpaid = 5", 51_000),
        ("pay.bonus", f"{BONUS}pay.bonus_amount = '2k USD/year'", 1000),
        ("pay.bonus", f"{BONUS}pay.bonus_amount = '2k EUR/year'", None),
        # Without employment, it depends on the period of the pay whether leave is paid.
        ("hours.paid", f"{ALONE}pay.base = '20 USD/hour'", 1920),
        ("hours.paid", f"{ALONE}pay.base = '20..30 USD/day'", 1920),
        ("hours.paid", f"{ALONE}pay.base = '20k USD/year'", 2080),
        ("hours.paid", ALONE, None),
    ],
)
def test_a_derived_fact_of_which_some_is_known(path: str, offer: str, expected: int | None) -> None:
    assert known(FactPath(path), "USD", offer) == expected


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ("pay.yearly < 5k USD/month", ("USD", 60_000)),
        ("pay.yearly < 3 * 5k USD/week", ("USD", 780_000)),
        ("pay.yearly < 5 USD/hour", None),
        ("pay.per_hour < 5 USD/hour", ("USD", 5)),
        ("pay.per_hour < 5 USD/day", None),
        ("pay.per_hour < 5k USD/year", None),
        ("hours.paid < 9 * 3 / 2", (None, Fraction(27, 2))),
        ("pay.yearly < pay.base", None),
    ],
)
def test_the_unit_in_which_a_derived_fact_is_compared(
    comparison: str, expected: tuple[str | None, Fraction] | None
) -> None:
    (statement,) = parse_criteria(f"pro if {comparison}").checked.statements
    condition = condition_of(statement)
    assert isinstance(condition, c.Less)
    assert isinstance(condition.left, c.FactRef)
    assert beside(condition.left, condition.right) == expected


# --- comparisons ---------------------------------------------------------------------------------

OWN = """
scale noise: quiet < fair < loud
fact office.noise: noise
fact rating.own: number
let people = team.size
"""
COMPARED = tuple(
    form for sign in ("<", "<=", "=") for form in (f"{{f}} {sign} {{k}}", f"{{k}} {sign} {{f}}")
)
TEXTS = ("{f} = {k}", "{f} != {k}", "{k} = {f}", '{f} in {{{k}, "x"}}')
SETS = (
    *("{f} overlaps {{{k}}}", '{f} within {{{k}, "x"}}', "{{{k}}} within {f}"),
    *("{k} in {f}", "{{{k}}} overlaps {f}"),
)


@pytest.mark.parametrize(
    ("fact", "forms", "others", "asked"),
    [
        (
            "rating.own",
            COMPARED,
            ["7", "7.5"],
            {
                "7": 0,
                "8": 0,
                "7.5": 0,
                "'6..8'": 0,
                "'8..9'": 0,
                "'5..6'": 0,
                "'7..7'": 0,
                "'from 7'": 12,
                "'up to 7'": 0,
                "'unknown'": 0,
            },
        ),
        ("office.noise", COMPARED, ["fair"], {"'quiet'": 0, "'fair..loud'": 0, "'unknown'": 0}),
        ("team.size", ("people < {k}", "{k} = people"), ["6"], {"3": 0, "'2..4'": 0}),
        (
            "travel.share",
            COMPARED,
            ["10%", "10% * 2"],
            {"'10%'": 0, "'20%'": 0, "'5..10%'": 0, "'30..40%'": 0, "'unknown'": 0},
        ),
        (
            "pay.sign_on",
            COMPARED,
            ["100 USD", "1 USD / 3"],
            {
                "'100 USD'": 0,
                "'99 USD'": 0,
                "'100 EUR'": 12,
                "'1..99 USD'": 0,
                "'from 100 USD'": 12,
                "'unknown'": 0,
            },
        ),
        (
            "pay.base",
            COMPARED,
            ["52k USD/year", "1k USD/week"],
            {
                "'1k USD/week'": 0,
                "'52k USD/year'": 0,
                "'4k USD/month'": 0,
                "'20 USD/hour'": 12,
                "'1k EUR/week'": 12,
                "'1k..2k USD/week'": 0,
                "'unknown'": 0,
            },
        ),
        (
            "pay.base",
            COMPARED,
            ["25 USD/hour", "200 USD/day"],
            {
                "'25 USD/hour'": 6,
                "'200 USD/day'": 6,
                "'30 USD/hour'": 6,
                "'1k USD/week'": 12,
                "'unknown'": 12,
            },
        ),
        (
            "contract.notice_mine",
            COMPARED,
            ["2 weeks", "14 days"],
            {
                "'2 weeks'": 0,
                "'14 days'": 0,
                "'15 days'": 0,
                "'1 month'": 12,
                "'1..3 weeks'": 0,
                "'unknown'": 0,
            },
        ),
        (
            "contract.notice_mine",
            COMPARED,
            ["1 year", "12 months"],
            {"'1 year'": 0, "'12 months'": 0, "'13 months'": 0, "'14 days'": 12},
        ),
        (
            "commute.time",
            COMPARED,
            ["1 hour", "60 min"],
            {"'1 hour'": 0, "'60 min'": 0, "'61 min'": 0, "'30..90 min'": 0, "'unknown'": 0},
        ),
        (
            "offer.start",
            COMPARED,
            ["2026-02-01"],
            {
                "'2026-02-01'": 0,
                "'2026-01-01'": 0,
                "'2026-01-01..2026-03-01'": 0,
                "'from 2026-01-01'": 6,
                "'unknown'": 0,
            },
        ),
        (
            "manager.presence",
            COMPARED,
            ["often"],
            {"'often'": 0, "'always'": 0, "'never..often'": 0, "'unknown'": 0},
        ),
        (
            "location.city",
            TEXTS,
            ['"Oslo"'],
            {"'oslo'": 0, "'Oslo'": 0, "'X'": 0, "'Rome'": 0, "'unknown'": 0},
        ),
        (
            "location.country",
            TEXTS,
            ['"UK"'],
            {"'United Kingdom'": 0, "'uk'": 0, "'France'": 0, "'unknown'": 0},
        ),
        (
            "visa.needed",
            ("{f}", "not {f}", "{f} and {f}", "{f} = {k}"),
            ["true"],
            {"true": 1, "false": 1, "'unknown'": 1},
        ),
        (
            "clients.names",
            SETS,
            ['"Acme"'],
            {
                "['acme']": 0,
                "[]": 0,
                "['x','b']": 0,
                "['Acme','x']": 0,
                "{at_least=['acme']}": 5,
                "{at_most=['acme']}": 5,
                "'unknown'": 0,
            },
        ),
        (
            "equity.strike",
            COMPARED,
            ["3 USD"],
            {
                "'3 USD'": 6,
                "'unknown'": 0,
                "'3 USD'\nequity.kind='rsu'": 0,
                "'3 USD'\nequity.kind='iso'": 0,
                "'unknown'\nequity.kind='iso'": 6,
                "'4..5 USD'\nequity.kind='iso'": 0,
            },
        ),
        ("current.leave.days", COMPARED, ["20"], {"20": 0, "'unknown'": 0, "'10..20'": 0}),
        (
            "leave.days",
            ("{f} < {k}", "{f} >= {k}", "{f} = {k}"),
            ["current.leave.days", "leave.taken", "team.size * 1"],
            {
                "20": 9,
                "'unknown'": 6,
                "'10..20'": 9,
                "20\ncurrent.leave.days = 20": 6,
                "20\ncurrent.leave.days = '20..30'\nleave.taken=19": 9,
                "'unknown'\ncurrent.leave.days = 9\nleave.taken=9": 9,
                "'unknown'\ncurrent.leave.days = 0": 9,
            },
        ),
        (
            "pay.base",
            ("{f} < {k}", "{f} >= {k}", "{f} = {k}"),
            ["current.pay.base", "promised.pay.base"],
            {
                "'5k USD/month'": 0,
                "'5k USD/month'\ncurrent.pay.base='5k USD/month'\npromised.pay.base='9 USD/day'": 3,
                "'5k USD/month'\ncurrent.pay.base='5k EUR/month'": 3,
                "'0 USD/month'": 6,
                "'unknown'\ncurrent.pay.base='5k EUR/month'": 0,
                "'unknown'\ncurrent.pay.base='0 EUR/month'": 3,
            },
        ),
        (
            "manager.presence",
            ("{f} < {k}", "{f} >= {k}", "{f} = {k}", "{k} < {f}"),
            ["current.manager.presence"],
            {
                "'often'": 4,
                "'often'\ncurrent.manager.presence='always'": 0,
                "'unknown'": 0,
                "'unknown'\ncurrent.manager.presence='always'": 4,
            },
        ),
        (
            "offer.start",
            ("{f} < {k}", "{f} = {k}"),
            ["offer.deadline", "offer.received"],
            {
                "'2026-02-01'": 4,
                "'2026-02-01'\noffer.deadline='2026-02-01'\noffer.received='2026-01-01'": 0,
                "'unknown'": 0,
                "'unknown'\noffer.received='2026-01-01'": 2,
            },
        ),
        (
            "location.city",
            ("{f} = {k}", "{f} != {k}"),
            ["current.location.city", "location.region"],
            {
                "'Oslo'": 0,
                "'Oslo'\ncurrent.location.city='oslo'\nlocation.region='Rome'": 0,
                "'unknown'": 0,
                "'unknown'\ncurrent.location.city='oslo'": 0,
            },
        ),
        (
            "clients.names",
            ("{f} overlaps {k}", "{f} within {k}", "{k} within {f}"),
            ["current.clients.names", "remote.where"],
            {
                "['a']": 6,
                "['a']\ncurrent.clients.names=['A','b']\nremote.where=[]": 0,
                "'unknown'": 6,
                "{at_most=['a']}\ncurrent.clients.names=['A','b']": 6,
            },
        ),
        (
            "location.country",
            ("{f} = {k}", "{f} in {{{k}}}"),
            ['"United Kingdom"'],
            {"'UK'": 0, "'Spain'": 0},
        ),
        (
            "remote.where",
            SETS,
            ['"United Kingdom"'],
            {"['UK']": 0, "['Spain']": 0, "{at_least=['UK']}": 5},
        ),
        (
            "location.country",
            ("{f} in {k}",),
            ["remote.where"],
            {"'UK'\nremote.where=['United Kingdom']": 1, "'unknown'": 1},
        ),
        (
            "team.size",
            ("{f} * 2 < {k}", "{k} < {f} * 2", "{f} + current.team.size <= {k}"),
            ["6"],
            {"3": 3, "'2..4'": 3, "'unknown'": 3},
        ),
        ("leave.unpaid", COMPARED, ["3"], {"3": 6, "'1..3'": 6, "'unknown'": 6}),
        (
            "pay.yearly",
            ("{f} < {k}", "{k} < {f}"),
            ["5 USD/hour", "pay.base * 1", "3 * 5 USD/year"],
            {"pay.base = '1k USD/week'": 4, "pay.base = '5..6 USD/year'": 6},
        ),
        (
            "manager.presence",
            ("{f} < {k}", "{k} < {f}", "{f} = {k}"),
            ["min(often, current.manager.presence)"],
            {"'often'": 3, "'unknown'": 3},
        ),
        ("visa.needed", ("{f} = {k}",), ["equity.liquid"], {"true": 1, "'unknown'": 1}),
        ("location.city", ('"Oslo" = {k}',), ['"Rome"', '"oslo"'], {"'Oslo'": 2}),
        ("location.city", ('{{"Oslo"}} overlaps {{{k}}}',), ['"Rome"', '"oslo"'], {"'Oslo'": 2}),
        (
            "pay.yearly",
            COMPARED,
            ["52k USD/year", "1 USD/week * 3"],
            {
                "pay.base='1k USD/week'": 0,
                "pay.base='1k..2k USD/week'": 12,
                "pay.base='20 USD/hour'": 12,
            },
        ),
    ],
)
def test_comparisons_say_what_the_semantics_say_and_ask_them_only_where_they_must(
    fact: str,
    forms: tuple[str, ...],
    others: list[str],
    asked: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """*asked* is how many of the comparisons are left to them, by what is stated of the fact."""
    asking: list[c.Core] = []

    def slow(core: c.Core, facts: Facts) -> int:
        asking.append(core)
        return judge(core, facts).truth.value

    monkeypatch.setattr(lines, "slow", slow)
    expressions = [form.format(f=fact, k=other) for other in others for form in forms]
    rules = "".join(f"pro if {expression}\n" for expression in expressions)
    checked = parse_criteria(f"{OWN}{rules}")
    program = Program(checked.checked, checked.schema)
    found = {}
    for stated in asked:
        offer = checked.read_offer(stated if fact in DERIVED else f"{fact} = {stated}")
        facts = Facts(program.world, offer)
        asking.clear()
        findings = program.decide(offer).findings
        found[stated] = len(asking)
        judged = [judge(condition_of(statement), facts) for statement in program.statements]
        assert [it.may_be for it in findings] == [it.truth for it in judged]
        assert [it.missing for it in findings] == [it.missing for it in judged]
    assert found == asked
