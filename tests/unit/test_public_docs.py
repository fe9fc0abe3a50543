"""Everything public is described: classes, functions, and each of their attributes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from typing import Any

import attrs
import pytest

from offerkit.data import to_data
from offerkit.key_docs import members_of
from offerkit.kleene import Kleene
from offerkit.values import Unknown
from tools.reference import documented


def public(name: str) -> Any:
    module, _, last = name.rpartition(".")
    return getattr(import_module(module), last)


CLASSES = [it for it in map(public, documented()) if isinstance(it, type)]
FUNCTIONS = [it for it in map(public, documented()) if inspect.isfunction(it)]


def described(owner: type) -> dict[str, str]:
    """Return the description of each attribute, from the classes that define or describe it."""
    found: dict[str, str] = {}
    for base in reversed(owner.__mro__):
        if base.__module__.startswith("offerkit"):
            found |= {name: doc for name, (_, doc) in members_of(base).items() if doc}
    return found


@pytest.mark.parametrize("owner", CLASSES, ids=lambda it: it.__name__)
def test_every_attribute_is_described(owner: type) -> None:
    assert inspect.getdoc(owner)
    if issubclass(owner, Enum) or not attrs.has(owner):
        return
    docs = described(owner)
    names = [it.name for it in attrs.fields(owner) if not it.name.startswith("_")]
    assert [name for name in names if not docs.get(name)] == []


MEMBERS = [
    member
    for owner in CLASSES
    for kind in (owner, *owner.__subclasses__())
    if issubclass(kind, Enum)
    for member in kind
]


def test_a_member_of_an_enumeration_is_shown_as_in_json() -> None:
    assert len(MEMBERS) > 100
    shown = {it: str(it) for it in MEMBERS if not isinstance(it, Kleene | Unknown)}
    assert shown == {it: str(to_data(it)) for it in shown}
    assert {str(truth) for truth in Kleene} == {"true", "false", "unknown", "does not apply"}


def names_in(annotation: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(annotation, mode="eval")):
        if isinstance(node, ast.Name):
            yield node.id


def signatures() -> Iterator[tuple[str, str]]:
    """Yield what the annotations of public functions and methods say, with the owner."""
    for function in FUNCTIONS:
        for text in inspect.get_annotations(function).values():
            yield function.__name__, str(text)
    for owner in CLASSES:
        for base in owner.__mro__:
            if not base.__module__.startswith("offerkit"):
                continue
            for name, it in vars(base).items():
                if inspect.isfunction(it) and not name.startswith("_"):
                    for text in inspect.get_annotations(it).values():
                        yield f"{owner.__name__}.{name}", str(text)


ELSEWHERE = set(
    "Any None Iterable Iterator Mapping Collection Callable PathLike Literal date Decimal Fraction "
    "str bytes int bool dict tuple type frozenset object Never T T_co OfferT datetime".split()
)


def test_every_type_in_a_public_signature_is_public() -> None:
    known = {name.rpartition(".")[2] for name in documented()} | ELSEWHERE
    unknown = {
        (where, name)
        for where, text in signatures()
        if re.fullmatch(r"[\w\[\], .|\"']+", text)
        for name in names_in(text)
        if name not in known
    }
    assert sorted(unknown) == []
