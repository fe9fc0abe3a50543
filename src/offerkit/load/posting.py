"""Job postings in web pages: schema.org ``JobPosting`` in JSON-LD."""

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
    """Return the job postings in a JSON-LD document, each with its path in the data."""
    return list(_postings(data, ()))


def _postings(data: Raw, where: DataPath) -> Iterator[tuple[DataPath, dict[str, Raw]]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _postings(item, (*where, index))
    elif isinstance(data, dict):
        kind = data.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        # A type is given by its name, or by its full address.
        if any(isinstance(name, str) and name.rpartition("/")[2] == _TYPE for name in kinds):
            yield where, data
        else:
            yield from _postings(data.get("@graph"), (*where, "@graph"))


def offer_of_posting(
    where: DataPath, posting: dict[str, Raw], offer_type: type[OfferT], schema: Schema
) -> OfferT:
    """Return the offer in a job posting; properties without a fact are kept in ``posting``.

    Raises:
        WrongDataError: the posting has errors; the paths of its problems begin at the top.

    Source:
        grammar/README.md, "Job postings".
    """
    reader, rest = _Reader(schema), {}
    for name, raw in posting.items():
        if name not in {"@context", "@type"} and not reader.take(name, raw, posting):
            is_text = isinstance(raw, str)
            rest[name] = raw if is_text else json.dumps(raw, ensure_ascii=False, default=_number)
    if reader.found:
        raise WrongDataError([problem.inside(*where) for problem in reader.found])
    return evolve(with_facts(offer_type(), reader.facts), posting=rest)


def _number(raw: Raw) -> int | str:
    """Return a number for JSON; as text if it would have to be a float."""
    whole = isinstance(raw, Decimal) and raw == raw.to_integral_value()
    return int(raw) if whole else str(raw)


@frozen
class _Reader:
    """Reader of one posting; the methods of properties return False for what they leave out."""

    schema: Schema
    facts: dict[str, FactValue] = field(factory=dict)
    found: list[Problem] = field(factory=list)

    def take(self, name: str, raw: Raw, posting: Mapping[str, Raw]) -> bool:
        """Read a property; return whether facts state all of it."""
        if name == "baseSalary":
            return self.salary(name, raw, posting.get("salaryCurrency"))
        if name == "salaryCurrency":
            return "baseSalary" in posting
        if name in _TEXTS:
            return self.state(_TEXTS[name], "; ".join(_texts(raw)), name)
        read = _PROPERTIES.get(name)
        return read is not None and read(self, name, raw)

    def state(self, path: str, raw: Raw, name: str) -> bool:
        """Read a fact, written as in an offer file; return False for an empty text."""
        if isinstance(raw, str) and not raw.strip():
            return False
        try:
            self.facts[path] = read_fact(self.schema.facts[path], raw)
        except FactError as wrong:
            self.found.append(evolve(wrong.problem, where=(name,)))
        return True

    def salary(self, name: str, raw: Raw, currency: Raw) -> bool:
        """``baseSalary``: ``pay.range``, and ``pay.base`` if it is a single amount."""
        if isinstance(raw, str | Decimal | int):
            self.found.append(problems.salary_without_period((name,)))
            return True
        if not isinstance(raw, dict):
            return False
        currency = raw.get("currency", currency)
        value = raw.get("value", raw)
        amounts = value if isinstance(value, dict) else {"value": value}
        single = amounts.get("value") is not None
        ends = [amounts.get(key) for key in (("value",) if single else ("minValue", "maxValue"))]
        if None in ends:
            return False
        unit = amounts.get("unitText", raw.get("unitText"))
        per = str(unit).strip().upper()
        if unit is None:
            self.found.append(problems.salary_without_period((name,)))
        elif per not in _UNITS:
            self.found.append(problems.unknown_salary_unit(str(unit), (name,)))
        if currency is None:
            self.found.append(problems.salary_without_currency((name,)))
        if currency is None or per not in _UNITS:
            return True
        low, high = (_pay(end, currency, per.lower()) for end in (ends[0], ends[-1]))
        if low != high:
            return self.state("pay.range", {"low": low, "high": high}, name)
        self.state("pay.base", low, name)
        return self.state("pay.range", low, name)

    def company(self, name: str, raw: Raw) -> bool:
        """``hiringOrganization``: an organisation, or only its name."""
        names = _names(raw)
        only_name = isinstance(raw, str) or (
            isinstance(raw, dict) and set(raw) <= {"@type", "name"}
        )
        return len(names) == 1 and self.state("company.name", names[0], name) and only_name

    def benefits(self, name: str, raw: Raw) -> bool:
        """``jobBenefits``: postings mention some of them and seldom list all."""
        texts = _texts(raw)
        return bool(texts) and self.state("benefits.list", {"at_least": texts}, name)

    def employment(self, name: str, raw: Raw) -> bool:
        """``employmentType``: stated only if there is one kind."""
        kinds = {_CONTRACTS.get(_constant(text)) for text in _texts(raw)}
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind is not None and self.state("contract.kind", kind, name)

    def location(self, name: str, raw: Raw) -> bool:
        """``jobLocation``: the address, if there is only one."""
        place = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
        address = place.get("address") if isinstance(place, dict) else None
        if not isinstance(address, dict):
            return False
        for part, path in _ADDRESS.items():
            names = _names(address.get(part))
            if len(names) == 1:
                self.state(path, names[0], name)
        return set(address) <= {*_ADDRESS, "@type"}

    def location_type(self, name: str, raw: Raw) -> bool:
        """``jobLocationType``: schema.org defines one."""
        return (
            isinstance(raw, str)
            and _constant(raw) == "TELECOMMUTE"
            and self.state("remote.policy", "remote", name)
        )

    def where(self, name: str, raw: Raw) -> bool:
        """``applicantLocationRequirements``: places to work from."""
        names = _names(raw)
        return bool(names) and self.state("remote.where", names, name)

    def start(self, name: str, raw: Raw) -> bool:
        """``jobStartDate``: a date; other texts are not a fact."""
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

_TEXTS: Final = {
    "title": "role.title",
    "industry": "company.industry",
    "responsibilities": "work.summary",
}
"""Facts of the properties that are a text, or a list of texts."""

_Read: TypeAlias = Callable[[_Reader, str, Raw], bool]
_PROPERTIES: Final[Mapping[str, _Read]] = {
    "hiringOrganization": _Reader.company,
    "jobBenefits": _Reader.benefits,
    "employmentType": _Reader.employment,
    "jobLocation": _Reader.location,
    "jobLocationType": _Reader.location_type,
    "applicantLocationRequirements": _Reader.where,
    "jobStartDate": _Reader.start,
}


def _constant(text: str) -> str:
    return text.strip().upper().replace("-", "_").replace(" ", "_")


def _texts(raw: Raw) -> list[str]:
    """Return a text or a list of texts as a list, without empty ones; empty for other data."""
    items = raw if isinstance(raw, list) else [raw]
    if not all(isinstance(item, str) for item in items):
        return []
    return [text for text in items if text.strip()]


def _names(raw: Raw) -> list[str]:
    """Return the names of things, given as texts or as tables with a ``name``."""
    items = raw if isinstance(raw, list) else [raw]
    named = (item.get("name") if isinstance(item, dict) else item for item in items)
    return [name for name in named if isinstance(name, str) and name.strip()]


def _pay(amount: Raw, currency: Raw, per: str) -> dict[str, Raw]:
    text = plain(amount) if isinstance(amount, Decimal) and amount.is_finite() else amount
    return {"amount": text, "currency": currency, "per": per}
