"""The keys of the JSON that results become, documented from the source of their models.

The meaning of a key is the docstring of the field or property that it shows, its type the
annotation: see ``offerkit.data``. ``tools.site`` writes the page of the reference.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, Final, get_origin

import attrs
from attrs import frozen

from offerkit.advise.answer.models import Reply
from offerkit.advise.counter.counter import CounterReview
from offerkit.advise.examine.changes import CriteriaChanges
from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
from offerkit.advise.explain import Explanation
from offerkit.advise.negotiate.models import Negotiation
from offerkit.advise.pay.models import PayTable
from offerkit.advise.prices import PriceList
from offerkit.advise.procon import ProCon
from offerkit.advise.promises.promises import PromiseReview
from offerkit.advise.questions import OpenFact, Questions
from offerkit.compare import Comparison, OpenOrder
from offerkit.data import Gives, Shape, value_to_dict
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic
from offerkit.intervals import Interval
from offerkit.interview import Interview
from offerkit.key_docs import KeyDoc, keys_of, named
from offerkit.kleene import Kleene
from offerkit.schemas import RESULTS
from offerkit.span import Span


@frozen
class Row:
    """One key of a table, and those of the object at it."""

    name: str
    """With the keys of the objects it is in: ``criteria.file``, ``waiting[].label``."""
    of: KeyDoc


def rows_of(model: type, shape: Shape | None = None, prefix: str = "") -> Iterator[Row]:
    """Yield the rows of the table of a model, in order."""
    for key in keys_of(model, shape):
        yield Row(prefix + key.key.name, key)
        if isinstance(key.key.form, Shape):
            dots = "[]." if key.is_list else "."
            yield from rows_of(*key.inside(), f"{prefix}{key.key.name}{dots}")


# --- as a table --------------------------------------------------------------------------------

# On a phone, the style sheet shows each row of such a table as a card of its own.
_CARDS: Final = '<div class="cards keys" markdown>\n\n'
_WORDS: Final = {
    "str": "text",
    "int": "whole number",
    "bool": "true or false",
    "Fraction": "exact number, as text",
    "Decimal": "number, as text",
    "FactPath": "path of a fact",
    "Choice": "text or null",
    "Shown": "[value](index.md#values)",
    "FactValue": "[value](index.md#values)",
    "Scalar": "[value](index.md#values)",
    "AtLeast": "[value](index.md#values)",
    "date": "date, as text",
    "Diagnostic": "[diagnostic](index.md#diagnostics)",
}


_NAMES: Final = {"OpenFact": OpenFact, "Interval": Interval}
"""Names that the module of a model need not have."""

_INTRODUCTION: Final = """\
---
description: "Every key of the JSON that --json and to_dict() give, and what it means."
tags: [json, keys, to_dict, schema]
---

# JSON

Every result has the same keys each time, in the same order; `to_dict()` gives what `--json` prints.
The number in `format` rises if a key goes or changes its meaning. Unknown or missing is `null`.
The command adds the names of the files that it read.

Each result has a page and a JSON Schema (draft 2020-12); in Python,
`offerkit.result_schema("decision")` returns it. There are also schemas of
[offers](../../schemas/offer.json) and [diagnostics](../../schemas/diagnostic.json).

"""
_RESULTS: Final = {
    Decision: "decide",
    Explanation: "explain",
    Questions: "questions",
    Negotiation: "negotiate",
    ProCon: "procon",
    Analysis: "analyze",
    CriteriaChanges: "changes",
    CriteriaDifference: "diff",
    Coverage: "coverage",
    OpenOrder: "questions (several offers)",
    Comparison: "compare",
    PriceList: "prices",
    CounterReview: "counter",
    Reply: "answer",
    PayTable: "pay",
    PromiseReview: "promises",
    Interview: "interview (in Python)",
}
"""The results that commands give."""


_PAGES: Final = {model: name for name, model in RESULTS.items()}
"""The name of each result, which is that of its page and its schema."""
PARTS: Final = "parts"
"""The page of what several results are made of."""


@cache
def json_pages() -> dict[str, str]:
    """Return the pages by name: a list of them, one for each result, and one of shared parts.

    What only one result is made of is on the page of that.
    """
    shown = {model: _parts_of(model) for model in _RESULTS}
    tables = Tables(dict(_RESULTS), dict(_PAGES))
    for model in _RESULTS:
        for part in shown[model]:
            users = [result for result in _RESULTS if part in shown[result]]
            tables.pages.setdefault(part, _PAGES[model] if len(users) == 1 else PARTS)
            tables.headings.setdefault(part, tables.heading(part))
    pages = {"index": _index(tables)}
    for model, head in _RESULTS.items():
        name = _PAGES[model]
        pages[name] = (
            f'---\ndescription: "Every key of the JSON of offerkit {head}, and what it means."\n'
            f"tags: [json, keys, {name}]\n---\n\n# JSON: {head}\n\n"
            f"[JSON Schema](../../schemas/{name}.json)\n\n{tables.of(model)}\n"
            f"{tables.on(name)}"
        )
    pages[PARTS] = (
        '---\ndescription: "Parts that the JSON of several results is made of, with each key."\n'
        f"tags: [json, keys, parts]\n---\n\n# JSON: parts of several results\n\n{tables.on(PARTS)}"
    )
    return {name: f"{page.rstrip()}\n" for name, page in pages.items()}


def _parts_of(model: type) -> list[type]:
    """Return the models that a result is made of, other results not included, in order."""
    tables = Tables({model: ""}, {})
    for part in _growing(tables.headings):
        if part is model or part not in _RESULTS:
            tables.of(part)
    return [part for part in tables.headings if part not in _RESULTS]


def _growing(headings: dict[type, str]) -> Iterator[type]:
    """Yield the models of a dictionary to which more are added meanwhile."""
    at = 0
    while at < len(headings):
        yield list(headings)[at]
        at += 1


def _index(tables: Tables) -> str:
    """Return the list of pages, with the sections that have no table."""
    text = _INTRODUCTION
    for model, head in _RESULTS.items():
        name = _PAGES[model]
        text += f"## {head}\n\n[Keys]({name}.md) · [JSON Schema](../../schemas/{name}.json)\n\n"
    text += "## Parts\n\nWhat the results are made of:\n\n"
    for part, heading in sorted(tables.headings.items(), key=lambda it: it[1].lower()):
        if part not in _RESULTS:
            # Each is where it was when all of this was one page.
            text += f"- {tables.link(part)}{{ #{anchor(heading)} }}\n"
    functions = {
        "Places": Span.to_dict,
        "Diagnostics": Diagnostic.to_dict,
        "Values": value_to_dict,
    }
    for head, function in functions.items():
        doc = (inspect.getdoc(function) or "").replace("``", "`").removeprefix("Return ")
        text += f"\n## {head}\n\n{doc[0].upper()}{doc[1:]}\n"
    return text


def anchor(heading: str) -> str:
    """Return the anchor that a heading has."""
    return re.sub(r"[^a-z]+", "-", heading.lower()).strip("-")


@frozen
class Tables:
    """Tables of keys, with a link to the table of each model that they are made of."""

    headings: dict[type, str]
    """The models that have a table or need one, in order."""
    pages: dict[type, str]
    """The page of each, without its extension, as far as that is known."""

    def on(self, page: str) -> str:
        """Return the sections of the parts that are on a page."""
        return "".join(
            f"## {heading}\n\n{self.of(part)}\n"
            for part, heading in self.headings.items()
            if self.pages[part] == page and part not in _RESULTS
        )

    def link(self, model: type) -> str:
        """Return a link to the table of a model."""
        heading = self.headings[model]
        place = "" if model in _RESULTS else f"#{anchor(heading)}"
        return f"[{heading}]({self.pages.get(model, '')}.md{place})"

    def of(self, model: type) -> str:
        """Return the table of a model; models that it is made of are added to ``headings``."""
        rows = "".join(map(self._row, rows_of(model)))
        return f"{_CARDS}| key | type | meaning |\n| --- | --- | --- |\n{rows}\n</div>\n"

    def _row(self, row: Row) -> str:
        doc = re.sub(r"\bNone\b", "null", row.of.doc).replace("``", "`").replace("|", "\\|")
        return f"| `{row.name}` | {self._type(row.of)} | {doc} |\n"

    def _type(self, key: KeyDoc) -> str:
        if key.key.constant:
            return "text"
        if isinstance(key.key.form, Shape):
            words = "list of objects" if key.is_list else "object"
        else:
            words = self._given(key.gives, key.owner)
        return f"{words} or null" if key.may_be_null and "null" not in words else words

    def _given(self, gives: Gives, owner: type) -> str:
        if isinstance(gives, list):
            return (
                "list of objects"
                if isinstance(gives[0], dict)
                else f"list of {self._given(gives[0], owner)}"
            )
        if isinstance(gives, str):
            return self._words(ast.parse(gives, mode="eval").body, owner)
        return "object"

    def _words(self, node: ast.expr, owner: type) -> str:
        match node:
            case ast.BinOp(left=left, right=right):
                words = (self._words(left, owner), self._words(right, owner))
                return " or ".join(dict.fromkeys(words))
            case ast.Subscript(value=ast.Name(id="tuple"), slice=ast.Tuple(elts=items)):
                if isinstance(items[-1], ast.Constant):
                    return f"list of {self._words(items[0], owner)}"
                return f"pair of {self._words(items[0], owner)}"
            case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=items)):
                return ", ".join(f"`{ast.literal_eval(item)}`" for item in items)
            case ast.Subscript(value=ast.Name() as name):
                return self._words(name, owner)
            case ast.Constant():
                return "null"
            case ast.Name(id=name):
                if name in _WORDS:
                    return _WORDS[name]
                return self._named(_NAMES.get(name) or named(name, owner), owner)
            case _:
                raise TypeError(ast.unparse(node))

    def _named(self, found: Any, owner: type) -> str:
        if found is Kleene:
            shown = dict.fromkeys(str(truth) for truth in reversed(Kleene))
            return ", ".join(f"`{truth}`" for truth in sorted(shown, reverse=True))
        if found is Span:
            return "[place](index.md#places)"
        if not isinstance(found, type):  # an alias, as of a pair
            args: tuple[type, ...] = getattr(found, "__args__", ())
            known = [_WORDS.get(arg.__name__, "[value](index.md#values)") for arg in args]
            return f"pair of {known[0]}" if get_origin(found) is tuple else known[0]
        if issubclass(found, Enum):
            return ", ".join(f"`{member.value}`" for member in found)
        assert attrs.has(found)
        self.headings.setdefault(found, self.heading(found))
        return self.link(found)

    def heading(self, model: type) -> str:
        """Return the heading of a model: its name, with its module if another has that name."""
        name = model.__name__
        taken = name in self.headings.values()
        return f"{name} ({model.__module__.rpartition('.')[2]})" if taken else name
