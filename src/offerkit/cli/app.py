"""The command line as a whole: its subcommands, help and exit codes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import Final

from cyclopts import App, CycloptsError, Parameter, UnusedCliTokensError

from offerkit import __version__
from offerkit.cli.help import PlainHelp
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    STDIN,
    WRONG_USAGE,
    HasErrorsError,
    NothingGivenError,
    UsageError,
    saying_once,
)
from offerkit.cli.streams import NoOutputError, say, show, standard_streams
from offerkit.diagnostics import did_you_mean

COMMANDS: Final = {
    "new": ("write starter criteria and a blank offer", "[FOLDER] [--from PAGE] [--pack NAMES]"),
    "interview": (
        "ask you one question after the other, up to a verdict",
        "[CRITERIA] [OFFER] [--mine]",
    ),
    "facts": ("list the facts that criteria can use", "[PREFIX]"),
    "decide": (
        "decide offers by your criteria, with reasons",
        "CRITERIA OFFER... [--format csv|...] [--exit-verdict]",
    ),
    "watch": (
        "decide again whenever a file changes",
        "CRITERIA OFFER... [--every SECONDS]",
    ),
    "explain": (
        "explain a decision, condition by condition",
        "CRITERIA OFFER [LABEL...] [--format text|markdown|json]",
    ),
    "questions": ("list what to ask, then what to find out yourself", "CRITERIA OFFER... [--json]"),
    "negotiate": (
        "find the least you can ask for",
        "CRITERIA OFFER [--goal accept] [--budget N] [--json]",
    ),
    "procon": ("list the pros and cons of an offer", "CRITERIA OFFER [--cancel] [--json]"),
    "compare": (
        "compare offers, and staying, side by side",
        "CRITERIA OFFER... [--staying] [--format csv|...]",
    ),
    "deadlines": (
        "show when to answer, and what to do first",
        "CRITERIA OFFER... [--today DAY] [--json]",
    ),
    "prices": ("show what your weights are worth in pay", "CRITERIA [--in LABEL] [--json]"),
    "report": (
        "write a report for the browser",
        "CRITERIA... OFFER... [-o PAGE] [--force] [--staying]",
    ),
    "counter": (
        "review a counter-offer from your employer",
        "CRITERIA COUNTER [NEW-OFFER] [--json]",
    ),
    "answer": (
        "write notes for the call, and a letter",
        "CRITERIA OFFER [--for KIND] [--reason LABEL] ...",
    ),
    "promises": (
        "hold what was said against what is in writing",
        "OFFER [LETTER] [--criteria CRITERIA] [--json]",
    ),
    "pay": ("show the pay of an offer, year by year", "OFFER [--years N] [--exit-price PRICE] ..."),
    "analyze": ("find what is not meant in criteria", "CRITERIA [--json]"),
    "diff": ("compare two sets of criteria", "OLD NEW [--json], or FILE... --git REVISION"),
    "changes": (
        "show what an edit of criteria changes for offers",
        "OLD NEW OFFER..., or FILE... OFFER... --git REVISION",
    ),
    "coverage": (
        "show what criteria said of offers",
        "CRITERIA OFFER... [--table TABLE] [--json]",
    ),
    "mcp": ("serve assistants: a judge that says the same every time", ""),
    "lsp": ("serve editors: mistakes, completion and more as you type", ""),
    "check": ("find the errors in criteria and offer files", "FILE..."),
    "test": ("test criteria on examples", "CRITERIA..., or a folder of them"),
    "format": ("format criteria files", "FILE... [--check]"),
    "schema": ("print a JSON Schema of offers, for editors", "[CRITERIA]"),
}
"""Purpose and arguments of each subcommand; its module has a function of its name."""

_HELP: Final = """\
Usage: offerkit COMMAND ...

Decide a job offer by your own criteria, even if much of it is unknown.

Create two files, fill them in, and ask for a verdict:

    offerkit new
    offerkit decide my.criteria offer.toml

Commands:
{commands}

    offerkit COMMAND --help explains a command, with examples.
    offerkit --version prints the version.

Exit codes: 0 decided, or no errors; 1 a file has errors; 2 wrong usage, or a file
cannot be read or the output written. NO_COLOR turns colours off."""

_HELP_FLAGS: Final = ("--help", "-h", "help")
_SIGNALLED: Final = 128
_PIPE_CLOSED: Final = _SIGNALLED + 13
_INTERRUPTED: Final = _SIGNALLED + 2


def run(arguments: Sequence[str]) -> int:
    """Run the command with *arguments* and return its exit code.

    0: decided, or no errors. 1: a file has errors. 2: wrong usage, including a file that cannot be
    read and standard output that cannot be written to. 130: interrupted. 141: whoever read standard
    output has stopped. ``decide --exit-verdict`` has codes of its own.
    """
    with standard_streams():
        try:
            code = _run(arguments)
            sys.stdout.flush()
        except NoOutputError as error:
            if error.is_closed:
                return _PIPE_CLOSED
            say(f"offerkit: cannot write to standard output: {error}.")
            return WRONG_USAGE
        except KeyboardInterrupt:
            return _INTERRUPTED
    return code


def _run(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in _HELP_FLAGS:
        wide = max(map(len, COMMANDS))
        commands = (f"    {name:<{wide}} {purpose}" for name, (purpose, _) in COMMANDS.items())
        show(*_HELP.format(commands="\n".join(commands)).split("\n"))
        return OK if arguments else WRONG_USAGE
    first = arguments[0]
    if first not in COMMANDS and not first.startswith("-"):
        # Cyclopts would import every subcommand to report this.
        hint = did_you_mean(first, COMMANDS)
        unknown = f"unknown command `{first}`"
        return _wrong_usage(f"{unknown}; {hint}" if hint else unknown, first)
    try:
        names = [STDIN if argument == "-" else argument for argument in arguments]
        with saying_once():
            command, given, _ = application().parse_args(
                names, exit_on_error=False, print_error=False
            )
            if not gc.isenabled():
                gc.freeze()
                # Most of what is made lasts as long as the command: there is little garbage.
                gc.set_threshold(50_000)
                gc.enable()
            code = command(*given.args, **given.kwargs)
    except UnusedCliTokensError as error:
        unused = " ".join(error.unused_tokens or ())
        return _wrong_usage(f"unexpected `{unused}`", first)
    except CycloptsError as error:
        return _wrong_usage(" ".join(str(error).split()), first)
    except HasErrorsError:
        return HAS_ERRORS
    except NothingGivenError as error:
        return _wrong_usage(str(error), first)
    except UsageError as error:
        say(f"offerkit: {error}")
        return WRONG_USAGE
    return code if isinstance(code, int) else OK


def _wrong_usage(message: str, first: str) -> int:
    say(f"offerkit: {message}")
    say(f"For help: offerkit {f'{first} ' if first in COMMANDS else ''}--help")
    return WRONG_USAGE


def application() -> App:
    """Return the command line; the module of a subcommand is imported when it is called."""
    app = App(
        name="offerkit",
        help_format="plaintext",
        help_formatter=PlainHelp(),
        version=__version__,
        default_parameter=Parameter(negative=()),
    )
    for name, (_, usage) in COMMANDS.items():
        usage = f"Usage: offerkit {name} {usage}"
        app.command(f"offerkit.cli.{name}:{name}", name=name, usage=usage)
    return app
