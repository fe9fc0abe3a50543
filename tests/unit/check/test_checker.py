"""What checking makes of files: the core, the files used, the limits, the time it takes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import define, evolve

from offerkit.check import uses
from offerkit.check.checker import check, check_expression
from offerkit.check.constants import ExactAmount, exact_decimal
from offerkit.check.uses import FilesInMemory, OutsideFolderError, UseResolver
from offerkit.core import (
    And,
    CheckedAssumption,
    CheckedCriteria,
    CheckedLet,
    CheckedNegotiable,
    CheckedPreference,
    CheckedRate,
    CheckedRule,
    Constant,
    Core,
    Equal,
    FactRef,
    Less,
    LessEqual,
    LetRef,
    Maximum,
    Member,
    Moved,
    Not,
    OwnFact,
    Product,
    Replacement,
    Scaled,
    Sum,
    datatype_of,
)
from offerkit.datatypes import (
    UNBOUNDED,
    Bounds,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    YesNo,
)
from offerkit.diagnostics import Diagnostic, error
from offerkit.model.fields import FactInfo, Negotiability
from offerkit.model.schema import schema_of
from offerkit.packs import pack_names
from offerkit.paths import FactPath, View
from offerkit.scales import Frequency, Level, Scale
from offerkit.span import Source
from offerkit.syntax import nodes
from offerkit.syntax.parser import parse
from offerkit.values import (
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
)

SCHEMA = schema_of()


def run(
    text: str, resolve: UseResolver | None = None
) -> tuple[CheckedCriteria, tuple[Diagnostic, ...]]:
    """Check *text*, which the parser can read."""
    parsed = parse(Source("root.criteria", text))
    assert parsed.diagnostics == ()
    checked, _, found = check(parsed, SCHEMA, resolve=resolve)
    return checked, found


def sound(text: str, resolve: UseResolver | None = None) -> CheckedCriteria:
    """Check *text*, in which nothing is wrong."""
    checked, found = run(text, resolve)
    assert [str(d) for d in found] == []
    return checked


def core(text: str, preamble: str = "") -> Core:
    """Return an expression as core."""
    file = parse(Source("preamble", preamble)).file
    found_core, _, _, found = check_expression(Source("<expression>", text), SCHEMA, file)
    assert [str(d) for d in found if d.is_error] == []
    assert found_core is not None
    return found_core


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in run(text)[1]]


# --- the core --------------------------------------------------------------------------------


def fact(path: str) -> FactRef:
    parsed = FactPath.parse(path)
    return FactRef(parsed, SCHEMA.facts[parsed.path].datatype, span=NOWHERE)


def number(value: int | str) -> Constant:
    return Constant(Decimal(value), Number(), span=NOWHERE)


NOWHERE = Source("nowhere", "").end
SIZE, LEAVE = fact("team.size"), fact("leave.days")
PRESENCE, BASE = fact("manager.presence"), fact("pay.base")
FREQUENCY = Frequency.scale()
OFTEN = Constant(Level(FREQUENCY, 3), OrdinalType(FREQUENCY), span=NOWHERE)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("team.size < 3", Less(SIZE, number(3), span=NOWHERE)),
        ("team.size <= 3", LessEqual(SIZE, number(3), span=NOWHERE)),
        ("team.size > 3", Less(number(3), SIZE, span=NOWHERE)),
        ("team.size >= 3", LessEqual(number(3), SIZE, span=NOWHERE)),
        ("team.size is 3", Equal(SIZE, number(3), span=NOWHERE)),
        ("team.size is not 3", Not(Equal(SIZE, number(3), span=NOWHERE), span=NOWHERE)),
        ("often <= manager.presence", LessEqual(OFTEN, PRESENCE, span=NOWHERE)),
        (
            "team.size between 3 and 4",
            And(
                (
                    LessEqual(number(3), SIZE, span=NOWHERE),
                    LessEqual(SIZE, number(4), span=NOWHERE),
                ),
                span=NOWHERE,
            ),
        ),
        ("team.size + 3", Sum((SIZE, number(3)), Number(), span=NOWHERE)),
        (
            "team.size - leave.days",
            Sum(
                (SIZE, Scaled(LEAVE, Fraction(-1), Number(), span=NOWHERE)), Number(), span=NOWHERE
            ),
        ),
        ("-team.size", Scaled(SIZE, Fraction(-1), Number(), span=NOWHERE)),
        ("team.size * 2 / 3 * 50%", Scaled(SIZE, Fraction(1, 3), Number(), span=NOWHERE)),
        ("10% * pay.base", Scaled(BASE, Fraction(1, 10), PayType(), span=NOWHERE)),
        (
            "team.size * 2k USD per year",
            Product(
                SIZE,
                Constant(Pay(Decimal(2000), "USD", Period.YEAR), PayType(), span=NOWHERE),
                PayType(),
                written_out=True,
                span=NOWHERE,
            ),
        ),
        (
            "max(often, manager.presence)",
            Maximum((OFTEN, PRESENCE), OrdinalType(FREQUENCY), span=NOWHERE),
        ),
    ],
)
def test_what_an_expression_means(text: str, meaning: Core) -> None:
    assert core(text) == meaning


def test_includes_is_in_the_other_way_round() -> None:
    one, other = core('clients.names includes "a"'), core('"a" in clients.names')
    assert isinstance(one, Member)
    assert one == other
    assert core('"a" not in clients.names') == Not(other, span=NOWHERE)


def test_views_are_three_facts() -> None:
    found = core("pay.base + promised.pay.base > current.pay.base")
    assert isinstance(found, Less)
    assert found.left == fact("current.pay.base")
    assert fact("current.pay.base").fact.view is View.CURRENT


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4 - 1", Fraction(13)),
        ("1 / 3", Fraction(1, 3)),
        ("-(2.5)", Fraction(-5, 2)),
        ("40k USD + 500 USD", Money(Decimal(40500), "USD")),
        ("1k USD per month + 2k USD per year", Pay(Decimal(14000), "USD", Period.YEAR)),
        ("30 USD/hour * 2", Pay(Decimal(60), "USD", Period.HOUR)),
        ("1 hour + 15 min", Duration(Decimal(75), DurationUnit.MINUTE)),
        ("1 year + 6 months", Duration(Decimal(18), DurationUnit.MONTH)),
        ("10% * 3", Percent(Decimal(30))),
        ("50% * 50%", Percent(Decimal(25))),
        ("10% * 30k USD", Money(Decimal(3000), "USD")),
        ("min(3 weeks, 20 days)", Duration(Decimal(20), DurationUnit.DAY)),
        ("max(2026-01-01, 2026-12-01)", date(2026, 12, 1)),
        ('size of {"a", "A ", "b"}', Fraction(2)),
        ("100 USD / 3 + 50 USD / 3", Money(Decimal(50), "USD")),
        ("2026-01-01 + 2 weeks", date(2026, 1, 15)),
        ("2026-01-31 + 1 month", date(2026, 2, 28)),
        ("2027-03-01 - 2 years", date(2025, 3, 1)),
        ("0001-01-02 - 1 day", date.min),
        ("9999-12-24 + 1 week", date.max),
    ],
)
def test_constants_are_folded_exactly(text: str, value: object) -> None:
    found = core(text)
    assert isinstance(found, Constant)
    assert found.value == value


def test_a_constant_that_no_decimal_writes_stays_exact() -> None:
    found = core("100 USD / 3")
    assert isinstance(found, Scaled)
    assert isinstance(found.operand, Constant)
    assert (found.operand.value, found.factor) == (Money(Decimal(1), "USD"), Fraction(100, 3))
    assert (found.span.text, found.operand.span.text) == ("100 USD / 3", "100 USD / 3")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(0), "0"),
        (Fraction(10**27 + 1), f"1{'0' * 26}1"),
        (Fraction(10**28), None),
        (Fraction(-7, 200), "-0.035"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 25), "0.04"),
        (Fraction(1, 3), None),
        (Fraction(1, 6), None),
        (Fraction(1, 2 * 5**26), "3.3554432E-19"),
        (Fraction(1, 5**25), "3.3554432E-18"),
        (Fraction(1, 2**28), "3.7252902984619140625E-9"),
    ],
)
def test_a_number_is_a_decimal_only_if_that_is_exact(value: Fraction, written: str | None) -> None:
    found = exact_decimal(value)
    assert found == (None if written is None else Decimal(written))


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        (Fraction(10**18 - 1), True),
        (Fraction(-(10**18)), False),
        (Fraction(1, 2**191), True),
        (Fraction(1, 2**192), False),
    ],
)
def test_a_constant_may_be_so_large_and_so_fine(value: Fraction, fits: bool) -> None:
    assert ExactAmount(value, Decimal(1)).fits is fits


@pytest.mark.parametrize("text", ["2026-01-01 + 0.5 days", "2026-01-01 + 1.5 months"])
def test_a_date_is_moved_by_what_is_not_whole_only_once_it_is_compared(text: str) -> None:
    assert isinstance(core(text), Moved)


@pytest.mark.parametrize("text", ["1 USD + 1 EUR", "20 USD/hour + 3 USD per year"])
def test_what_takes_a_rate_or_an_offer_is_not_folded(text: str) -> None:
    assert isinstance(core(text), Sum)


def test_durations_in_either_calendar_family_go_with_both() -> None:
    found = core("contract.notice_mine + 2 weeks")
    assert datatype_of(found) == DurationType()


# --- names -----------------------------------------------------------------------------------


def test_constant_lets_are_put_in_place_and_others_are_shared() -> None:
    checked = sound("let a = 2 * b\nlet b = 3\nlet c = team.size + a\npro if c > b and c < 9")
    assert [let.name for let in checked.bindings] == ["c"]
    (rule,) = checked.statements
    assert isinstance(rule, CheckedRule)
    shared = LetRef(0, Number(), span=NOWHERE)
    assert rule.condition == And(
        (Less(number(3), shared, span=NOWHERE), Less(shared, number(9), span=NOWHERE)),
        span=NOWHERE,
    )
    assert checked.bindings[0].value == Sum(
        (SIZE, Constant(Fraction(6), Number(), span=NOWHERE)), Number(), span=NOWHERE
    )


def test_a_constant_let_stands_where_it_is_used() -> None:
    text = "let rent = 3 USD\npro if pay.sign_on > rent"
    (rule,) = sound(text).statements
    assert isinstance(rule, CheckedRule)
    assert isinstance(rule.condition, Less)
    assert rule.condition.left.span.start == text.rindex("rent")


def test_facts_are_listed_once_in_order_of_mention_through_lets() -> None:
    checked = sound(
        "let c = team.size + leave.days\npro if visa.needed and c > 3 and c < 9\n"
        "con if promised.visa.needed or visa.needed"
    )
    assert [str(path) for path in checked.facts] == [
        "visa.needed",
        "team.size",
        "leave.days",
        "promised.visa.needed",
    ]


def test_own_facts_extend_the_schema() -> None:
    source = Source(
        "a",
        'scale noise: low < high\nfact a.b: noise ask "Loud?"\nfact a.c: number from 2 to 3\n'
        'fact a.d: date "Since?"\nfact a.e: money\nask "How much?" about a.e\npro if a.b > low',
    )
    checked, names, _ = check(parse(source), SCHEMA)
    at = source.end  # places are not compared
    noise, wide = OrdinalType(Scale("noise", ("low", "high"))), Bounds(Decimal(2), Decimal(3))
    assert checked.own_facts == (
        OwnFact("a.b", noise, "Loud?", True, Bounds(), at),
        OwnFact("a.c", Number(), None, False, wide, at),
        OwnFact("a.d", DateType(), "Since?", False, UNBOUNDED, at),
        OwnFact("a.e", MoneyType(), None, False, Bounds(), at),
    )
    asked, mine = Negotiability.SOMETIMES, Negotiability.NOT_A_TERM
    assert [names.schema.facts[one.path] for one in checked.own_facts] == [
        FactInfo("a.b", noise, Bounds(), "Loud?", asked, mine=False),
        FactInfo("a.c", Number(), wide, "What about a.c?", mine, mine=True),
        FactInfo("a.d", DateType(), UNBOUNDED, "Since?", mine, mine=True),
        FactInfo("a.e", MoneyType(), Bounds(), "What about a.e?", asked, mine=False),
    ]
    assert SCHEMA.get("a.b") is None


@pytest.mark.parametrize(("least", "said"), [(0, ["never-differs"]), (3, []), (None, [])])
def test_of_a_duration_in_either_family_only_0_is_a_bound(
    least: int | None, said: list[str]
) -> None:
    bounds = Bounds(None if least is None else Decimal(least))
    long = FactInfo("own.long", DurationType(), bounds, "How long?", Negotiability.NOT_A_TERM)
    parsed = parse(Source("a", "let always = own.long >= 0 days"))
    assert [it.code for it in check(parsed, SCHEMA.extended([long]))[2]] == said


def test_lost_names_are_not_reported() -> None:
    text = "pro if pay.base > rent and office.dogs and manager.presence > calm\nfact a.b: noise"
    lost = frozenset({"rent", "office.dogs", "calm", "noise"})
    unread = error("syntax", "not read", Source("a", text).end)
    parsed = evolve(parse(Source("a", text)), lost_names=lost, diagnostics=(unread,))
    assert [one.code for one in check(parsed, SCHEMA)[2]] == ["syntax"]


def test_nothing_is_unused_in_a_file_that_is_incomplete() -> None:
    text = "let a = 3\npro if visa.needed"
    for more, said in (("", ["unused-name"]), ("\npro if", ["unexpected-end"])):
        assert [d.code for d in check(parse(Source("a", text + more)), SCHEMA)[2]] == said


def test_suggestions_are_for_the_first_mistakes_only() -> None:
    _, found = run("\n".join(f"pro if visa.neede{i}" for i in range(100)))
    assert len(found) == 100
    assert 0 < sum("did you mean" in str(d.hint) for d in found) < 100


# --- statements ------------------------------------------------------------------------------


def test_unless_is_if_not() -> None:
    one, other = sound("pro if not visa.needed\ncon unless visa.needed").statements
    assert isinstance(one, CheckedRule)
    assert isinstance(other, CheckedRule)
    assert one.condition == other.condition


def test_labels_are_what_the_author_says_or_else_the_condition() -> None:
    statements = sound(
        'pro "Pay" if visa.needed\npro unless team.size   >\n3\nprefer team.size from 3 to 9'
    ).statements
    assert [statement.label for statement in statements] == [
        "Pay",
        "unless team.size > 3",
        "team.size",
    ]


def test_what_says_the_same_label_and_weight_included_counts_once() -> None:
    checked, found = run(
        "pro if visa.needed\npro if visa.needed\npro if visa.needed weight 2\n"
        'pro "Visa" if visa.needed'
    )
    assert len(checked.statements) == 3
    assert [d.code for d in found] == ["duplicate-statement"] * 3


def test_the_worst_takes_its_unit_from_the_best() -> None:
    (found,) = sound("prefer pay.base from 45k to 80k USD per year weight 3").statements
    assert isinstance(found, CheckedPreference)
    assert found.worst.value == Pay(Decimal(45000), "USD", Period.YEAR)
    assert found.weight == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hours.week = 40", Decimal(40)),
        ("hours.week = 80 / 2", Decimal(40)),
        ("hours.week = 40..45", Range(Decimal(40), Decimal(45))),
        ("hours.week = 40..40", Decimal(40)),
        ("manager.presence = often", Frequency.OFTEN),
        ("manager.presence = rarely..often", Range(Frequency.RARELY, Frequency.OFTEN)),
        ('contract.kind = "Permanent"', "permanent"),
        ('clients.names = {"a"}', frozenset({"a"})),
        (
            "commute.time = 30 min..1 hour",
            Range(
                Duration(Decimal(30), DurationUnit.MINUTE),
                Duration(Decimal(60), DurationUnit.MINUTE),
            ),
        ),
    ],
)
def test_an_assumption_is_a_value_as_an_offer_holds_it(text: str, value: FactValue) -> None:
    (assumption,) = sound(f"assume {text}\npro if visa.needed").assumptions
    assert assumption.value == value


def test_a_rate_is_exact() -> None:
    (rate,) = sound("rate 3 EUR = 1 USD on 2026-11-02").rates
    assert (rate.base, rate.quote, rate.factor, rate.on) == (
        "EUR",
        "USD",
        Fraction(1, 3),
        date(2026, 11, 2),
    )


def test_all_that_a_file_comes_to() -> None:
    used = 'let few: number\npro "Far" if visa.needed\nrate 3 EUR = 1 USD on 2026-11-02'
    checked = sound(
        """use "b.criteria"
without pro "Far"
let few = 3
let two = 2 * team.size
fact office.dogs: number from 0 to 9 ask "How many?"
assume leave.taken = leave.days
negotiable leave.days up to 30 effort 2
ask "How large?" about team.size
ask "Any pets?" about office.dogs later
decline below 12.5%
accept at 80%
pro if two > few weight 12.5%
prefer office.dogs from 0 to 9 weight 87.5%""",
        FilesInMemory({"b.criteria": used}),
    )
    rule, preference = checked.statements
    assert isinstance(rule, CheckedRule)
    assert isinstance(preference, CheckedPreference)
    dogs = FactPath("office.dogs")
    two = Scaled(SIZE, Fraction(2), Number(), span=NOWHERE)
    thirty = Constant(Fraction(30), Number(), span=NOWHERE)
    assert checked == CheckedCriteria(
        statements=(rule, preference),
        bindings=(CheckedLet("two", two),),
        facts=(FactPath("team.size"), dogs),
        negotiables=(
            CheckedNegotiable(
                LEAVE.fact, LEAVE.datatype, nodes.Direction.UP, thirty, 2, None, NOWHERE
            ),
        ),
        assumptions=(CheckedAssumption(FactPath("leave.taken"), LEAVE.fact, NOWHERE),),
        rates=(CheckedRate("EUR", "USD", Fraction(1, 3), date(2026, 11, 2), NOWHERE),),
        own_facts=(
            OwnFact(
                "office.dogs",
                Number(),
                "How many?",
                asked=True,
                bounds=Bounds(Decimal(0), Decimal(9)),
                span=NOWHERE,
            ),
        ),
        questions=(("team.size", "How large?"), ("office.dogs", "Any pets?")),
        decline_below=Decimal("12.5"),
        accept_at=Decimal(80),
        later=frozenset({"office.dogs"}),
        weight_unit=2,
        in_percent=True,
        replacements=(
            Replacement("let", "few", "root.criteria", "b.criteria", removed=False, span=NOWHERE),
            Replacement("pro", "Far", "root.criteria", "b.criteria", removed=True, span=NOWHERE),
        ),
    )
    assert (rule.weight, preference.weight) == (25, 175)
    changes = [replacement.span.text for replacement in checked.replacements]
    assert changes == ["let few = 3", 'without pro "Far"']
    assert [file.span.source.name for file in checked.files] == ["b.criteria", "root.criteria"]
    assert set(checked.origins.bindings) == {"few", "two"}
    assert checked.origins.core(rule.node.condition) == rule.condition


def test_costs_questions_and_thresholds() -> None:
    checked = sound(
        'negotiable pay.base up to 60k USD per year effort 2\nask "How much?" about pay.base\n'
        "decline below 12.5%\naccept at 2 * 40%\npro if visa.needed"
    )
    (negotiable,) = checked.negotiables
    assert (negotiable.effort, negotiable.direction) == (2, nodes.Direction.UP)
    assert checked.questions == (("pay.base", "How much?"),)
    assert (checked.decline_below, checked.accept_at) == (Decimal("12.5"), Decimal(80))


def test_a_range_in_a_syntax_tree_is_reported_where_it_may_not_stand() -> None:
    (assume,) = parse(Source("a", "assume hours.week = 40..45")).file.statements
    assert isinstance(assume, nodes.Assume)
    found_core, datatype, _, found = check_expression(assume.value, SCHEMA)
    assert (found_core, datatype) == (None, ErrorType())
    assert [d.code for d in found] == ["not-a-constant"]


# --- use -------------------------------------------------------------------------------------


def test_used_files_come_first_and_each_once() -> None:
    files = FilesInMemory(
        {
            "lib/a.criteria": 'use "b.criteria"\npro "a" if visa.needed',
            "lib/b.criteria": 'pro "b" if visa.sponsored',
        }
    )
    text = 'pro "root" if in_reach\nuse "lib/a.criteria"\nuse "lib/b.criteria"\nlet in_reach = yes'
    checked, _ = run(text, files)
    assert [statement.label for statement in checked.statements] == ["b", "a", "root"]


@pytest.mark.parametrize(
    ("root", "folder", "used", "name", "shown"),
    [
        ("home/me/a.criteria", "", '"lib/b.criteria"', "home/me/lib/b.criteria", "b.criteria"),
        ("./me/a.criteria", "", '"lib/a.criteria"', "./me/lib/a.criteria", "lib/a.criteria"),
        ("./me/a.criteria", "me", '"../b.criteria"', "b.criteria", "b.criteria"),
        ("c:\\me\\a.criteria", "", '"b.criteria"', "c:\\me\\b.criteria", "b.criteria"),
        ("home/me/a.criteria", "", "starter", "<starter>", "<starter>"),
        ("home/me/a.criteria", "", '"packs.criteria"', "<starter>", "<starter>"),
    ],
)
def test_used_files_are_named_beside_the_root(
    root: str, folder: str, used: str, name: str, shown: str
) -> None:
    parsed = parse(Source(root, f"use {used}"))
    lines = dict.fromkeys(("lib/b.criteria", "lib/a.criteria", "b.criteria"), "pro if visa.needed")
    files = FilesInMemory({**lines, "packs.criteria": "use starter"})
    checked, _, _ = check(parsed, SCHEMA, resolve=files, folder=folder)
    source = checked.statements[0].span.source
    assert (source.name, source.shown) == (name, shown)


def test_files_in_memory_name_the_one_that_is_missing() -> None:
    with pytest.raises(FileNotFoundError, match=r"^b\.criteria$"):
        FilesInMemory({"a.criteria": ""}).read("b.criteria")


@define
class Failing:
    """A resolver that has no luck."""

    error: Exception

    def read(self, path: str) -> bytes:
        raise self.error


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (FileNotFoundError(), "use-missing"),
        (PermissionError(), "use-unreadable"),
        (IsADirectoryError(), "use-unreadable"),
        (ValueError("embedded null byte"), "use-unreadable"),
        (OutsideFolderError(), "use-outside"),
    ],
)
def test_what_a_resolver_cannot_read_is_reported(problem: Exception, code: str) -> None:
    _, (found,) = run('use "b.criteria"', Failing(problem))
    assert (found.code, found.primary.span.text) == (code, '"b.criteria"')


def test_a_used_file_that_is_no_text_is_reported_in_it() -> None:
    _, found = run(
        'use "b.criteria"\npro if pay.base > rent', FilesInMemory({"b.criteria": b"\xff"})
    )
    assert [(d.code, d.primary.span.source.name) for d in found] == [("not-utf8", "b.criteria")]


def test_a_used_file_with_a_syntax_error_is_reported_in_it() -> None:
    files = FilesInMemory({"b.criteria": "let rent = = 3\nlet other = 4"})
    _, found = run('use "b.criteria"\npro if pay.base > rent', files)
    assert {d.primary.span.source.name for d in found} == {"b.criteria"}


def test_every_pack_is_sound() -> None:
    assert "starter" in pack_names()
    for name in pack_names():
        assert [str(d) for d in run(f"use {name}")[1]] == []


# --- limits ----------------------------------------------------------------------------------


def test_the_deepest_nesting_is_checked() -> None:
    text = "team.size"
    for _ in range(30):
        text = f"(yes or visa.needed and 3 < 1 + 2 * {text})"
    # The innermost truth in a product is the mistake; what is around it is not one of its own.
    assert codes(f"pro if {text}") == ["no-arithmetic"]


def test_a_path_of_ones_own_has_an_end() -> None:
    assert codes(f"fact a{'.b' * 31}: number\npro if a{'.b' * 31} > 3") == []
    assert codes(f"fact a{'.b' * 32}: number\npro if a{'.b' * 32} > 3") == ["fact-path"]
    assert codes(f"fact a{'.b' * 60_000}: number") == ["fact-path"]


def test_an_expression_with_a_mistake_has_no_core() -> None:
    found_core, datatype, checked, found = check_expression(Source("e", "pay.bse > 3"), SCHEMA)
    assert (found_core, datatype, checked.facts) == (None, ErrorType(), ())
    assert [d.code for d in found] == ["unknown-fact"]


def test_an_expression_that_cannot_be_read_has_no_core() -> None:
    found_core, datatype, _, found = check_expression(Source("e", "pay.base > > 3"), SCHEMA)
    assert (found_core, datatype) == (None, ErrorType())
    assert len(found) == 1


def test_an_expression_may_use_a_preamble() -> None:
    preamble = parse(Source("p", "let a = team.size\nassume leave.days = 20")).file
    found_core, datatype, checked, found = check_expression(Source("e", "a > 3"), SCHEMA, preamble)
    assert (datatype, found) == (YesNo(), ())
    assert found_core == Less(number(3), LetRef(0, Number(), span=NOWHERE), span=NOWHERE)
    assert [str(path) for path in checked.facts] == ["team.size"]
    assert len(checked.assumptions) == 1


def test_a_preamble_may_have_names_that_are_not_used_or_not_set() -> None:
    preamble = parse(Source("p", "let a: number\nlet b = 3\npro if leave.days > 3")).file
    assert check_expression(Source("e", "leave.days > 3"), SCHEMA, preamble)[3] == ()


@pytest.mark.parametrize(
    ("limit", "place", "kept"),
    [
        (3, ("a", 0), []),
        (4, ("a", 1), ["a1"]),
        (5, ("b", 0), ["a1", "a2"]),
        (7, ("b", 2), ["a1", "a2", "b3", "b4"]),
        (8, None, ["a1", "a2", "b3", "b4", "root"]),
    ],
)
def test_statements_over_the_limit_are_one_mistake(
    limit: int, place: tuple[str, int] | None, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uses, "MAX_STATEMENTS", limit)
    one, two, three, four = (
        f'pro "{name}" if leave.days > {name[1]}' for name in ("a1", "a2", "b3", "b4")
    )
    files = FilesInMemory({"a": f"{one}\n{two}", "b": f"{three}\n{four}\nlet far = 30"})
    checked, found = run('use "a"\nuse "b"\npro "root" if leave.days > far', files)
    shown = [(d.code, d.primary.span.source.name, d.primary.span.line - 1) for d in found]
    assert shown == ([] if place is None else [("too-many-statements", *place)])
    assert [statement.label for statement in checked.statements] == kept
