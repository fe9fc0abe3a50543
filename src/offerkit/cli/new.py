"""``offerkit new``: criteria and a blank offer to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from offerkit.cli.schema import schema_text
from offerkit.cli.screen import HAS_ERRORS, OK, UsageError, reason, say
from offerkit.cli.vocabulary import describe, example
from offerkit.model.schema import schema_of
from offerkit.render.text.terminal import safe, wrap

CRITERIA_NAME: Final = "my.criteria"
OFFER_NAME: Final = "offer.toml"
SCHEMA_NAME: Final = "offer.schema.json"

STARTER: Final = """\
# What you will not live with, what counts for and against an offer, why you want to leave.
# `offerkit facts` lists what criteria can speak of; `offerkit check my.criteria` finds mistakes.

# What most people turn an offer down for. `use` takes it in as it is; write your own beside it.
use starter

# If one of these holds, the answer is no, whatever else there is.
# dealbreaker "Clients I will not work for" if clients.names overlaps {"Acme Tobacco"}
dealbreaker "Too far away" if commute.time > 75 min

# Each of these counts, by its weight. What is unknown leaves the score open.
# con "Nights away from home" if travel.nights > 2 weight 2
pro    "Pays the rent"   if pay.base >= 50k USD per year         weight 3
prefer "Money"           pay.base from 45k to 80k USD per year   weight 2

# Why you want to leave your present job. A counter-offer has to mend all of it.
# leaving "Too little money" until pay.base >= 55k USD per year
leaving "Stuck on one account" until clients.count >= 3

# The score, in percent, below which to decline and from which to accept.
decline below 30%
accept at 70%
"""

_HEAD: Final = f"""\
#:schema ./{SCHEMA_NAME}
# What you know of one offer. Where you know an answer, take away the # before the line and
# write the answer in place of the example. What stays commented is unknown, and that is fine:
# `offerkit decide my.criteria offer.toml` says which of it you need to find out.
#
# Amounts: "60k USD per year", "30 USD per hour", "5k USD", "45 min", "3 months", "15%".
# A range, where all you know is the ends: "55k..60k USD per year", "rarely..often".
"""

_TAIL: Final = """\

# What you were told, by the same names, where it may turn out to be different.
[promised]
#manager.presence = "often"
#work.summary = "..."

# Your present job, by the same names. A counter-offer needs it: it states only what changes.
[current]
#pay.base = "50k USD per year"
#manager.mentoring = "rarely"

# Where you learned a fact; shown with every reason that rests on it.
[sources]
#"manager.presence" = "second interview, 2026-11-02"
"""

_WIDTH: Final = 95


def new(folder: Annotated[str, Parameter(help="Where to write; made if need be.")] = ".", /) -> int:
    """Write criteria and a blank offer to begin with: my.criteria and offer.toml.

    Both say inside how to fill them in. Beside them stands offer.schema.json, by which
    editors complete and underline offers. A file that is there already is never
    overwritten.

    For example:

        offerkit new
        offerkit new job-hunt

    Exit codes: 0 written, 1 one of the files is there already (nothing is
    written), 2 the folder cannot be written to.
    """
    home = Path(folder)
    files = {
        home / CRITERIA_NAME: STARTER,
        home / OFFER_NAME: blank_offer(),
        home / SCHEMA_NAME: f"{schema_text(schema_of())}\n",
    }
    there = [path for path in files if path.exists() or path.is_symlink()]
    for path in there:
        say(f"offerkit: {safe(str(path))} is there already, and is left as it is.")
    if there:
        return HAS_ERRORS
    try:
        home.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            # "x": not even a file that appears at this very moment is overwritten.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write to {safe(folder)}: {_reason(error)}.") from error
    criteria, offer, _ = (safe(str(path)) for path in files)
    print(f"Wrote {criteria} and {offer}. Fill them in, then:")
    print(f"    offerkit decide {criteria} {offer}")
    return OK


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return "it is not a folder"
    return reason(error)


def blank_offer() -> str:
    """Return an offer file that states nothing: every fact a commented line, with its question.

    It loads as it is, and with any of the lines that begin with ``#`` and a name uncommented.
    """
    return _HEAD + "".join(_groups()) + _TAIL


def _groups() -> Iterator[str]:
    schema = schema_of()
    for group in schema.groups:
        stated = [info for info in schema.facts.values() if not info.derived]
        chosen = [info for info in stated if info.path.rpartition(".")[0] == group]
        if not chosen:
            continue
        yield f"\n[{group}]\n"
        for info in chosen:
            for text in (info.question, describe(info)):
                yield "".join(f"# {line}\n" for line in wrap(text, _WIDTH))
            yield f"#{info.path.rpartition('.')[2]} = {example(info)}\n"
