"""The command line as a whole: which subcommands there are, and what can go wrong around them."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final

from cyclopts import App, CycloptsError, UnusedCliTokensError

from offerkit import __version__
from offerkit.cli.help import PlainHelp
from offerkit.cli.screen import OK, STDIN, WRONG_USAGE, UsageError, say, set_up_streams
from offerkit.render.text.terminal import safe
from offerkit.text import did_you_mean

COMMANDS: Final = {
    "new": ("write criteria and a blank offer to begin with", "[FOLDER]"),
    "facts": ("list the facts that criteria can speak of", "[PREFIX]"),
    "decide": (
        "decide offers by your criteria, and say why",
        "CRITERIA OFFER... [--json] [--exit-verdict]",
    ),
    "explain": (
        "show why: every condition with what its parts are",
        "CRITERIA OFFER [LABEL...] [--format text|markdown|json]",
    ),
    "questions": ("say what to ask, first what settles it", "CRITERIA OFFER [--json]"),
    "negotiate": (
        "say what to ask for, the cheapest that is enough",
        "CRITERIA OFFER [--goal accept] [--budget N] [--json]",
    ),
    "procon": ("list what speaks for and against an offer", "CRITERIA OFFER [--cancel] [--json]"),
    "compare": (
        "set offers, and staying, side by side",
        "CRITERIA OFFER... [--current] [--samples N] [--json]",
    ),
    "report": (
        "write a page for the browser",
        "CRITERIA OFFER... [-o PAGE] [--force] [--current]",
    ),
    "counter": (
        "say what a counter-offer fixes and changes",
        "CRITERIA COUNTER [NEW-OFFER] [--json]",
    ),
    "answer": (
        "write notes for the call, and a letter",
        "CRITERIA OFFER [--for KIND] [--reason LABEL] ...",
    ),
    "pay": ("show what an offer pays, year by year", "OFFER [--years N] [--exit-price PRICE] ..."),
    "check": ("find the mistakes in criteria and offer files", "FILE..."),
    "format": ("put criteria files into the one canonical layout", "FILE... [--check]"),
    "schema": ("print a JSON Schema of offers, for editors", "[CRITERIA]"),
}
"""Every subcommand, what it is for and what it takes; ``decide`` is ``decide.py: decide``."""

_HELP: Final = """\
Usage: offerkit COMMAND ...

Decide a job offer by your own criteria, even when much of it is unknown.

Begin with two files, fill them in, and ask for a verdict:

    offerkit new
    offerkit decide my.criteria offer.toml

Commands:
{commands}

    offerkit COMMAND --help explains a command, with examples.
    offerkit --version says which version this is.

Exit codes: 0 decided, or nothing wrong; 1 a file has errors; 2 wrong usage, or a file that
cannot be read. NO_COLOR is respected."""

_HELP_FLAGS: Final = ("--help", "-h", "help")
_SIGNALLED: Final = 128
_PIPE_CLOSED: Final = _SIGNALLED + 13
_INTERRUPTED: Final = _SIGNALLED + 2


def run(arguments: Sequence[str]) -> int:
    """Return the exit code of the command with *arguments*.

    0: decided, or nothing wrong. 1: a file has errors. 2: wrong usage, which includes a file that
    cannot be read. 141: the reader of standard output has left. 130: interrupted. ``decide
    --exit-verdict`` has codes of its own.
    """
    set_up_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it leaves; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _run(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in _HELP_FLAGS:
        print(_help())
        return OK if arguments else WRONG_USAGE
    first = arguments[0]
    if first not in COMMANDS and not first.startswith("-"):
        # Cyclopts would import every subcommand to say this.
        hint = did_you_mean(first, COMMANDS)
        unknown = f"unknown command `{safe(first)}`"
        return _wrong_usage(f"{unknown}; {hint}" if hint else unknown, None)
    try:
        names = [STDIN if argument == "-" else argument for argument in arguments]
        code = application()(names, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        return _wrong_usage(_sentence(error), first if first in COMMANDS else None)
    except UsageError as error:
        say(f"offerkit: {error}")
        return WRONG_USAGE
    return code if isinstance(code, int) else OK


def _wrong_usage(message: str, command: str | None) -> int:
    say(f"offerkit: {message}")
    say(f"For help: offerkit {f'{command} ' if command else ''}--help")
    return WRONG_USAGE


def _help() -> str:
    wide = max(map(len, COMMANDS))
    commands = (f"    {name:<{wide}} {purpose}" for name, (purpose, _) in COMMANDS.items())
    return _HELP.format(commands="\n".join(commands))


def _sentence(error: CycloptsError) -> str:
    if isinstance(error, UnusedCliTokensError):
        return f"there is no use for `{safe(' '.join(error.unused_tokens or ()))}` here"
    return safe(" ".join(str(error).split()))


def application() -> App:
    """Return the command line; a subcommand's module is imported only when it is called."""
    app = App(
        name="offerkit",
        help_format="plaintext",
        help_formatter=PlainHelp(),
        version=__version__,
        result_action="return_value",
    )
    for name, (_, usage) in COMMANDS.items():
        usage = f"Usage: offerkit {name} {usage}"
        app.command(f"offerkit.cli.{name}:{name}", name=name, usage=usage)
    return app
