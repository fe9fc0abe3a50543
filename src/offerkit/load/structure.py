"""Groups of facts from plain tables; each fact is read by its datatype, never by Python's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from attrs import evolve

from offerkit.diagnostics import Offered
from offerkit.load import problems
from offerkit.load.amounts import PARTS, Raw, fits, read_fact
from offerkit.load.problems import MAX_MISTAKES, DataPath, FactError, Problem
from offerkit.model.fields import facts_of
from offerkit.model.offer import groups_of
from offerkit.model.schema import Schema


def structured(
    raw: Raw, holder: type[Any], schema: Schema, found: list[Problem], where: DataPath
) -> Any:
    """Return the offer or group in a table, without views, sources and posting.

    All problems are added to *found*; if there are any, the result is None.

    Args:
        raw: The table, or null for an empty one.
        holder: The type of the offer or of the group.
        schema: The facts that hints name.
        found: The problems.
        where: The place of the table.
    """
    if raw is not None and not isinstance(raw, dict):
        found.append(problems.not_a_table(raw).inside(*where))
        return None
    facts, groups = facts_of(holder), groups_of(holder)
    good, unknown = len(found), 0
    values: dict[str, Any] = {}
    for name, part in (raw or {}).items():
        if name in facts:
            try:
                values[name] = read_fact(facts[name], part)
            except FactError as wrong:
                found.append(wrong.problem.inside(*where, name))
        elif name in groups:
            values[name] = structured(part, groups[name], schema, found, (*where, name))
        elif unknown <= MAX_MISTAKES:
            unknown += 1
            found.extend(unknown_keys((*where, name), part, schema))
    if len(found) > good:
        return None
    try:
        return holder(**values)
    except (TypeError, ValueError) as clash:
        # Facts that contradict each other; the message begins with the path of one.
        fact, colon, rest = str(clash).partition(": ")
        if colon and " " not in fact:
            found.append(problems.inconsistent(rest).inside(*where, fact.rpartition(".")[2]))
        else:
            found.append(problems.inconsistent(str(clash)).inside(*where))
        return None


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
