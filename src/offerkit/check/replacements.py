"""``instead``, ``without`` and the ``let`` of others: which statements of used files apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from attrs import define, evolve, field, frozen

from offerkit.check.problems import replacements as problems
from offerkit.check.uses import CollectedFile, FileSet, Use
from offerkit.core import Replacement
from offerkit.diagnostics import Diagnostic
from offerkit.syntax import nodes
from offerkit.syntax.nodes import Statement
from offerkit.syntax.printer import print_expression
from offerkit.text import fold

Key: TypeAlias = tuple[str, str]
"""Keyword of a statement, and its name, path or folded label."""

_Change: TypeAlias = "nodes.Instead | nodes.Without | nodes.Let"

MOST_NEAR: Final = 100
"""How many statements of a kind a misspelt name is compared with."""


@frozen(eq=False)
class _Line:
    """A statement as a file states it, which files above may replace."""

    statement: Statement


@frozen(eq=False)
class _Version:
    """What becomes of a line in a file and in those above it."""

    content: Statement | None
    """The statement that applies; None if it is left out."""
    by: _Change | None
    """What made it; None as long as nothing did."""
    below: frozenset[_Version] = frozenset()
    """Versions that it takes the place of."""


_Lines: TypeAlias = dict[_Line, list[_Version]]


def label_of(node: nodes.Rule | nodes.Prefer | nodes.Leaving) -> str:
    """Return the author's label, or the condition in its canonical form.

    Source:
        grammar/README.md, "Statements".
    """
    if node.label is not None:
        return node.label.value
    written = print_expression(node.subject if isinstance(node, nodes.Prefer) else node.condition)
    return f"unless {written}" if isinstance(node, nodes.Rule) and node.unless else written


def name_of(statement: Statement) -> tuple[str, str] | None:
    """Return the keyword of a statement and what names it: a name, a path or a label."""
    match statement:
        case nodes.ScaleDefinition():
            return "scale", statement.name.value
        case nodes.Let():
            return "let", statement.name.value
        case nodes.FactDefinition():
            return "fact", statement.path.name
        case nodes.Assume():
            return "assume", statement.path.name
        case nodes.Negotiable():
            return "negotiable", statement.path.name
        case nodes.Rate():
            return "rate", " ".join(sorted((statement.base.currency, statement.quote.currency)))
        case nodes.Rule():
            return statement.kind.value, label_of(statement)
        case nodes.Prefer():
            return "prefer", label_of(statement)
        case nodes.Leaving():
            return "leaving", label_of(statement)
        case nodes.Instead():
            return name_of(statement.statement)
        case nodes.Without(kind=kind, name=nodes.TextLiteral(value=label)):
            return kind, label
        case nodes.Without(kind=kind, name=nodes.Path() as path):
            return kind, path.name
        case _:
            return None


def _key(statement: Statement) -> Key | None:
    name = name_of(statement)
    return None if name is None else (name[0], fold(name[1]))


def replace(file_set: FileSet) -> tuple[FileSet, tuple[Replacement, ...], tuple[Diagnostic, ...]]:
    """Return the files with the statements that apply, what was replaced, and all errors.

    A statement that applies instead of another stands in its place. Those that only replace are
    left out.

    Source:
        grammar/README.md, "instead and without" and "let".
    """
    if len(file_set.files) == 1 and not any(map(_changes, file_set.files[0].statements)):
        return file_set, (), ()
    tree = _Tree(file_set.complete)
    for file in file_set.files:
        tree.take(file)
    final = {
        id(line.statement): (line, version)
        for lines in tree.states[-1].values()
        for line, (version, *_) in lines.items()
    }
    made = [pair for pair in final.values() if pair[1].by is not None]
    files = tuple(
        evolve(file, statements=tuple(_applying(file, final, tree.replacing)))
        for file in file_set.files
    )
    done = evolve(file_set, files=files)
    return done, tuple(_replacement(*pair) for pair in made), tuple(tree.diagnostics)


def _changes(statement: Statement) -> bool:
    return isinstance(statement, nodes.Instead | nodes.Without)


def _applying(
    file: CollectedFile, final: dict[int, tuple[_Line, _Version]], replacing: set[int]
) -> Iterator[Statement]:
    for statement in file.statements:
        if id(statement) in replacing or _changes(statement):
            continue
        if id(statement) not in final:
            yield statement
        elif (content := final[id(statement)][1].content) is not None:
            yield content


def _replacement(line: _Line, version: _Version) -> Replacement:
    named = name_of(line.statement)
    assert named is not None
    assert version.by is not None
    return Replacement(
        *named,
        by=version.by.span.source.name,
        of=line.statement.span.source.name,
        removed=isinstance(version.by, nodes.Without),
        span=version.by.span,
    )


@define
class _Tree:
    """What becomes of each line, file by file: used files come first."""

    complete: bool
    states: list[dict[Key, _Lines]] = field(factory=list)
    replacing: set[int] = field(factory=set)
    """Identities of ``let`` statements that set one of a used file."""
    diagnostics: list[Diagnostic] = field(factory=list)

    def take(self, file: CollectedFile) -> None:
        """Work out what becomes of the lines in a file and in those that it uses."""
        state, doubts = self._merged(file)
        changed: dict[Key, _Change] = {}
        for statement in file.statements:
            key = _key(statement)
            if isinstance(statement, nodes.Instead) and key is None:
                self.diagnostics.append(problems.instead_not_needed(statement))
            elif key is None:
                continue
            elif isinstance(statement, nodes.Instead | nodes.Without) or (
                isinstance(statement, nodes.Let) and _is_open(state.get(key, {}))
            ):
                self._change(statement, key, state, changed)
                doubts.pop(key, None)
        for key, (use, one, other) in doubts.items():
            name = next(name for line in state[key] if (name := name_of(line.statement)))
            self.diagnostics.append(problems.conflicting(use, *name, one.by, other.by))
        for statement in file.statements:
            key = _key(statement)
            if key is not None and not _changes(statement) and id(statement) not in self.replacing:
                line = _Line(statement)
                state.setdefault(key, {})[line] = [_Version(statement, None)]
        self.states.append(state)

    def _merged(
        self, file: CollectedFile
    ) -> tuple[dict[Key, _Lines], dict[Key, tuple[Use, _Version, _Version]]]:
        """Return the lines of used files, and those that two of them replace differently."""
        merged: dict[Key, _Lines] = {}
        doubts: dict[Key, tuple[Use, _Version, _Version]] = {}
        for use, index in file.uses:
            for key, lines in self.states[index].items():
                for line, versions in lines.items():
                    held = merged.setdefault(key, {}).setdefault(line, [])
                    held += [version for version in versions if version not in held]
                    replaced = frozenset().union(*(version.below for version in held))
                    held[:] = [version for version in held if version not in replaced]
                    other = next((v for v in held if v.content != held[0].content), None)
                    if other is not None:
                        doubts.setdefault(key, (use, held[0], other))
        return merged, doubts

    def _change(
        self,
        change: Statement,
        key: Key,
        state: dict[Key, _Lines],
        changed: dict[Key, _Change],
    ) -> None:
        """Replace or remove the lines with a key in the files that a file uses."""
        assert isinstance(change, nodes.Instead | nodes.Without | nodes.Let)
        name = name_of(change)
        assert name is not None
        first = changed.setdefault(key, change)
        if isinstance(change, nodes.Let):
            self.replacing.add(id(change))
        if first is not change:
            if _content(first) != _content(change):
                self.diagnostics.append(problems.changed_twice(change, *name, first))
            return
        lines = state.get(key, {})
        shown = {line.statement: line.statement for line in lines}
        if not lines:
            if self.complete:
                near = _near(key, state)
                self.diagnostics.append(problems.nothing_to_change(change, *name, near))
        elif len(shown) > 1 and not isinstance(change, nodes.Let):
            places = [statement.span for statement in shown.values()]
            self.diagnostics.append(problems.several_to_change(change, *name, places))
        content = _content(change)
        for line, versions in lines.items():
            below = frozenset(versions).union(*(version.below for version in versions))
            typed = _typed(content, versions[0].content)
            lines[line] = [_Version(typed, change, below)]
            content = None  # it replaces all that are the same, and stands in one place


def _near(key: Key, state: dict[Key, _Lines]) -> list[tuple[str, str]]:
    """Return statements of used files: those of the same name, otherwise those of the kind."""
    same = [lines for other, lines in state.items() if other[1] == key[1]]
    kind = [lines for other, lines in state.items() if other[0] == key[0]]
    names = (name_of(line.statement) for lines in same or kind for line in lines)
    return list(dict.fromkeys(name for name in names if name is not None))[:MOST_NEAR]


def _is_open(lines: Iterable[_Line]) -> bool:
    """Return whether one of the lines is a ``let`` that is left to be set."""
    return any(isinstance(line.statement, nodes.Let) and line.statement.type for line in lines)


def _content(change: _Change) -> Statement | None:
    match change:
        case nodes.Instead(statement=statement):
            return statement
        case nodes.Without():
            return None
        case _:
            return change


def _typed(content: Statement | None, before: Statement | None) -> Statement | None:
    """Return a ``let`` with the type of the one that it sets."""
    if isinstance(content, nodes.Let) and isinstance(before, nodes.Let) and content.type is None:
        return evolve(content, type=before.type)
    return content
