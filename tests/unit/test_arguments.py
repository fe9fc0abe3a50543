"""Wrong arguments: every public function refuses them by the name of the parameter."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from attrs import evolve, frozen

import offerkit
from offerkit import Criteria, Money, Offer, Pay, Percent, Period, TextSet, fact, parse_criteria
from offerkit.arguments import shown, taker
from offerkit.comparison import Comparison
from offerkit.criteria import Criteria as Facade
from offerkit.decision import Decision
from offerkit.errors import OfferkitError
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Scale
from offerkit.values import AtLeast, AtMost, Choice, Duration, DurationUnit, Range

D = Decimal
MODULES = (
    "answer compare counter decide examine explain negotiate pay prices procon promises questions"
).split()
TEXT = """
scale noise: silent < calm < loud
fact office.dogs: yes/no
fact office.noise: noise
fact office.walk: duration in min
fact office.desks: number from 1 to 9
dealbreaker "Loud" if office.noise >= loud
pro if office.dogs weight 3
con if office.walk > 15 min
con if pay.base < 10 USD per year
con if office.desks > 3 or promised.office.dogs or current.office.dogs
negotiable pay.base up to 90k USD per year
accept at 70%
"""
CRITERIA = parse_criteria(TEXT)
DECISION = CRITERIA.decide(Offer())
COMPARISON = CRITERIA.compare({"a": Offer(), "b": Offer()})


def functions() -> dict[str, Callable[..., Any]]:
    """Return the public functions, and the methods of what they make, by name."""
    homes = [offerkit, *(import_module(f"offerkit.{name}") for name in MODULES)]
    found: dict[str, Callable[..., Any]] = {}
    for home in homes:
        for name in home.__all__:
            it = getattr(home, name)
            if inspect.isfunction(it):
                found[name] = it
    for owner in (CRITERIA, DECISION, COMPARISON):
        for name, _ in inspect.getmembers(type(owner), inspect.isfunction):
            if not name.startswith("_"):
                found[f"{type(owner).__name__}.{name}"] = getattr(owner, name)
    return found


FUNCTIONS = functions()
NEEDED: dict[str, Any] = {
    "text": "",
    "data": "",
    "decisions": {"a": DECISION},
    "path": "offer.toml",
    "offer": Offer(),
    "offers": {"a": Offer()},
    "question": "?",
    "one": "a",
    "other": "b",
    "edited": CRITERIA,
    "frame": pyarrow.table({"leave.days": [1]}),
    "name": "a",
    "index": 0,
    "month": 12,
    "of": "decision",
    "finding": DECISION.findings[0],
}
STRANGE = (None, 3, 2.5, True, "\x00strange", b"\xff", [3], {"a": 3}, object(), int, View.CURRENT)


CALLS = [(name, it) for name, of in FUNCTIONS.items() for it in inspect.signature(of).parameters]


@pytest.mark.parametrize(("name", "parameter"), CALLS)
def test_a_wrong_argument_is_refused_by_name(name: str, parameter: str, tmp_path: Path) -> None:
    """Whatever comes: an answer, an error in a file, or one that names the parameter."""
    function = FUNCTIONS[name]
    parameters = inspect.signature(function).parameters
    refused = 0
    for strange in STRANGE:
        given = {n: NEEDED[n] for n, it in parameters.items() if it.default is it.empty}
        if "path" in given:
            given["path"] = tmp_path / "offer.toml"
        try:
            function(**given | {parameter: strange})
        except OfferkitError:
            continue
        except OSError:
            continue
        except (TypeError, ValueError) as wrong:
            refused += 1
            said = str(wrong)
            assert said.startswith((f"{parameter}:", "name:")) or "embedded null" in said, said
    assert refused or (name == "fact" and parameter == "default")


@pytest.mark.parametrize("name", [*FUNCTIONS])
def test_what_a_function_raises_stands_in_its_docstring(name: str) -> None:
    function = FUNCTIONS[name]
    doc = inspect.getdoc(function) or ""
    assert doc, name
    assert not inspect.signature(function).parameters or "Raises:" in doc, name


# --- values ----------------------------------------------------------------------------------

DOLLARS = Money(D(1), "USD")


@pytest.mark.parametrize(
    ("build", "error", "words"),
    [
        (lambda: Pay(D(1), "USD", "year"), TypeError, "Pay.per: expected a Period"),  # type: ignore[arg-type]
        (lambda: Pay(D(1), "USD", "year"), TypeError, "write Period.YEAR"),  # type: ignore[arg-type]
        (lambda: Pay(None, "USD", Period.YEAR), TypeError, "Pay.amount: expected an exact"),  # type: ignore[arg-type]
        (lambda: Pay(True, "USD", Period.YEAR), TypeError, "Pay.amount"),  # type: ignore[arg-type]
        (lambda: Pay(1.5, "USD", Period.YEAR), TypeError, 'Decimal\\("1.5"\\)'),  # type: ignore[arg-type]
        (lambda: Money(D(1), ["USD"]), TypeError, "Money.currency"),  # type: ignore[arg-type]
        (lambda: Money(D(1), "usd"), ValueError, "'usd' is not an ISO 4217 currency"),
        (lambda: Money(D("NaN"), "USD"), ValueError, "finite"),
        (lambda: Percent(None), TypeError, "Percent.amount"),  # type: ignore[arg-type]
        (lambda: Percent(D("-Infinity")), ValueError, "finite"),
        (lambda: Duration(D(1), "min"), TypeError, "write DurationUnit.MINUTE"),  # type: ignore[arg-type]
        (lambda: TextSet(["a"]), TypeError, "TextSet.at_least: expected a frozenset"),  # type: ignore[arg-type]
        (lambda: TextSet(frozenset({1})), TypeError, "of str"),  # type: ignore[arg-type]
        (lambda: TextSet(frozenset(), "ab"), TypeError, "TextSet.at_most"),  # type: ignore[arg-type]
        (lambda: TextSet(frozenset({"a"}), frozenset()), ValueError, "contain all"),
        (lambda: Range(D(2), D(1)), ValueError, "from low to high, got 2..1"),
        (lambda: Range(D(2), DOLLARS), ValueError, "one unit"),
        (lambda: Range(Range(D(1), D(2)), D(3)), TypeError, "Range.low.*range of ranges"),
        (lambda: AtLeast("a"), TypeError, "AtLeast.low"),
        (lambda: AtMost(datetime(2026, 1, 1)), TypeError, "AtMost.high"),  # noqa: DTZ001
        (lambda: Level(None, 0), TypeError, "Level.scale"),  # type: ignore[arg-type]
        (lambda: Level(Scale("a", ("b",)), 1), ValueError, "Level.rank: expected 0 to 0"),
        (lambda: Level(Scale("a", ("b",)), "b"), TypeError, "Level.rank"),  # type: ignore[arg-type]
        (lambda: Scale("a", ["b"]), TypeError, "Scale.levels"),  # type: ignore[arg-type]
        (lambda: FactPath(None), TypeError, "FactPath.path"),  # type: ignore[arg-type]
        (lambda: FactPath("a.b", "current"), TypeError, "write View.CURRENT"),  # type: ignore[arg-type]
    ],
)
def test_values_check_themselves(
    build: Callable[[], Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        build()


def test_ranges_of_two_scales_have_no_order() -> None:
    one, other = (Scale("noise", levels) for levels in (("low", "high"), ("high", "low")))
    with pytest.raises(ValueError, match="one unit"):
        Range(Level(one, 0), Level(other, 1))


# --- own facts -------------------------------------------------------------------------------

BACKWARDS = parse_criteria("""
scale noise: loud < calm < silent
fact office.noise: noise
dealbreaker if office.noise >= loud
""")
SILENT = BACKWARDS.read_offer('office.noise = "silent"')


YES_NO = "{}office.dogs: expected yes/no (bool, or UNKNOWN), got 'yes'"
MINUTES = "{}office.walk: expected a duration in minutes or hours"
DESKS = "{}office.desks: expected from 1 to 9, got 10"
NOISE = "{}office.noise: expected a level of noise (silent < calm < loud) (Level, or UNKNOWN), got "
UNDECLARED = "own: these criteria declare no fact "


@pytest.mark.parametrize(
    ("own", "error", "words"),
    [
        ({"office.dogs": "yes"}, TypeError, YES_NO),
        ({"office.walk": "20 min"}, TypeError, f"{MINUTES} (Duration, or UNKNOWN), got '20 min'"),
        ({"office.walk": Duration(D(1), DurationUnit.DAY)}, ValueError, f"{MINUTES}, got 1 day"),
        ({"office.desks": D(10)}, ValueError, "{}office.desks: expected from 1 to 9, got 10"),
        (
            {"office.desks": AtMost(D(10))},
            ValueError,
            "{}office.desks: expected from 1 to 9, got 10",
        ),
        (
            {"office.dgos": True},
            ValueError,
            UNDECLARED + "`{}office.dgos`; did you mean `office.dogs`?",
        ),
        (
            {"office.dosk": True},
            ValueError,
            UNDECLARED + "`{}office.dosk`; did you mean `office.desks` or `office.dogs`?",
        ),
        ({"lunch.price": D(9)}, ValueError, UNDECLARED + "`{}lunch.price`"),
        (SILENT.own, TypeError, NOISE + repr(SILENT.own["office.noise"])),
    ],
)
@pytest.mark.parametrize("view", ["", "promised", "found", "refused", "current"])
def test_an_offer_that_does_not_suit_the_criteria_is_refused(
    own: Any, error: type[Exception], words: str, view: str
) -> None:
    offer = Offer(own=own)
    if view:
        offer = Offer(**{view: offer})  # type: ignore[arg-type]
    for decide in (
        CRITERIA.decide,
        CRITERIA.verdict,
        lambda it: CRITERIA.compare({"a": Offer(), "b": it}),
    ):
        with pytest.raises(error) as caught:
            decide(offer)
        assert str(caught.value) == words.format(f"{view}." if view else "")


def test_a_fact_that_every_offer_has_is_none_of_its_own() -> None:
    with pytest.raises(ValueError, match=r"`pay\.base` is a fact of Offer"):
        Offer(own={"pay.base": Pay(D(1), "USD", Period.YEAR)})


@frozen(kw_only=True)
class OfficeFacts:
    dogs: Choice[bool] = fact("May I bring my dog?")


@frozen(kw_only=True)
class OfficeOffer(Offer):
    office: OfficeFacts = OfficeFacts()


def test_a_fact_declared_twice_is_not_looked_up_in_one_place_only() -> None:
    words = "^offer: `office.dogs` is declared by these criteria and by OfficeOffer$"
    with pytest.raises(TypeError, match=words):
        CRITERIA.decide(OfficeOffer(office=OfficeFacts(dogs=True)))
    assert parse_criteria("pro if leave.days > 3").decide(OfficeOffer()).missing


@pytest.mark.parametrize("given", [3, Offer()])
def test_an_offer_of_another_type_is_refused(given: Any) -> None:
    criteria = parse_criteria("pro if office.dogs", offer_type=OfficeOffer)
    wanted = "expected an offer of type OfficeOffer, which these criteria decide"
    with pytest.raises(TypeError) as caught:
        criteria.decide(given)
    assert str(caught.value) == f"offer: {wanted}, got {shown(given)}"


def test_what_criteria_declare_an_offer_built_by_a_program_may_state() -> None:
    offer = Offer(own={"office.dogs": True, "office.desks": Range(D(1), D(3))})
    assert CRITERIA.decide(offer).findings[1].truth is offerkit.Kleene.TRUE


# --- values that do not change -----------------------------------------------------------------


def test_an_offer_cannot_change_behind_its_hash() -> None:
    offer = Offer(own={"office.dogs": True}, sources={"pay.base": "letter"})
    before = hash(offer)
    changes: tuple[Callable[[Any], object], ...] = (
        lambda it: it.update(a=1),
        lambda it: it.__setitem__("a", 1),
        lambda it: it.clear(),
        lambda it: it.setdefault("a", 1),
        lambda it: it.__ior__({"a": 1}),
    )
    for held in (offer.own, offer.sources, offer.posting):
        for change in changes:
            with pytest.raises(TypeError, match="do not change"):
                change(held)
    assert hash(offer) == before
    assert hash(offer) != hash(evolve(offer, own={"office.dogs": False}))
    assert pickle.loads(pickle.dumps(offer)) == deepcopy(offer) == offer


def test_criteria_are_values() -> None:
    assert {CRITERIA: 1}[parse_criteria(TEXT)] == 1
    assert hash(CRITERIA.schema) == hash(parse_criteria(TEXT).schema)
    assert Facade is Criteria


# --- how annotations are read --------------------------------------------------------------------


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("hint", "good", "bad"),
    [
        (int | None, [1, None], [True, 1.0, "1"]),
        (list[int], [[], [1]], ["", [True], (1,)]),
        (Colour, [Colour.RED], ["red", "RED", None]),
        (tuple[str, int], [("a", 1)], [("a",), ("a", "b"), ["a", 1]]),
        (Range[Money], [Range(DOLLARS, DOLLARS)], [Range(D(1), D(2)), DOLLARS]),
        (type[Offer], [Offer, OfficeOffer], [int, Offer(), None]),
    ],
)
def test_an_annotation_says_what_is_taken(hint: Any, good: list[Any], bad: list[Any]) -> None:
    takes = taker(hint)
    assert all(takes.accepts(value) for value in good)
    assert not any(takes.accepts(value) for value in bad)
    for value in good:
        assert takes.require("it", value) is value
    for value in bad:
        with pytest.raises(TypeError, match="it: expected"):
            takes.require("it", value)


def test_members_of_an_enumeration_are_named() -> None:
    for text in ("red", "RED"):
        with pytest.raises(TypeError, match=r"shade: expected Colour, got .*; write Colour\.RED"):
            taker(Colour).require("shade", text)


def test_decisions_and_comparisons_are_among_the_functions() -> None:
    names = {name.partition(".")[0] for name in FUNCTIONS}
    assert {"Criteria", Decision.__name__, Comparison.__name__} <= names
