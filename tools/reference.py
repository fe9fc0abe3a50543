"""The pages of the Python API: which names have an entry, and on which page.

The pages in ``docs/reference/api/`` are written by hand, the index of all names is made here.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs" / "reference" / "api"
_ENTRY: Final = re.compile(r"^::: (\S+)$", re.MULTILINE)

_HEAD: Final = """\
---
description: "Every public name of the Python package, with the page that describes it."
tags: [api, reference, names, classes, functions]
---

# Python API

Import what most programs need from `offerkit`. The models of each kind of advice are in the module
of its command, such as `offerkit.compare`. You may also use the groups of an offer, such as
`PayFacts`, from `offerkit.model.offer`, and the scales, such as `Frequency`, from
`offerkit.scales`. Any name that is not on these pages may change at any time;
[What is stable](../stability.md) says more.

A wrong argument raises `TypeError` or `ValueError`; the message names the parameter, what it takes
and what came. Errors in files raise a `DiagnosticError`. What else a function raises stands in its
description.

[Embed offerkit in a program](../../how-to/embed.md) shows how they go together.

## The pages

"""


@cache
def documented() -> dict[str, str]:
    """Return every name that has an entry, with the name of its page, in the order of the pages."""
    return {
        name: page.stem
        for page in sorted(FOLDER.glob("*.md"))
        if page.stem != "index"
        for name in _ENTRY.findall(page.read_text(encoding="utf-8"))
    }


def index_page() -> str:
    """Return the page that lists the pages, and all names with what each is."""
    return "".join(_index_page())


def _index_page() -> Iterator[str]:
    yield _HEAD
    for page in dict.fromkeys(documented().values()):
        text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
        title, described = (
            re.search(pattern, text, re.MULTILINE)
            for pattern in (r"^# (.+)$", r'^description: "(.*)"$')
        )
        assert title is not None, page
        assert described is not None, page
        yield f"- [{title[1]}]({page}.md): {described[1]}\n"
    yield '\n## All names\n\n<div class="cards keys" markdown>\n\n'
    yield "| name | module | what it is |\n| --- | --- | --- |\n"
    for name in sorted(documented(), key=lambda name: (name.rpartition(".")[2].casefold(), name)):
        module, _, short = name.rpartition(".")
        page = documented()[name]
        yield f"| [`{short}`]({page}.md#{name}) | `{module}` | {_summary(module, short)} |\n"
    yield "\n</div>\n"


def _summary(module: str, name: str) -> str:
    """Return the first sentence of the docstring of a name."""
    it = getattr(import_module(module), name)
    described = isinstance(it, type) or inspect.isroutine(it)
    text = inspect.getdoc(it) if described else _docstring_of_assignment(name)
    assert text, f"{module}.{name} has no docstring"
    first = " ".join(text.split("\n\n")[0].split())
    return first.replace("``", "`").replace("|", "\\|")


def _docstring_of_assignment(name: str) -> str | None:
    """Return the docstring below the assignment of *name*, wherever in the package that is."""
    pattern = re.compile(
        rf'^{name}(?:: [^=\n]+)? = .*\n(?:[ )\]}}].*\n)*"""([\s\S]+?)"""', re.MULTILINE
    )
    for path in sorted((ROOT / "src" / "offerkit").rglob("*.py")):
        if found := pattern.search(path.read_text(encoding="utf-8")):
            return found[1]
    return None
