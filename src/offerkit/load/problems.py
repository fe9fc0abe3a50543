"""Diagnostics of offer files: one function per code or case, with all the wording.

A problem has a path in the data. Its place in the text is looked up later, and only if there is a
problem at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit.amounts import Unclear, form_of_amount
from offerkit.currencies import currency_in, in_currency_of
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
from offerkit.diagnostics import Diagnostic, Hint, Offered, did_you_mean, error
from offerkit.literals import MAX_DIGITS
from offerkit.model.derived import base_parts
from offerkit.model.fields import MAX_TEXTS, FactInfo, bounds_text
from offerkit.model.near import meant_path, near_values
from offerkit.model.schema import SPECIAL, Schema, schema_of
from offerkit.paths import FactPath, View
from offerkit.records import Record
from offerkit.scales import everyday_of
from offerkit.span import Source, Span
from offerkit.text import MOST_NEAR, fold, listed, near, short
from offerkit.values import DOES_NOT_APPLY, plain

DataPath: TypeAlias = tuple[str | int, ...]
"""Path of a value in the data: keys, and positions in lists from 0."""


@frozen
class Problem(Record):
    """Problem with a value, without its place in the text."""

    code: str
    message: str
    hint: Hint = None
    where: DataPath = ()
    on_key: bool = field(default=False, kw_only=True)
    """True to underline the key, not the value."""

    def inside(self, *where: str | int) -> Problem:
        """Return the problem with *where* in front of its path."""
        return evolve(self, where=(*where, *self.where))

    def at(self, span: Span) -> Diagnostic:
        """Return the diagnostic of the problem at its place in the text."""
        # The file's currency is known only now.
        text = span.source.text
        hint = in_currency(self.hint, currency_in(text, ""))
        hint = in_currency_of(text, hint) if isinstance(hint, str) else hint
        message = in_currency_of(text, self.message)
        return error(self.code, message, span, hint=hint, path=path_text(self.where))


_ANY_CURRENCY: Final = re.compile(r"\b(?:USD|EUR|GBP)\b")
"""The currencies that are offered where a file does not say which one it is in."""


def in_currency(hint: Hint, currency: str) -> Hint:
    """Return a hint with the currency of the file, if it has one, in the place of any other."""
    match hint:
        case Offered() if currency:
            texts = hint.texts
            if len({*_ANY_CURRENCY.findall(" ".join(texts))}) > 1:
                texts = tuple(dict.fromkeys(_ANY_CURRENCY.sub(currency, text) for text in texts))
            return evolve(hint, texts=texts, otherwise=in_currency(hint.otherwise, currency))
        case _:
            return hint


class FactError(ValueError):
    """Value in an offer file that cannot be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def path_text(where: DataPath) -> str:
    """Return a data path as text, such as ``clients.names[2]``, positions from 1."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where)
    return text.removeprefix(".")


MAX_MISTAKES: Final = 50
"""Number of mistakes after which reading stops; finding a hint for each takes time."""


# --- the file --------------------------------------------------------------------------------


def not_utf8(source: Source, offset: int) -> Diagnostic:
    """Return the diagnostic of bytes that are not UTF-8."""
    end = min(offset + 1, len(source.text))
    is_utf16 = not offset and "\0" in source.text[:_BEGINNING]
    return error(
        "not-utf8",
        "the file is UTF-16 text" if is_utf16 else "the file is not UTF-8 text from here on",
        source.span(min(offset, end), end),
        hint="save it as UTF-8",
    )


_BEGINNING: Final = 8


def file_too_large(source: Source, limit: int) -> Diagnostic:
    """Return the diagnostic of a file over the limit; its place is the last character read."""
    return error(
        "file-too-large",
        f"an offer file has at most {limit // 1024} KiB",
        source.span(max(len(source.text) - 1, 0), len(source.text)),
        hint="keep one offer per file, and long texts elsewhere",
    )


def too_large_to_write(name: str, size: int, limit: int) -> Diagnostic:
    """Return the diagnostic of an offer that would make a file over the limit."""
    return error(
        "file-too-large",
        f"the offer would take {-(-size // 1024):,} KiB; an offer file has at most {limit // 1024}",
        Source(name, "").span(0, 0),
        hint="keep long texts elsewhere",
    )


def bad_character(at: Span) -> Diagnostic:
    """Return the diagnostic of a control character or half of a surrogate pair."""
    return error(
        "bad-character",
        f"forbidden character U+{ord(at.text):04X}",
        at,
        hint="delete it; inside quotes, write it as an escape",
    )


def half_character(at: Span) -> Diagnostic:
    """Return the diagnostic of an escape of half a surrogate pair."""
    return error(
        "bad-character",
        "this escape is half of a surrogate pair, without the other half",
        at,
        hint="write the character itself, or delete the escape",
    )


def unknown_format(source: Source, suffix: str) -> Diagnostic:
    """Return the diagnostic of a file whose extension is of no format."""
    found = f"unknown file type `{suffix}`" if suffix else "the file has no extension"
    hint = "use .toml, .json or .yaml; .html for a saved job page; .txt, .docx or .pdf for a letter"
    if suffix.lower() in TABLES:
        found = "this is a table of offers"
        hint = "commands that take offers take it as `--table FILE`; programs, with `load_offers`"
    if suffix.lower() in ARCHIVES:
        found = "this is a web archive (MHTML), not a page"
        hint = "open it in the browser and save the page again, as “Webpage, HTML only”"
    return error("unknown-format", found, source.span(0, 0), hint=hint)


def document(source: Source, suffix: str) -> Diagnostic:
    """Return the diagnostic of a document that may be a letter, and is no text."""
    return error(
        "unknown-format",
        f"this is a document (`{suffix}`), not a text",
        source.span(0, 0),
        hint="save it as .docx or .pdf, or its text as .txt, which are read as letters",
    )


DOCUMENTS: Final = (".doc", ".odt", ".rtf", ".pages")
"""Extensions of documents, the text of which offerkit does not take out of them."""
ARCHIVES: Final = (".mhtml", ".mht", ".webarchive")
"""Extensions of files that hold a page with everything that it shows."""
TABLES: Final = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods")
"""Extensions of files that hold a table, which is read as several offers."""


def missing_library(
    source: Source, library: str, extra: str, instead: str = "write the offer as TOML"
) -> Diagnostic:
    """Return the diagnostic of a format whose library is not installed."""
    return error(
        "missing-library",
        f"reading this file needs {library}, which is not installed",
        source.span(0, 0),
        hint=f"install `offerkit[{extra}]`, or {instead}",
    )


def bad_syntax(at: Span, language: str, found: str, hint: str | None = None) -> Diagnostic:
    """Return the diagnostic of a text that is not TOML, JSON or YAML."""
    return error("bad-syntax", f"invalid {language}: {found}", at, hint=hint)


def nested_too_deep(at: Span, limit: int) -> Diagnostic:
    """Return the diagnostic of tables and lists nested more than *limit* deep."""
    return error(
        "nested-too-deep",
        f"tables and lists can be nested at most {limit} deep",
        at,
        hint="an offer needs at most four levels",
    )


def too_many_values(at: Span, limit: int, holder: str = "an offer file") -> Diagnostic:
    """Return the diagnostic of a file with too many values, after following aliases."""
    return error("too-many-values", f"{holder} has at most {limit:,} values", at)


def duplicate_key(at: Span, where: DataPath = ()) -> Diagnostic:
    """Return the diagnostic of a key that its table already has."""
    is_table = at.text.startswith("[") or len(_without_view(where)) == 1
    return error(
        "duplicate-key",
        f"`{at.text}` is already given above",
        at,
        hint="put everything in one place"
        if is_table
        else "give it once; for a range, write `60k..75k USD per year`",
        path=path_text(where) or None,
    )


def too_many_mistakes(at: Span, limit: int) -> Diagnostic:
    """Return the diagnostic that ends the reading of a file with many mistakes."""
    return error(
        "too-many-mistakes", f"more than {limit} mistakes; the rest of the file is not read", at
    )


# --- keys ------------------------------------------------------------------------------------

NOTHING: Final = frozenset({"none", DOES_NOT_APPLY.value})
"""The words for what is not there, folded."""


def _without_view(where: DataPath) -> DataPath:
    return where[1:] if where and where[0] in {"promised", "found", "refused", "current"} else where


def unknown_key(
    where: DataPath, schema: Schema, fits: Callable[[str], bool], *, is_group: bool
) -> Problem:
    """Return the problem of a key that is not a fact or group.

    Args:
        where: Its path in the data, with the view.
        schema: The facts that the offer may state.
        fits: Whether a fact or group, named without its view, can have what the file says.
        is_group: Whether the file says a table of facts.
    """
    fact = [str(part) for part in _without_view(where)]
    path = ".".join(fact)
    info = schema.get(path)
    if info is not None and info.derived:
        return derived_fact(info)
    what = "group" if len(fact) == 1 else "fact"
    name = ".".join(map(str, where))
    if what == "group" and info is not None:
        group, _, rest = path.partition(".")
        two = f'group and fact are two keys: `{{"{group}": {{"{rest}": …}}}}` in JSON'
        hint = f"{two}, `{group}: {{{rest}: …}}` in YAML, `{path} = …` without quotes in TOML"
        return Problem("unknown-key", f"`{name}` is one key", hint, on_key=True)
    instead = _instead(where, fact, schema, fits, is_group=is_group)
    return Problem("unknown-key", f"unknown {what} `{name}`", instead, on_key=True)


_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_OWN_ALONE: Final = (
    "check an offer with facts of your own together with their criteria: "
    "`offerkit check CRITERIA OFFER`"
)


def _instead(
    where: DataPath,
    fact: list[str],
    schema: Schema,
    fits: Callable[[str], bool],
    *,
    is_group: bool,
) -> Hint:
    path = ".".join(fact)
    if len(fact) == 1 and len(where) == 2 and path in SPECIAL:
        return f"`{path}` belongs at the top of the file, not inside `{where[0]}`"
    groups = () if len(fact) > 1 else (*near(path, schema.groups), *near(path, SPECIAL))
    said = meant_path(path)
    likely = (*groups, *schema.near(said.path, stated=True))
    fitting = tuple(one for one in likely if one in SPECIAL or fits(one))[:MOST_NEAR]
    mine = len(fact) > 1 and fact[0] not in schema.groups and not schema.own
    # With a word in it that no fact is called by, it is rather a fact of one's own.
    first = mine and not schema.knows(fact[0])
    did = f"{_OWN_ALONE}; or did you mean" if first else "did you mean"
    last = f"; {_OWN_ALONE}" if mine and not first else ""
    view = said.view if len(fact) == len(where) else View.OFFERED
    if fitting:
        paths = tuple(one if one in SPECIAL else str(FactPath(one, view)) for one in fitting)
        return Offered(f"{did} {{}}?{last}", paths)
    computed = next((schema.facts[one] for one in schema.near(said.path)), None)
    if computed is not None and computed.derived:
        parts = _listed(base_parts(computed.path))
        return f"`{FactPath(computed.path, view)}` is computed; state its parts: {parts}"
    for one in likely:
        if (info := schema.get(one)) is not None and not is_group:
            return f"{did} `{FactPath(one, view)}`? It takes {form_of(info.datatype)}{last}"
    if not all(_NAME.fullmatch(name) for name in fact):
        return (
            "names of facts begin with a lower-case letter, and have only such letters, digits "
            "and `_`"
        )
    groups_are = f"the groups are {', '.join(schema.groups)}" if len(fact) == 1 else ""
    if groups_are and not is_group:
        return groups_are
    name = f"{path}.NAME" if len(fact) == 1 else path
    declare = f"a fact of your own is declared in criteria: `fact {name}: TYPE`"
    return "; ".join(filter(None, (groups_are, declare, "" if schema.own else _OWN_ALONE)))


def derived_fact(info: FactInfo) -> Problem:
    """Return the problem of a derived fact, which cannot be stated."""
    return Problem(
        "derived-fact",
        f"`{info.path}` is derived from other facts and cannot be stated",
        f"state its parts: {_listed(base_parts(info.path))}",
        on_key=True,
    )


def unknown_part(key: str, allowed: Sequence[str]) -> Problem:
    """Return the problem of an unknown key in the table of an amount, a range or a set."""
    return Problem(
        "unknown-key",
        f"unknown key `{key}`",
        did_you_mean(key, allowed, f"the keys of this table are {_listed(allowed)}"),
        (key,),
        on_key=True,
    )


def unknown_source(path: str, where: DataPath, schema: Schema) -> Problem:
    """Return the problem of a key under ``sources`` that is not the path of a fact."""
    fact = FactPath.parse(path)
    found = tuple(str(FactPath(one, fact.view)) for one in schema.near(fact.path))
    return Problem(
        "unknown-key",
        f"`{path}` is not a fact",
        Offered("did you mean {}?", found) if found else None,
        where,
        on_key=True,
    )


def not_a_table(found: object) -> Problem:
    """Return the problem of other data in place of a group, a view or the whole offer."""
    if isinstance(found, str) and fold(found) in NOTHING:
        hint = 'leave it out, or say it of its facts, as in `equity.kind = "none"`'
        message = 'only `manager`, `clients` and `current` may be `"none"` as a whole'
        return Problem("always-applies", message, hint)
    return Problem(
        "wrong-type",
        f"expected a table of facts, got {describe(found)}",
        "put each fact in its group, such as `base = …` below `[pay]`",
    )


# --- values ----------------------------------------------------------------------------------

_FORMS: Final[Mapping[type, str]] = {
    YesNo: "`yes` or `no`",
    DateType: "a date, such as `2026-12-01`",
    TextType: "a text",
    TextSetType: 'a list of texts, such as `["a", "b"]`',
    PercentListType: 'a list of percentages, one per year, such as `["50%", "50%"]`',
}


def form_of(datatype: Datatype) -> str:
    """Return the written form of a datatype, with an example."""
    match datatype:
        case OrdinalType(scale=scale):
            return f"one of {_listed(scale.levels)}"
        case TextType(values=values) if values is not None:
            return f"one of {_listed(values)}"
        case _:
            return _FORMS.get(type(datatype)) or form_of_amount(datatype)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def describe(raw: object) -> str:
    """Return a description of data in the file, for “got …”."""
    match raw:
        case str():
            return f"the text `{short(raw)}`"
        case bool():
            return f"`{str(raw).lower()}`"
        case int() | Decimal():
            number = Decimal(raw)
            if number.is_nan():
                return "a number that is too long"
            is_short = number.is_finite() and abs(number.adjusted()) < 40
            return f"the number `{short(plain(number) if is_short else str(number))}`"
        case list():
            return "a list"
        case dict():
            return "a table"
        case None:
            return "nothing"
        case _:
            return f"`{raw}`"


def wrong_type(datatype: Datatype, raw: object, hint: Hint = None) -> Problem:
    """Return the problem of a value of another type than the fact's."""
    return Problem("wrong-type", f"expected {form_of(datatype)}, got {describe(raw)}", hint)


def unknown_level(datatype: OrdinalType, raw: str, text: str) -> Problem:
    """Return the problem of a text that is not a level of the fact's scale; *raw* is all of it."""
    scale = datatype.scale
    return Problem(
        "unknown-level",
        f"`{short(text)}` is not a level of {scale.name} ({scale})",
        near_values(
            text, scale.levels, everyday_of(scale), short(raw.replace(text, "{}")), noted=False
        ),
    )


def closed_value(info: FactInfo, values: Sequence[str], text: str) -> Problem:
    """Return the problem of a text that is not in the fact's closed list."""
    elsewhere = [f"`{path}`, which can be `{v}`" for path, v in schema_of().with_value(text)]
    other = f"did you mean {listed(elsewhere, 'or')}?" if elsewhere else None
    return Problem(
        "closed-value",
        f"`{short(text)}` is not one of {_listed(values)}",
        near_values(text, values, dict(info.values)) or other,
    )


def says_nothing(text: str) -> Problem:
    """Return the problem of a text such as ``N/A``, which only fills the place of a value."""
    return Problem("nothing-said", f"`{short(text)}` states nothing", "write `unknown`")


def list_hint(text: str) -> Hint:
    """Return a hint with the list of texts that a text with commas in it can mean."""
    if fold(text) in NOTHING:
        return Offered("write {}", ("[]",))
    # Who has put it in quotes as a list meant the list.
    inner = text.strip().removeprefix("[").removesuffix("]") if text.strip()[:1] == "[" else text
    items = [item.strip().strip("\"'") for item in re.split("[,;\n]", inner)]
    quoted = (json.dumps(item, ensure_ascii=False) for item in items if item)
    return Offered("write {}", (f"[{', '.join(quoted)}]",))


def empty_text() -> Problem:
    """Return the problem of a text of white space."""
    return Problem("empty-text", "this text is empty", "delete the line, or write `unknown`")


def always_applies(info: FactInfo) -> Problem:
    """Return the problem of a fact that is said not to apply although it always does."""
    hint = "leave it out if nobody has said it"
    if isinstance(info.datatype, Number | PercentType | MoneyType | PayType | DurationType):
        hint += "; if there is nothing of it, write 0 with its unit"
    return Problem("always-applies", f"`{info.path}` always applies", hint)


def no_present_employer() -> Problem:
    """Return the problem of a counter-offer to somebody who has no present job."""
    hint = "describe the job under `current`, or leave `offer.kind` out if the offer is a new one"
    return Problem(
        "inconsistent-facts",
        "a counter-offer comes from a present employer, but there is none",
        hint,
    ).inside("current")


_NAME_A_FILE: Final = 'name a file with the facts of your current job: `current = "present.toml"`'
FENCE: Final = "put an empty file `offerkit.toml` into a folder above both, or move it"


def bad_present(name: str, why: str, hint: str = _NAME_A_FILE) -> Problem:
    """Return the problem of a file of the current job that cannot be used."""
    return Problem("bad-current", f"`{short(name)}` {why}", hint).inside("current")


def present_without_file() -> Problem:
    """Return the problem of a text that names the file of the current job."""
    return Problem(
        "bad-current",
        "only an offer in a file can name the file of your current job, and that file cannot",
        "state its facts under `current`, or save the offer to a file",
    ).inside("current")


def present_twice() -> Problem:
    """Return the problem of an offer with a current job, read with another one."""
    return Problem(
        "bad-current",
        "the offer already says what your current job is",
        "leave out `current`, or `--current`",
    ).inside("current")


def unknown_in_list(text: str, rest: Iterable[object], form: str) -> Problem:
    """Return the problem of ``unknown`` or the like among the texts of a set.

    *rest* are the other texts, *form* is how they are written if they are not all.
    """
    known = form.format(json.dumps([str(item) for item in rest], ensure_ascii=False))
    return Problem(
        "unknown-in-list",
        f"`{short(text)}` cannot be one of several texts",
        f"if there may be others, write `{known}`",
    )


def bad_set(missing: str) -> Problem:
    """Return the problem of a text in ``at_least`` that is not in ``at_most``."""
    return Problem(
        "bad-set",
        f"`at_most` does not contain `{short(missing)}`, which `at_least` does",
        "`at_most` lists every text that is possible",
    )


def set_too_large() -> Problem:
    """Return the problem of a set with too many texts."""
    return Problem("set-too-large", f"a set has at most {MAX_TEXTS:,} texts")


def unclear(amount: Unclear, *, in_text: bool) -> Problem:
    """Return the problem of an amount that cannot be read, or in several ways.

    Args:
        amount: The problem.
        in_text: Whether the value is a text; otherwise what is offered is put in quotes.
    """
    quote = "" if in_text else '"'
    texts = tuple(f"{quote}{text}{quote}" for text in amount.texts)
    return Problem(amount.code, amount.message, Offered("write {}", texts) if texts else None)


def missing_part(key: str, example: str) -> Problem:
    """Return the problem of the table of an amount or a range that lacks a key."""
    codes = {"currency": "missing-currency", "per": "missing-period", "unit": "missing-unit"}
    code = codes.get(key, "missing-key")
    return Problem(code, f"this table has no `{key}`", f"write it as `{example}`")


def number_too_long() -> Problem:
    """Return the problem of a number with too many digits, or an infinite one."""
    return Problem("number-too-long", f"a number has at most {MAX_DIGITS} digits")


_FIRST_DAY: Final = date(1899, 12, 30)
"""Day 0 of spreadsheet programs, for all days since March 1900."""


def bad_date(raw: str, text: str, days: Sequence[date], month: tuple[date, date] | None) -> Problem:
    """Return the problem of a text that is no day of the calendar, or can be several.

    Args:
        raw: All of the value.
        text: The part that is wrong.
        days: The days that it can mean.
        month: The first and the last day of the month that it names instead of a day.
    """
    if month is not None:
        message = f"`{short(text)}` is a month, not a day"
        texts = [f"{month[0]}..{month[1]}", f"{month[0]}"] if raw.strip() == text else []
    elif days:
        message = f"`{short(text)}` could be two days"
        texts = [raw.replace(text, day.isoformat()) for day in days]
    elif re.fullmatch("[2-9][0-9]{4}", text):
        message = f"`{text}` is the number of a day, as spreadsheet programs count them"
        texts = [raw.replace(text, (_FIRST_DAY + timedelta(days=int(text))).isoformat())]
    else:
        message, texts = f"expected a date, such as `2026-12-01`, got `{short(raw)}`", []
    hint = Offered("write {}", tuple(map(short, texts))) if texts else None
    return Problem("bad-date", message, hint)


def out_of_bounds(info: FactInfo, found: str) -> Problem:
    """Return the problem of an amount outside the fact's bounds."""
    return Problem("out-of-bounds", f"expected {bounds_text(info)}, got {found}")


def bad_range(low: Any, high: Any) -> Problem:
    """Return the problem of a range whose lower end is above its upper end."""
    return Problem(
        "bad-range",
        f"the lower end of `{low}..{high}` is above the upper end",
        Offered("write {}", (f"{high}..{low}",)),
    )


def mixed_range(text: str) -> Problem:
    """Return the problem of a range with ends in two units, currencies or periods."""
    return Problem("bad-range", f"the ends of `{short(text)}` have different units")


def inconsistent(message: str) -> Problem:
    """Return the problem of facts that are valid alone and contradict each other."""
    return Problem("inconsistent-facts", message)
