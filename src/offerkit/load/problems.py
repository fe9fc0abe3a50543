"""One function per diagnostic code of offer files: all the wording.

A problem is found by where it stands in the data; the place in the text is looked up later,
and only when there is a problem at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit.currencies import CURRENCIES
from offerkit.datatypes import (
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
from offerkit.diagnostics import Diagnostic, error
from offerkit.literals import MAX_DIGITS
from offerkit.model.derived import base_parts
from offerkit.model.fields import MAX_TEXTS, FactInfo, bounds_text
from offerkit.model.schema import Schema
from offerkit.span import Source, Span
from offerkit.text import did_you_mean, nearest
from offerkit.values import DurationFamily, plain

DataPath: TypeAlias = tuple[str | int, ...]
"""Where a value stands in the data: keys, and positions in lists from 0."""


@frozen
class Problem:
    """What is wrong with a value, without its place in the text."""

    code: str
    message: str
    hint: str | None = None
    where: DataPath = ()
    on_key: bool = field(default=False, kw_only=True)
    """Whether the key is to be underlined and not the value."""

    def inside(self, *where: str | int) -> Problem:
        """Return the problem, seen from outside of the table or list at *where*."""
        return evolve(self, where=(*where, *self.where))

    def at(self, span: Span) -> Diagnostic:
        """Return the diagnostic of the problem at its place in the text."""
        return error(self.code, self.message, span, hint=self.hint, path=path_text(self.where))


class FactError(ValueError):
    """A value in an offer file that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def path_text(where: DataPath) -> str:
    """Return a data path as a person writes it: ``clients.names[2]``, counted from 1."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.removeprefix(".")


MAX_MISTAKES: Final = 50
"""After so many mistakes a file is not read on; finding hints for all of them takes long."""


# --- the file --------------------------------------------------------------------------------


def not_utf8(source: Source, offset: int) -> Diagnostic:
    """The bytes are not UTF-8."""
    end = min(offset + 1, len(source.text))
    return error(
        "not-utf8",
        "the file is not UTF-8 text from here on",
        source.span(min(offset, end), end),
        hint="save it as UTF-8",
    )


def file_too_large(source: Source, limit: int) -> Diagnostic:
    """The file goes on behind the limit; the place is its end as far as it was read."""
    return error(
        "file-too-large",
        f"an offer file has at most {limit // 1024} KiB",
        source.span(max(len(source.text) - 1, 0), len(source.text)),
        hint="keep one offer per file, and long texts elsewhere",
    )


def bad_character(at: Span) -> Diagnostic:
    """A control character or half of a surrogate pair."""
    return error(
        "bad-character",
        f"a character that no text may contain, U+{ord(at.text):04X}",
        at,
        hint="delete it; inside quotes, write it as an escape",
    )


def half_character(at: Span) -> Diagnostic:
    """An escape that writes half of a surrogate pair, without the other half."""
    return error(
        "bad-character",
        "an escape of half a character, without its other half",
        at,
        hint="write the character itself, or delete the escape",
    )


def unknown_format(source: Source, suffix: str) -> Diagnostic:
    """The name of the file does not say how to read it."""
    found = f"`{suffix}` is not a kind of offer file" if suffix else "what kind of file is this?"
    return error(
        "unknown-format",
        found,
        source.span(0, 0),
        hint="name it .toml, .json or .yaml, or .html for a saved page with a job posting",
    )


def missing_library(source: Source, library: str, extra: str) -> Diagnostic:
    """The format needs a library that is not installed."""
    return error(
        "missing-library",
        f"reading this file needs {library}, which is not installed",
        source.span(0, 0),
        hint=f"install `offerkit[{extra}]`, or write the offer as TOML",
    )


def bad_syntax(at: Span, language: str, found: str, hint: str | None = None) -> Diagnostic:
    """The text is not TOML, JSON or YAML."""
    return error("bad-syntax", f"this is not {language}: {found}", at, hint=hint)


def nested_too_deep(at: Span, limit: int) -> Diagnostic:
    """Tables and lists in more than *limit* others."""
    return error(
        "nested-too-deep",
        f"tables and lists stand in at most {limit} others",
        at,
        hint="an offer needs no more than four",
    )


def too_many_values(at: Span, limit: int) -> Diagnostic:
    """A file that says more than an offer can, or repeats itself by aliases."""
    return error("too-many-values", f"an offer file has at most {limit:,} values", at)


def duplicate_key(at: Span, where: DataPath = ()) -> Diagnostic:
    """A key that its table has already."""
    is_table = at.text.startswith("[") or len(_without_view(where)) == 1
    return error(
        "duplicate-key",
        f"`{at.text}` stands here a second time",
        at,
        hint="say all of it in one place"
        if is_table
        else "say it once; a range is written `60k..75k USD per year`",
        path=path_text(where) or None,
    )


def too_many_mistakes(at: Span, limit: int) -> Diagnostic:
    """The reading of a file that is mostly wrong stops here."""
    return error(
        "too-many-mistakes", f"more than {limit} mistakes; the rest of the file is not read", at
    )


def no_posting(source: Source) -> Diagnostic:
    """A web page without a job posting in it."""
    return error(
        "no-posting",
        "this page holds no job posting that a program can read (schema.org JobPosting)",
        source.span(0, 0),
        hint="write the offer down as TOML",
    )


def several_postings(at: Span) -> Diagnostic:
    """A file with more than one job posting; the place is that of the second."""
    return error(
        "several-postings",
        "this is the second job posting in the file",
        at,
        hint="save each posting in a file of its own",
    )


# --- keys ------------------------------------------------------------------------------------

SPECIAL: Final = ("promised", "current", "sources", "posting")
"""What an offer file may hold beside the groups."""


VIEWS: Final = ("promised", "current")


def _without_view(where: DataPath) -> DataPath:
    return where[1:] if where and where[0] in VIEWS else where


def unknown_key(where: DataPath, schema: Schema) -> Problem:
    """A key that is no fact and no group; *where* includes views."""
    fact = [str(part) for part in _without_view(where)]
    path = ".".join(fact)
    info = schema.get(path)
    if info is not None and info.derived:
        return derived_fact(info)
    if len(fact) == 1 and len(where) == 2 and path in SPECIAL:
        hint: str | None = f"`{path}` stands at the top of the file, not inside `{where[0]}`"
    else:
        hint = _near_paths(path, schema) or _what_there_is(fact, schema)
    what = "group" if len(fact) == 1 else "fact"
    name = ".".join(map(str, where))
    return Problem("unknown-key", f"unknown {what} `{name}`", hint, on_key=True)


_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")


def _what_there_is(fact: Sequence[str], schema: Schema) -> str:
    """Return the hint for what resembles nothing: a fact of one's own can be declared."""
    if len(fact) == 1:
        return f"the groups are {', '.join(schema.groups)}"
    if not all(_NAME.fullmatch(name) for name in fact):
        return f"offers state of `{fact[0]}` only what criteria can read"
    return f"a fact of your own is declared in the criteria: `fact {'.'.join(fact)}: TYPE`"


def _near_paths(path: str, schema: Schema) -> str | None:
    """Return the hint that names what the author may have meant instead of *path*.

    The facts of the same group come first, then what is called the same elsewhere.
    """
    group, _, name = path.rpartition(".")
    stated = [info.path for info in schema.facts.values() if not info.derived]
    names = {known: known.rpartition(".") for known in stated}
    siblings = [last for head, _, last in names.values() if head == group and group]
    if (near := nearest(name, siblings)) is not None:
        return f"did you mean `{group}.{near}`?"
    if not group and (hint := did_you_mean(name, (*schema.groups, *SPECIAL))) is not None:
        return hint
    namesakes = [known for known, (_, _, last) in names.items() if last == name]
    everyday = {word: info.path for info in schema.facts.values() for word in info.everyday}
    if not namesakes and (word := nearest(name, everyday)) is not None:
        namesakes = [everyday[word]]
    if not namesakes:
        return None
    return f"did you mean {' or '.join(f'`{known}`' for known in namesakes[:3])}?"


def derived_fact(info: FactInfo) -> Problem:
    """A fact that is computed from others."""
    return Problem(
        "derived-fact",
        f"`{info.path}` is computed and cannot be stated",
        f"state its parts: {_listed(base_parts(info.path))}",
        on_key=True,
    )


def unknown_part(key: str, allowed: Sequence[str]) -> Problem:
    """A key inside the table of an amount, a range or a set."""
    return Problem(
        "unknown-key",
        f"unknown key `{key}`",
        did_you_mean(key, allowed) or f"this table takes {_listed(allowed)}",
        (key,),
        on_key=True,
    )


def unknown_source(path: str, where: DataPath, known: Iterable[str]) -> Problem:
    """A key under ``sources`` that is not the path of a fact."""
    return Problem(
        "unknown-key",
        f"`{path}` is not a fact",
        did_you_mean(path, known),
        where,
        on_key=True,
    )


def not_a_table(found: object) -> Problem:
    """Something else where a group, a view or the whole offer has to stand."""
    return Problem(
        "wrong-type",
        f"expected a table of facts, got {describe(found)}",
        "a fact stands in its group, such as `[pay]` with `base = …` below",
    )


# --- values ----------------------------------------------------------------------------------

_FORMS: Final[Mapping[type, str]] = {
    YesNo: "`yes` or `no`",
    Number: "a number, such as `3`, or a range, such as `3..5`",
    PercentType: "a percentage, such as `15%`",
    MoneyType: "an amount of money, such as `5k USD`",
    PayType: "an amount per period, such as `52k USD per year`",
    DateType: "a date, such as `2026-12-01`",
    TextType: "a text",
    TextSetType: 'a list of texts, such as `["a", "b"]`',
    PercentListType: "a list with a percentage per year, such as `50%` and `50%`",
}

_DURATION_EXAMPLES: Final = {
    DurationFamily.CLOCK: "`45 min`",
    DurationFamily.DAYS: "`2 weeks`",
    DurationFamily.MONTHS: "`6 months`",
}


def form_of(datatype: Datatype) -> str:
    """Return how a value of a datatype is written, with an example."""
    match datatype:
        case OrdinalType(scale=scale):
            return f"one of {_listed(scale.levels)}"
        case DurationType(families=families):
            examples = [_DURATION_EXAMPLES[f] for f in DurationFamily if f in families]
            return f"a duration, such as {' or '.join(examples)}"
        case TextType(values=values) if values is not None:
            return f"one of {_listed(values)}"
        case _:
            return _FORMS[type(datatype)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def describe(raw: object) -> str:
    """Return what stands in the file, for “got …”."""
    match raw:
        case str():
            return f"the text `{_short(raw)}`"
        case bool():
            return f"`{str(raw).lower()}`"
        case int() | Decimal():
            return f"the number `{_short(_number_text(raw))}`"
        case list():
            return "a list"
        case dict():
            return "a table"
        case None:
            return "nothing"
        case _:
            return f"`{raw}`"


def _number_text(raw: int | Decimal) -> str:
    number = Decimal(raw)
    return plain(number) if number.is_finite() and abs(number.adjusted()) < 40 else str(number)


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def wrong_type(datatype: Datatype, raw: object, hint: str | None = None) -> Problem:
    """A value of another kind than the fact."""
    return Problem("wrong-type", f"expected {form_of(datatype)}, got {describe(raw)}", hint)


def unknown_level(datatype: OrdinalType, text: str) -> Problem:
    """A text that is no level of the fact's scale."""
    scale = datatype.scale
    return Problem(
        "unknown-level",
        f"`{_short(text)}` is not a level of {scale.name} ({scale})",
        did_you_mean(text, scale.levels),
    )


def closed_value(datatype: TextType, text: str) -> Problem:
    """A text that is not in the closed list of the fact."""
    values = datatype.values or ()
    return Problem(
        "closed-value",
        f"`{_short(text)}` is not one of {_listed(values)}",
        did_you_mean(text, values),
    )


def empty_text() -> Problem:
    """A text of nothing but white space."""
    return Problem("empty-text", "this text is empty", "leave the line out, or write `unknown`")


def unknown_in_list() -> Problem:
    """The word ``unknown`` as one of the texts of a set."""
    return Problem(
        "unknown-in-list",
        "`unknown` cannot be one of several texts",
        'if there are more, say so: `{ at_least = ["…"] }`',
    )


def bad_set(missing: str) -> Problem:
    """A set that must hold a text that it may not hold."""
    return Problem(
        "bad-set",
        f"`at_most` does not contain `{_short(missing)}`, which `at_least` does",
        "`at_most` holds everything that there may be",
    )


def set_too_large() -> Problem:
    """More texts than a set may have."""
    return Problem("set-too-large", f"a set has at most {MAX_TEXTS:,} texts")


def bad_amount(datatype: Datatype, text: str) -> Problem:
    """A text that does not have the form of the fact's amount."""
    return Problem(
        "bad-amount", f"expected {form_of(datatype)}, got `{_short(text)}`", amount_hint(text)
    )


def amount_hint(text: str) -> str | None:
    """Return how to write what a person is likely to have meant by a text that is no amount."""
    if any(symbol in text for symbol in "$€£¥₹"):
        return "currencies are written as codes behind the number: USD, EUR, GBP"
    if "," in text:
        return f"numbers take `_` and not commas: `{_short(text.replace(',', '_'))}`"
    if " to " in text or "–" in text or " - " in text:
        return "a range is written with two dots: `45..60 min`"
    return None


def ambiguous_number(text: str) -> Problem:
    """An amount of money whose point may have been meant to group thousands."""
    return Problem(
        "ambiguous-number",
        f"`{_short(text)}` may be a fraction or thousands",
        f"thousands are `{_short(text.replace('.', '_'))}`; "
        f"if the fraction is meant, `{_short(text)}0`",
    )


def missing_period(text: str) -> Problem:
    """Money where the fact is money per period."""
    return Problem(
        "missing-period",
        f"`{_short(text)}` does not say per what",
        f"write `{_short(text)} per year`, or per month, week, day or hour",
    )


def missing_currency(datatype: Datatype, text: str) -> Problem:
    """A number where the fact is money."""
    per = " per year" if isinstance(datatype, PayType) else ""
    return Problem(
        "missing-currency",
        f"`{_short(text)}` does not say in which currency",
        f"write it with the code of the currency: `{_short(text)} USD{per}`",
    )


def missing_unit(datatype: Datatype, text: str) -> Problem:
    """A number where the fact is a percentage or a duration."""
    if isinstance(datatype, PercentType | PercentListType):
        return Problem(
            "missing-unit", f"`{_short(text)}` lacks its `%`", _percent_hint(_short(text))
        )
    return Problem("missing-unit", f"`{_short(text)}` has no unit", f"expected {form_of(datatype)}")


def _percent_hint(text: str) -> str:
    """Return how a percentage is written; 0.15 is likely to mean 15%, and not sure to."""
    try:
        hundredfold = Decimal(text) * 100
    except ArithmeticError:
        hundredfold = Decimal(0)
    if not 1 <= hundredfold <= 100 or "." not in text:
        return f'write `"{text}%"`'
    return f'write `"{plain(hundredfold)}%"`, or `"{text}%"` if it is as little as that'


def extra_period(text: str) -> Problem:
    """Money per period where the fact is a one-off amount."""
    once = re.split(r"\s*(?:/|\bper\b)", text)[0]
    return Problem(
        "extra-period",
        f"this fact is a one-off amount, and `{_short(text)}` is not",
        f"write what is paid once: `{_short(once)}`",
    )


def wrong_unit(datatype: DurationType, text: str) -> Problem:
    """A duration in a unit that the fact does not take."""
    examples = [_DURATION_EXAMPLES[f] for f in DurationFamily if f in datatype.families]
    return Problem(
        "wrong-unit",
        f"expected {datatype}, got `{_short(text)}`",
        f"write it as in {' or '.join(examples)}",
    )


def unknown_currency(code: str) -> Problem:
    """A code that is no currency."""
    known = code.upper() if code.upper() in CURRENCIES else None
    hint = f"did you mean `{known}`?" if known else did_you_mean(code.upper(), CURRENCIES)
    return Problem(
        "unknown-currency",
        f"unknown currency `{_short(code)}`",
        hint or "currencies are ISO 4217 codes, such as USD",
    )


def unknown_unit(unit: str, known: Iterable[str]) -> Problem:
    """A word behind a number that is no unit."""
    return Problem(
        "unknown-unit", f"unknown unit `{_short(unit)}`", did_you_mean(unit, known) or _some(known)
    )


def _some(known: Iterable[str]) -> str:
    return f"there are {_listed(known)}"


_MISSING: Final = {
    "currency": "missing-currency",
    "per": "missing-period",
    "unit": "missing-unit",
}


def missing_part(key: str, example: str) -> Problem:
    """A table of an amount or a range that lacks one of its keys."""
    code = _MISSING.get(key, "missing-key")
    return Problem(code, f"this table lacks `{key}`", f"write it as `{example}`")


def number_too_long() -> Problem:
    """A number with more digits than offerkit computes with, or not a finite one."""
    return Problem("number-too-long", f"a number has at most {MAX_DIGITS} digits")


def bad_date(text: str) -> Problem:
    """A text that is no day of the calendar."""
    return Problem("bad-date", f"expected a date, such as `2026-12-01`, got `{_short(text)}`")


def out_of_bounds(info: FactInfo, found: str) -> Problem:
    """An amount that the fact cannot have."""
    return Problem("out-of-bounds", f"expected {bounds_text(info)}, got {found}")


def bad_range(text: str) -> Problem:
    """A range that runs from high to low, or in two units."""
    return Problem(
        "bad-range",
        f"a range runs from low to high, and `{_short(text)}` does not",
        "exchange its ends",
    )


def mixed_range(text: str) -> Problem:
    """A range with ends in two units, currencies or periods."""
    return Problem(
        "bad-range",
        f"the ends of `{_short(text)}` are not in one unit",
        "write the unit once, behind the range: `45..60 min`",
    )


def inconsistent(message: str) -> Problem:
    """Facts that are fine by themselves and contradict one another."""
    return Problem("inconsistent-facts", message)


# --- job postings ----------------------------------------------------------------------------


def salary_without_period(where: DataPath) -> Problem:
    """A ``baseSalary`` that does not say what it is per."""
    return Problem(
        "missing-period",
        "the salary does not say per what it is paid",
        "give it a `unitText` of HOUR, DAY, WEEK, MONTH or YEAR",
        where,
    )


def salary_without_currency(where: DataPath) -> Problem:
    """A ``baseSalary`` without a currency, in itself or as ``salaryCurrency``."""
    return Problem(
        "missing-currency",
        "the salary does not say in which currency it is paid",
        "give it a `currency`, such as USD",
        where,
    )


def unknown_salary_unit(unit: str, where: DataPath) -> Problem:
    """A ``unitText`` that is no period."""
    return Problem(
        "unknown-unit",
        f"`{_short(unit)}` is not a period",
        "`unitText` is one of HOUR, DAY, WEEK, MONTH and YEAR",
        where,
    )
