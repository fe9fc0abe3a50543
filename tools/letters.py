"""How much of letters is read: the letters of ``tests/letters``, and the page about them.

Beside each letter, a ``.facts`` file lists what it states: ``path = value``, as ``values.show``
writes it. ``? path`` may be read or not, because careful readers differ. Anything else that is read is
wrong.

    python3 -m tools.letters    print what is missed and what is wrong
"""

# ruff: noqa: E501 - lines of Markdown

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from attrs import frozen

from offerkit import Offer, load_offer
from offerkit.model.offer import known_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue, show

LETTERS: Final = Path(__file__).resolve().parents[1] / "tests" / "letters"


@frozen
class Trial:
    """A letter, what it states, and what was read of it."""

    name: str
    stated: dict[str, str]
    open: frozenset[str]
    """Facts that may be read or not."""
    read: dict[str, str]

    @property
    def missed(self) -> list[str]:
        """Facts that are stated and were not read."""
        return [path for path in self.stated if path not in self.read]

    @property
    def wrong(self) -> list[str]:
        """Facts that were read and are not stated, or not so."""
        return [
            f"{path} = {value}"
            for path, value in self.read.items()
            if path not in self.open and self.stated.get(path) != value
        ]


def read_facts(offer: Offer) -> dict[str, FactValue]:
    """Return what was read by path: every fact that a letter gave a source."""
    schema = schema_of()
    values = {path: schema.getter(FactPath(path))(offer) for path in offer.sources}
    return {**known_facts(offer), **values}


def trials() -> Iterator[Trial]:
    """Yield the letters in order of their names."""
    for expected in sorted(LETTERS.glob("*.facts")):
        (letter,) = [path for path in LETTERS.glob(f"{expected.stem}.*") if path != expected]
        lines = expected.read_text(encoding="utf-8").splitlines()
        stated = dict(line.split(" = ", 1) for line in lines if line[:1] not in ("", "?", "#"))
        maybe = frozenset(line[2:].strip() for line in lines if line.startswith("?"))
        offer = load_offer(letter)
        read = {path: show(v) for path, v in read_facts(offer).items() if v is not UNKNOWN}
        yield Trial(
            letter.name,
            {path: text for path, text in stated.items() if path not in maybe},
            maybe,
            read,
        )


_HEAD: Final = """\
---
description: "The facts that are read of letters, and how many of those that letters state."
---

# What is read of letters

[From a letter to an offer](../how-to/letter.md) shows how letters are read. This is how many of the facts that {letters} letters
state are read. The letters are made up after the forms of real ones in the United States, Canada, the United Kingdom, Ireland,
Germany (in English and in German), the Netherlands, Sweden, France, Switzerland, India, Singapore, Australia and the
Emirates; they are in `tests/letters`. None of the facts is read with another value than the letter states.

{read} of {stated} stated facts are read ({percent}%).

The reader was mended until it read these letters. Of 59 letters when they were new to it, it read 77% of the facts, and 3% of what it
read was wrong; that was counted once, by hand, in November 2026. So compare what is read with the letter: each fact has its sentence.

| fact | read | stated |
| --- | --- | --- |
"""


def letters_page() -> str:
    """Return the page of facts that are read of letters, with how many are."""
    stated, read = Counter[str](), Counter[str]()
    found = list(trials())
    for trial in found:
        stated.update([*trial.stated])
        read.update(path for path in trial.stated if path not in trial.missed)
    total, number = sum(stated.values()), sum(read.values())
    order = [path for path in schema_of().facts if path in stated]
    lines = [f"| `{path}` | {read[path]} | {stated[path]} |\n" for path in order]
    percent = f"{100 * number / total:.0f}"
    head = _HEAD.format(letters=len(found), read=number, stated=total, percent=percent)
    return "".join([head, *lines])


def main() -> None:
    """Print what is missed and what is wrong in each letter."""
    for trial in trials():
        for what, paths in (("missed", trial.missed), ("WRONG", trial.wrong)):
            for path in paths:
                sys.stdout.write(f"{trial.name}: {what} {path}\n")


if __name__ == "__main__":
    main()
