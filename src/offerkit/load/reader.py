"""Offers from the plain data of a file; all problems are found at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve, frozen

from offerkit.countries import country_of
from offerkit.data import cached
from offerkit.datatypes import TextType
from offerkit.load import problems
from offerkit.load.amounts import (
    COUNTRY,
    Raw,
    read_fact,
    says_none,
    says_unknown,
    states_money,
)
from offerkit.load.present import names_a_file, with_present
from offerkit.load.problems import MAX_MISTAKES, DataPath, FactError, Problem
from offerkit.load.structure import problems_of, structure, unknown_keys
from offerkit.model.offer import UNSAID, Offer, OfferT, complete_counter, groups_of, with_facts
from offerkit.model.schema import SPECIAL, Schema, may_not_apply
from offerkit.paths import FOUND, REFUSED, FactPath, View
from offerkit.records import Record
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue

_VIEWS: Final = (View.PROMISED.value, FOUND, REFUSED, View.CURRENT.value)
_CURRENT: Final = View.CURRENT.value
_BESIDE: Final = frozenset({*SPECIAL, "$schema"})
"""The keys of an offer that are no groups; ``$schema`` names its JSON Schema for editors."""


class WrongDataError(Exception):
    """Data that is not an offer, with all its problems, in no order."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(found)
        self.found = found


def offer_of(
    data: Raw,
    offer_type: type[OfferT],
    schema: Schema,
    *,
    job: Offer | None = None,
    read_job: Callable[[str], Offer] | None = None,
) -> OfferT:
    """Return the offer in plain data; a counter-offer is completed from the current job.

    Args:
        data: The data of the file.
        offer_type: Type of the offer.
        schema: The facts that it may state.
        job: The current job, if it is described elsewhere.
        read_job: Reads the current job from a file that the data name.

    Raises:
        WrongDataError: the data has errors; the paths of its problems begin at the top.

    Source:
        grammar/README.md, "Offer files" and "Counter-offers".
    """
    if not isinstance(data, dict):
        raise WrongDataError([problems.not_a_table(data)])
    reader, stated = _Reader(schema, [], _country_of(data)), data.get(_CURRENT)
    if job is not None and stated is not None:
        reader.found.append(problems.present_twice())
    elif names_a_file(stated) and read_job is None:
        reader.found.append(problems.present_without_file())
    elif names_a_file(stated) and read_job is not None:
        try:
            job = read_job(stated)
        except FactError as wrong:
            reader.found.append(wrong.problem)
    if names_a_file(stated):
        data = {key: raw for key, raw in data.items() if key != _CURRENT}
    offer = reader.offer(data, offer_type)
    if job is not None and not reader.found:
        offer = with_present(offer, job)
    if reader.found:
        raise WrongDataError(reader.found)
    if offer.offer.kind != "counter":
        return offer
    kept = [path for path in schema.facts if _says_unknown_at(data, path)]
    try:
        return complete_counter(offer, kept)
    except ValueError as clash:
        problem = problems.inconsistent(str(clash)).inside("offer", "kind")
        raise WrongDataError([problem]) from None


def _says_unknown_at(data: Mapping[str, Raw], path: str) -> bool:
    """Return whether the data states explicitly that a fact is unknown."""
    *groups, name = path.split(".")
    table: Any = data
    for group in groups:
        table = table.get(group) if isinstance(table, dict) else None
    return isinstance(table, dict) and name in table and says_unknown(table[name])


@frozen
class _Reader(Record):
    """Reader of the data of one file; it collects problems and reads on."""

    schema: Schema
    found: list[Problem]
    country: str | None
    """ISO 3166 code of the country of the offer; None if it is not stated."""

    def offer(self, data: dict[str, Raw], offer_type: type[OfferT]) -> OfferT:
        """Return the offer with its views, sources and posting, as far as it can be read."""
        beside: dict[str, Any] = {
            view: self.facts(self.table(data[view], (view,)), offer_type, (view,))
            for view in _VIEWS
            if data.get(view) is not None and not (view == _CURRENT and says_none(data[view]))
        }
        for name, read in ("sources", self.sources), ("posting", self.posting):
            if data.get(name) is not None:
                beside[name] = read(data[name])
        groups = {key: raw for key, raw in data.items() if key not in _BESIDE}
        offer = self.facts(groups, offer_type, (), beside)
        if says_none(data.get(_CURRENT)):
            if offer.offer.kind == "counter":
                self.found.append(problems.no_present_employer())
            else:
                offer = evolve(offer, current=DOES_NOT_APPLY)
        return _with_sources_of_bonus(offer)

    def table(self, raw: Raw, where: DataPath) -> dict[str, Raw]:
        """Return a table; an empty one for null and for anything that is not a table."""
        if isinstance(raw, dict):
            return raw
        if raw is not None:
            self.found.append(problems.not_a_table(raw).inside(*where))
        return {}

    # --- facts ---

    def facts(
        self,
        table: dict[str, Raw],
        offer_type: type[OfferT],
        where: DataPath,
        beside: Mapping[str, Any] = MappingProxyType({}),
    ) -> OfferT:
        """Return an offer with the facts of a table; a blank one if any of them is wrong."""
        table = self.without_none(table)
        rest, own = self.own_facts(table, where)
        rest = self.without_own_groups(rest, offer_type, where)
        country = _country_of(table) or (None if where == ("current",) else self.country)
        token = COUNTRY.set(country)
        bonus, rest = self.bonus_amount(rest, where)
        try:
            groups = structure(rest, offer_type)
            if where:
                groups.setdefault("offer", _unsaid(offer_type))
            return with_facts(offer_type(**groups, own=own, **beside), bonus)
        except Exception as error:  # noqa: BLE001 - an offer type may have checks of its own
            self.found.extend(problems_of(error, where, self.schema, rest))
            return offer_type()
        finally:
            COUNTRY.reset(token)

    def without_none(self, table: dict[str, Raw]) -> dict[str, Raw]:
        """Return the table with the facts of each group that is said not to be there.

        Source:
            grammar/README.md, "What does not apply".
        """
        gone = [name for name, raw in table.items() if says_none(raw) and may_not_apply(name)]
        if not gone:
            return table
        facts = (info for info in self.schema.facts.values() if not info.derived)
        found = {name: raw for name, raw in table.items() if name not in gone}
        for path in (info.path for info in facts if info.path.partition(".")[0] in gone):
            *groups, last = path.split(".")
            place: dict[str, Raw] = found
            for group in groups:
                place = place.setdefault(group, {})
            place[last] = DOES_NOT_APPLY.value
        return found

    def own_facts(
        self, table: dict[str, Raw], where: DataPath
    ) -> tuple[dict[str, Raw], dict[str, FactValue]]:
        """Return the table without the facts that criteria declared, and these facts."""
        own: dict[str, FactValue] = {}
        for path in sorted(self.schema.own):
            names = path.split(".")
            taken, table = _take(table, names)
            for raw in taken:
                try:
                    own[path] = read_fact(self.schema.facts[path], raw)
                except FactError as wrong:
                    self.found.append(wrong.problem.inside(*where, *names))
        return table, own

    def bonus_amount(
        self, table: dict[str, Raw], where: DataPath
    ) -> tuple[dict[str, FactValue], dict[str, Raw]]:
        """Return the bonus that is stated as an amount where a share belongs, and the rest.

        Source:
            grammar/README.md, "Amounts in offers".
        """
        path = "pay.bonus_amount"
        taken, rest = _take(table, ["pay", "bonus_target"])
        if not taken or not states_money(taken[0]) or _take(table, path.split("."))[0]:
            return {}, table
        try:
            return {path: read_fact(self.schema.facts[path], taken[0])}, rest
        except FactError as wrong:
            self.found.append(wrong.problem.inside(*where, "pay", "bonus_target"))
            return {}, rest

    def without_own_groups(
        self, table: dict[str, Raw], offer_type: type[Offer], where: DataPath
    ) -> dict[str, Raw]:
        """Return the table without groups that only criteria declare; report keys left in them."""
        if not self.schema.own:
            return table
        own = {path.partition(".")[0] for path in self.schema.own} - set(groups_of(offer_type))
        for group in own.intersection(table):
            left = self.table(table[group], (*where, group))
            for path, raw in islice(_leaves(left, (*where, group)), MAX_MISTAKES + 1):
                self.found.extend(unknown_keys(path, raw, self.schema))
        return {key: raw for key, raw in table.items() if key not in own}

    # --- sources and posting ---

    def sources(self, raw: Raw) -> dict[str, str]:
        """Return the sources of facts by path; paths may be dotted or nested like the facts."""
        texts: dict[str, str] = {}
        for where, value in _leaves(self.table(raw, ("sources",)), ("sources",)):
            path = ".".join(map(str, where[1:]))
            if len(self.found) > MAX_MISTAKES:
                break
            view, _, fact = path.partition(".")
            if (fact if view in _VIEWS else path) not in self.schema.facts:
                self.found.append(problems.unknown_source(path, where, self.schema))
            else:
                texts.update(self.text(path, value, where))
        return texts

    def posting(self, raw: Raw) -> dict[str, str]:
        """Return the properties of a job posting that have no fact."""
        texts: dict[str, str] = {}
        for key, value in self.table(raw, ("posting",)).items():
            texts.update(self.text(key, value, ("posting", key)))
        return texts

    def text(self, key: str, raw: Raw, where: DataPath) -> dict[str, str]:
        """Return a text under its key, or nothing if it is not a text."""
        if isinstance(raw, str):
            return {key: raw}
        self.found.append(problems.wrong_type(TextType(), raw).inside(*where))
        return {}


def _with_sources_of_bonus(offer: OfferT) -> OfferT:
    """Return the offer with the source of each bonus at the fact that the bonus was loaded as."""
    sources = dict(offer.sources)
    for view, target, amount in _BONUSES if sources else ():
        seen = offer if view is View.OFFERED else getattr(offer, view.value)
        if target in sources and isinstance(seen, Offer) and seen.pay.bonus_amount is not UNKNOWN:
            sources.setdefault(amount, sources.pop(target))
    return offer if sources == offer.sources else evolve(offer, sources=sources)


_BONUSES: Final = [
    (view, str(FactPath("pay.bonus_target", view)), str(FactPath("pay.bonus_amount", view)))
    for view in View
]


@cached
def _unsaid(offer_type: type[Offer]) -> object:
    """Return the group ``offer`` of a view that has none: the defaults are those of an offer."""
    return groups_of(offer_type)["offer"](**dict.fromkeys(UNSAID, UNKNOWN))


def _country_of(data: Mapping[str, Raw]) -> str | None:
    location = data.get("location")
    country = location.get("country") if isinstance(location, dict) else None
    return country_of(country) if isinstance(country, str) else None


def _take(table: dict[str, Raw], names: list[str]) -> tuple[list[Raw], dict[str, Raw]]:
    """Return the value at a path, as a list of one or none, and the table without it."""
    head, *tail = names
    if head not in table:
        return [], table
    if not tail:
        return [table[head]], {key: raw for key, raw in table.items() if key != head}
    if not isinstance(table[head], dict):
        return [], table
    taken, rest = _take(table[head], tail)
    return taken, {**table, head: rest}


def _leaves(table: dict[str, Raw], where: DataPath) -> Iterator[tuple[DataPath, Raw]]:
    for key, raw in table.items():
        if isinstance(raw, dict):
            yield from _leaves(raw, (*where, key))
        else:
            yield (*where, key), raw
