"""Files of the definition: inside an installed package, or next to ``src/`` in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def definition_file(name: str) -> str:
    """Return the text of a file in ``grammar/``.

    A wheel contains the file inside the package. A checkout has it only next to ``src/``, because
    a copy in the package would go stale and a link would not survive packaging.

    Raises:
        FileNotFoundError: the installation is incomplete; the message names both locations.
    """
    packaged = files("offerkit").joinpath("grammar", name)
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    beside = Path(__file__).resolve().parents[2] / "grammar" / name
    if beside.is_file():
        return beside.read_text(encoding="utf-8")
    raise FileNotFoundError(f"offerkit's definition is neither at {packaged} nor at {beside}")
