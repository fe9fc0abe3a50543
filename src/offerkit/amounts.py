"""Amounts as people write them: a number with its currency, period or unit, or a range of these.

One function reads them for every door: texts and tables of offer files, and job postings. What
has one meaning is read. What has several is ``Unclear``, with each of its meanings written out,
so that whoever holds the file can choose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import product
from typing import Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from offerkit.amount_words import (
    ADVERB,
    CRORE,
    FACTORS,
    GROSS,
    LAKH,
    LOOSE,
    LPA,
    NO_CURRENCIES,
    OTHER_PERIODS,
    PER,
    PERCENT,
    SPELLED,
    THOUSANDS,
    UNITS,
    USUAL_CURRENCIES,
    USUAL_PERIODS,
    USUAL_UNITS,
    currencies_of,
    factor_of,
    in_one_unit,
    meant_currencies,
    meant_unit,
    period_of,
    plain_text,
    says_nothing,
)
from offerkit.currencies import THREE_DECIMALS
from offerkit.datatypes import (
    Datatype,
    DurationType,
    MoneyType,
    Number,
    PayType,
    PercentType,
)
from offerkit.literals import EXACT, MAX_DIGITS, is_storable, readings
from offerkit.plain_amounts import Amount, read_plainly
from offerkit.records import Record
from offerkit.text import fold, listed, nearest, short
from offerkit.values import (
    UNKNOWN,
    AtLeast,
    AtMost,
    Duration,
    DurationFamily,
    DurationUnit,
    Money,
    Pay,
    Percent,
    Period,
    Range,
    Unknown,
    amount_of,
    ends_of,
    unmistakable,
)

AmountRead: TypeAlias = Amount | Range[Amount] | AtLeast[Amount] | AtMost[Amount]
"""What a text about an amount can state."""
Mark: TypeAlias = Literal[".", ","]
"""Character that begins the fraction of a number."""


@frozen
class Beside(Record):
    """Statements next to an amount that complete it or settle how it is written."""

    currency: str | None = None
    """Code, sign or name of a currency, as it was written."""
    per: str | None = None
    """Word or code for a period, as it was written: ``YEAR``, ``p.a.``, ``HUR``."""
    country: str | None = None
    """ISO 3166 code of two letters; it settles whose dollars ``$`` are."""
    mark: Mark | None = None
    """Character that begins fractions in the text that the amount is from, if it is settled."""


@frozen
class Unclear(Record):
    """Problem of a text that states no amount that can be used, or several."""

    code: str
    """Code of the diagnostic."""
    message: str
    """One lower-case phrase without a full stop."""
    texts: tuple[str, ...] = field(default=())
    """Every amount that could be meant, in canonical form: each can be put in its place."""


# --- forms ---------------------------------------------------------------------------------

_MOST_TEXTS: Final = 4
_SALARIES_OF_A_YEAR: Final = range(12, 19)

_AMOUNT: Final = r"[0-9](?:[0-9_]|[.,'](?=[0-9])| (?=[0-9]{3}(?![0-9])))*"
_END: Final = re.compile(rf"(?P<before>[^0-9]*?) ?(?P<number>-?{_AMOUNT})(?P<behind>.*)")
_FACTOR: Final = re.compile(
    rf" ?([kKM](?![a-z])|(?i:{'|'.join(word for word in FACTORS if len(word) > 1)})(?![A-Za-z]))\.?"
)
_PER: Final = re.compile(rf"(?:/ ?|(?:^| ){PER} )([^\s/0-9][^\s/]*)$", re.IGNORECASE)
_DOTS: Final = re.compile(r"(?!^) ?(?:\.{2,3}|[-~]|\b(?:to|bis|à)\b) ?", re.IGNORECASE)
_PAIR: Final = re.compile(r"between (.+) and (.+)|from (.+) to (.+)", re.IGNORECASE)
_FROM: Final = (
    r"^(?:from|ab\b|at least|minimum|min\b\.?|(?:no|not) less than|starting (?:at|from)|>=|≥) ?",
    r" ?(?:\+(?! ?[0-9])|\b(?:or|and) (?:more|up|above|upwards?)\b|\bminimum$)",
)
_UP_TO: Final = (
    r"^(?:up ?to|bis(?: zu)?\b|by|until|at most|maximum|max\b\.?|(?:no|not) more than|<=|≤) ?",
    r" ?(?:\bor (?:less|below)\b|\bmax(?:imum|\.)?$)",
)
_SALARIES: Final = re.compile(
    r"(?P<many>[0-9]{1,2}) ?(?:[x*]|(?:monthly )?(?:salaries|payments) of) ?"
    rf"(?P<rest>\D{{0,4}}{_AMOUNT}.*)"
    r"|(?P<first>.*[^ ]) ?[x*] ?(?P<times>[0-9]{1,2})"
    r"|(?P<one>.*[^ ,])(?: ?\((?:x ?(?P<x>[0-9]{1,2})|(?P<n>[0-9]{1,2}) ?x)\)"
    r"|,? \(?(?P<in>[0-9]{1,2}) (?:times|salaries|payments)(?: (?:a|per) year| p\.?a\.?)?\)?)",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"(?<=[0-9])([.,])-{1,2}(?![0-9])")
"""Sign for no cents behind an amount: ``60.000,-``."""
_MARKED: Final = re.compile(r"(?<![0-9])[0-9]+(?:[.,' ][0-9]+)+")


WORDS_APART: Final = re.compile(r" ?\.{2,3} ?| - | to ", re.IGNORECASE)
"""Separators of two ends that may contain dashes or dots themselves."""


def mark_of(text: str) -> Mark | None:
    """Return the character that begins fractions in the numbers of a text, if they agree on one.

    ``1.234,50`` and ``12,5`` begin them with a comma, and so does ``1.234.567``, whose points
    group. ``25.000`` and ``25,000`` do not tell.
    """
    found: set[Mark] = set()
    for number in _MARKED.findall(plain_text(text)):
        marks = [character for character in number if character in ".,"]
        if marks and len(readings(number, comma_is_open=True)) == 1:
            begins_fraction = marks.count(marks[-1]) == 1
            found.add("," if (marks[-1] == ",") is begins_fraction else ".")
    return found.pop() if len(found) == 1 else None


def form_of_amount(datatype: Datatype) -> str:
    """Return the written form of a number, an amount or a duration, with an example."""
    match datatype:
        case PercentType():
            return "a percentage, such as `15%`"
        case MoneyType():
            return "an amount of money, such as `5k USD`"
        case PayType():
            return "an amount per period, such as `52k USD per year`"
        case DurationType(families=families):
            examples = [_DURATIONS[family] for family in DurationFamily if family in families]
            return f"a duration, such as {listed(examples, 'or')}"
        case Number(unit=DurationUnit(value=unit)):
            return f"a number of {unit}, such as `3`, `3 {unit}` or, as a range, `3..5`"
        case _:
            return "a number, such as `3`, or a range, such as `3..5`"


_DURATIONS: Final = {
    DurationFamily.CLOCK: "`45 min`",
    DurationFamily.DAYS: "`2 weeks`",
    DurationFamily.MONTHS: "`6 months`",
}


# --- writing ---------------------------------------------------------------------------------


def written(value: AmountRead) -> str:
    """Return an amount in canonical form; reading it gives the same amount."""
    match value:
        case Range(low=low, high=high):
            is_money = isinstance(low, Money | Pay)
            number = (_sum if is_money else unmistakable)(_number_of(low))
            return f"{number}..{written(high)}"
        case AtLeast(low=low):
            return f"from {written(low)}"
        case AtMost(high=high):
            return f"up to {written(high)}"
        case Decimal():
            return unmistakable(value)
        case Money(amount=amount, currency=currency):
            return f"{_sum(amount)} {currency}"
        case Pay(amount=amount, currency=currency, per=per):
            return f"{_sum(amount)} {currency} per {per.value}"
        case Percent() | Duration():  # pragma: no branch
            return str(value)


def _number_of(value: Amount) -> Decimal:
    return value if isinstance(value, Decimal) else value.amount


def _sum(amount: Decimal) -> str:
    """Return an amount of money that cannot be read in another way."""
    text = unmistakable(amount)
    whole, point, fraction = text.partition(".")
    return f"{int(whole):_}{point}{fraction}" if len(whole) > 4 else text


# --- reading ---------------------------------------------------------------------------------


class _Stop(Exception):  # noqa: N818 - it ends the reading, and nobody else sees it
    """End of the reading of a text that has no single meaning."""

    def __init__(self, code: str, message: str, meanings: Iterable[AmountRead] = ()) -> None:
        texts = [*dict.fromkeys(map(written, meanings))]
        self.problem = Unclear(code, message, tuple(texts[:_MOST_TEXTS]))


def read_amount(
    text: str, datatype: Datatype, beside: Beside | None = None, *, found: bool = False
) -> AmountRead | Unknown | Unclear:
    """Return the amount that a text states.

    Args:
        text: A number with a currency and a period, with a unit, or alone; or a range of these.
        datatype: Number, percentage, money, pay or duration.
        beside: What is stated next to it.
        found: Whether the text is from somebody else's page. An amount of 0, or a text that only
            fills a place, then says nothing.

    Returns:
        The amount or range; ``AtLeast`` for a range without an upper end, ``AtMost`` for one
        without a lower end. ``UNKNOWN`` if nothing is said (only with *found*). ``Unclear`` if
        it cannot be read, or can be read in several ways.

    Source:
        grammar/README.md, "Amounts in offers".
    """
    if found and says_nothing(text):
        return UNKNOWN
    if not found and not (beside and (beside.currency or beside.per)):
        plainly = read_plainly(text, datatype)
        if plainly is not None:
            return plainly
    try:
        read = _Reader(text, datatype, beside or Beside(), found).read()
    except _Stop as stop:
        return stop.problem
    return UNKNOWN if found and not any(map(amount_of, ends_of(read))) else read


_Problem: TypeAlias = tuple[str, str]
"""Code and message."""
_Make: TypeAlias = Callable[[Decimal], Amount]


@frozen
class _End(Record):
    """One amount of a text, as it is written."""

    number: str
    """Digits with separators, perhaps with a sign."""
    factor: Decimal | None = None
    units: tuple[str, ...] = ()
    """Currencies, or the unit, as they are written."""
    per: str | None = None
    """Word for the period."""


@frozen
class _Reader(Record):
    """Reader of one text."""

    text: str
    datatype: Datatype
    beside: Beside
    found: bool

    @property
    def is_money(self) -> bool:
        """Whether the amount has a currency."""
        return isinstance(self.datatype, MoneyType | PayType)

    def read(self) -> AmountRead:
        """Return the one meaning of the text.

        Raises:
            _Stop: it has none, or several.
        """
        for word in filter(None, (self.beside.per, self.beside.currency)):
            if (factor := factor_of(word)) is not None:
                raise self.scaled(word, *factor)
        text, salaries = _WHOLE.sub(r"\g<1>00", plain_text(self.text)), 1
        if self.is_money:
            text = GROSS.sub("", text).strip()
        if isinstance(self.datatype, PayType) and (counted := _SALARIES.fullmatch(text)):
            text = counted["rest"] or counted["first"] or counted["one"]
            many = counted.group("many", "times", "x", "n", "in")
            salaries = int(next(filter(None, many)))
            if salaries not in _SALARIES_OF_A_YEAR:
                raise self.bad()
        if isinstance(self.datatype, DurationType):
            duration = in_one_unit(text, self.datatype.families)
            if duration is not None:
                raise _Stop(*self.problem("bad-amount", self.wrong), [duration])
            for words, digits in SPELLED:
                if re.search(words, text, re.IGNORECASE):
                    raise self.loose(re.sub(words, digits, text, flags=re.IGNORECASE))
        for loose, instead in LOOSE:
            if loose.search(text):
                raise self.loose(loose.sub(instead, text))
        parts, is_from, is_up_to = split_range(text)
        ends = [self.end(part) for part in parts]
        if is_from + is_up_to + len(ends) > 2:
            raise self.bad()
        if self.found and len(ends) > 1 and not ends[1].number.strip("0"):
            first, top = ends
            ends = [evolve(first, units=first.units or top.units, per=first.per or top.per)]
            is_from = True
        same = self.in_one_unit(ends)
        numbers, doubt = self.numbers(same)
        makes, problem = self.makes(same, salaries)
        if same is not ends:
            problem = self.problem("bad-range", _TWO_UNITS)
        meanings: list[AmountRead] = []
        for make in makes:
            for low, *high in numbers:
                end = make(low)
                one = AtLeast(end) if is_from else AtMost(end) if is_up_to else end
                meanings.append(Range(end, make(high[0])) if high else one)
        wrong = problem or doubt
        if wrong is not None:
            raise _Stop(*wrong, meanings)
        (meaning,) = meanings
        return meaning

    # --- problems ---

    def problem(self, code: str, message: str) -> tuple[str, str]:
        """Return a code and a message in which ``{}`` is the text."""
        return code, message.format(f"`{short(self.text.strip())}`")

    def bad(self) -> _Stop:
        """Return the problem of a text that does not have the form of the datatype."""
        return _Stop(*self.problem("bad-amount", self.wrong))

    @property
    def wrong(self) -> str:
        """Message about a text that does not have the form of the datatype."""
        return f"expected {form_of_amount(self.datatype)}, got {{}}"

    def scaled(self, word: str, factor: str, rest: str) -> _Stop:
        """Return the problem of a factor in what is stated beside an amount: ``LPA``."""
        text = self.text
        # Who writes out all digits means no factor, whatever is beside them.
        if re.search("[0-9]{4}|[0-9],[0-9]{3}", text) is None:
            text = re.sub(rf"{_AMOUNT}(?! ?[\w%])", rf"\g<0> {factor}", text)
        if word == self.beside.per:
            beside = evolve(self.beside, per=rest or None)
        else:
            beside = evolve(self.beside, currency=rest or None)
        stop = self.loose(text, beside)
        stop.problem = evolve(stop.problem, code="unknown-unit", message=f"unknown unit `{word}`")
        return stop

    def loose(self, text: str, beside: Beside | None = None) -> _Stop:
        """Return the problem of words around an amount, which is offered without them."""
        stop = self.bad()
        try:
            other = evolve(self, text=text, beside=beside or self.beside)
            texts: tuple[str, ...] = (written(other.read()),)
        except _Stop as inner:
            texts = inner.problem.texts
        stop.problem = evolve(stop.problem, texts=texts)
        return stop

    # --- the parts of a text ---

    def end(self, text: str) -> _End:
        """Return one amount with what is written around it."""
        match = _END.fullmatch(text)
        if match is None or not readings(match["number"].lstrip("-")):
            raise self.bad()
        number, before, rest = match["number"], match["before"], match["behind"].strip()
        if not self.is_money:
            if before:
                raise self.bad()
            factor, rest = self.factor(rest)
            return _End(number, factor, (rest,) if rest else ())
        if rest.lower() == LPA:
            return _End(number, LAKH, tuple(filter(None, (before, "INR"))), LPA)
        rest, per = _without_period(rest)
        factor, rest = self.factor(rest)
        units = tuple(filter(None, (before, rest)))
        for unit in units:
            thousands = None if currencies_of(unit) else THOUSANDS.fullmatch(unit)
            if factor is None and thousands is not None and currencies_of(thousands[1]):
                factor = FACTORS["k"]
                units = tuple(thousands[1] if word == unit else word for word in units)
        if not NO_CURRENCIES.isdisjoint(map(fold, units)) or not all(
            currencies_of(unit)
            or (len(units) == 1 and re.fullmatch("[A-Za-z]{3}", unit))
            or (len(unit) > 3 and meant_currencies(unit))
            for unit in units
        ):
            raise self.bad()
        return _End(number, factor, units, per)

    def factor(self, text: str) -> tuple[Decimal | None, str]:
        """Return the factor at the start of a text, and the text behind it."""
        match = None if currencies_of(text) else _FACTOR.match(text)
        # Units may be in capitals, `45 MIN` is no `45M IN`; and `3 M` are months, `45 mn` minutes.
        if match is None or (not self.is_money and re.match("[A-Z]", text[match.end() :])):
            return None, text
        if isinstance(self.datatype, DurationType) and text.lower() in {"m", "mn"}:
            return None, text
        word = match[1] if len(match[1]) == 1 else match[1].lower()
        return FACTORS[word], text[match.end() :].strip()

    # --- what the numbers can mean ---

    def numbers(self, ends: Sequence[_End]) -> tuple[list[tuple[Decimal, ...]], _Problem | None]:
        """Return what the numbers can mean together, and the problem if that is open."""
        marks = {mark_of(end.number) for end in ends} - {None}
        mark = self.beside.mark or (marks.pop() if len(marks) == 1 else None)
        words = [*(unit for end in ends for unit in end.units), self.beside.currency or ""]
        is_fine = any(not THREE_DECIMALS.isdisjoint(currencies_of(word)) for word in words)
        lakhs = LAKH if ends[-1].per == LPA else None
        is_count = isinstance(self.datatype, Number) and self.datatype.unit is None
        groups = self.is_money or is_count
        each = []
        for end in ends:
            texts = readings(
                end.number.lstrip("-"),
                comma_is_open=is_fine or mark == "," or end.factor is not None or not groups,
            )
            if len(texts) > 1 and "." in end.number:
                if mark == "." or end.factor is not None or not groups:
                    texts = texts[1:]
                elif mark == ",":
                    texts = texts[:1]
            sign = "-" if end.number.startswith("-") else ""
            each.append([self.number(sign + text, end.factor or lakhs) for text in texts])
        if len(each) == 1:
            chosen: list[tuple[Decimal, ...]] = [(number,) for number in each[0]]
            return chosen, self.problem("ambiguous-number", _TWO_NUMBERS) if chosen[1:] else None
        low, high = each
        together = len(low) == len(high)
        pairs: list[tuple[Decimal, ...]] = [*(zip if together else product)(low, high)]
        problem = self.problem("ambiguous-number", _TWO_NUMBERS)
        if lakhs is None and (factor := _inherited(*ends)) is not None:
            problem = self.problem("ambiguous-range", "{} may mean thousands at both ends or one")
            if ends[0].factor is None:
                pairs = [*((EXACT.multiply(n, factor), end) for n, end in pairs), *pairs]
            else:
                pairs = [*((n, EXACT.multiply(end, factor)) for n, end in pairs), *pairs]
            return [pair for pair in pairs if pair[0] <= pair[1]], problem
        rising = [pair for pair in pairs if pair[0] <= pair[1]]
        if not rising:
            wrong = self.problem("bad-range", "the lower end of {} is above the upper end")
            return [(high, low) for low, high in pairs], wrong
        return rising, problem if rising[1:] else None

    def number(self, text: str, factor: Decimal | None) -> Decimal:
        """Return the number in plain digits, multiplied by a factor."""
        if sum(map(str.isdigit, text.lstrip("-0."))) <= MAX_DIGITS:
            value = EXACT.multiply(Decimal(text), factor or 1) or Decimal(0)
            if is_storable(value):
                return value
        raise _Stop("number-too-long", f"a number has at most {MAX_DIGITS} digits")

    # --- units ---

    def makes(self, ends: Sequence[_End], salaries: int) -> tuple[list[_Make], _Problem | None]:
        """Return the functions that make amounts of numbers, and the problem if units are open."""
        units = [unit for end in ends for unit in end.units]
        match self.datatype:
            case MoneyType() | PayType():
                return self.money(ends, salaries)
            case DurationType(families=families):
                return self.durations(ends, families)
            case PercentType() if not units:
                problem = self.problem("missing-unit", "{} has no `%`")
                # 0.15 probably means 15%.
                is_share = all(
                    re.fullmatch(r"0?[.,][0-9]*[1-9][0-9]*|1[.,]0+", end.number) for end in ends
                )
                hundredfold: list[_Make] = [lambda number: Percent(EXACT.multiply(number, 100))]
                return [*(hundredfold if is_share else ()), Percent], problem
            case PercentType() if all(unit.lower() in PERCENT for unit in units):
                return [Percent], None
            case Number(unit=own) if all(own and UNITS.get(unit.lower()) is own for unit in units):
                return [Decimal], None
            case _:
                raise self.bad()

    def in_one_unit(self, ends: list[_End]) -> list[_End]:
        """Return two durations in the smaller of their units, or what is given if that is open."""
        texts = [text for end in ends for text in readings(end.number)]
        match [UNITS.get(word.lower()) for end in ends for word in end.units]:
            case [DurationUnit() as one, DurationUnit() as other] if (
                one is not other and one.family == other.family and len(texts) == 2
            ):
                low = min(one, other, key=lambda unit: unit.factor)
                factors = (one.factor // low.factor, other.factor // low.factor)
                products = map(EXACT.multiply, map(Decimal, texts), factors)
                numbers = [f"{number:f}" for number in products]
                pairs = zip(ends, numbers, strict=True)
                return [evolve(end, number=n, units=(low.value,)) for end, n in pairs]
        return ends

    def durations(
        self, ends: Sequence[_End], families: Iterable[DurationFamily]
    ) -> tuple[list[_Make], _Problem | None]:
        """Return the functions that make durations in the units that are stated."""
        known = {word: unit for word, unit in UNITS.items() if unit.family in families}
        words = [unit for end in ends for unit in end.units]
        if not all(word.isalpha() for word in words):
            raise self.bad()
        usual = [USUAL_UNITS[family] for family in DurationFamily if family in families]
        if not words:
            return [partial(Duration, unit=unit) for unit in usual], self.problem(
                "missing-unit", "{} has no unit"
            )
        for word in words:
            unit = UNITS.get(word.lower())
            if unit is None:
                problem = "unknown-unit", f"unknown unit `{short(word)}`"
                meant = meant_unit(word, known)
                if meant is None:
                    raise _Stop(*problem)
                return [partial(Duration, unit=meant)], problem
            if unit.family not in families:
                raise _Stop(*self.problem("wrong-unit", f"expected {self.datatype}, got {{}}"))
        stated = {UNITS[word.lower()] for word in words}
        if len(stated) > 1:
            raise _Stop(*self.problem("bad-range", _TWO_UNITS))
        return [partial(Duration, unit=unit) for unit in stated], None

    def money(self, ends: Sequence[_End], salaries: int) -> tuple[list[_Make], _Problem | None]:
        """Return the functions that make amounts in the currency and per period stated."""
        codes, problem = self.currency(ends)
        words = [end.per for end in ends if end.per]
        if isinstance(self.datatype, MoneyType):
            if words and problem is None:
                once = "this fact is a one-off amount, but {} has a period"
                problem = self.problem("extra-period", once)
            return [partial(Money, currency=code) for code in codes], problem
        periods, wrong = self.period(words)
        if problem is not None and wrong is not None:
            periods = periods[:1]
        if salaries != 1:
            if Period.MONTH not in periods:
                raise self.bad()
            return [_pay(code, Period.YEAR, salaries) for code in codes], problem or wrong
        return [_pay(code, per, 1) for code in codes for per in periods], problem or wrong

    def currency(self, ends: Sequence[_End]) -> tuple[Sequence[str], _Problem | None]:
        """Return the codes of the currencies that may be meant."""
        words = [unit for end in ends for unit in end.units]
        if self.beside.currency is not None:
            words.append(self.beside.currency)
        if not words:
            if any(end.factor in {LAKH, CRORE} for end in ends):
                return ["INR"], self.problem("missing-currency", "{} has no currency")
            return USUAL_CURRENCIES, self.problem("missing-currency", "{} has no currency")
        common: Sequence[str] = ()
        for word in words:
            codes = currencies_of(word, self.beside.country)
            if not codes:
                problem = "unknown-currency", f"unknown currency `{short(word)}`"
                meant = next(filter(None, map(currencies_of, words)), meant_currencies(word))
                if not meant and word == self.beside.currency:
                    raise _Stop(*problem)
                return meant or USUAL_CURRENCIES, problem
            common = [code for code in common or codes if code in codes]
            if not common:
                raise _Stop(*self.problem("bad-range", "{} has two currencies"))
        if len(common) > 1:
            sign = f"`{words[0]}` is the sign of several currencies"
            return common, ("unknown-currency", sign)
        return common, None

    def period(self, words: list[str]) -> tuple[Sequence[Period], _Problem | None]:
        """Return the periods that may be meant."""
        if self.beside.per is not None:
            words = [*words, self.beside.per]
        if not words:
            return USUAL_PERIODS, self.problem("missing-period", "{} has no period")
        stated: set[Period] = set()
        for word in words:
            if re.sub("[^a-z]", "", word.lower()) in OTHER_PERIODS:
                message = f"`{short(word)}` is none of the periods of pay: hour to year"
                raise _Stop("unknown-unit", message)
            per = Period.YEAR if word == LPA else period_of(word)
            if per is None:
                near = nearest(word, [per.value for per in Period]) if len(word) > 2 else None
                problem = "unknown-unit", f"unknown unit `{short(word)}`"
                if near is None and word == self.beside.per:
                    raise _Stop(*problem)
                return USUAL_PERIODS if near is None else [Period(near)], problem
            stated.add(per)
        if len(stated) > 1:
            raise _Stop(*self.problem("bad-range", "{} has two periods"))
        return [*stated], None


_TWO_NUMBERS: Final = "{} could mean thousands or a fraction"
_TWO_UNITS: Final = "the ends of {} have different units"


def split_range(
    text: str, separator: re.Pattern[str] | None = None
) -> tuple[list[str], bool, bool]:
    """Return the ends of a range that is written as text, and whether it has words for one end.

    Args:
        text: One value, ``A..B``, ``A to B``, ``from A``, ``up to B`` and the like.
        separator: What can be between two ends; where None, a dash can be, too.

    Returns:
        The one or two ends; whether words say that there is no upper end; whether words say that
        there is no lower end.
    """
    text = plain_text(text)
    if pair := _PAIR.fullmatch(text):
        text = "..".join(part for part in pair.groups() if part is not None)
    text, is_from = _without(_FROM, text)
    text, is_up_to = _without(_UP_TO, text)
    parts = (separator or _DOTS).split(text.strip(), maxsplit=1)
    return [part.strip() for part in parts], is_from, is_up_to


def _without(patterns: Iterable[str], text: str) -> tuple[str, bool]:
    """Return a text without the first match of the patterns, and whether there is one."""
    for pattern in patterns:
        if words := re.search(pattern, text, re.IGNORECASE):
            return f"{text[: words.start()]}{text[words.end() :]}", True
    return text, False


def _without_period(text: str) -> tuple[str, str | None]:
    """Return a text without the word for a period at its end, and that word."""
    start, _, last = text.rpartition(" ")
    if last.lower() in ADVERB or (
        start and len(last) > 1 and period_of(last) and not _PER.search(text)
    ):
        return start, last
    if (match := _PER.search(text)) is not None:
        return text[: match.start()].strip(), match[1]
    if start and currencies_of(last):
        before, per = _without_period(start)
        return f"{before} {last}".strip(), per
    return text, None


def _written_number(end: _End) -> Decimal:
    """Return the number that is written, without a factor, as a fraction where that is open."""
    digits = end.number.lstrip("-")
    return Decimal(end.number.removesuffix(digits) + readings(digits)[-1])


def _inherited(low: _End, high: _End) -> Decimal | None:
    """Return the factor that may be meant at both ends of a range and is written at one."""
    number, upper = _written_number(low), _written_number(high)
    if not number or number > upper:
        return None  # it goes down, whatever its ends mean
    if low.factor is not None:
        is_more = high.factor is not None or abs(upper) >= EXACT.multiply(abs(number), low.factor)
        return None if is_more else low.factor
    if high.factor is not None:
        return high.factor
    # `60-75,000` leaves the thousands of the lower end open as `60-75k` does.
    group = re.match(r"([0-9]+)[,.' ][0-9]{3}(?![0-9])", high.number)
    is_short = low.number.isdigit() and group is not None
    return (
        Decimal(1_000) if is_short and group is not None and number <= Decimal(group[1]) else None
    )


def _pay(code: str, per: Period, times: int) -> _Make:
    return lambda number: Pay(EXACT.multiply(number, times), code, per)
