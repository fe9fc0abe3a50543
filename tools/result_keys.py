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
    "Shown": "[value](#values)",
    "FactValue": "[value](#values)",
    "Scalar": "[value](#values)",
    "AtLeast": "[value](#values)",
    "date": "date, as text",
    "Diagnostic": "[diagnostic](#diagnostics)",
}


_NAMES: Final = {"OpenFact": OpenFact, "Interval": Interval}
"""Names that the module of a model need not have."""

_HEAD: Final = """\
---
description: "Every key of the JSON that --json and to_dict() give, and what it means."
tags: [json, keys, to_dict, schema]
---

# JSON

Every result has the same keys each time, in the same order; `to_dict()` gives what `--json` prints.
The number in `format` rises if a key goes or changes its meaning. Unknown or missing is `null`.
The command adds the names of the files that it read.

Each result has a JSON Schema (draft 2020-12), linked below; in Python,
`offerkit.result_schema("decision")` returns it. There are also schemas of
[offers](../schemas/offer.json) and [diagnostics](../schemas/diagnostic.json).

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


def json_page() -> str:
    """Return the page: a table for each result, and for each model that they are made of."""
    tables = Tables(dict(_RESULTS))
    names = {model: name for name, model in RESULTS.items()}
    text = "".join(
        f"## {head}\n\n[JSON Schema](../schemas/{names[model]}.json)\n\n{tables.of(model)}\n"
        for model, head in _RESULTS.items()
    )
    shown = len(_RESULTS)
    text += "## Parts\n\n"
    while shown < len(tables.headings):
        model, head = list(tables.headings.items())[shown]
        text += f"### {head}\n\n{tables.of(model)}\n"
        shown += 1
    functions = {
        "Places": Span.to_dict,
        "Diagnostics": Diagnostic.to_dict,
        "Values": value_to_dict,
    }
    for head, function in functions.items():
        doc = (inspect.getdoc(function) or "").replace("``", "`").removeprefix("Return ")
        text += f"## {head}\n\n{doc[0].upper()}{doc[1:]}\n\n"
    return _HEAD + text.rstrip() + "\n"


@frozen
class Tables:
    """Tables of keys, with a link to the table of each model that they are made of."""

    headings: dict[type, str]
    """The models that have a table or need one, in order."""

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
            return "[place](#places)"
        if not isinstance(found, type):  # an alias, as of a pair
            args: tuple[type, ...] = getattr(found, "__args__", ())
            known = [_WORDS.get(arg.__name__, "[value](#values)") for arg in args]
            return f"pair of {known[0]}" if get_origin(found) is tuple else known[0]
        if issubclass(found, Enum):
            return ", ".join(f"`{member.value}`" for member in found)
        assert attrs.has(found)
        heading = self.headings.setdefault(found, self._heading(found))
        return f"[{heading}](#{re.sub(r'[^a-z]+', '-', heading.lower()).strip('-')})"

    def _heading(self, model: type) -> str:
        name = model.__name__
        taken = name in self.headings.values()
        return f"{name} ({model.__module__.rpartition('.')[2]})" if taken else name
