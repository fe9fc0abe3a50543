"""The YAML that offers need: the one module that imports PyYAML.

PyYAML supplies only the tree of nodes. No node can create a Python object, numbers stay exact, and
a plain ``no`` stays text: its fact determines whether it is Norway's code or an answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import yaml
from attrs import Factory, define, field

from offerkit.diagnostics import Diagnostic
from offerkit.errors import OfferError
from offerkit.literals import exact
from offerkit.load import problems
from offerkit.load.formats import MAX_DEPTH, MAX_VALUES, Document
from offerkit.load.locate import Place, Places, too_deep
from offerkit.load.problems import DataPath
from offerkit.span import Source, Span
from offerkit.values import plain

_NUMBER: Final = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "": None,
    "~": None,
    "null": None,
    "Null": None,
}
_HOPELESS: Final = 10 * MAX_DEPTH
"""Nesting of brackets that no text has by chance."""
_TAGS: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


def read_yaml(source: Source) -> Document:
    """Return the data of a YAML text.

    Raises:
        OfferError: the text is not YAML, has a key twice, a tag, or more than ``MAX_VALUES``
            values once its aliases are followed.
    """
    if (at := too_deep(source.text, _HOPELESS)) is not None:
        # PyYAML would take seconds to find out.
        raise OfferError([problems.nested_too_deep(source.span(at, at + 1), MAX_DEPTH)])
    loader = _Loader("")
    try:
        loader = _Loader(source.text)
        node = loader.get_single_node()
    except _TooDeepError as problem:
        at = problem.args[0]
        place = source.span(at, min(at + 1, len(source.text)))
        raise OfferError([problems.nested_too_deep(place, MAX_DEPTH)]) from None
    except yaml.MarkedYAMLError as problem:
        raise OfferError([_syntax_problem(source, problem)]) from None
    except yaml.YAMLError as problem:
        found = str(problem).partition("\n")[0]
        raise OfferError([problems.bad_syntax(source.span(0, 0), "YAML", found)]) from None
    except (ValueError, OverflowError):
        # Of an escape beyond Unicode, and of a version of thousands of digits.
        found = "a character or a number out of range"
        raise OfferError([problems.bad_syntax(_here(loader, source), "YAML", found)]) from None
    reader = _Reader(source)
    data = {} if node is None else reader.read(node, (), None, 0)
    if reader.diagnostics:
        raise OfferError(reader.diagnostics)
    return Document(source, {} if data is None else data, lambda: reader.places)


def _here(loader: _Loader, source: Source) -> Span:
    """Return the character that is read next."""
    return source.span(loader.index, min(loader.index + 1, len(source.text)))


class _TooDeepError(Exception):
    """A node is nested more than ``MAX_DEPTH`` deep; its argument is the offset of the node."""


class _Loader(yaml.SafeLoader):
    """Loader that resolves no tags: every plain scalar is text at first."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML has it
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; the place of one too deep is not left to the recursion limit."""
        if self.depth > MAX_DEPTH:
            event = self.peek_event()  # type: ignore[no-untyped-call]
            raise _TooDeepError(event.start_mark.index)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _syntax_problem(source: Source, problem: yaml.MarkedYAMLError) -> Diagnostic:
    mark = problem.problem_mark or problem.context_mark
    at = len(source.text) if mark is None else min(mark.index, len(source.text))
    found = problem.problem or problem.context or "it cannot be read"
    return problems.bad_syntax(source.span(at, min(at + 1, len(source.text))), "YAML", found)


@define
class _Reader:
    """Walk over the nodes; an alias is read each time it occurs, up to the limit."""

    source: Source
    count: int = 0
    diagnostics: list[Diagnostic] = field(default=Factory(list))
    places: Places = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.places = Places(self.source)

    def read(self, node: yaml.Node, path: DataPath, key: tuple[int, int] | None, depth: int) -> Any:
        """Return the data of a node and record its place; return None beyond a limit."""
        span = (node.start_mark.index, self._end(node))
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_VALUES:
            at = self.source.span(*span)
            if depth > MAX_DEPTH:
                stop = problems.nested_too_deep(at, MAX_DEPTH)
            else:
                stop = problems.too_many_values(at, MAX_VALUES)
            self.diagnostics = self.diagnostics or [stop]
            return None
        self.places.add(path, Place(span, key))
        if node.tag not in _TAGS:
            found = f"tags are not allowed, found `{node.tag}`"
            at = self.source.span(*span)
            self.diagnostics.append(problems.bad_syntax(at, "YAML", found))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path, depth)
            case yaml.SequenceNode():
                return [
                    self.read(item, (*path, index), None, depth + 1)
                    for index, item in enumerate(node.value)
                    if self.count <= MAX_VALUES
                ]
            case yaml.ScalarNode():
                self._check_text(node.value, span)
                return _scalar(node)
            case _:
                raise AssertionError(node)

    def _check_text(self, text: str, span: tuple[int, int]) -> None:
        if any("\ud800" <= character <= "\udfff" for character in text):
            self.diagnostics.append(problems.half_character(self.source.span(*span)))

    def _mapping(self, node: yaml.MappingNode, path: DataPath, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if self.count > MAX_VALUES:
                break
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "…"
            span = (key_node.start_mark.index, self._end(key_node))
            self._check_text(key, span)
            if key in data:
                at = self.source.span(*span)
                self.diagnostics.append(problems.duplicate_key(at, (*path, key)))
            data[key] = self.read(value_node, (*path, key), span, depth + 1)
        return data

    def _end(self, node: yaml.Node) -> int:
        """Return the offset after a node, without the white space that PyYAML includes."""
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(self.source.text[start:end].rstrip())


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style is not None:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return exact(text) if _NUMBER.fullmatch(text) else text


# --- writing ---------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Dumper that writes numbers exactly."""


def _exact(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    kind = "int" if number == number.to_integral_value() else "float"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", plain(number))


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML does not escape the line break U+0085 unless the text is in double quotes.
    style = '"' if "\x85" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(Decimal, _exact)
_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(dict, yaml.SafeDumper.represent_dict)


def yaml_text(data: Mapping[str, Any]) -> str:
    """Return tables as YAML, keys in the given order; numbers are ``Decimal``."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)
    return text
