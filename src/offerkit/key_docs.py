"""The keys of the JSON that results become, read off the source of their models.

The meaning of a key is the docstring of the field or property that it shows, its type the
annotation, or what its form gives: see ``offerkit.data``. The page of the reference and the JSON
Schemas of results are made of this.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from textwrap import dedent
from typing import Any

from attrs import frozen

from offerkit.data import Gives, Key, Shape, shape_of
from offerkit.records import Record


@frozen
class KeyDoc(Record):
    """The documentation of one key."""

    key: Key
    annotation: str
    """The annotation of the attribute, as written; empty if the key shows none."""
    owner: type
    """The class of the attribute: names in the annotation are those of its module."""
    doc: str
    """The first paragraph of the description, in one line; empty if there is none."""

    @property
    def is_list(self) -> bool:
        """Whether the attribute is a tuple, of whose items a form makes the items of a list."""
        return self.annotation.startswith("tuple[") and "." not in (self.key.of or "")

    @property
    def gives(self) -> Gives:
        """What a reader gets: see ``Key.gives``; of a shape, an empty object."""
        if self.key.form is None and self.key.of is not None and self.annotation:
            return self.annotation
        found: Gives = {} if isinstance(self.key.form, Shape) else self.key.gives
        return [found] if self.is_list else found

    @property
    def may_be_null(self) -> bool:
        """Whether the attribute may be None, for which no form is asked, or the form gives it."""
        is_optional = not self.is_list and bool(re.search(r"\bNone\b", self.annotation))
        return self.key.or_null or is_optional

    def inside(self) -> tuple[type, Shape]:
        """Return the model and the shape of the object, if the form is a shape."""
        assert isinstance(self.key.form, Shape)
        return (class_in(self.annotation, self.owner) if self.key.of else self.owner), self.key.form


def keys_of(model: type, of: Shape | None = None) -> Iterator[KeyDoc]:
    """Yield the documentation of the keys of a model, in order.

    Args:
        model: A frozen attrs class, or what *of* is a form for.
        of: The form; by default the model's own.
    """
    for key in (of or shape_of(model)).keys:
        owner, annotation, doc = _attribute(model, key.of) if key.of else (model, "", "")
        constant = f"`{key.constant}`" if key.constant else ""
        shown = inspect.cleandoc(key.doc or doc or constant).partition("\n\n")[0]
        yield KeyDoc(key, annotation, owner, " ".join(shown.split()))


def _attribute(model: type, path: str) -> tuple[type, str, str]:
    """Return class, annotation and docstring of the attribute at the end of a path with dots."""
    first, _, rest = path.partition(".")
    for base in model.__mro__:
        if first in (members := members_of(base)):
            found = members[first]
            return _attribute(class_in(found[0], base), rest) if rest else (base, *found)
    raise LookupError(f"{model.__name__} has no attribute {first}")


@cache
def members_of(cls: type) -> dict[str, tuple[str, str]]:
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


def class_in(annotation: str, owner: type) -> type:
    """Return the class that an annotation is about: ``Finding`` of ``tuple[Finding, ...]``.

    ``object`` if there is none, as in a tuple of pairs.
    """
    for name in re.findall(r"\w+", annotation):
        found = named(name, owner)
        if isinstance(found, type) and name not in {"tuple", "None"}:
            return found
    return object


def named(name: str, owner: type) -> Any:
    """Return what a name means in the module of *owner*, imported for type checkers or not."""
    module = sys.modules[owner.__module__]
    if hasattr(module, name):
        return getattr(module, name)
    if module.__name__ == "builtins":
        return None
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and name in {alias.name for alias in node.names}:
            return getattr(import_module(str(node.module)), name)
    return None
