"""The pages about the packs: each line of a pack, why it is there, and where that is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offerkit.packs import Pack, packs

_INDEX: Final = """\
---
description: "Criteria to start from: ten packs, with a reason and a source for each line."
tags: [pack, packs, starter, template, templates, example, examples, use, red, flags]
---

# Packs

A pack is a file of criteria on one topic. It comes with offerkit, and `use` takes it in without a
path. You can start from packs, and read them as models of how criteria are written. They state no
amounts of pay, which are yours to say.

| pack | what it is about |
| --- | --- |
"""
_USE: Final = """
## Start from packs

```console
$ offerkit new hunt --pack agency,equity
Wrote hunt/my.criteria and hunt/offer.toml. Fill them in, then:
    offerkit decide hunt/my.criteria hunt/offer.toml
```

The criteria use these two packs, and state thresholds for the score. In a file that you have, add a
line for each:

```criteria title="mine.criteria"
use agency
use place

pro "Pays the rent"   if pay.base >= 50k USD per year   weight 3

decline below 30%
accept at 70%
```

`offerkit interview` asks first [which packs are about what matters to
you](../how-to/interview.md). The pack `starter`, which is what `offerkit new` begins with, has some
of everything: take it in place of packs on a topic, not beside them.

## Make a pack your own

State a line again behind `instead` to change it, leave it out with `without`, and set the values
that a pack leaves to you:

```criteria title="own.criteria"
use agency
use place

let longest_way = 30 min

instead dealbreaker "Too small a market to learn in"   unless location.market >= large
without con "Late nights as a rule"
```

A decision names each line that was changed, and by which file ([share
criteria](../how-to/share.md)). Decide a job that you know by a pack before you rely on it: the
lines are what others found worth looking at, and the weights are only a beginning.

A source is a book, a paper, or *experience*: what people who have changed jobs tell each other, and
nobody has measured.
"""


def index_page() -> str:
    """Return the page that lists the packs."""
    rows = "".join(
        f"| [`{pack.name}`]({pack.name}.md) | {pack.title}: {pack.purpose} |\n" for pack in packs()
    )
    return _INDEX + rows + _USE


def pack_page(pack: Pack) -> str:
    """Return the page of a pack."""
    return "".join(_pack_page(pack))


def _pack_page(pack: Pack) -> Iterator[str]:
    words = ", ".join(dict.fromkeys(pack.title.lower().replace(" and", "").split()))
    yield f'---\ndescription: "The pack {pack.name}: {pack.purpose}"\n'
    yield f"tags: [pack, {words}]\n---\n\n"
    yield f"# {pack.title}\n\n{pack.purpose}\n\n"
    yield f"`use {pack.name}` takes these lines into your criteria. See [all packs](index.md), and "
    yield "how to make one your own.\n"
    for line in pack.lines:
        yield f"\n```criteria\n{_let(pack, line.text)}{line.text}\n```\n\n{line.why}\n"
        if line.source:
            yield f"\nSource: {line.source}.\n"


def _let(pack: Pack, text: str) -> str:
    """Return the line with the value of a pack that a line reads; it has a paragraph of its own."""
    lets = (line.text for line in pack.lines if line.kind == "let")
    used = (let for let in lets if let != text and f" {let.split()[1].rstrip(':')}" in text)
    return "".join(f"{let}\n" for let in used)
