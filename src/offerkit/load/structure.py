"""Groups of facts from plain tables: the one module that imports cattrs.

cattrs walks the groups and collects errors; each fact is read by its datatype, never by Python's
conversions. ``problems_of`` turns the errors into problems with a place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import islice
from typing import Any, Final

from attrs import evolve
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from offerkit.data import cached, remembering
from offerkit.diagnostics import Offered
from offerkit.load import problems
from offerkit.load.amounts import COUNTRY, PARTS, Raw, fits, read_fact
from offerkit.load.problems import MAX_MISTAKES, DataPath, FactError, Problem
from offerkit.model.fields import FactInfo, facts_of
from offerkit.model.offer import Offer, OfferT, groups_of
from offerkit.model.schema import NOT_GROUPS, Schema
from offerkit.values import FactValue

Errors: Final[tuple[type[Exception], ...]] = (ClassValidationError, FactError)
"""Errors of ``structure``."""


def structure(table: dict[str, Raw], offer_type: type[OfferT]) -> OfferT:
    """Return the offer in a table of groups, without views, sources and posting.

    Raises:
        ClassValidationError, FactError: for ``problems_of``.
    """
    offer: OfferT = _hook_of(offer_type)(table, offer_type)
    return offer


Hook = Callable[[Any, Any], Any]


@cache
def _converter() -> Converter:
    return Converter(forbid_extra_keys=True, detailed_validation=True)


@cached
def _hook_of(holder: type) -> Hook:
    """Return the function that structures an offer or a group; it accepts only a table."""
    hooks: dict[str, Hook] = {name: _fact_hook(info) for name, info in facts_of(holder).items()}
    hooks.update({name: _hook_of(group) for name, group in groups_of(holder).items()})
    overrides = {name: override(struct_hook=hook) for name, hook in hooks.items()}
    if issubclass(holder, Offer):
        overrides.update({name: override(omit=True) for name in NOT_GROUPS})
    structured: Hook = make_dict_structure_fn(holder, _converter(), **overrides)  # type: ignore[arg-type]

    known = hooks.keys()

    def hook(raw: Raw, to: Any) -> Any:
        if raw is not None and not isinstance(raw, dict):
            raise FactError(problems.not_a_table(raw))
        return structured(_with_few_mistakes(raw or {}, known), to)

    return hook


def _with_few_mistakes(table: dict[str, Raw], known: Collection[str]) -> dict[str, Raw]:
    """Return the table without the unknown keys beyond the limit of reported mistakes."""
    unknown = [key for key in table if key not in known] if len(table) > MAX_MISTAKES else []
    rest = set(unknown[MAX_MISTAKES + 1 :])
    return {key: raw for key, raw in table.items() if key not in rest} if rest else table


def _fact_hook(info: FactInfo) -> Hook:
    @remembering
    def word(raw: str, _country: str | None) -> FactValue:
        return read_fact(info, raw)

    # What an amount means may depend on the country; that the memory has to know.
    return lambda raw, _: word(raw, COUNTRY.get()) if isinstance(raw, str) else read_fact(info, raw)


def problems_of(
    error: BaseException, where: DataPath, schema: Schema, table: Raw
) -> Iterator[Problem]:
    """Yield the problems in the error of a table at *where*, in no order."""
    match error:
        case ClassValidationError():
            for inner in error.exceptions:
                names = _attribute(inner)
                inside = table.get(names[0]) if names and isinstance(table, dict) else table
                yield from problems_of(inner, (*where, *names), schema, inside)
        case ForbiddenExtraKeysError():
            for key in error.extra_fields:
                yield from unknown_keys((*where, key), table[key], schema)
        case FactError(problem=problem):
            yield problem.inside(*where)
        case _:
            # Facts that contradict each other; the message begins with the path of one.
            fact, colon, rest = str(error).partition(": ")
            if colon and " " not in fact:
                yield problems.inconsistent(rest).inside(*where, fact.rpartition(".")[2])
            else:
                yield problems.inconsistent(str(error)).inside(*where)


def unknown_keys(where: DataPath, raw: Raw, schema: Schema) -> Iterator[Problem]:
    """Yield the problems of a key that is not a fact or group.

    Of an unknown group there is one for each fact in it, unless it seems to be a known group.
    """

    def fits_here(path: str) -> bool:
        info = schema.get(path)
        if info is not None:
            return fits(info, raw)
        return isinstance(raw, dict) and all(f"{path}.{name}" in schema.facts for name in raw)

    group = raw if isinstance(raw, dict) and not PARTS.issuperset(raw) else {}
    found = problems.unknown_key(where, schema, fits_here, is_group=bool(group))
    problem = evolve(found, where=where)
    inside = [
        one
        for name, value in islice(group.items(), MAX_MISTAKES + 1)
        for one in unknown_keys((*where, name), value, schema)
    ]
    known = isinstance(problem.hint, Offered) or where[-1] in problems.SPECIAL
    is_near = any("did you mean" in str(one.hint) for one in inside)
    yield from inside if is_near and not known else [problem]


def _attribute(error: BaseException) -> tuple[str, ...]:
    """Return the attribute that cattrs was structuring when the error occurred, if any."""
    notes = getattr(error, "__notes__", ())
    return tuple(note.name for note in notes if isinstance(note, AttributeValidationNote))
