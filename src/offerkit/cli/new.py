"""``offerkit new``: starter criteria and a blank offer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from offerkit.cli.schema import schema_text
from offerkit.cli.screen import HAS_ERRORS, OK, UsageError, reason, say
from offerkit.cli.vocabulary import describe, example
from offerkit.model.schema import schema_of
from offerkit.terminal import safe, wrap

CRITERIA_NAME: Final = "my.criteria"
OFFER_NAME: Final = "offer.toml"
SCHEMA_NAME: Final = "offer.schema.json"

STARTER: Final = """\
# What you would turn an offer down for, what counts for and against it, why you want to leave.
# `offerkit facts` lists the facts you can use; `offerkit check my.criteria` finds errors.

# Common reasons for turning an offer down. `use` includes them unchanged; add your own below.
use starter

# If one of these is true, the verdict is decline.
# dealbreaker "Clients I will not work for" if clients.names overlaps {"Acme Tobacco"}
dealbreaker "Too far away" if commute.time > 75 min

# Each of these counts by its weight. Unknown facts leave a part of the score open.
# con "Nights away from home" if travel.nights > 2 weight 2
pro    "Pays the rent"   if pay.base >= 50k USD per year         weight 3
prefer "Money"           pay.base from 45k to 80k USD per year   weight 2

# Why you want to leave your current job. A counter-offer has to address every reason.
# leaving "Too little money" until pay.base >= 55k USD per year
leaving "Stuck on one account" until clients.count >= 3

# The score in percent below which to decline, and from which to accept.
decline below 30%
accept at 70%
"""

_HEAD: Final = f"""\
#:schema ./{SCHEMA_NAME}
# What you know of one offer. If you know a fact, remove the # in front of its line and replace
# the example. Facts that stay commented are unknown, and that is fine:
# `offerkit decide my.criteria offer.toml` tells you which of them to find out.
#
# Amounts: "60k USD per year", "30 USD per hour", "5k USD", "45 min", "3 months", "15%".
# A range, if you know only its ends: "55k..60k USD per year", "rarely..often".
"""

_TAIL: Final = """\

# What you were told, with the same names, if it may turn out to be different.
[promised]
#manager.presence = "often"
#work.summary = "..."

# Your current job, with the same names. A counter-offer needs it: it states only what changes.
[current]
#pay.base = "50k USD per year"
#manager.mentoring = "rarely"

# Where you learned a fact; shown with every reason that depends on it.
[sources]
#"manager.presence" = "second interview, 2026-11-02"
"""

_WIDTH: Final = 95


def new(
    folder: Annotated[
        str, Parameter(help="Folder to write to; created if it does not exist.")
    ] = ".",
    /,
) -> int:
    """Write starter criteria and a blank offer: my.criteria and offer.toml.

    Both explain how to fill them in. With offer.schema.json, written beside them,
    editors complete and check offers. Existing files are never overwritten.

    For example:

        offerkit new
        offerkit new job-hunt

    Exit codes: 0 written, 1 one of the files already exists (nothing is
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
        say(f"offerkit: {safe(str(path))} already exists; nothing is written.")
    if there:
        return HAS_ERRORS
    try:
        home.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            # "x": a file that appears at this very moment is not overwritten either.
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except (OSError, ValueError) as error:
        no_folder = isinstance(error, FileExistsError | NotADirectoryError)
        why = "it is not a folder" if no_folder else reason(error)
        raise UsageError(f"cannot write to {safe(folder)}: {why}.") from error
    criteria, offer, _ = (safe(str(path)) for path in files)
    print(f"Wrote {criteria} and {offer}. Fill them in, then:")
    print(f"    offerkit decide {criteria} {offer}")
    return OK


def blank_offer() -> str:
    """Return an offer file with every fact as a commented line under its question.

    It loads as it is, and with any of the commented facts uncommented.
    """
    schema, lines = schema_of(), [_HEAD]
    # An amount under `bonus_target` loads as `bonus_amount`; a bonus is only one of the two.
    left_out = {"pay.bonus_amount"}
    stated = [i for i in schema.facts.values() if not i.derived and i.path not in left_out]
    for group in schema.groups:
        chosen = [info for info in stated if info.path.rpartition(".")[0] == group]
        lines += [f"\n[{group}]\n"] if chosen else []
        for info in chosen:
            for text in (info.question, describe(info)):
                lines += [f"# {line}\n" for line in wrap(text, _WIDTH)]
            lines.append(f"#{info.path.rpartition('.')[2]} = {example(info)}\n")
    return "".join([*lines, _TAIL])
