"""Where the grammar file is: inside an installed package, or beside ``src/`` in a checkout."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

_NAME: Final = "criteria.lark"


@cache
def grammar_text() -> str:
    """Return the text of ``grammar/criteria.lark``.

    A wheel carries the file inside the package. A checkout has it once, beside ``src/``: a
    copy or a link inside the package would go stale or get lost on the way into a wheel.

    Raises:
        FileNotFoundError: the installation is incomplete; the message names both places.
    """
    packaged = files("offerkit").joinpath("grammar", _NAME)
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    beside = Path(__file__).resolve().parents[3] / "grammar" / _NAME
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    raise FileNotFoundError(f"offerkit's grammar is neither at {packaged} nor at {beside}")
