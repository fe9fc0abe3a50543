"""``offerkit new``: starter criteria and a blank offer."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from offerkit.cli.loading import format_of, load_offer
from offerkit.cli.schema import schema_text
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    read_inputs,
    reason,
    report,
    write,
)
from offerkit.cli.streams import say, show
from offerkit.diagnostics import did_you_mean
from offerkit.errors import OfferError
from offerkit.load.formats import MAX_BYTES
from offerkit.load.write import readable, toml_table
from offerkit.model.offer import LETTER, UNSAID, Offer
from offerkit.model.schema import schema_of
from offerkit.model.vocabulary import describe, example
from offerkit.packs import criteria_from
from offerkit.packs import packs as all_packs
from offerkit.paths import FactPath
from offerkit.snippet import at_most
from offerkit.terminal import cut, safe, wrap
from offerkit.text import listed
from offerkit.values import UNKNOWN

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

_FOUND_HEAD: Final = f"""\
#:schema ./{SCHEMA_NAME}
# What {{name}} says of the job. {{how}} Facts that stay
# commented are unknown:
# `offerkit decide my.criteria offer.toml` tells you which of them to find out.
"""
_ADVERTISED: Final = """Only a job posting says so: where the offer
# says the same, or something else, change the value and its source below."""
_READ: Final = """Compare each value with the sentence that is
# its source below, at the end, and see what is not read."""

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

_POSTING: Final = """
# What else the posting says; criteria cannot read it.
[posting]
"""

_OWN: Final = ("toml", "yaml")
"""Formats in which no job page is."""
_WIDTH: Final = 95
_MOST_NOTES: Final = 10
"""How many notes on one fact an offer keeps."""
_MOST_OF_A_TEXT: Final = 4_000
"""Number of characters of a property that an offer keeps; most of a page is its description."""
_MOST_OF_A_POSTING: Final = MAX_BYTES // 2
"""Number of bytes of all properties that it keeps; the rest of the file takes less than that."""


def new(
    folder: Annotated[
        str, Parameter(help="Folder to write to; created if it does not exist.")
    ] = ".",
    /,
    *,
    page: Annotated[
        str | None,
        Parameter(
            name="--from",
            help="Saved job page or letter to fill the offer in from; - for standard input. "
            "Criteria that already exist are kept.",
        ),
    ] = None,
    packs: Annotated[
        str | None,
        Parameter(
            name="--pack",
            help="Names of packs for the criteria to use, with commas between them, in place of "
            "`starter`.",
        ),
    ] = None,
) -> int:
    """Write starter criteria and a blank offer: my.criteria and offer.toml.

    Both explain how to fill them in. With offer.schema.json, written beside them,
    editors complete and check offers. Existing files are never overwritten.

    With --from, the offer states what the page or the letter says. The source of
    each fact is "job posting" with its date, or the sentence of the letter. What
    could not be read is a comment beside the fact, and everything else is a
    commented question.

    With --pack, the criteria use packs about what matters to you: agency,
    bad_place, care, contractor, counter, equity, first_job, manager, place or
    remote.

    For example:

        offerkit new
        offerkit new job-hunt
        offerkit new --pack agency,equity
        offerkit new --from planner.html
        offerkit new job-hunt/second --from results.html#2
        offerkit new job-hunt/third --from letter.txt

    Exit codes: 0 written, 1 one of the files already exists (nothing is
    written) or the page or letter has errors, 2 it cannot be read, or the folder
    cannot be written to.
    """
    home = Path(folder)
    files = {
        home / CRITERIA_NAME: STARTER if packs is None else _criteria_from(packs),
        home / OFFER_NAME: blank_offer(),
        home / SCHEMA_NAME: f"{schema_text(schema_of())}\n",
    }
    if page is not None:
        (given,) = read_inputs([page])
        offer = None if format_of(given) in _OWN else load_offer(given, None)
        if offer is None and format_of(given) not in _OWN:
            return HAS_ERRORS
        if offer is None or offer.promised is not None or offer.current is not None:
            raise UsageError(f"{given.name} is an offer file: --from takes a job page or a letter.")
        try:
            files[home / OFFER_NAME] = readable(given.name, filled_offer(offer, given.name))
        except OfferError as error:
            report(error.diagnostics)
            return HAS_ERRORS
    # What appears from here on is not overwritten either.
    there = [path for path in files if os.path.lexists(path)]
    kept = {home / CRITERIA_NAME, home / SCHEMA_NAME} if page is not None else set()
    files = {path: text for path, text in files.items() if path not in kept.intersection(there)}
    for path in there:
        if path in files:
            say(f"offerkit: {path} already exists; nothing is written.")
    if not files.keys().isdisjoint(there):
        return HAS_ERRORS
    try:
        home.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        no_folder = isinstance(error, FileExistsError | NotADirectoryError)
        why = "it is not a folder" if no_folder else reason(error)
        raise UsageError(f"cannot write to {folder}: {why}.") from error
    for path, text in files.items():
        write(path, text.encode(), new=True)
    criteria, target = home / CRITERIA_NAME, home / OFFER_NAME
    wrote = f"{criteria} and {target}" if home / CRITERIA_NAME in files else str(target)
    show(
        f"Wrote {wrote}. Fill {'it' if wrote == str(target) else 'them'} in, then:",
        f"    offerkit decide {criteria} {target}",
    )
    return OK


def _criteria_from(packs: str) -> str:
    """Return criteria that use the packs in a list.

    Raises:
        UsageError: there is no such pack.
    """
    names = [name.strip() for name in packs.split(",") if name.strip()]
    known = [pack.name for pack in all_packs()]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are {listed(known, 'and')}"
            raise UsageError(f"--pack: unknown pack `{name}`; {hint}.")
    if not names:
        raise UsageError(f"--pack: give at least one of {listed(known, 'and')}.")
    return criteria_from(names)


def blank_offer() -> str:
    """Return an offer file with every fact as a commented line under its question.

    It loads as it is, and with any of the commented facts uncommented.
    """
    return "".join([_HEAD, *_groups(Offer()), _TAIL])


def filled_offer(offer: Offer, name: str) -> str:
    """Return a blank offer file in which the facts of an offer are filled in.

    The notes on a fact are comments above its line. No posting has promises, a current job or
    facts that criteria declare.

    Args:
        offer: As it was found.
        name: Of the file that it was found in.
    """
    is_letter = any(source.startswith(LETTER) for source in offer.sources.values())
    how = _READ if is_letter else _ADVERTISED
    lines = [_FOUND_HEAD.format(name=safe(name), how=how)]
    lines += (note for note in _notes(offer, None))
    lines += _groups(offer)
    sources = toml_table(offer.sources)
    lines.append(_TAIL.replace("[sources]\n", f"[sources]\n{sources}"))
    if offer.posting:
        lines += [
            _POSTING,
            toml_table(dict(_clipped(offer.posting))),
        ]
    return "".join(lines)


def _clipped(posting: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the properties of a posting, as many as an offer file has room for."""
    room = _MOST_OF_A_POSTING
    for key, text in posting.items():
        short = text if len(text) <= _MOST_OF_A_TEXT else f"{text[:_MOST_OF_A_TEXT]}…"
        room -= len(json.dumps(key + short))
        if room >= 0:
            yield key, short


def _groups(offer: Offer) -> Iterator[str]:
    """Yield the lines of all facts: those that an offer states, and the others as comments."""
    schema = schema_of()
    # A bonus is a share or an amount; an amount under `bonus_target` is loaded as one.
    other_way = {"pay.bonus_amount"} if offer.pay.bonus_amount is UNKNOWN else {"pay.bonus_target"}
    facts = schema.facts.values()
    stated = [info for info in facts if not info.derived and info.path not in other_way]
    for group in schema.groups:
        chosen = [info for info in stated if info.path.rpartition(".")[0] == group]
        yield f"\n[{group}]\n" if chosen else ""
        for info in chosen:
            for text in (info.question, describe(info)):
                yield from (f"# {line}\n" for line in wrap(text, _WIDTH))
            yield from _notes(offer, info.path)
            value = schema.getter(FactPath(info.path))(offer)
            key = info.path.rpartition(".")[2]
            unsaid = UNSAID.get(key, UNKNOWN) if group == "offer" else UNKNOWN
            is_known = value not in (UNKNOWN, unsaid)
            yield toml_table({key: value}) if is_known else f"#{key} = {example(info)}\n"


def _notes(offer: Offer, path: str | None) -> Iterator[str]:
    """Yield comments with what is said of a fact and could not be read."""
    shown, more = at_most((note for note in offer.notes if note.path == path), _MOST_NOTES)
    texts = [f"Not read: {note.message} ({note.primary.span})" for note in shown]
    for text in (*texts, *more):
        yield from (f"# {line}\n" for line in wrap(safe(cut(text)), _WIDTH))
