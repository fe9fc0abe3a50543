"""The tables of the parser, saved beside this module: working them out takes a fifth of a second.

``tools/table.py`` writes them. They are used if they are of this grammar and of the installed
version of lark, whose own format they are in; otherwise the parser works them out anew.
"""

from __future__ import annotations

import pickle
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from lark import Lark, __version__

from offerkit.syntax.grammar import grammar_text

NAME: Final = "criteria.table"
OPTIONS: Final[dict[str, Any]] = {
    "parser": "lalr",
    "lexer": "contextual",
    "start": ["file", "lone_expression"],
    "keep_all_tokens": True,
    "maybe_placeholders": True,
}


def saved() -> dict[str, Any] | None:
    """Return the saved tables: ``data`` and ``memo``; None if they are of something else."""
    file = Path(__file__).with_name(NAME)
    heading, _, tables = (file.read_bytes() if file.is_file() else b"").partition(b"\n")
    return pickle.loads(tables) if heading == _heading() else None


def built() -> bytes:
    """Return the content of the file: what the tables are of, and the tables."""
    tables = BytesIO()
    Lark(grammar_text(), **OPTIONS).save(tables)
    return _heading() + b"\n" + tables.getvalue()


def _heading() -> bytes:
    return f"lark {__version__} {sha256(grammar_text().encode()).hexdigest()}".encode()
