"""``let`` statements: sorted so that each comes after those that it uses, and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field, fields

from offerkit.check.constants import is_constant
from offerkit.check.expressions import Expressions
from offerkit.check.names import Names
from offerkit.check.operands import agreement, broken
from offerkit.check.problems.replacements import other_type
from offerkit.check.reach import reach
from offerkit.core import CheckedLet, Core, LetRef, datatype_of, is_open
from offerkit.datatypes import DurationType, OrdinalType
from offerkit.syntax.nodes import Expr, Let, Node, Path


def in_order(bindings: Mapping[str, Let]) -> tuple[list[Let], list[list[str]]]:
    """Return the ``let`` statements, each after those that it uses, and the circles among them.

    A circle lists its names in the order of use. The search takes linear time and does not recurse,
    so a chain may be as long as a file.
    """
    search = _Search(bindings)
    for name in bindings:
        search.visit(name)
    return search.done, search.circles


def checked_lets(
    bindings: Iterable[Let], names: Names, expressions: Expressions
) -> list[CheckedLet]:
    """Return the ``let`` statements whose values depend on the offer.

    Args:
        bindings: Sorted so that each uses only earlier ones.
        names: Receives all values: constants themselves, others as a ``LetRef``.
        expressions: Checks the values.
    """
    found: list[CheckedLet] = []
    for let in bindings:
        name, core = let.name.value, _value(let, names, expressions)
        stands_for: Core = core
        if not is_constant(core):
            names.reaches.append(reach(core, names.schema, names.reaches))
            stands_for = LetRef(len(found), datatype_of(core), is_open(core), span=let.span)
            found.append(CheckedLet(name, core))
        names.values[name] = stands_for
    return found


def _value(let: Let, names: Names, expressions: Expressions) -> Core:
    """Return the value of a ``let``; without one, a stand-in of its type that is never read.

    Source:
        grammar/README.md, "let".
    """
    if let.type is None:
        assert let.value is not None
        return expressions.value(let.value)
    declared = names.type_of(let.type)
    if let.value is None:
        return LetRef(0, declared, open=True, span=let.span)
    if isinstance(declared, OrdinalType):
        [core] = expressions.together(let.value, scale=declared.scale)
    else:
        core = expressions.value(let.value)
    given = datatype_of(core)
    if isinstance(declared, DurationType) and isinstance(given, DurationType):
        fits = given.families <= declared.families
    else:
        fits = agreement(given, declared) is not None
    if not fits:
        expressions.report.add(other_type(let.value, let.name.value, declared, given))
        return broken(let.span)
    return core


@define
class _Search:
    """A depth-first search without recursion."""

    bindings: Mapping[str, Let]
    done: list[Let] = field(factory=list)
    circles: list[list[str]] = field(factory=list)
    _seen: set[str] = field(factory=set)
    _open: dict[str, Iterator[str]] = field(factory=dict)  # the path from the start
    _in_circles: set[str] = field(factory=set)

    def visit(self, start: str) -> None:
        """Visit *start* and everything it uses that is not visited yet."""
        if start not in self._seen:
            self._enter(start)
        while self._open:
            name, uses = next(reversed(self._open.items()))
            used = next(uses, None)
            if used is None:
                del self._open[name]
                self.done.append(self.bindings[name])
            elif used in self._open:
                self._note_circle(used)
            elif used not in self._seen:
                self._enter(used)

    def _enter(self, name: str) -> None:
        self._seen.add(name)
        value = self.bindings[name].value
        used = dict.fromkeys(single_names(value) if value is not None else ())
        self._open[name] = iter([other for other in used if other in self.bindings])

    def _note_circle(self, first: str) -> None:
        path = list(self._open)
        circle = path[path.index(first) :]
        # Circles that share a name count as one mistake until the first is broken.
        if self._in_circles.isdisjoint(circle):
            self.circles.append(circle)
        self._in_circles.update(circle)


def single_names(expression: Expr) -> Iterator[str]:
    """Yield the single names in an expression, in no particular order."""
    stack: list[Node] = [expression]
    while stack:
        node = stack.pop()
        if isinstance(node, Path) and len(node.parts) == 1:
            yield node.name
        for attribute in fields(type(node)):
            stack.extend(_nodes_in(getattr(node, attribute.name)))


def _nodes_in(value: object) -> Iterator[Node]:
    """Yield the nodes in the value of an attribute, which may be a tuple of tuples."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _nodes_in(part)
