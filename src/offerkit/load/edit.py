"""Facts put into the text of an offer file; its comments and its layout stay as they are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from offerkit.arguments import checks_arguments
from offerkit.load.amounts import NONE
from offerkit.load.write import toml_value
from offerkit.model.schema import may_not_apply, schema_of
from offerkit.paths import FactPath, View
from offerkit.text import fold
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue


def is_job_gone(fact: FactPath, value: FactValue) -> bool:
    """Return whether a value of a fact says that there is no present job.

    A fact of it that always applies to a job can only be missing together with the job.
    """
    info = schema_of().get(fact.path)
    alone = may_not_apply(fact.path.partition(".")[0]) if info is None else info.may_not_apply
    return fact.view is View.CURRENT and value is DOES_NOT_APPLY and not alone


_HEAD: Final = """\
# What you know of one offer. What is not here is unknown, and that is fine:
# `offerkit facts` lists what else an offer can state.
"""
_KIND: Final = """
[offer]
# "new", or "counter" if your present employer makes it so that you stay.
kind = "unknown"
"""


def new_offer(has_reasons: bool) -> str:
    """Return the text of an offer file for answers; it states nothing that was told.

    Args:
        has_reasons: Whether the criteria have reasons for leaving: they depend on whether it is a
            counter-offer, which is then open.
    """
    return _HEAD + (_KIND if has_reasons else "")


def unknown_facts(text: str) -> Iterator[FactPath]:
    """Yield the facts that the text of an offer file, which is valid, says are unknown.

    They were asked before, except whether it is a counter-offer: new files say so from the start.
    """
    for path, value in _leaves(tomllib.loads(text), ""):
        if isinstance(value, str) and fold(value) == UNKNOWN.value and path != "offer.kind":
            yield FactPath.parse(path)


def _leaves(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


@checks_arguments
def with_fact(text: str, fact: FactPath, value: FactValue) -> str:
    """Return the text of an offer file, in TOML, that states another value of a fact.

    A commented line with the fact, as ``offerkit new`` writes them, becomes the line that states
    it. Where there is none, the line of the fact is the last one of its table. ``UNKNOWN`` is
    stated, as ``"unknown"``; of the present job ``DOES_NOT_APPLY`` says that there is none.

    Args:
        text: The text, which is valid TOML.
        fact: The fact.
        value: Its value.

    Raises:
        TypeError: an argument is of another type.
        ValueError: *text* is not valid TOML, or has a value where the table of the fact would be.
        ModuleNotFoundError: tomlkit is not installed; it comes with ``offerkit[cli]``.

    Source:
        grammar/README.md, "Offer files".
    """
    names = str(fact).split(".")
    written = toml_value("unknown" if value is UNKNOWN else value)
    if is_job_gone(fact, value):
        names, written = [View.CURRENT.value], toml_value(NONE)
        text = re.sub(r"^\[current\]", "#[current]", text, flags=re.MULTILINE)
    try:
        data = tomllib.loads(text)
    except ValueError as wrong:
        raise ValueError(f"text: not valid TOML: {wrong}") from None
    wanted = _with(data, names, tomllib.loads(f"it = {written}")["it"])
    if not _holds(data, names):
        for edited in _edits(text, names, written):
            with suppress(ValueError):
                # Lines inside a text of several lines may look like others.
                if tomllib.loads(edited) == wanted:
                    return edited
    return _stated(text, names, written)


def _with(table: dict[str, Any], names: list[str], value: object, at: str = "") -> dict[str, Any]:
    """Return a table with another value at a path.

    Raises:
        ValueError: it has a value where there would be a table.
    """
    head, *rest = names
    if not rest:
        return {**table, head: value}
    inner = table.get(head, {})
    if not isinstance(inner, dict):
        raise ValueError(f"text: expected a table at {at}{head}")
    return {**table, head: _with(inner, rest, value, f"{at}{head}.")}


def _holds(table: Any, names: list[str]) -> bool:
    for name in names:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True


_HEADER: Final = re.compile(r"[ \t]*\[([^\[\]]+)\][ \t]*(?:#.*)?")
_COMMENTED: Final = re.compile(r"[ \t]*#[ \t]?([\w.-]+)[ \t]*=")


def _edits(text: str, names: list[str], written: str) -> Iterator[str]:
    """Yield the text with a line for a fact: in place of its comment, in its table, or at the end.

    Not all of them need be right, nor even be TOML.
    """
    lines, table, last = text.split("\n"), "", None
    end = "\r" if lines[0].endswith("\r") else ""
    for at, line in enumerate(lines):
        commented, header = _COMMENTED.match(line), _HEADER.fullmatch(line.rstrip("\r"))
        if header:
            table = re.sub(r"[\"\s]", "", header[1]) + "."
        elif commented and f"{table}{commented[1]}" == ".".join(names):
            new = f"{commented[1]} = {written}{end}"
            yield "\n".join([*lines[:at], new, *lines[at + 1 :]])
        if table == ".".join(names[:-1]) + "." and line.strip() and line.strip()[0] != "#":
            last = at
    if last is not None:
        new = f"{names[-1]} = {written}{end}"
        yield "\n".join([*lines[: last + 1], new, *lines[last + 1 :]])
    if names[1:]:
        head = text.rstrip() + f"{end}\n{end}\n" if text.strip() else ""
        yield f"{head}[{'.'.join(names[:-1])}]{end}\n{names[-1]} = {written}{end}\n"


def _stated(text: str, names: list[str], written: str) -> str:
    """Return the text with another value, or with one where no line of its own can be."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    *groups, name = names
    table = document
    for at, group in enumerate(groups):
        if group not in table:
            # Only the innermost table has a header: `[promised.manager]`.
            table.add(group, tomlkit.table(is_super_table=at < len(groups) - 1))
        table = table[group]
    table[name] = tomlkit.value(written)
    return tomlkit.dumps(document)
