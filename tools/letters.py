"""How much of letters is read: the letters of ``tests/letters``, and the page about them.

Beside each letter, a ``.facts`` file lists what it states: ``path = value``, as ``values.show``
writes it. ``? path`` may be read or not, because careful readers differ. Anything else that is read is
wrong. The reader was mended until it read these letters. Those of ``tests/letters/unseen`` it has
never been mended for: what is missed of them is what is missed of a letter that is new. Whoever mends
it for one of them moves that letter up, and writes another.

    python3 -m tools.letters    print what is missed and what is wrong, and the tables
"""

# ruff: noqa: E501 - lines of Markdown

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from attrs import frozen

from offerkit import Offer, load_offer
from offerkit.model.offer import known_facts
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN, FactValue, show

LETTERS: Final = Path(__file__).resolve().parents[1] / "tests" / "letters"
UNSEEN: Final = LETTERS / "unseen"


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
        """Facts that are stated and were not read, or not whole."""
        return [
            path
            for path, text in self.stated.items()
            if path not in self.read or _is_part(self.read[path], text)
        ]

    @property
    def wrong(self) -> list[str]:
        """Facts that were read and are not stated, or not so."""
        return [
            f"{path} = {value}"
            for path, value in self.read.items()
            if path not in self.open
            and self.stated.get(path) != value
            and not _is_part(value, self.stated.get(path, ""))
        ]


def _is_part(read: str, stated: str) -> bool:
    """Return whether a set that was read has some of the items that are stated, and no others."""
    items, all_items = (set(re.findall('"[^"]*"', text)) for text in (read, stated))
    return stated.startswith("at least {") and items < all_items


def read_facts(offer: Offer) -> dict[str, FactValue]:
    """Return what was read by path: every fact that a letter gave a source."""
    schema = schema_of()
    values = {path: schema.getter(FactPath(path))(offer) for path in offer.sources}
    return {**known_facts(offer), **values}


def trials(folder: Path = LETTERS, step: int = 1) -> Iterator[Trial]:
    """Yield the letters of a folder in order of their names, or one of each *step* of them."""
    for expected in sorted(folder.glob("*.facts"))[::step]:
        (letter,) = [path for path in folder.glob(f"{expected.stem}.*") if path != expected]
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


@frozen
class Recall:
    """How many facts some letters state, how many of them are read, and how many are read wrongly."""

    letters: int
    stated: Counter[str]
    read: Counter[str]
    wrong: int
    all_read: int

    def __str__(self) -> str:
        stated, read = self.stated.total(), self.read.total()
        return f"{read} of {stated} ({100 * read / stated:.1f}%)"


@cache
def recall(folder: Path) -> Recall:
    """Return how much is read of the letters of a folder."""
    stated, read = Counter[str](), Counter[str]()
    found = list(trials(folder))
    for trial in found:
        missed = {*trial.missed, *(one.split(" = ")[0] for one in trial.wrong)}
        stated.update([*trial.stated])
        read.update(path for path in trial.stated if path not in missed)
    wrong = sum(len(trial.wrong) for trial in found)
    return Recall(len(found), stated, read, wrong, sum(len(trial.read) for trial in found))


_HEAD: Final = """\
---
description: "The facts that are read of letters, and how many of those that letters state."
---

# What is read of letters

[From a letter to an offer](../how-to/letter.md) shows how letters are read. This is how many of the facts that letters state are
read. The letters are made up after the forms of real ones in the United States, Canada, the United Kingdom, Ireland, Germany (in
English and in German), the Netherlands, Sweden, France, Switzerland, India, Singapore, Australia and the Emirates; they are in
`tests/letters`.

| letters | | stated facts that are read | read with another value |
| --- | --- | --- | --- |
| new to the reader | {unseen.letters} | {unseen} | {unseen.wrong} of {unseen.all_read} |
| that it was mended for | {seen.letters} | {seen} | {seen.wrong} of {seen.all_read} |

A letter of yours is new to the reader. So compare what is read with the letter: each fact has its sentence. The letters that are
new to it are in `tests/letters/unseen`; nothing has been changed since they were first read. `python3 -m tools.letters` counts
both again, and prints each fact that is missed.

| fact | read | stated | read of new letters | stated there |
| --- | --- | --- | --- | --- |
"""


def letters_page() -> str:
    """Return the page of facts that are read of letters, with how many are."""
    seen, unseen = recall(LETTERS), recall(UNSEEN)
    lines = [
        f"| `{path}` | {seen.read[path]} | {seen.stated[path]} | {unseen.read[path]} | {unseen.stated[path]} |\n"
        for path in schema_of().facts
        if path in seen.stated or path in unseen.stated
    ]
    return "".join([_HEAD.format(seen=seen, unseen=unseen), *lines])


def main() -> None:
    """Print what is missed and what is wrong in each letter, and the tables."""
    for trial in (*trials(), *trials(UNSEEN)):
        for what, paths in (("missed", trial.missed), ("WRONG", trial.wrong)):
            for path in paths:
                sys.stdout.write(f"{trial.name}: {what} {path}\n")
    sys.stdout.write(letters_page().partition("\n\n")[2])


if __name__ == "__main__":
    main()
