"""The grammar file: inside an installed package, or next to ``src/`` in a checkout."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

LANGUAGE_VERSION: Final = "1.0-rc"
"""Version of the language that this grammar describes; ``grammar/README.md``, "Versions"."""

_NAME: Final = "criteria.lark"


@cache
def grammar_text() -> str:
    """Return the text of ``grammar/criteria.lark``.

    A wheel contains the file inside the package. A checkout has it only next to ``src/``, because
    a copy in the package would go stale and a link would not survive packaging.

    Raises:
        FileNotFoundError: the installation is incomplete; the message names both locations.
    """
    packaged = files("offerkit").joinpath("grammar", _NAME)
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    beside = Path(__file__).resolve().parents[3] / "grammar" / _NAME
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    raise FileNotFoundError(f"offerkit's grammar is neither at {packaged} nor at {beside}")


@cache
def reserved_words() -> frozenset[str]:
    """Return the words of the language, none of which can be a name by itself.

    Source:
        grammar/README.md, "Names and paths".
    """
    return frozenset(re.findall('"([a-z]+)"', grammar_text()))
