"""Job postings as web pages hold them: schema.org ``JobPosting`` in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from attrs import evolve, field, frozen

from offerkit.load import problems
from offerkit.load.amounts import Raw, read_fact
from offerkit.load.problems import DataPath, FactError, Problem
from offerkit.load.reader import WrongDataError
from offerkit.model.offer import OfferT, with_facts
from offerkit.model.schema import Schema
from offerkit.values import FactValue, plain

_TYPE: Final = "JobPosting"


def postings_in(data: Raw) -> list[tuple[DataPath, dict[str, Raw]]]:
    """Return the job postings of a JSON-LD document: its path in the data, and its table."""
    return list(_postings(data, ()))


def _postings(data: Raw, where: DataPath) -> Iterator[tuple[DataPath, dict[str, Raw]]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _postings(item, (*where, index))
    elif isinstance(data, dict):
        if _is_posting(data.get("@type")):
            yield where, data
        else:
            yield from _postings(data.get("@graph"), (*where, "@graph"))


def _is_posting(kind: Raw) -> bool:
    """Whether a node's type is a job posting, by its name or its full address."""
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and name.rpartition("/")[2] == _TYPE for name in kinds)


@frozen
class _Stated:
    """A fact that a posting states, as an offer file would write it."""

    path: str
    raw: Raw
    where: DataPath
    """Where in the posting it comes from."""


def offer_of_posting(
    where: DataPath, posting: dict[str, Raw], offer_type: type[OfferT], schema: Schema
) -> OfferT:
    """Return the offer that a job posting says; what has no fact is kept under ``posting``.

    Raises:
        WrongDataError: each of its problems has the path from the top of the data.

    Source:
        grammar/README.md, "Job postings".
    """
    reader = _Reader()
    for name, raw in posting.items():
        if name not in {"@context", "@type"} and not reader.take(name, raw, posting):
            reader.rest[name] = _as_text(raw)
    facts: dict[str, FactValue] = {}
    for stated in reader.stated:
        try:
            facts[stated.path] = read_fact(schema.facts[stated.path], stated.raw)
        except FactError as wrong:
            reader.found.append(evolve(wrong.problem, where=stated.where))
    if reader.found:
        raise WrongDataError([problem.inside(*where) for problem in reader.found])
    return evolve(with_facts(offer_type(), facts), posting=reader.rest)


def _as_text(raw: Raw) -> str:
    return raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=_number)


def _number(raw: Raw) -> int | str:
    """Return what JSON can write of a number; text where only a float could."""
    whole = isinstance(raw, Decimal) and raw == raw.to_integral_value()
    return int(raw) if whole else str(raw)


@frozen
class _Reader:
    """Collects what a posting states; a method per property, False for what it leaves."""

    stated: list[_Stated] = field(factory=list)
    rest: dict[str, str] = field(factory=dict)
    found: list[Problem] = field(factory=list)

    def take(self, name: str, raw: Raw, posting: Mapping[str, Raw]) -> bool:
        """Read one property; return whether it all went into facts."""
        if name == "baseSalary":
            return self.salary(raw, posting.get("salaryCurrency"))
        if name == "salaryCurrency":
            return "baseSalary" in posting
        read = _PROPERTIES.get(name)
        return read is not None and read(self, name, raw)

    def state(self, path: str, raw: Raw, *where: str | int) -> bool:
        """Note a fact; nothing to note where the posting has an empty text."""
        if isinstance(raw, str) and not raw.strip():
            return False
        self.stated.append(_Stated(path, raw, where))
        return True

    # --- pay ---

    def salary(self, raw: Raw, currency: Raw) -> bool:
        """Read ``baseSalary``: ``pay.range``, and ``pay.base`` where it is a single value."""
        here = "baseSalary"
        if isinstance(raw, str | Decimal | int):
            self.found.append(problems.salary_without_period((here,)))
            return True
        if not isinstance(raw, dict):
            return False
        currency = raw.get("currency", currency)
        value = raw.get("value", raw)
        amounts = value if isinstance(value, dict) else {"value": value}
        ends = _ends(amounts)
        if ends is None:
            return False
        unit = amounts.get("unitText", raw.get("unitText"))
        per = self.period(unit, here)
        if currency is None:
            self.found.append(problems.salary_without_currency((here,)))
        if per is None or currency is None:
            return True
        low, high = (_pay(end, currency, per) for end in ends)
        return self.pay(low, high, here)

    def pay(self, low: Raw, high: Raw, here: str) -> bool:
        """Note what is advertised, from *low* to *high*."""
        if low == high:
            self.state("pay.base", low, here)
            return self.state("pay.range", low, here)
        return self.state("pay.range", {"low": low, "high": high}, here)

    def period(self, unit: Raw, here: str) -> str | None:
        """Return the period of a salary, and report what is none."""
        if unit is None:
            self.found.append(problems.salary_without_period((here,)))
        elif str(unit).strip().upper() not in _UNITS:
            self.found.append(problems.unknown_salary_unit(str(unit), (here,)))
        else:
            return str(unit).strip().lower()
        return None

    # --- the rest ---

    def text_of(self, path: str) -> Callable[[str, Raw], bool]:
        """Return how to read a property that is a text, or a list of texts."""

        def read(name: str, raw: Raw) -> bool:
            texts = _texts(raw)
            return bool(texts) and self.state(path, "; ".join(texts or ()), name)

        return read

    def company(self, name: str, raw: Raw) -> bool:
        """``hiringOrganization``: an organisation, or just its name."""
        names = _names(raw)
        return len(names) == 1 and self.state("company.name", names[0], name) and _only_name(raw)

    def benefits(self, name: str, raw: Raw) -> bool:
        """``jobBenefits``: a posting praises some of them, and seldom lists all."""
        texts = _texts(raw)
        return bool(texts) and self.state("benefits.list", {"at_least": texts}, name)

    def employment(self, name: str, raw: Raw) -> bool:
        """``employmentType``: one of several kinds decides nothing."""
        kinds = {_CONTRACTS.get(_constant(text)) for text in _texts(raw) or ()}
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind is not None and self.state("contract.kind", kind, name)

    def location(self, name: str, raw: Raw) -> bool:
        """``jobLocation``: the address, where there is only one."""
        places = raw if isinstance(raw, list) else [raw]
        address = places[0].get("address") if len(places) == 1 and _is_table(places[0]) else None
        if not isinstance(address, dict):
            return False
        for part, path in _ADDRESS.items():
            names = _names(address.get(part))
            if len(names) == 1:
                self.state(path, names[0], name)
        return set(address) <= {*_ADDRESS, "@type"}

    def location_type(self, name: str, raw: Raw) -> bool:
        """``jobLocationType``: schema.org knows one."""
        return (
            isinstance(raw, str)
            and _constant(raw) == "TELECOMMUTE"
            and self.state("remote.policy", "remote", name)
        )

    def where(self, name: str, raw: Raw) -> bool:
        """``applicantLocationRequirements``: from where one may work."""
        names = _names(raw)
        return bool(names) and self.state("remote.where", names, name)

    def start(self, name: str, raw: Raw) -> bool:
        """``jobStartDate``: a date, or words that stay words."""
        try:
            day = date.fromisoformat(raw[:10]) if isinstance(raw, str) else None
        except ValueError:
            return False
        return day is not None and self.state("offer.start", day, name)


_UNITS: Final = frozenset({"HOUR", "DAY", "WEEK", "MONTH", "YEAR"})
_CONTRACTS: Final = {
    "FULL_TIME": "permanent",
    "PART_TIME": "part_time",
    "CONTRACTOR": "contractor",
    "TEMPORARY": "temporary",
    "INTERN": "internship",
}
_ADDRESS: Final = {
    "addressLocality": "location.city",
    "addressRegion": "location.region",
    "addressCountry": "location.country",
}

_Read: TypeAlias = Callable[[_Reader, str, Raw], bool]
_PROPERTIES: Final[Mapping[str, _Read]] = {
    "title": lambda reader, name, raw: reader.text_of("role.title")(name, raw),
    "industry": lambda reader, name, raw: reader.text_of("company.industry")(name, raw),
    "responsibilities": lambda reader, name, raw: reader.text_of("work.summary")(name, raw),
    "hiringOrganization": _Reader.company,
    "jobBenefits": _Reader.benefits,
    "employmentType": _Reader.employment,
    "jobLocation": _Reader.location,
    "jobLocationType": _Reader.location_type,
    "applicantLocationRequirements": _Reader.where,
    "jobStartDate": _Reader.start,
}


def _is_table(raw: Raw) -> bool:
    return isinstance(raw, dict)


def _constant(text: str) -> str:
    return text.strip().upper().replace("-", "_").replace(" ", "_")


def _texts(raw: Raw) -> list[str] | None:
    """Return a text or a list of texts as a list, None where something else is in it."""
    items = raw if isinstance(raw, list) else [raw]
    texts = [item for item in items if isinstance(item, str)]
    return [text for text in texts if text.strip()] if len(texts) == len(items) else None


def _names(raw: Raw) -> list[str]:
    """Return the names of things, which are texts or tables with a ``name``."""
    items = raw if isinstance(raw, list) else [raw]
    named = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [name for name in named if isinstance(name, str) and name.strip()]


def _only_name(raw: Raw) -> bool:
    return isinstance(raw, str) or (isinstance(raw, dict) and set(raw) <= {"@type", "name"})


def _ends(amounts: Mapping[str, Raw]) -> tuple[Raw, Raw] | None:
    """Return the least and the greatest amount; None where one of them is open."""
    if amounts.get("value") is not None:
        return amounts["value"], amounts["value"]
    low, high = amounts.get("minValue"), amounts.get("maxValue")
    return None if low is None or high is None else (low, high)


def _pay(amount: Raw, currency: Raw, per: str) -> dict[str, Raw]:
    text = plain(amount) if isinstance(amount, Decimal) and amount.is_finite() else amount
    return {"amount": text, "currency": currency, "per": per}
