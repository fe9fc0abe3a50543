"""German forms, of the same shape as the English ones."""

from __future__ import annotations

from typing import Final

from offerkit.load.letter.forms import Phrase, Topic

TOPICS: Final[tuple[Topic, ...]] = ()
PHRASES: Final[tuple[Phrase, ...]] = ()
