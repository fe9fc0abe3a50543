"""Facts put into the text of an offer file; its comments and its layout stay as they are."""

from __future__ import annotations

import re
from typing import Any, Final

from offerkit.arguments import checks_arguments
from offerkit.load.amounts import NONE
from offerkit.load.write import toml_value
from offerkit.model.schema import may_not_apply, schema_of
from offerkit.paths import FactPath, View
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, FactValue


def is_job_gone(fact: FactPath, value: FactValue) -> bool:
    """Return whether a value of a fact says that there is no present job.

    A fact of it that always applies to a job can only be missing together with the job.
    """
    info = schema_of().get(fact.path)
    alone = may_not_apply(fact.path.partition(".")[0]) if info is None else info.may_not_apply
    return fact.view is View.CURRENT and value is DOES_NOT_APPLY and not alone


@checks_arguments
def with_fact(text: str, fact: FactPath, value: FactValue) -> str:
    """Return the text of an offer file, in TOML, that states another value of a fact.

    A commented line with the fact, as ``offerkit new`` writes them, becomes the line that states
    it. Where the fact is not in the file, its line is the last one of its table. ``UNKNOWN`` is
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
    import tomlkit
    from tomlkit.exceptions import ParseError

    names = str(fact).split(".")
    written = toml_value("unknown" if value is UNKNOWN else value)
    if is_job_gone(fact, value):
        names, written = [View.CURRENT.value], toml_value(NONE)
        text = re.sub(r"^\[current\]", "#[current]", text, flags=re.MULTILINE)
    try:
        if not _holds(tomlkit.parse(text), names):
            text = _uncommented(text, names, written)
        document: Any = tomlkit.parse(text)
    except ParseError as wrong:
        raise ValueError(f"text: not valid TOML: {wrong}") from None
    *groups, name = names
    table = document
    for at, group in enumerate(groups):
        if group not in table:
            # Tables of a view stand before its own: `[promised.manager]`.
            is_last = at == len(groups) - 1
            table.add(group, tomlkit.table(is_super_table=not is_last))
        table = table[group]
        if not hasattr(table, "keys"):
            raise ValueError(f"text: expected a table at {'.'.join(names[: at + 1])}")
    if name in table:
        table[name] = tomlkit.value(written)
    else:
        table.add(name, tomlkit.value(written))
    return tomlkit.dumps(document)


def _holds(table: Any, names: list[str]) -> bool:
    for name in names:
        if not hasattr(table, "keys") or name not in table:
            return False
        table = table[name]
    return True


_HEADER: Final = re.compile(r"^[ \t]*\[([^\[\]]+)\][ \t]*(?:#.*)?$")


def _uncommented(text: str, names: list[str], written: str) -> str:
    """Return the text with the commented line of a fact, if there is one, in place of it."""
    lines, table = text.split("\n"), ""
    for at, line in enumerate(lines):
        if header := _HEADER.match(line.rstrip("\r")):
            table = re.sub(r"[\"\s]", "", header[1]) + "."
            continue
        commented = re.match(r"[ \t]*#[ \t]?([\w.-]+)[ \t]*=", line)
        if commented and f"{table}{commented[1]}" == ".".join(names):
            lines[at] = f"{commented[1]} = {written}" + ("\r" if line.endswith("\r") else "")
            break
    return "\n".join(lines)
