"""The command ``offerkit``.

Each subcommand is a module of this package, imported when it is called: see ``app.COMMANDS``.
Embedding offerkit needs nothing here; cyclopts, which parses the command line, is an extra.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit Python with its exit code; see ``app.run``.

    Args:
        arguments: Arguments after the command's name; by default those of the process.
    """
    # What is imported is kept: a search for garbage in it is in vain, here and at the exit.
    gc.disable()
    try:
        from offerkit.cli.app import run
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "cyclopts":
            raise
        print(
            "offerkit: the command needs cyclopts, which is not installed; install it with\n"
            '    python3 -m pip install "offerkit[cli]"',
            file=sys.stderr,
        )
        sys.exit(2)
    code = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()
    sys.exit(code)
