"""Files of the definition: inside an installed package, or next to ``src/`` in a checkout."""

from __future__ import annotations

from pathlib import Path


def definition_file(name: str) -> str:
    """Return the text of a file in ``grammar/``.

    A wheel contains the file inside the package. A checkout has it only next to ``src/``, because
    a copy in the package would go stale and a link would not survive packaging.

    Raises:
        FileNotFoundError: the installation is incomplete; the message names both locations.
    """
    here = Path(__file__).resolve().parent
    places = here / "grammar" / name, here.parents[1] / "grammar" / name
    for path in places:
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"offerkit's definition is neither at {places[0]} nor at {places[1]}")
