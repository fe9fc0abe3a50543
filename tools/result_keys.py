"""The keys of the JSON that results become, documented from the source of their models.

The meaning of a key is the docstring of the field or property that it shows, its type the
annotation: see ``offerkit.data``. ``tools.site`` writes the page of the reference.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from functools import cache
from importlib import import_module
from textwrap import dedent
from typing import Any, Final

import attrs
from attrs import frozen

from offerkit.advise.answer.models import Reply
from offerkit.advise.counter.counter import CounterReview
from offerkit.advise.examine.models import Analysis, Coverage, CriteriaDifference
from offerkit.advise.explain import Explanation
from offerkit.advise.negotiate.models import Negotiation
from offerkit.advise.pay.models import PayTable
from offerkit.advise.prices import PriceList
from offerkit.advise.procon import ProCon
from offerkit.advise.promises.promises import PromiseReview
from offerkit.advise.questions import Questions
from offerkit.compare import Comparison, OpenOrder
from offerkit.criteria import Decision
from offerkit.data import Form, Shape, shape_of, value_to_dict
from offerkit.kleene import Kleene
from offerkit.span import Span


@frozen
class KeyDoc:
    """The documentation of one key."""

    name: str
    """With the keys of the objects it is in: ``criteria.file``, ``waiting[].label``."""
    annotation: str
    """The annotation of the attribute, as written; empty if the key shows none."""
    owner: type
    """The class of the attribute: names in the annotation are those of its module."""
    form: Form | None
    """The form of the key, if it has one of its own, of which the annotation says nothing."""
    doc: str
    """The first paragraph of the description, in one line; empty if there is none."""


def keys_of(model: type, of: Shape | None = None, prefix: str = "") -> Iterator[KeyDoc]:
    """Yield the documentation of the keys of a model, in order.

    Args:
        model: A frozen attrs class, or what *of* is a form for.
        of: The form; by default the model's own.
        prefix: What the names begin with.
    """
    for key in (of or shape_of(model)).keys:
        owner, annotation, doc = _attribute(model, key.of) if key.of else (model, "", "")
        constant = f"`{key.constant}`" if key.constant else ""
        shown = inspect.cleandoc(key.doc or doc or constant).partition("\n\n")[0]
        yield KeyDoc(prefix + key.name, annotation, owner, key.form, " ".join(shown.split()))
        if isinstance(key.form, Shape):
            inside = _class_in(annotation, owner) if key.of else model
            dots = "[]." if annotation.startswith("tuple[") else "."
            yield from keys_of(inside, key.form, f"{prefix}{key.name}{dots}")


def _attribute(model: type, path: str) -> tuple[type, str, str]:
    """Return class, annotation and docstring of the attribute at the end of a path with dots."""
    first, _, rest = path.partition(".")
    for base in model.__mro__:
        if first in (members := _members(base)):
            found = members[first]
            return _attribute(_class_in(found[0], base), rest) if rest else (base, *found)
    raise LookupError(f"{model.__name__} has no attribute {first}")


@cache
def _members(cls: type) -> dict[str, tuple[str, str]]:
    """Return annotation and docstring of the fields and properties that a class itself defines."""
    if cls.__module__ == "builtins":
        return {}
    found: dict[str, tuple[str, str]] = {}
    (node,) = ast.parse(dedent(inspect.getsource(cls))).body
    assert isinstance(node, ast.ClassDef)
    for member, behind in zip(node.body, [*node.body[1:], None], strict=True):
        match member, behind:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation), _:
                found[name] = ast.unparse(annotation), _text(behind)
            case ast.FunctionDef(name=name, returns=ast.expr() as annotation), _:
                found[name] = ast.unparse(annotation), (ast.get_docstring(member) or "")
    return found


def _text(node: ast.stmt | None) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return text
        case _:
            return ""


def _class_in(annotation: str, owner: type) -> type:
    """Return the class that an annotation is about: ``Finding`` of ``tuple[Finding, ...]``.

    ``object`` if there is none, as in a tuple of pairs.
    """
    for name in re.findall(r"\w+", annotation):
        found = _named(name, owner)
        if isinstance(found, type) and name not in {"tuple", "None"}:
            return found
    return object


def _named(name: str, owner: type) -> Any:
    """Return what a name means in the module of *owner*, imported for type checkers or not."""
    module = sys.modules[owner.__module__]
    if hasattr(module, name):
        return getattr(module, name)
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            return getattr(import_module(str(node.module)), name)
    return None


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
}


_HEAD: Final = """\
---
description: "Every key of the JSON that --json and to_dict() give, and what it means."
---

# JSON

Every result has the same keys each time, in the same order; `to_dict()` gives what `--json` prints.
The number in `format` rises if a key goes or changes its meaning. Unknown or missing is `null`.
The command adds the names of the files that it read.

"""
_RESULTS: Final = {
    Decision: "decide",
    Explanation: "explain",
    Questions: "questions",
    Negotiation: "negotiate",
    ProCon: "procon",
    Analysis: "analyze",
    CriteriaDifference: "diff",
    Coverage: "coverage",
    OpenOrder: "questions (several offers)",
    Comparison: "compare",
    PriceList: "prices",
    CounterReview: "counter",
    Reply: "answer",
    PayTable: "pay",
    PromiseReview: "promises",
}
"""The results that commands give."""


def json_page() -> str:
    """Return the page: a table for each result, and for each model that they are made of."""
    tables = Tables(dict(_RESULTS))
    text = "".join(f"## {head}\n\n{tables.of(model)}\n" for model, head in _RESULTS.items())
    shown = len(_RESULTS)
    text += "## Parts\n\n"
    while shown < len(tables.headings):
        model, head = list(tables.headings.items())[shown]
        text += f"### {head}\n\n{tables.of(model)}\n"
        shown += 1
    for head, function in {"Places": Span.to_dict, "Values": value_to_dict}.items():
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
        rows = "".join(map(self._row, keys_of(model)))
        return f"{_CARDS}| key | type | meaning |\n| --- | --- | --- |\n{rows}\n</div>\n"

    def _row(self, key: KeyDoc) -> str:
        doc = re.sub(r"\bNone\b", "null", key.doc).replace("``", "`").replace("|", "\\|")
        return f"| `{key.name}` | {self._type(key)} | {doc} |\n"

    def _type(self, key: KeyDoc) -> str:
        if isinstance(key.form, Shape):
            many = "list of objects" if key.annotation.startswith("tuple[") else "object"
            return f"{many} or null" if "None" in key.annotation else many
        if key.form is not None or not key.annotation:
            return ""
        return self._words(ast.parse(key.annotation, mode="eval").body, key.owner)

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
                return _WORDS.get(name) or self._named(_named(name, owner), owner)
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
            return f"pair of {_WORDS[args[0].__name__]}"
        if issubclass(found, Enum):
            return ", ".join(f"`{member.value}`" for member in found)
        assert attrs.has(found)
        heading = self.headings.setdefault(found, self._heading(found))
        return f"[{heading}](#{re.sub(r'[^a-z]+', '-', heading.lower()).strip('-')})"

    def _heading(self, model: type) -> str:
        name = model.__name__
        taken = name in self.headings.values()
        return f"{name} ({model.__module__.rpartition('.')[2]})" if taken else name
