"""``offerkit lsp``: a server for editors."""

from __future__ import annotations

from offerkit.cli.screen import UsageError


def lsp() -> None:
    """Serve editors: mistakes, completion, hover, names and fixes as you type.

    Speaks the Language Server Protocol over standard input and output until the
    editor ends the session; you do not start it yourself, but name it in the
    settings of an editor. It reads criteria and offers of your project, also
    those that are not saved yet, and changes nothing itself.

    Needs offerkit[lsp].

    For example, this is what an editor runs:

        offerkit lsp

    Exit codes: 0 the session has ended, 2 the library is missing.
    """
    try:
        from offerkit.language_server import run
    except ModuleNotFoundError as error:
        raise UsageError(f"this needs {error.name}: pip install 'offerkit[lsp]'.") from None
    run()
