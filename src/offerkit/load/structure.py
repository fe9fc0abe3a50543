"""Groups of facts from plain tables: the one module that imports cattrs.

cattrs walks the groups and collects errors; each fact is read by its datatype, never by Python's
conversions. ``problems_of`` turns the errors into problems with a place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, Final, TypedDict

import attrs
from attrs import evolve
from cattrs import Converter
from cattrs.errors import AttributeValidationNote, ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import override
from cattrs.gen.typeddicts import make_dict_structure_fn

from offerkit.data import cached, remembering
from offerkit.diagnostics import Offered
from offerkit.load import problems
from offerkit.load.amounts import COUNTRY, PARTS, Raw, fits, read_fact
from offerkit.load.problems import MAX_MISTAKES, DataPath, FactError, Problem
from offerkit.model.fields import FactInfo, check_value, facts_of
from offerkit.model.offer import Offer, groups_of
from offerkit.model.schema import SPECIAL, Schema
from offerkit.values import FactValue, TextSet

Hook = Callable[[Any, Any], Any]


def structure(table: dict[str, Raw], offer_type: type[Offer]) -> dict[str, Any]:
    """Return the groups in a table by name, as an offer takes them.

    Raises:
        ClassValidationError: for ``problems_of``.
    """
    groups: dict[str, Any] = _groups_hook(offer_type)(table, None)
    return groups


@cache
def _converter() -> Converter:
    return Converter(forbid_extra_keys=True, detailed_validation=True)


@cached
def _groups_hook(offer_type: type[Offer]) -> Hook:
    return _table_hook({name: _hook_of(group) for name, group in groups_of(offer_type).items()})


@cached
def _hook_of(group: type) -> Hook:
    """Return the function that structures a group; it accepts only a table."""
    hooks: dict[str, Hook] = {name: _fact_hook(info) for name, info in facts_of(group).items()}
    hooks.update({name: _hook_of(inner) for name, inner in groups_of(group).items()})
    values = _table_hook(hooks)
    if group in groups_of(Offer).values():
        make = _maker(group)
        return lambda raw, _: make(values(raw, None))
    return lambda raw, _: group(**values(raw, None))


def _maker(group: type) -> Callable[[dict[str, FactValue]], Any]:
    """Return what makes a group, one that every offer has, of values that suit their facts."""
    names = {one.name: attrs.field(default=one.default) for one in attrs.fields(group)}
    # Its instances would have the same slots, which its method fills without any validators.
    unchecked: Any = attrs.make_class(group.__name__, names, slots=True, frozen=True, eq=False)
    fill, settle = unchecked.__init__, getattr(group, "__attrs_post_init__", None)

    def make(values: dict[str, FactValue]) -> Any:
        made: Any = object.__new__(group)
        fill(made, **values)
        if settle is not None:
            settle(made)
        return made

    return make


def _table_hook(hooks: Mapping[str, Hook]) -> Hook:
    """Return the function that structures what is in a table; null is an empty one."""
    keys: Any = TypedDict("Table", dict.fromkeys(hooks, Any), total=False)  # type: ignore[misc]
    overrides = {name: override(struct_hook=hook) for name, hook in hooks.items()}
    structured = make_dict_structure_fn(keys, _converter(), **overrides)  # type: ignore[arg-type]
    known = hooks.keys()

    def hook(raw: Raw, to: Any) -> Any:
        if raw is None:
            raw = {}
        if not isinstance(raw, dict):
            raise FactError(problems.not_a_table(raw))
        if len(raw) > MAX_MISTAKES:
            raw = _with_few_mistakes(raw, known)
        return structured(raw, to)

    return hook


def _with_few_mistakes(table: dict[str, Raw], known: Collection[str]) -> dict[str, Raw]:
    """Return the table without the unknown keys beyond the limit of reported mistakes."""
    unknown = [key for key in table if key not in known]
    rest = set(unknown[MAX_MISTAKES + 1 :])
    return {key: raw for key, raw in table.items() if key not in rest} if rest else table


def _fact_hook(info: FactInfo) -> Hook:
    # What an amount means may depend on the country; that the memory has to know.
    @remembering
    def read(raw: Raw, _country: str | None) -> FactValue:
        value = read_fact(info, raw)
        if type(value) in _OF_TEXTS:
            try:
                check_value(info, value)
            except ValueError as wrong:
                # As a program is told; the message begins with the path of the fact.
                raise FactError(problems.inconsistent(str(wrong).partition(": ")[2])) from None
        return value

    return lambda raw, _: read(raw, COUNTRY.get())


_OF_TEXTS: Final = frozenset({str, frozenset, TextSet})
"""Types of values that are checked as those of a program are; others suit their facts once read."""


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
            for key in (key for key in table if key in error.extra_fields):
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
    known = isinstance(problem.hint, Offered) or where[-1] in SPECIAL
    is_near = any("did you mean" in str(one.hint) for one in inside)
    yield from inside if is_near and not known else [problem]


def _attribute(error: BaseException) -> tuple[str, ...]:
    """Return the attribute that cattrs was structuring when the error occurred, if any."""
    notes = getattr(error, "__notes__", ())
    return tuple(note.name for note in notes if isinstance(note, AttributeValidationNote))
