"""Job postings in web pages: schema.org ``JobPosting`` in JSON-LD, microdata or RDFa."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from html import unescape
from typing import Any, Final, TypeAlias

from attrs import define, evolve, field, frozen

from offerkit.amount_words import currencies_of, says_nothing
from offerkit.amounts import Beside, Mark, mark_of
from offerkit.countries import country_of, fold_country
from offerkit.errors import OfferError
from offerkit.load import found_problems as problems
from offerkit.load.amounts import NONE, Raw
from offerkit.load.formats import Format
from offerkit.load.found import Found, is_everywhere
from offerkit.load.locate import Places
from offerkit.load.loose_json import Room, read_loose
from offerkit.load.markup import pieces, without_markup
from offerkit.load.other_formats import jobs_in, posting_of
from offerkit.load.pages import Page, is_text, read_page
from offerkit.load.posting_words import (
    ADDRESS,
    ALTERNATIVES,
    DECIMAL_COMMA,
    DECIMAL_POINT,
    DENIED,
    EMPLOYMENT,
    EMPLOYMENT_NAME,
    EMPLOYMENTS,
    HOURS,
    LOCATION_TYPES,
    MONEY_IN_TEXT,
    PERIODS,
    REGIONS,
    SEVERAL_PLACES,
    UNNAMED,
)
from offerkit.load.problems import DataPath
from offerkit.model.offer import ADVERTISED, OfferT
from offerkit.model.schema import Schema
from offerkit.records import Record
from offerkit.span import Source
from offerkit.text import fold
from offerkit.values import UNKNOWN, FactValue, Pay, Range, TextSet, show

_TYPE: Final = "jobposting"

Table: TypeAlias = dict[str, Raw]
Item: TypeAlias = tuple[DataPath, Raw]
"""A value and its path in the data."""

_PREFIX: Final = re.compile(
    r"\s*(?:(?:https?:)?//(?:www\.)?schema\.org[/#]+|(?:schema(?:\.org)?|sdo|s):)", re.IGNORECASE
)
_ISO_DATE: Final = re.compile(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")
_MOST_ALIKE: Final = 50
"""Number of postings of one title that the next one is compared with."""


def _name(text: str) -> str:
    """Return the name of a type or property without case and address of the vocabulary."""
    return _PREFIX.sub("", text, count=1).strip().strip("/").lower()


def _constant(text: str) -> str:
    """Return a constant such as ``FULL_TIME``, however it is written."""
    last = re.split(r"[/#]", without_markup(text).rstrip("/#"))[-1]
    return re.sub(r"[\W_]+", "_", last).strip("_").upper()


def is_posting(table: Table) -> bool:
    """Return whether a table is a job posting by its type."""
    kinds = table.get("@type", table.get("type"))
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(name, str) and re.split(r"[/#:]", name.strip().rstrip("/"))[-1].lower() == _TYPE
        for name in names
    )


def _tables(data: Raw, where: DataPath) -> Iterator[tuple[DataPath, Table]]:
    """Yield the tables in some data, outer ones first; the parser has limited their nesting."""
    if isinstance(data, dict):
        yield where, data
    pairs: Any = data.items() if isinstance(data, dict) else ()
    for key, item in enumerate(data) if isinstance(data, list) else pairs:
        if isinstance(item, dict | list):
            yield from _tables(item, (*where, key))


def found_offer(
    source: Source, kind: Format, number: int | None, offer_type: type[OfferT], schema: Schema
) -> OfferT | None:
    """Return the offer in a job posting of a page or of JSON; None if JSON has no posting.

    Args:
        source: The text.
        kind: ``html`` or ``json``.
        number: Which of several postings to read, from 1.
        offer_type: ``Offer``, or a subclass.
        schema: Facts that it may state.

    Raises:
        OfferError: a page is not text, or has no posting; there are several; there is none of that
            number.

    Source:
        grammar/README.md, "Found files".
    """
    if kind == "json":
        if _TYPE not in source.text.lower():
            return None
        page = Page([], Places(source), None, {})
        problem = read_loose(source, 0, len(source.text), page.data, page.places, Room())
        if problem is not None:
            page.broken[len(page.data) - 1] = problem
    elif is_text(source):
        page = read_page(source)
    else:
        raise OfferError([problems.not_text(source)])
    amounts = MONEY_IN_TEXT.findall(unescape(source.text))
    found = postings_in(page, schema, mark_of(" | ".join(amounts)))
    if not found and kind == "json":
        return None
    if not found:
        raise OfferError([*page.broken.values()] or [problems.no_posting(source)])
    return _chosen(found, number, page, source, offer_type)


def other_offer(
    source: Source, data: Raw, number: int | None, offer_type: type[OfferT], schema: Schema
) -> OfferT | None:
    """Return the offer in a job of another format; None if the data is no job.

    Args:
        source: The text.
        data: The data in it, which is JSON.
        number: Which of several jobs to read, from 1.
        offer_type: ``Offer``, or a subclass.
        schema: Facts that it may state.

    Raises:
        OfferError: the format is known, but not read; there are several jobs; there is none of
            that number.

    Source:
        grammar/README.md, "Job postings".
    """
    known = jobs_in(data)
    if known is None:
        return None
    job_format, paths = known
    if job_format.template is None:
        raise OfferError([problems.other_format(source, job_format.name)])
    page = Page([], Places(source), None, {})
    read_loose(source, 0, len(source.text), page.data, page.places, Room())
    jobs: list[Raw] = []
    for where in paths:
        job = data
        for part in where:
            job = job[part]
        full = (0, *where)
        jobs.append((full, posting_of(job, job_format.template, page.places, full)))
    found = [_Reader(schema, {}, where, posting, None, None).read() for where, posting in jobs]
    return _chosen(found, number, page, source, offer_type)


def _chosen(
    found: list[Posting], number: int | None, page: Page, source: Source, offer_type: type[OfferT]
) -> OfferT:
    """Return the offer in the only posting, or in that of a number.

    Raises:
        OfferError: there are several, or there is none of that number.
    """
    if number is not None and not 1 <= number <= len(found):
        raise OfferError([problems.no_such_posting(source, number, len(found))])
    if number is None and len(found) > 1:
        second = page.places.span(found[1].where)
        raise OfferError([problems.several_postings(second, [str(one) for one in found])])
    posting = found[(number or 1) - 1]
    notes = posting.found.notes(page.places)
    if (broken := page.broken.get(int(posting.where[0]))) is not None:
        notes = (*notes, problems.breaks_off(broken))
    return evolve(posting.found.offer(offer_type, notes), posting=posting.rest)


@frozen
class Posting(Record):
    """One job posting of a file, as far as it was read."""

    where: DataPath
    identity: Mapping[str, str]
    """What tells it from other postings, each if it is stated: ``@id``, ``identifier``, ``url``."""
    found: Found
    rest: Mapping[str, str]
    """Properties without a fact, as text."""

    @property
    def title(self) -> FactValue:
        """Title of the role."""
        return self.found.facts.get("role.title", UNKNOWN)

    def __str__(self) -> str:
        facts = self.found.facts
        named = [str(facts[path]) for path in ("role.title", "company.name") if path in facts]
        return ", ".join(named) or "without a title"


def postings_in(page: Page, schema: Schema, mark: Mark | None) -> list[Posting]:
    """Return the different job postings of a page, wherever they are nested.

    Those that say nothing different of the same job are one. *mark* is the character that begins
    fractions in the amounts of the page, if they agree on one.

    Source:
        grammar/README.md, "Job postings".
    """
    nodes: dict[str, tuple[DataPath, Table]] = {}
    tables = list(_tables(page.data, ()))
    for where, table in tables:
        identity = table.get("@id")
        if isinstance(identity, str) and len(table) > 1:
            _, known = nodes.setdefault(identity, (where, {}))
            known.update({key: value for key, value in table.items() if key not in known})
    found: list[Posting] = []
    alike: dict[str, list[int]] = {}
    within: DataPath | None = None
    for where, table in tables:
        # A posting inside a posting is another job that it mentions.
        if not is_posting(table) or (within is not None and where[: len(within)] == within):
            continue
        within = where
        identity = table.get("@id")
        whole = nodes.get(identity, (where, table))[1] if isinstance(identity, str) else table
        posting = _Reader(schema, nodes, where, whole, page.language, mark).read()
        others = alike.setdefault(fold(str(posting.title)), [])
        others += alike.get(f"@{identity}", []) if isinstance(identity, str) else []
        for index in others[:_MOST_ALIKE]:
            if (merged := _merged(found[index], posting)) is not None:
                found[index] = merged
                break
        else:
            others.append(len(found))
            alike[f"@{identity}"] = [len(found)]
            found.append(posting)
    return found


def _merged(one: Posting, other: Posting) -> Posting | None:
    """Return what two postings say together, or None if they may be about different jobs."""
    shared = one.identity.keys() & other.identity.keys()
    if "@id" not in shared or one.identity["@id"] != other.identity["@id"]:
        if one.title is UNKNOWN or not is_same(one.title, other.title):
            return None
        for key in shared:
            # Of an address, one notation may leave the beginning out.
            ends = one.identity[key].rstrip("/"), other.identity[key].rstrip("/")
            if not (ends[0].endswith(ends[1]) or ends[1].endswith(ends[0])):
                return None
    facts = dict(one.found.facts)
    for path, value in other.found.facts.items():
        known = facts.setdefault(path, value)
        if isinstance(known, TextSet) and isinstance(value, TextSet):
            facts[path] = TextSet(known.at_least | value.at_least, None)
        elif not is_same(known, value):
            return None
    unread = [
        (path, problem)
        for path, problem in (*one.found.unread, *other.found.unread)
        if path not in facts
    ]
    return Posting(
        one.where,
        {**other.identity, **one.identity},
        evolve(
            one.found,
            facts=facts,
            sources={**other.found.sources, **one.found.sources},
            unread=unread,
        ),
        {**other.rest, **one.rest},
    )


def is_same(one: FactValue, other: FactValue) -> bool:
    """Return whether two values of a fact say the same."""
    if isinstance(one, str) and isinstance(other, str):
        return fold_country(one) == fold_country(other)
    return one == other


@define
class _Reader:
    """Reader of one posting.

    The methods of properties return whether facts state all that the values say.
    """

    schema: Schema
    nodes: Mapping[str, tuple[DataPath, Table]]
    where: DataPath
    posting: Table
    language: str | None
    page_mark: Mark | None
    """Character that begins fractions in the amounts of the page; only a comma settles a point."""
    found: Found = field(init=False)
    source: str = ADVERTISED

    def __attrs_post_init__(self) -> None:
        self.found = Found(self.schema)

    def read(self) -> Posting:
        """Return the posting: each of its properties is a fact, or kept as text."""
        whole = self.where, self.posting
        for _, raw in self.values(whole, "dateposted"):
            if isinstance(raw, str) and (day := _ISO_DATE.match(raw)):
                self.source = f"{ADVERTISED}, {day[1]}"
        rest = {}
        for name, raw in self.posting.items():
            key = _name(name)
            if name.startswith("@") or (key == "type" and "@type" not in self.posting):
                continue
            items = list(self.items(raw, (*self.where, name)))
            read = _PROPERTIES.get(key)
            if not items or read is None or not read(self, items):
                kept = _PREFIX.sub("", name, count=1).strip().strip("/")
                rest[kept] = _kept(items[0][1] if len(items) == 1 else raw)
        return Posting(self.where, self.identity(), self.found, rest)

    def identity(self) -> dict[str, str]:
        """Return what tells the posting from others."""
        found: dict[str, str] = {}
        for name in ("@id", "identifier", "url"):
            for item in self.values((self.where, self.posting), name):
                values = self.values(item, "value") if isinstance(item[1], dict) else [item]
                if values and isinstance(values[0][1], str | Decimal):
                    found.setdefault(name, str(values[0][1]).strip())
        return found

    # --- values ---

    def items(self, raw: Raw, where: DataPath) -> Iterator[Item]:
        """Yield the values of a property: those of lists, and what references lead to."""
        match raw:
            case None:
                return
            case list():
                for index, item in enumerate(raw):
                    yield from self.items(item, (*where, index))
            case {"@value": value}:
                yield from self.items(value, (*where, "@value"))
            case {"@list": value}:
                yield from self.items(value, (*where, "@list"))
            case {"@set": value}:
                yield from self.items(value, (*where, "@set"))
            case {"@id": str(identity)} if len(raw) == 1 + ("@type" in raw):
                yield self.nodes.get(identity, (where, raw))
            case _:
                yield where, raw

    def values(self, item: Item, *names: str) -> list[Item]:
        """Return the values of the properties of these names, however they are written."""
        where, table = item
        if not isinstance(table, dict):
            return []
        return [
            value
            for name, raw in table.items()
            if _name(name) in names
            for value in self.items(raw, (*where, name))
        ]

    def texts(self, items: list[Item], *names: str) -> list[tuple[DataPath, str]]:
        """Return the texts among values, of things their names; none that says nothing."""
        found = []
        for where, raw in items:
            if isinstance(raw, dict):
                named = self.values((where, raw), *(names or ("name",)))
                found += self.texts((named or self.values((where, raw), "legalname"))[:1])
            elif isinstance(raw, str | Decimal):
                # 45.000 is as ambiguous as "45.000".
                text = without_markup(raw) if isinstance(raw, str) else f"{raw:f}"
                if not says_nothing(text) and fold(text) != NONE:
                    found.append((where, text))
        return found

    def constants(self, items: list[Item]) -> list[tuple[DataPath, str]]:
        """Return the texts among values, and the addresses of constants."""
        return self.texts(
            [(w, raw.get("@id", raw) if isinstance(raw, dict) else raw) for w, raw in items]
        )

    def state(self, path: str, raw: Raw, where: DataPath) -> bool:
        return self.found.state(path, raw, where, self.source)

    @property
    def country(self) -> str | None:
        """Code of the country of the work, if there is one."""
        places = self.values((self.where, self.posting), "joblocation")
        addresses = [a for place in places for a in self.values(place, "address") or [place]]
        names = (self.texts(self.values(address, "addresscountry")) for address in addresses)
        codes = {country_of(texts[0][1]) if texts else None for texts in names}
        return codes.pop() if len(codes) == 1 else None

    @property
    def mark(self) -> Mark | None:
        """Character that begins fractions, as far as the page settles it."""
        salaries = self.values((self.where, self.posting), "basesalary", "estimatedsalary")
        stated = mark_of(" | ".join(_scalars([raw for _, raw in salaries])))
        if stated is None and self.page_mark == ",":
            return ","
        if stated is None and (self.language or "").lower().split("-")[0] in DECIMAL_COMMA:
            return None if (self.language or "").lower() in DECIMAL_POINT else ","
        return stated

    # --- properties ---

    def text(self, items: list[Item], path: str) -> bool:
        """A fact that is one text."""
        texts = self.texts(items)
        if len({fold(text) for _, text in texts}) > 1:
            return self.several(path, texts)
        if not texts or not self.state(path, texts[0][1], texts[0][0]):
            return False
        # A table says more than its name.
        return not any(set(map(_name, raw)) - _NAMED for _, raw in items if isinstance(raw, dict))

    def several(self, path: str, texts: list[tuple[DataPath, str]]) -> bool:
        self.found.leave(path, problems.several_values([text for _, text in texts], texts[0][0]))
        return False

    def company(self, items: list[Item]) -> bool:
        """``hiringOrganization``: an organisation, or its name."""
        named = self.texts(items)
        return not any(fold(t) in UNNAMED for _, t in named) and self.text(items, "company.name")

    def lines(self, items: list[Item]) -> bool:
        """``responsibilities``: a text, or a list of them."""
        lines = [line for _, raw in items if isinstance(raw, str) for line in pieces(raw)]
        return bool(lines) and self.state("work.summary", "; ".join(lines), items[0][0])

    def benefits(self, items: list[Item]) -> bool:
        """``jobBenefits``: postings mention some of them and seldom list all."""
        texts = [raw for _, raw in items if isinstance(raw, str)]
        texts += [text for _, text in self.texts([i for i in items if isinstance(i[1], dict)])]
        lines = [line for text in texts for line in pieces(text) if not says_nothing(line)]
        listed = [line for line in lines if not line.endswith(":") and fold(line) != NONE]
        where = items[0][0]
        return bool(listed) and self.state("benefits.list", {"at_least": listed}, where)

    def employment(self, items: list[Item]) -> bool:
        """``employmentType``: each value holds; two answers to one question are none."""
        stated: dict[str, list[tuple[DataPath, str]]] = {}
        is_all = True
        for where, text in self.constants(items):
            if DENIED.search(text):
                is_all = self.unread("contract.kind", text, where)
                continue
            constants = [_constant(p) for p in ALTERNATIVES.split(_PREFIX.sub("", text))]
            if not all(map(EMPLOYMENTS.fullmatch, filter(None, constants))):
                is_all = self.unread("contract.kind", text, where)
            for name in (name for c in constants for name in EMPLOYMENT_NAME.findall(c)):
                path, _, value = EMPLOYMENT[name].partition(" = ")
                if value not in (known for _, known in stated.setdefault(path, [])):
                    stated[path].append((where, value))
        for path, values in stated.items():
            if len(values) > 1:
                is_all = self.several(path, values)
            else:
                self.state(path, values[0][1], values[0][0])
        return is_all

    def unread(self, path: str, text: str, where: DataPath) -> bool:
        self.found.leave(path, problems.not_read(self.schema.facts[path], text, where))
        return False

    def no_place(self, path: str, text: str, where: DataPath) -> bool:
        self.found.leave(path, problems.no_place(text, where))
        return False

    def location(self, items: list[Item]) -> bool:
        """``jobLocation``: what all the places have in common."""
        places: list[dict[str, tuple[DataPath, str]]] = []
        is_all = True
        for address in (a for item in items for a in self.values(item, "address") or [item]):
            if isinstance(address[1], dict):
                parts = {p: self.texts(self.values(address, n)) for n, p in ADDRESS.items()}
                places.append({path: texts[0] for path, texts in parts.items() if texts})
                is_all &= set(map(_name, address[1])) <= {*ADDRESS, "@type"}
                whole = [] if "location.city" in places[-1] else self.values(address, "name")
            else:
                places.append({})
                whole = [address]
            for where, text in self.texts(whole):
                self.found.leave("location.city", problems.undivided(text, where))
                is_all = False
        for path in ADDRESS.values():
            texts = [place[path] for place in places if path in place]
            several = [it for it in texts if path == "location.city" and len(_places(it[1])) > 1]
            if none := [(where, text) for where, text in texts if is_everywhere(text)]:
                is_all = self.no_place(path, none[0][1], none[0][0])
            elif several:
                self.found.leave(path, problems.undivided(several[0][1], several[0][0]))
                is_all = False
            elif len({fold_country(text) for _, text in texts}) > 1:
                is_all = self.several(path, texts)
            elif texts and len(texts) == len(places):
                self.state(path, texts[0][1], texts[0][0])
            elif texts:
                is_all = False
        return is_all

    def location_type(self, items: list[Item]) -> bool:
        """``jobLocationType``: schema.org defines one value, sites write more."""
        levels = {}
        for where, text in self.constants(items):
            level = LOCATION_TYPES.get(_constant(text))
            if level is None:
                return self.unread("remote.policy", text, where)
            levels[level] = where, level
        if len(levels) > 1:
            return self.several("remote.policy", list(levels.values()))
        return all(self.state("remote.policy", level, where) for where, level in levels.values())

    def where_from(self, items: list[Item]) -> bool:
        """``applicantLocationRequirements``: places to work from."""
        texts = self.texts(items)
        if not texts:
            return False
        for where, text in texts:
            if is_everywhere(text):
                return self.no_place("remote.where", text, where)
            if fold(text) in REGIONS:
                self.found.leave("remote.where", problems.region(text, where))
                return False
            if len(parts := _places(text)) > 1 and not all(map(country_of, parts)):
                self.found.leave("remote.where", problems.undivided(text, where))
                return False
        for where, raw in items:
            kinds = raw.get("@type") if isinstance(raw, dict) else None
            for _, text in (
                self.texts([(where, raw)]) if "country" not in str(kinds).lower() else ()
            ):
                if kinds and country_of(text) is not None:
                    # The state CA is not Canada, and the state of Georgia not the country.
                    self.found.leave("remote.where", problems.two_places(text, where))
                    return False
        places = [place for _, text in texts for place in _places(text)]
        return self.state("remote.where", places, items[0][0])

    def start(self, items: list[Item]) -> bool:
        """``jobStartDate``: a date, perhaps with a time."""
        days = []
        for where, text in self.texts(items):
            day = _ISO_DATE.match(text)
            days.append((where, day[1] if day else text))
        if len({day for _, day in days}) > 1:
            return self.several("offer.start", days)
        return all(self.state("offer.start", day, where) for where, day in days[:1])

    def hours(self, items: list[Item]) -> bool:
        """``workHours``: a fact if it is nothing but the hours of a week."""
        for where, text in self.texts(items):
            if (match := HOURS.fullmatch(text)) is None:
                return self.unread("hours.week", text, where)
            ends = "..".join(end for end in match.groups() if end)
            if not self.state("hours.week", ends, where):
                return False
        return True

    def salary(self, items: list[Item]) -> bool:
        """``baseSalary``: ``pay.range``, and ``pay.base`` if it is a single amount."""
        read = []
        for item in items:
            text, beside, where = self.amount(item)
            if not text:
                continue
            if (value := self.found.amount("pay.range", text, beside, where)) is not UNKNOWN:
                read.append((where, value))
        if len({value for _, value in read}) > 1:
            return self.several("pay.range", [(where, show(value)) for where, value in read])
        for where, value in read[:1]:
            if isinstance(value, Range) and value.low == value.high:
                value = value.low
            if isinstance(value, Pay):
                self.found.put("pay.base", value, where, self.source)
            self.found.put("pay.range", value, where, self.source)
        return bool(read)

    def amount(self, item: Item) -> tuple[str, Beside, DataPath]:
        """Return a salary as text, what is stated beside it, and its place."""
        inner = [item]
        for name in ("value", "pricespecification", "referencequantity"):
            inner += (v for part in tuple(inner) for v in self.values(part, name) if is_table(v))

        def said(*names: str) -> str:
            stated = [v for part in reversed(inner) for v in self.values(part, *names)]
            texts = self.texts([value for value in stated if not is_table(value)])
            numbers.extend(raw for _, raw in stated if isinstance(raw, Decimal))
            where.extend(place for place, _ in texts)
            return "; ".join(dict.fromkeys(text for _, text in texts))

        where: list[DataPath] = []
        numbers: list[Decimal] = []
        low, high = said("minvalue", "minprice"), said("maxvalue", "maxprice")
        match bool(low), bool(high):
            case True, True:
                text = low if low == high else f"{low}..{high}"
            case True, False:
                text = f"from {low}"
            case False, True:
                text = f"up to {high}"
            case _:
                plain_text = () if is_table(item) else self.texts([item])
                text = said("value", "price") or "".join(text for _, text in plain_text)
        where.append(item[0])
        per = said("unittext", "unitcode", "duration", "interval")
        per = _PREFIX.sub("", per).replace("_", " ")
        currency = said("currency", "pricecurrency", "currencycode")
        beside = self.texts(self.values((self.where, self.posting), "salarycurrency"))
        other = next((text for _, text in beside), None)
        if currency and other and not {*currencies_of(currency)} & {*currencies_of(other)}:
            text, currency = f"{text} {currency}", other
        return (
            text,
            Beside(
                currency=currency or other,
                per=PERIODS.get(per.upper(), per) or None,
                country=self.country,
                # JSON writes a point before every fraction, whatever the language of the page.
                mark=None if numbers else self.mark,
            ),
            where[0],
        )


_Read: TypeAlias = Callable[[_Reader, list[Item]], bool]


def _text(path: str) -> _Read:
    return lambda reader, items: reader.text(items, path)


_PROPERTIES: Final[Mapping[str, _Read]] = {
    "title": _text("role.title"),
    "hiringorganization": _Reader.company,
    "industry": _text("company.industry"),
    "basesalary": _Reader.salary,
    "salarycurrency": lambda reader, _: bool(
        reader.values((reader.where, reader.posting), "basesalary")
    ),
    "jobbenefits": _Reader.benefits,
    "benefits": _Reader.benefits,
    "employmenttype": _Reader.employment,
    "joblocation": _Reader.location,
    "joblocationtype": _Reader.location_type,
    "applicantlocationrequirements": _Reader.where_from,
    "jobstartdate": _Reader.start,
    "workhours": _Reader.hours,
    "responsibilities": _Reader.lines,
}
_NAMED: Final = frozenset({"@type", "@id", "name"})
"""What a thing says that is no more than its name."""


def _scalars(raw: Raw) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    for item in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        yield from _scalars(item)


def _places(text: str) -> list[str]:
    """Return the places in one text: that text alone if it is the name of a country."""
    return [text] if country_of(text) is not None else SEVERAL_PLACES.split(text)


def is_table(item: Item) -> bool:
    """Return whether a value has properties of its own."""
    return isinstance(item[1], dict)


def _kept(raw: Raw) -> str:
    """Return a property as text."""
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=_number)


def _number(raw: Raw) -> int | str:
    """Return a number for JSON; as text if it would have to be a float."""
    text = f"{raw:f}"
    return int(text) if text.lstrip("-").isdigit() else text
