"""How a fact is declared in a model, and which values it takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from types import UnionType
from typing import (
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

import attrs
from attrs import evolve, field, frozen

from offerkit.amount_words import says_nothing
from offerkit.arguments import checks_arguments, shown
from offerkit.data import cached, remembering
from offerkit.datatypes import (
    ALL_CALENDAR,
    Bounds,
    Datatype,
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
from offerkit.literals import EXACT, MAX_DIGITS, is_storable
from offerkit.model.gates import Gate, nothing
from offerkit.records import Record
from offerkit.scales import Level, Ordinal, Quality, Wish
from offerkit.text import Named, fold
from offerkit.values import (
    BASE_UNITS,
    DOES_NOT_APPLY,
    OWN_UNITS,
    PER_YEAR,
    UNKNOWN,
    AtLeast,
    AtMost,
    DoesNotApply,
    Duration,
    DurationFamily,
    DurationUnit,
    FactValue,
    Money,
    Pay,
    Percent,
    Range,
    TextSet,
    Unknown,
    amount_of,
    ends_of,
    one_end,
    plain,
    show,
    unit_of,
)

MAX_TEXTS: Final = 1_000
"""The most texts a set may have; ``grammar/README.md``, "Limits"."""


class Negotiability(Named):
    """How often a fact can be negotiated when an offer is made."""

    USUALLY = "usually"
    """It is part of most negotiations."""
    SOMETIMES = "sometimes"
    """It can be asked for, and is granted to some."""
    RARELY = "rarely"
    """It seldom changes for one person."""
    NOT_A_TERM = "not a term"
    """The fact describes the place; nobody can offer another one."""


class AskedOf(Named):
    """Whose answer a question needs."""

    EMPLOYER = "employer"
    """The employer can tell."""
    YOURSELF = "yourself"
    """Only the candidate can find it out; no letter and no note for a call asks for it."""


class Better(Named):
    """Which way a fact gets better."""

    MORE = 1
    """More of it is better; of a yes/no fact, yes."""
    LESS = -1
    """Less of it is better; of a yes/no fact, no."""


class Topic(Named):
    """What a fact is about, in the order in which topics are shown."""

    MONEY = "money"
    """Pay and equity, and what else is paid: premiums, refunds, retirement."""
    ROLE = "role"
    """Title, level and career."""
    WORK = "work"
    """The work itself."""
    CLIENTS = "clients"
    """For whom the work is done."""
    MANAGER = "manager"
    """Who leads, and how."""
    TEAM = "team"
    """The people one works with."""
    PLACE = "place"
    """Where the job is, and the way there."""
    TIME = "time"
    """Hours, leave and travel."""
    GROWTH = "growth"
    """Learning and advancing."""
    BENEFITS = "benefits"
    """What comes beside pay."""
    CONTRACT = "contract"
    """What the contract binds both sides to."""
    COMPANY = "company"
    """The employer."""
    OTHER = "other"
    """Facts that a criteria file or an offer type declares, unless they are paid in money."""


_MORE_IS_BETTER: Final = frozenset({Quality.scale(), Wish.scale()})
"""The scales on which more is better whatever they measure."""


@frozen
class FactInfo(Record):
    """What is known of a fact without any offer: its datatype, its bounds, how to ask for it."""

    path: str
    """The group and the name, with dots, without a view."""
    datatype: Datatype
    """What its values are."""
    bounds: Bounds
    """The least and the greatest of them, in the unit that it names."""
    question: str
    """In the words a candidate would use."""
    negotiable: Negotiability = Negotiability.NOT_A_TERM
    """How often it can be negotiated."""
    called: str = ""
    """The name that letters to the employer have for it; empty where none was declared."""
    better: Better | None = field()
    """Which way it gets better for everybody; None where that depends on who is asked."""
    mine: bool = False
    """Whether it is the candidate's to find out: no employer can answer for it."""
    discreet: bool = False
    """Whether asking for it may tell something of yourself that no employer needs to know."""
    may_not_apply: bool = False
    """Whether an offer may say that it does not apply, which an unknown one may turn out to do."""
    topic: Topic = field()
    """What it is about."""
    typical: int | str | None = None
    """A number or an amount, as offers write it, whose size says what is meant, for examples."""
    everyday: tuple[str, ...] = ()
    """Words that people use for it, in lower case; it is then suggested."""
    values: tuple[tuple[str, str], ...] = ()
    """Values of a closed list, each with what it is in other words."""
    unstated: FactValue = UNKNOWN
    """The value of a fact that the offer does not state."""
    gates: tuple[Gate, ...] = ()
    """What it hangs on; the value of each is in the form in which an offer would state it."""
    derived: bool = False
    """Whether it is computed from ``parts`` and cannot be stated."""
    parts: tuple[str, ...] = ()
    """Of a derived fact: the paths of the facts that it is computed from."""
    leaves_out: tuple[str, ...] = ()
    """Stated facts that a derived one could be thought to count, and does not."""
    ordinal: type[Ordinal] | None = field(default=None, eq=False, repr=False)
    """The enum that holds the levels; None for a scale that a criteria file declared."""

    @better.default
    def _by_scale(self) -> Better | None:
        is_good = isinstance(self.datatype, OrdinalType) and self.datatype.scale in _MORE_IS_BETTER
        return Better.MORE if is_good else None

    @topic.default
    def _by_datatype(self) -> Topic:
        return Topic.MONEY if isinstance(self.datatype, PayType | MoneyType) else Topic.OTHER

    @property
    def letter_name(self) -> str:
        """The name of the fact in a letter, with a capital; its question where it has none."""
        name = self.called or self.question.rstrip("?").strip() or self.path
        return name[:1].upper() + name[1:]


T = TypeVar("T")

_INFO: Final = "offerkit"
"""Key of the metadata that make a ``FactInfo`` of what only the annotation and the group say."""
_FAMILIES: Final = "offerkit.families"
_COUNTRIES: Final = "offerkit.countries"
MAY_NOT_APPLY: Final = "MAY_NOT_APPLY"
"""The attribute of a group that may not apply as a whole."""
GATES: Final = "GATES"
"""The attribute of a group with the gates of its facts."""


@overload
def fact(
    question: str,
    negotiable: Negotiability = ...,
    called: str = ...,
    better: Better | None = ...,
    *,
    least: int | str | None = ...,
    most: int | str | None = ...,
    families: frozenset[DurationFamily] = ...,
    countries: bool = ...,
    mine: bool = ...,
    discreet: bool = ...,
    topic: Topic | None = ...,
    typical: int | str | None = ...,
    everyday: str | tuple[str, ...] = ...,
    values: Mapping[str, str] | None = ...,
    unstated: FactValue = ...,
    gates: tuple[Gate, ...] | None = ...,
) -> Unknown: ...
@overload
def fact(
    question: str,
    negotiable: Negotiability = ...,
    called: str = ...,
    better: Better | None = ...,
    *,
    least: int | str | None = ...,
    most: int | str | None = ...,
    families: frozenset[DurationFamily] = ...,
    countries: bool = ...,
    mine: bool = ...,
    discreet: bool = ...,
    topic: Topic | None = ...,
    typical: int | str | None = ...,
    everyday: str | tuple[str, ...] = ...,
    values: Mapping[str, str] | None = ...,
    unstated: FactValue = ...,
    gates: tuple[Gate, ...] | None = ...,
    default: T,
) -> T: ...
@checks_arguments
def fact(
    question: str,
    negotiable: Negotiability = Negotiability.NOT_A_TERM,
    called: str = "",
    better: Better | None = None,
    *,
    least: int | str | None = 0,
    most: int | str | None = None,
    families: frozenset[DurationFamily] = ALL_CALENDAR,
    countries: bool = False,
    mine: bool = False,
    discreet: bool = False,
    topic: Topic | None = None,
    typical: int | str | None = None,
    everyday: str | tuple[str, ...] = (),
    values: Mapping[str, str] | None = None,
    unstated: FactValue = UNKNOWN,
    gates: tuple[Gate, ...] | None = None,
    default: object = UNKNOWN,
) -> Any:
    """Return the attrs field of a fact; its annotation says the datatype.

    If the annotation allows ``DoesNotApply``, or the group has ``MAY_NOT_APPLY = True``, the fact
    may not apply.

    Args:
        question: How a candidate would ask for it.
        negotiable: Whether it can be negotiated.
        called: The name that letters to the employer have for it, as it stands within a
            sentence. By default its question.
        better: Which way it gets better for everybody. By default more of a quality or a wish is
            better, and of anything else neither is.
        least: The least amount, included, in the base unit of the datatype: percent, minutes,
            days or months. None: no end.
        most: The greatest amount, included, in the same unit.
        families: For a duration, the units it may be stated in.
        countries: For texts, whether the codes and names of a country are the same.
        mine: Whether it is the candidate's to find out, so that no letter asks for it.
        discreet: Whether asking for it may tell something of yourself, so that letters ask for
            the benefits as a whole instead.
        topic: What it is about. By default an amount of money or pay is about money, and any
            other fact about what its group is about.
        typical: A number or an amount, as offers write it, whose size says what is meant, for
            examples.
        everyday: Words that people use for it, in lower case, to suggest it by: a tuple, or a
            text with commas between them.
        values: For a closed list, what some of the values are, to suggest them by.
        gates: The facts on which it hangs, and what it is if there is nothing behind them. By
            default those of its group, if that has ``GATES``.
        unstated: The value that criteria read where nothing is stated, in any view, unless they
            assume another.
        default: The value that an offer has where nothing is stated.

    Raises:
        TypeError: an argument is of another type.
        ValueError: a bound is no number.
    """
    chosen: dict[str, Any] = {"better": better, "topic": topic, "gates": gates}
    low, high = (_bound(name, end) for name, end in (("least", least), ("most", most)))
    declared = partial(
        FactInfo,
        bounds=Bounds(low, high),
        question=question,
        negotiable=negotiable,
        called=called,
        mine=mine,
        discreet=discreet,
        typical=typical,
        everyday=tuple(everyday.split(", ")) if isinstance(everyday, str) else everyday,
        values=tuple((values or {}).items()),
        unstated=unstated,
        **{name: value for name, value in chosen.items() if value is not None},
    )
    metadata = {_INFO: declared, _FAMILIES: families, _COUNTRIES: countries}
    return field(default=default, validator=_check_field, metadata=metadata)


def _bound(name: str, end: int | str | None) -> Decimal | None:
    try:
        return None if end is None else EXACT.create_decimal(end)
    except InvalidOperation:
        raise ValueError(f"{name}: expected a number, got {shown(end)}") from None


# --- reading declarations --------------------------------------------------------------------

_DATATYPES: Final[Mapping[Any, Datatype]] = {
    Decimal: Number(),
    Percent: PercentType(),
    Money: MoneyType(),
    Pay: PayType(),
    date: DateType(),
}

_CHOICES: Final[Mapping[Any, Datatype]] = {
    bool: YesNo(),
    str: TextType(),
    tuple[Percent, ...]: PercentListType(),
}

FORMS: Final = (
    "Fact[Decimal], Fact[Percent], Fact[Money], Fact[Pay], Fact[Duration], Fact[date], "
    "Fact[…] of an Ordinal, Choice[bool], Choice[str], Choice[Literal[…]], Texts "
    "or Choice[tuple[Percent, ...]], each also with | DoesNotApply"
)
"""The annotations a fact may have."""


@cached
def hints_of(owner: type) -> Mapping[str, Any]:
    """Return the annotations of an attrs class by name, resolved.

    Raises:
        TypeError: an annotation names something that its module does not have.
    """
    try:
        return get_type_hints(owner)
    except NameError as problem:
        raise TypeError(
            f"cannot read the annotations of {owner.__name__}: {problem}; "
            "import the name in that module, and define groups at its top level"
        ) from problem


@cached
def facts_of(group: type) -> Mapping[str, FactInfo]:
    """Return the facts that an attrs class declares itself, by attribute name.

    Paths begin with the name of the class in snake case, without ``Facts``; the schema puts
    the name in its place under which an offer holds the group.

    Raises:
        TypeError: a fact's annotation is none of ``FORMS``.
    """
    name = group.__name__.removesuffix("Facts") or group.__name__
    prefix = re.sub("(?<!^)(?=[A-Z])", "_", name).lower()
    hints = hints_of(group)
    return {
        attribute.name: _info(f"{prefix}.{attribute.name}", hints[attribute.name], attribute, group)
        for attribute in attrs.fields(group)
        if _INFO in attribute.metadata
    }


def _info(path: str, hint: Any, attribute: attrs.Attribute[Any], group: type) -> FactInfo:
    datatype, ordinal = _datatype(hint, attribute.metadata[_FAMILIES])
    if isinstance(datatype, Number):
        datatype = Number(OWN_UNITS.get(path))
    if datatype is None:
        raise TypeError(f"{path}: a fact cannot be {hint}; write one of {FORMS}")
    if attribute.metadata[_COUNTRIES] and isinstance(datatype, TextType | TextSetType):
        datatype = evolve(datatype, countries=True)
    make: partial[FactInfo] = attribute.metadata[_INFO]
    may_not_apply = getattr(group, MAY_NOT_APPLY, False) or DoesNotApply in get_args(hint)
    gates = make.keywords.get("gates", getattr(group, GATES, ()))
    return make(
        path=path,
        datatype=datatype,
        ordinal=ordinal,
        may_not_apply=may_not_apply,
        gates=tuple(evolve(gate, gives=nothing(datatype, gate.gives)) for gate in gates),
    )


_RANGES: Final = (Range, AtLeast, AtMost)


def _datatype(
    hint: Any, families: frozenset[DurationFamily]
) -> tuple[Datatype | None, type[Ordinal] | None]:
    """Return the datatype that an annotation says, and the enum of its levels if it has."""
    options = [option for option in get_args(hint) if option not in {Unknown, DoesNotApply}]
    if get_origin(hint) not in {Union, UnionType} or Unknown not in get_args(hint):
        return None, None
    match options:
        case [first, *ranged] if {get_origin(option) for option in ranged} == {*_RANGES}:
            if any(get_args(option) != (first,) for option in ranged):
                return None, None
            if isinstance(first, type) and issubclass(first, Ordinal):
                return OrdinalType(first.scale()), first
            return DurationType(families) if first is Duration else _DATATYPES.get(first), None
        case [first, second] if first == frozenset[str] and second is TextSet:
            return TextSetType(), None
        case [only] if get_origin(only) is Literal:
            levels = get_args(only)
            return TextType(levels) if all(isinstance(v, str) for v in levels) else None, None
        case [only]:
            return _CHOICES.get(only), None
        case _:
            # `Choice[Literal["a"] | Literal["b"]]` and the like.
            return None, None


# --- checking values -------------------------------------------------------------------------


def _check_field(group: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Check one attribute of a group that a program builds."""
    if value is not UNKNOWN:
        check_value(facts_of(type(group))[attribute.name], value)


def check_value(info: FactInfo, value: object) -> None:
    """Check that a value other than ``UNKNOWN`` suits a fact.

    Raises:
        TypeError: it is of another type than the fact's datatype, or it is ``DOES_NOT_APPLY`` and
            the fact always applies.
        ValueError: it is of the type, but not allowed: out of bounds, not in the closed list,
            a range from high to low, an unknown currency.
    """
    if info.ordinal is not None and isinstance(value, info.ordinal):
        return
    if type(value) in _PLAIN and type(value) in _python_types(info):
        _check_scalar(info, value)
    elif value is DOES_NOT_APPLY:
        if not info.may_not_apply:
            raise TypeError(f"{info.path}: this fact always applies, got {value!r}")
    elif isinstance(value, _RANGES):
        if not has_ranges(info.datatype):
            raise TypeError(f"{info.path}: {info.datatype} has no ranges, got {value!r}")
        for end in ends_of(value):
            if end is not None:
                check_value(info, end)
        if not isinstance(value, Range):
            if (whole := closed(value, info.bounds)) is not value:
                raise ValueError(f"{info.path}: the fact has a bound there, so it is {whole}")
        elif unit_of(value.low) != unit_of(value.high):
            raise ValueError(f"{info.path}: both ends of a range have one unit, got {value}")
    elif not isinstance(value, _python_types(info)) or _is_other_type(info, value):
        raise TypeError(f"{info.path}: expected {expected_in_python(info)}, got {value!r}")
    else:
        _check_scalar(info, value)


def _python_types(info: FactInfo) -> tuple[type, ...]:
    if isinstance(info.datatype, OrdinalType):
        return (info.ordinal or Level,)
    return _TYPES[type(info.datatype)]


_PLAIN: Final = frozenset({str, Decimal, Percent, Money, Pay, Duration})  # never _is_other_type
_TYPES: Final[Mapping[type, tuple[type, ...]]] = {
    YesNo: (bool,),
    Number: (Decimal,),
    PercentType: (Percent,),
    MoneyType: (Money,),
    PayType: (Pay,),
    DurationType: (Duration,),
    DateType: (date,),
    TextType: (str,),
    TextSetType: (frozenset, TextSet),
    PercentListType: (tuple,),
}


def _is_other_type(info: FactInfo, value: object) -> bool:
    """Whether a value passes ``isinstance`` and still is not meant by the datatype."""
    match value:
        case Level(scale=scale):
            return OrdinalType(scale) != info.datatype
        case tuple() | frozenset():
            kind = Percent if isinstance(value, tuple) else str
            return not all(isinstance(item, kind) for item in value)
        case _:
            return isinstance(value, datetime)


def expected_in_python(info: FactInfo) -> str:
    """Return what a program has to give for a fact, for an error message."""
    names = " or ".join(kind.__name__ for kind in _python_types(info))
    others = ", UNKNOWN or DOES_NOT_APPLY" if info.may_not_apply else ", or UNKNOWN"
    return f"{info.datatype} ({names}{others})"


def has_ranges(datatype: Datatype) -> bool:
    """Whether a fact of this datatype may be known to lie between two values."""
    return not isinstance(datatype, _WITHOUT_RANGES)


_WITHOUT_RANGES: Final = (YesNo, TextType, TextSetType, PercentListType)


def in_bounds(value: object, bounds: Bounds) -> bool:
    """Whether a quantity lies in its bounds; what has no amount always does."""
    amount: Decimal | Fraction | None = amount_of(value)
    if isinstance(value, date):
        amount = Decimal(value.toordinal())
    if amount is None:
        return True
    if bounds.unit is not None:
        factor = _per_unit(value, bounds.unit)
        if factor is None:
            return False
        amount = factor * Fraction(amount)
    low, high = bounds.low, bounds.high
    return (low is None or low <= amount) and (high is None or amount <= high)


def _per_unit(value: object, unit: Money | Pay) -> Fraction | None:
    """Return how many of *unit* are one of the unit of *value*; None if only an offer tells."""
    if unit_of(value) == unit_of(unit):
        return Fraction(1)
    if not isinstance(value, Pay) or not isinstance(unit, Pay) or value.currency != unit.currency:
        return None
    if not {value.per, unit.per} <= PER_YEAR.keys():
        return None
    return Fraction(PER_YEAR[value.per], PER_YEAR[unit.per])


_OPEN: Final = (AtLeast, AtMost)


def closed(value: Any, bounds: Bounds) -> Any:
    """Return a value whose open end is the bound of its fact, if there is one.

    Source:
        grammar/README.md, "Quantities and ranges".
    """
    if not isinstance(value, _OPEN):
        return value
    is_from = isinstance(value, AtLeast)
    end, bound = one_end(value), bounds.high if is_from else bounds.low
    other: Any
    match end:
        case Ordinal() | Level():
            levels = [*type(end)] if isinstance(end, Ordinal) else [*end.scale]
            other = levels[-1 if is_from else 0]
        case Duration() if bound is not None:
            if bound % end.unit.factor:
                end = Duration(end.base, BASE_UNITS[end.unit.family])
            other = Duration(bound / end.unit.factor, end.unit)
        case _ if bound is None or amount_of(end) is None:
            return value
        case _:
            other = bound if isinstance(end, Decimal) else evolve(end, amount=bound)
    return Range(end, other) if is_from else Range(other, end)


def within(inner: Bounds, outer: Bounds) -> bool:
    """Return whether every amount in some bounds is in others."""
    is_low = outer.low is None or (inner.low is not None and inner.low >= outer.low)
    is_high = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return is_low and is_high


def bounds_text(info: FactInfo) -> str:
    """Return the bounds of a fact in words: ``from 0% to 100%``, ``at least 1 month``."""
    low, high = (_bound_text(info, end) for end in (info.bounds.low, info.bounds.high))
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}"
    return f"from {low} to {high}"


def _bound_text(info: FactInfo, end: Decimal | None) -> str | None:
    datatype = info.datatype
    if end is None:
        return None
    if info.bounds.unit is not None:
        return show(evolve(info.bounds.unit, amount=end))
    if isinstance(datatype, DateType):
        return date.fromordinal(int(end)).isoformat()
    if isinstance(datatype, PercentType | PercentListType):
        return f"{plain(end)}%"
    if not isinstance(datatype, DurationType) or not end:
        return plain(end)
    # A bound is in base units; in hours, weeks or years where it is a whole number of these.
    if DurationFamily.CLOCK in datatype.families:
        whole, unit, single = 60, DurationUnit.HOUR, DurationUnit.MINUTE
    elif DurationFamily.MONTHS in datatype.families:
        whole, unit, single = 12, DurationUnit.YEAR, DurationUnit.MONTH
    else:
        whole, unit, single = 7, DurationUnit.WEEK, DurationUnit.DAY
    return str(Duration(end, single) if end % whole else Duration(end / whole, unit))


def _check_scalar(info: FactInfo, value: object) -> None:
    match value:
        case str():
            _check_text(info, value)
        case frozenset():
            _check_texts(info, value)
        case TextSet():
            _check_texts(info, value.at_least)
            _check_texts(info, value.at_most or frozenset())
        case tuple():
            for item in value:
                _check_amount(info, item)
        case _:
            _check_amount(info, value)


def _check_text(info: FactInfo, text: str) -> None:
    values = info.datatype.values if isinstance(info.datatype, TextType) else None
    if values is not None and text not in values:
        raise ValueError(f"{info.path}: expected {info.datatype}, got {text!r}")
    if not is_plain_text(text):
        hint = f"got {text!r}; what nobody has stated is UNKNOWN"
        raise ValueError(f"{info.path}: expected a text that says something, {hint}")


def _check_texts(info: FactInfo, texts: frozenset[str]) -> None:
    if len(texts) > MAX_TEXTS:
        raise ValueError(f"{info.path}: a set has at most {MAX_TEXTS} texts, got {len(texts)}")
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{info.path}: expected a set of text, got {text!r} in it")
        _check_text(info, text)


@remembering
def is_plain_text(text: str) -> bool:
    """Whether a text says something: neither "unknown", "N/A" and the like, nor unwritable.

    What no file can hold is half of a surrogate pair.
    """
    is_word = says_nothing(text) or fold(text) == DOES_NOT_APPLY._value_
    return not is_word and is_writable(text)


def is_writable(text: str) -> bool:
    """Whether UTF-8 can write a text: it has no half of a surrogate pair."""
    return text.isascii() or _SURROGATE.search(text) is None


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _check_amount(info: FactInfo, value: Any) -> None:
    number = getattr(value, "amount", value)
    if isinstance(number, Decimal) and not is_storable(number):
        digits = f"at most {MAX_DIGITS} digits"
        raise ValueError(f"{info.path}: expected a number of {digits}, got {value!r}")
    datatype = info.datatype
    if isinstance(datatype, DurationType) and value.unit.family not in datatype.families:
        raise ValueError(f"{info.path}: expected {info.datatype}, got {value}")
    if not in_bounds(value, info.bounds):
        raise ValueError(f"{info.path}: expected {bounds_text(info)}, got {show(value)}")
