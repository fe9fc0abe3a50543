"""``offerkit mcp``: a server for assistants."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout

from offerkit.cli.screen import UsageError


def mcp() -> None:
    """Serve assistants: a judge that says the same every time.

    Speaks the Model Context Protocol over standard input and output until the
    input ends; you do not start it yourself, but name it in the settings of an
    assistant. Its tools check, decide, explain, compare, negotiate and read
    letters. They take texts, open no files, and change nothing.

    Needs offerkit[mcp].

    For example, this is what runs, and how settings name it:

        offerkit mcp
        {"mcpServers": {"offerkit": {"command": "offerkit", "args": ["mcp"]}}}

    Exit codes: 0 the input has ended, 2 the library is missing.
    """
    try:
        from offerkit.assistants import server
    except ModuleNotFoundError as error:
        raise UsageError(f"this needs {error.name}: pip install 'offerkit[mcp]'.") from None
    # The server takes the streams themselves: what it writes is no page for people.
    with redirect_stdout(sys.__stdout__):
        server().run()
