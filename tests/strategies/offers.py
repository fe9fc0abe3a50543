"""Offers that are known in part, and what they may still turn out to be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import evolve
from hypothesis import strategies as st

from offerkit.calendar import days_of, is_in_months
from offerkit.datatypes import (
    Bounds,
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentListType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.evaluate.facts import Facts, World
from offerkit.kleene import Kleene
from offerkit.model.fields import FactInfo, closed, has_ranges, in_bounds, is_plain_text
from offerkit.model.offer import UNSAID, Offer, OfferT, with_facts
from offerkit.model.schema import Schema, schema_of
from offerkit.paths import FactPath, View
from offerkit.scales import Level, Ordinal
from offerkit.text import fold
from offerkit.values import (
    DOES_NOT_APPLY,
    UNKNOWN,
    AtLeast,
    AtMost,
    DoesNotApply,
    Duration,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    TextSet,
    ends_of,
    one_end,
)

Drawn: TypeAlias = st.DrawFn

TEXTS = (
    *("Acme", "acme ", "Dana Reyes", "Lakeside Bank", "lakeside  bank", "Zürich", 'a "b" \\ c'),
    *("US", "usa", "the united states", "CI"),
)
"""Few enough that two facts often agree; some differ only in case and spacing."""
CURRENCIES = ("USD", "EUR")
SCHEDULES = tuple(
    tuple(Percent(Decimal(share)) for share in shares)
    for shares in ((100,), (50, 50), (25, 25, 25, 25), (10, 20, 30, 40), ("33.5", "33.5", 33))
)
_NUMBERS = tuple(
    Decimal(number) for number in (0, 1, 2, 3, "7.5", 12, 30, 40, 45, 60, 100, 40_000, 52_000)
)
PLANS = (
    ("equity.schedule", "equity.vesting"),
    ("benefits.retirement_schedule", "benefits.retirement_vesting"),
)
PLANNED = frozenset(path for plan in PLANS for path in plan)
"""The facts of vesting plans, each of which must agree with itself."""
FOLLOWING = ("pay.days_year", "leave.unpaid")
"""What follows from the rest of an offer that does not state it, so that nobody can learn it."""
BONUS = ("pay.bonus_target", "pay.bonus_amount")
"""A bonus is stated in one of two ways."""


# --- single values ---------------------------------------------------------------------------


def texts() -> st.SearchStrategy[str]:
    """Texts that say something; most from a short list."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
    return st.one_of(st.sampled_from(TEXTS), anything.filter(is_plain_text))


def _amounts(bounds: Bounds, make: Callable[[Decimal], Any]) -> st.SearchStrategy[Any]:
    """What *make* makes of amounts, as far as it lies in the bounds."""
    inside = [number for number in _NUMBERS if in_bounds(make(number), bounds)]
    ends = [Decimal(end) for end in (bounds.low, bounds.high) if end is not None]
    ends = [end for end in ends if in_bounds(make(end), bounds)]
    few = [*inside, *ends] or [Decimal(1)]
    # Within the bounds as near as can be: what is drawn outside is drawn again.
    most = max(few) if bounds.high is not None else Decimal(200_000)
    drawn = st.decimals(min(few), most, places=2).map(make)
    return st.one_of(
        st.sampled_from(few).map(make), drawn.filter(lambda value: in_bounds(value, bounds))
    )


def _levels(info: FactInfo) -> Sequence[Ordinal] | Sequence[Level]:
    assert isinstance(info.datatype, OrdinalType)
    return list(info.ordinal) if info.ordinal is not None else list(info.datatype.scale)


@st.composite
def _of_one_unit(draw: Drawn, info: FactInfo) -> st.SearchStrategy[Any]:
    """A strategy of values that could be the ends of one range."""
    bounds = info.bounds
    match info.datatype:
        case Number():
            return _amounts(bounds, lambda amount: amount)
        case PercentType():
            return _amounts(bounds, Percent)
        case MoneyType():
            currency = draw(st.sampled_from(CURRENCIES))
            return _amounts(bounds, lambda amount: Money(amount, currency))
        case PayType():
            currency, per = draw(st.sampled_from(CURRENCIES)), draw(st.sampled_from(Period))
            return _amounts(bounds, lambda amount: Pay(amount, currency, per))
        case DurationType(families=families):
            units = [unit for unit in DurationUnit if unit.family in families]
            unit = draw(st.sampled_from(units))
            return _amounts(bounds, lambda amount: Duration(amount, unit))
        case DateType():
            return st.dates(date(2025, 1, 1), date(2027, 12, 31))
        case OrdinalType():
            return st.sampled_from(_levels(info))
        case other:
            raise AssertionError(other)


def known_values(info: FactInfo) -> st.SearchStrategy[Any]:
    """Single values of a fact: what it can turn out to be."""
    match info.datatype:
        case YesNo():
            return st.booleans()
        case TextType(values=None):
            return texts()
        case TextType(values=values):
            return st.sampled_from(values or ())
        case TextSetType():
            return st.frozensets(texts(), max_size=4)
        case PercentListType():
            return st.sampled_from(SCHEDULES)
        case _:
            return _of_one_unit(info).flatmap(lambda values: values)


@st.composite
def ranges(draw: Drawn, info: FactInfo) -> Range[Any] | AtLeast[Any] | AtMost[Any]:
    """Ranges of a quantity or of levels; both ends may be the same, or one may be open."""
    values = draw(_of_one_unit(info))
    low, high = sorted((draw(values), draw(values)), key=_rank)
    drawn = draw(st.sampled_from((Range(low, high), AtLeast(low), AtMost(high))))
    return drawn if closed(drawn, info.bounds) is drawn else Range(low, high)


def _rank(value: Any) -> Any:
    if isinstance(value, Duration):
        return value.base
    return getattr(value, "amount", getattr(value, "rank", value))


@st.composite
def partial_sets(draw: Drawn) -> TextSet:
    """Sets of text of which some is known."""
    at_least = draw(st.frozensets(texts(), max_size=2))
    more = draw(st.none() | st.frozensets(texts(), max_size=3))
    return TextSet(at_least, None if more is None else at_least | more)


def stated_values(info: FactInfo) -> st.SearchStrategy[Any]:
    """Whatever an offer can say of a fact but that it is unknown."""
    ways = [known_values(info)]
    if isinstance(info.datatype, TextSetType):
        ways.append(partial_sets())
    if has_ranges(info.datatype):
        ways.append(ranges(info))
    if info.may_not_apply:
        ways.append(st.just(DOES_NOT_APPLY))
    return st.one_of(ways)


# --- offers ----------------------------------------------------------------------------------


@st.composite
def stated_facts(
    draw: Drawn, schema: Schema, paths: Collection[str], most: int = 10
) -> Mapping[str, FactValue]:
    """Values for some of the paths, by path; a vesting plan that agrees with itself."""
    if not paths:
        return {}
    chosen = draw(st.lists(st.sampled_from(sorted(paths)), unique=True, max_size=most))
    facts = {path: draw(stated_values(schema.facts[path])) for path in chosen}
    for schedule, vesting in PLANS:
        shares = facts.get(schedule)
        if vesting in facts and isinstance(shares, tuple):
            facts[vesting] = _vesting_of(shares)
    return one_bonus(facts)


def one_bonus(facts: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    """Return the facts with the first bonus that is known as the only one."""
    known = [path for path in facts if path in BONUS and facts[path] is not UNKNOWN]
    return {**facts, **dict.fromkeys(set(BONUS).difference(known[:1]), UNKNOWN)} if known else facts


def _vesting_of(schedule: Sequence[Percent]) -> Duration:
    return Duration(Decimal(len(schedule)), DurationUnit.YEAR)


def with_all(offer: OfferT, facts: Mapping[str, FactValue], schema: Schema) -> OfferT:
    """Return the offer with these values, own facts among them, in all groups."""
    grouped = {path: value for path, value in facts.items() if path not in schema.own}
    own = {path: value for path, value in facts.items() if path in schema.own}
    return evolve(with_facts(offer, grouped), own={**offer.own, **own})


def with_view(offer: OfferT, view: str, seen: Offer | DoesNotApply) -> OfferT:
    """Return the offer with another view: ``promised`` or ``current``."""
    change: dict[str, Any] = {view: seen}
    return evolve(offer, **change)


def stated_paths(schema: Schema) -> tuple[str, ...]:
    """The paths that an offer can state."""
    return tuple(path for path, info in schema.facts.items() if not info.derived)


@st.composite
def offers(
    draw: Drawn,
    schema: Schema | None = None,
    *,
    offer_type: type[Offer] = Offer,
    paths: Collection[str] | None = None,
    views: bool = True,
    notes: bool = False,
) -> Offer:
    """Offers known in part.

    Args:
        schema: The facts; that of the offer type where None.
        offer_type: The type of the offers.
        paths: The facts that may be stated; all where None. Give those that the criteria read.
        views: Whether there may be ``promised`` and ``current``.
        notes: Whether there may be ``sources`` and ``posting``.
    """
    schema = schema or schema_of(offer_type)
    paths = stated_paths(schema) if paths is None else paths
    offer = with_all(offer_type(), draw(stated_facts(schema, paths)), schema)
    if views:
        for view in ("promised", "current", *(["found"] if notes else [])):
            if draw(st.booleans()):
                facts = draw(stated_facts(schema, paths))
                offer = with_view(offer, view, with_all(offer_type(), facts, schema))
        if offer.offer.kind != "counter" and draw(st.integers(0, 5)) == 0:
            offer = with_view(offer, "current", DOES_NOT_APPLY)
    if notes:
        offer = evolve(
            offer,
            sources=draw(_sources(schema)),
            posting=draw(st.dictionaries(texts(), st.text(max_size=12).filter(_encodable))),
        )
    return offer


def _encodable(text: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in text)


def _sources(schema: Schema) -> st.SearchStrategy[dict[str, str]]:
    paths = st.builds(FactPath, st.sampled_from(stated_paths(schema)), st.sampled_from(View))
    return st.dictionaries(paths.map(str), texts(), max_size=3)


# --- learning --------------------------------------------------------------------------------


@st.composite
def _middle(draw: Drawn, low: Any, high: Any) -> Any:
    """A value from low to high, both included, in their unit."""
    match low:
        case date():
            return draw(st.dates(low, high))
        case Ordinal() | Level():
            levels = list(type(low)) if isinstance(low, Ordinal) else list(low.scale)
            return draw(st.sampled_from(levels[low.rank : high.rank + 1]))
        case Decimal():
            middle = ((low + high) / 2).quantize(Decimal("0.01"))
            return draw(st.sampled_from([low, high, min(max(middle, low), high)]))
        case _:
            return evolve(low, amount=draw(_middle(low.amount, high.amount)))


@st.composite
def learned(draw: Drawn, info: FactInfo, value: FactValue, *, fully: bool = False) -> Any:
    """What a fact may come to be known as: *value* or narrower; if *fully*, a single value."""
    if value is UNKNOWN:
        single = known_values(info)
        if info.may_not_apply:
            single |= st.just(DOES_NOT_APPLY)
        return draw(single if fully else st.just(UNKNOWN) | stated_values(info))
    if isinstance(value, AtLeast | AtMost):
        if not fully and draw(st.booleans()):
            return value
        end, far = (
            one_end(value),
            _far_from(one_end(value), 1 if isinstance(value, AtLeast) else -1),
        )
        value = Range(*sorted((end, far), key=_rank))
    if isinstance(value, Range):
        one, other = draw(_middle(value.low, value.high)), draw(_middle(value.low, value.high))
        return one if fully or draw(st.booleans()) else Range(*sorted((one, other), key=_rank))
    if isinstance(value, TextSet):
        return draw(_learned_set(value, fully=fully))
    return value


def _far_from(end: Any, sign: int) -> Any:
    """A value beyond the only end of a range."""
    match end:
        case date():
            return date.fromordinal(end.toordinal() + sign * 500)
        case Decimal():
            return end + 500
        case _:
            return evolve(end, amount=end.amount + 500)


@st.composite
def _learned_set(draw: Drawn, known: TextSet, *, fully: bool) -> frozenset[str] | TextSet:
    must = {fold(text) for text in known.at_least}
    may = TEXTS if known.at_most is None else sorted(known.at_most)
    more = [text for text in may if fold(text) not in must]
    added = draw(st.sets(st.sampled_from(more))) if more else set()
    at_least = known.at_least | added
    if fully or draw(st.booleans()):
        return at_least
    rest = draw(st.sets(st.sampled_from(more))) if more else set()
    narrowed = at_least | rest
    return TextSet(at_least, draw(st.sampled_from([known.at_most, narrowed])))


@st.composite
def completions(
    draw: Drawn,
    offer: OfferT,
    schema: Schema | None = None,
    *,
    paths: Collection[str] | None = None,
    fully: bool = False,
) -> OfferT:
    """Offers that *offer* may still turn out to be: facts filled in, ranges narrowed.

    Args:
        offer: What is known so far.
        schema: The facts; that of the offer's type where None.
        paths: The facts to learn of, in all three views; where None, all that are known in
            part and some that are unknown.
        fully: Whether every fact of *paths* comes out as a single value.
    """
    schema = schema or schema_of(type(offer))
    chosen = draw(_to_learn(offer, schema)) if paths is None else sorted(paths)
    learned_offer = draw(_completed_view(offer, schema, chosen, fully=fully, is_offer=True))
    for view in ("promised", "current"):
        seen = getattr(offer, view)
        if seen is DOES_NOT_APPLY:
            continue
        may_have_no_job = seen is None and learned_offer.offer.kind != "counter"
        if view == "current" and may_have_no_job and draw(st.integers(0, 2)) == 0:
            learned_offer = with_view(learned_offer, view, DOES_NOT_APPLY)
        elif seen is not None or fully or draw(st.booleans()):
            base = type(offer)() if seen is None else seen
            known = draw(_completed_view(base, schema, chosen, fully=fully, is_offer=False))
            if fully:
                # The only kind that a view can be known to have, and an answer.
                only = {"kind": "counter", "answer": "accepted"}
                said = {
                    f"offer.{n}": v for n, v in only.items() if getattr(known.offer, n) == UNSAID[n]
                }
                known = with_facts(known, said)
            learned_offer = with_view(learned_offer, view, known)
    return learned_offer


@st.composite
def _to_learn(draw: Drawn, offer: Offer, schema: Schema) -> list[str]:
    paths = stated_paths(schema)
    started = [
        path
        for path in paths
        for view in View
        if isinstance(
            schema.getter(FactPath(path, view))(offer), Range | AtLeast | AtMost | TextSet
        )
    ]
    return [*started, *draw(st.lists(st.sampled_from(paths), max_size=8, unique=True))]


def _completed_view(
    offer: OfferT, schema: Schema, paths: Sequence[str], *, fully: bool, is_offer: bool
) -> st.SearchStrategy[OfferT]:
    """Views in which more is known, and no gate is closed that what was stated shows open."""
    world = World(schema)
    before = Facts(world, offer)
    open_ = [
        gate
        for path, gates in world.gates.items()
        for gate in gates
        if not (gate.may_hide and is_offer)
        if before.stated(FactPath(path)) not in (UNKNOWN, DOES_NOT_APPLY)
        if before.is_closed(gate, View.OFFERED) is not Kleene.TRUE
    ]

    def are_open(after: OfferT) -> bool:
        facts = Facts(world, after)
        return all(facts.is_closed(gate, View.OFFERED) is not Kleene.TRUE for gate in open_)

    return _learned_view(offer, schema, paths, fully=fully).filter(are_open)


@st.composite
def _learned_view(
    draw: Drawn, offer: OfferT, schema: Schema, paths: Sequence[str], *, fully: bool
) -> OfferT:
    before = {path: schema.getter(FactPath(path))(offer) for path in (*paths, *PLANNED)}
    after = {
        path: draw(learned(schema.facts[path], before[path], fully=fully))
        for path in dict.fromkeys(paths)
        if path not in PLANNED and not (path in FOLLOWING and before[path] is UNKNOWN)
    }
    for plan in PLANS:
        if not set(paths).isdisjoint(plan):
            after.update(draw(_learned_plan(plan, before, fully=fully)))
    stated = {path: schema.getter(FactPath(path))(offer) for path in BONUS if path in schema.facts}
    known = {path: value for path, value in stated.items() if value is not UNKNOWN}
    return with_all(offer, one_bonus({**known, **after}), schema)


@st.composite
def _learned_plan(
    draw: Drawn, plan: tuple[str, str], before: Mapping[str, Any], *, fully: bool
) -> Mapping[str, FactValue]:
    """A vesting plan that agrees with itself and with what was known of it."""
    schedule, vesting = (before[path] for path in plan)
    fitting: list[Any] = [shares for shares in SCHEDULES if _fits(vesting, shares)]
    if schedule is UNKNOWN and (fully or draw(st.booleans())):
        schedule = draw(st.sampled_from([*fitting, DOES_NOT_APPLY]))
    if isinstance(vesting, Range | AtLeast) or (vesting is UNKNOWN and fully):
        vesting = _exact_vesting(vesting, schedule)
    return dict(zip(plan, (schedule, vesting), strict=True))


def _fits(vesting: Any, schedule: Sequence[Percent]) -> bool:
    if vesting is UNKNOWN:
        return True
    low, high = ends_of(vesting)
    months = 12 * len(schedule)
    least, most = (months, months) if is_in_months(one_end(vesting)) else days_of(months)
    return (low is None or low.base <= most) and (high is None or least <= high.base)


def _exact_vesting(vesting: Any, schedule: Any) -> Duration:
    if isinstance(schedule, tuple):
        return _vesting_of(schedule)
    low = vesting.low if isinstance(vesting, Range) else Duration(Decimal(4), DurationUnit.YEAR)
    assert isinstance(low, Duration)
    return low
