"""Names declared with ``let``, ``scale`` and ``fact``, and the meaning of single names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeAlias, TypeVar, assert_never

from attrs import define, evolve, field

from offerkit.check.problems import names as problems
from offerkit.check.problems.expressions import not_an_item
from offerkit.check.problems.statements import empty_text
from offerkit.check.reach import Reach
from offerkit.check.uses import FileSet
from offerkit.core import Core, OwnFact
from offerkit.currencies import currency_in
from offerkit.datatypes import (
    UNBOUNDED,
    Bounds,
    Datatype,
    DateType,
    DurationType,
    ErrorType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.diagnostics import Diagnostic, Hint, Offered, did_you_mean
from offerkit.model.examples import condition, in_criteria
from offerkit.model.fields import FactInfo, Negotiability
from offerkit.model.near import meant_path, near_values
from offerkit.model.schema import Schema
from offerkit.paths import FactPath, View
from offerkit.scales import BUILT_IN_SCALES, Scale, everyday_of
from offerkit.span import Source, Span
from offerkit.syntax import nodes
from offerkit.syntax.grammar import reserved_words
from offerkit.syntax.nodes import FactDefinition, Let, ScaleDefinition
from offerkit.text import MOST_NEAR, fold, near

TYPES: Final[Mapping[str, Datatype]] = {
    "yes/no": YesNo(),
    "number": Number(),
    "percent": PercentType(),
    "money": MoneyType(),
    "pay": PayType(),
    "date": DateType(),
    "text": TextType(),
    "set of text": TextSetType(),
    "duration": DurationType(),
}
"""Datatypes by their names in ``fact`` declarations."""

_VIEWS: Final = ("promised", "current")

# Finding the nearest of some hundred words takes a millisecond. More misspelt names than this have
# another cause, and checking must take linear time.
_MOST_SUGGESTIONS: Final = 20

_MOST_NAMES: Final = 32  # in a path: each is a nested table in an offer file


@define
class Report:
    """The diagnostics found so far."""

    found: list[Diagnostic] = field(factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        """Note one diagnostic."""
        self.found.append(diagnostic)

    @property
    def has_errors(self) -> bool:
        """Whether any diagnostic is an error."""
        return any(diagnostic.is_error for diagnostic in self.found)


@define
class Declared:
    """A declaration of the root file, to report it if it is unused."""

    what: str
    name: str
    span: Span


Meanings: TypeAlias = Sequence[tuple[str, str]]
"""Values of a closed list with what they are in other words."""

_Found = TypeVar("_Found")


@define
class Names:
    """The meaning of all names in the files, and which of them are used."""

    schema: Schema
    report: Report
    lost: frozenset[str] = frozenset()
    """Names whose declarations have syntax errors; their use is not reported."""
    complete: bool = True
    """Whether all declarations are known: false if a used file is missing."""
    scales: dict[str, Scale] = field(factory=lambda: dict(BUILT_IN_SCALES))
    bindings: dict[str, Let] = field(factory=dict)
    values: dict[str, Core] = field(factory=dict)
    """Values of the ``let`` names checked so far."""
    reaches: list[Reach] = field(factory=list)
    """What is known of the values that a ``LetRef`` refers to, by its index."""
    own_facts: list[OwnFact] = field(factory=list)
    own: list[Declared] = field(factory=list)
    used: set[str] = field(factory=set)
    """``let NAME``, ``scale NAME`` and ``fact PATH`` of used declarations."""
    _spans: dict[str, Span] = field(factory=dict)
    _fact_groups: dict[str, str] = field(factory=dict)
    _levels: frozenset[str] | None = None
    around: Span | None = None
    """The comparison that is being checked."""
    root: Source | None = None
    """The text of the main file."""
    _searched: dict[str, dict[Hashable, Any]] = field(factory=dict)
    """What searches for words of each kind have found."""

    # --- declaring ---------------------------------------------------------------------------

    def declare(self, file_set: FileSet) -> None:
        """Collect all declarations of the files: facts last, because they may use the scales."""
        self.lost |= file_set.lost_names
        self.complete = file_set.complete
        for file in file_set.files:
            for statement in file.statements:
                if isinstance(statement, ScaleDefinition):
                    self._declare_scale(statement)
                elif isinstance(statement, Let):
                    self._declare_let(statement)
                if file.is_root:
                    self.root = statement.span.source
                if file.is_root and isinstance(statement, ScaleDefinition | Let):
                    what = "scale" if isinstance(statement, ScaleDefinition) else "let"
                    name = statement.name
                    self.own.append(Declared(what, name.value, name.span))
        self._declare_facts(file_set)

    def _is_new(self, what: str, name: str, span: Span) -> bool:
        first = self._spans.setdefault(f"{what} {name}", span)
        if first is not span:
            used = self.is_of_used_file(span, first)
            self.report.add(problems.duplicate_name(what, name, span, first, used=used))
        return first is span

    def is_of_used_file(self, span: Span, first: Span) -> bool:
        """Return whether a statement of the main file repeats one of a file that it uses."""
        return span.source is self.root and first.source is not self.root

    def _declare_scale(self, node: ScaleDefinition) -> None:
        name = node.name.value
        if name in reserved_words():
            self.report.add(problems.reserved_name(node.name))
        elif name in BUILT_IN_SCALES:
            self.report.add(problems.hides_built_in(node.name, "scale"))
        elif name in TYPES:
            self.report.add(problems.hides_built_in(node.name, "datatype"))
        elif self._is_new("scale", name, node.name.span):
            self.scales[name] = Scale(name, self._levels_of(node))

    def _levels_of(self, node: ScaleDefinition) -> tuple[str, ...]:
        levels: dict[str, nodes.Name] = {}
        for level in node.levels:
            first = levels.setdefault(level.value, level)
            if level.value in reserved_words():
                self.report.add(problems.reserved_name(level))
            elif first is not level:
                self.report.add(problems.repeated_level(level, first))
        return tuple(levels)

    def _declare_let(self, node: Let) -> None:
        if node.name.value in reserved_words():
            self.report.add(problems.reserved_name(node.name))
        elif self._is_new("let", node.name.value, node.name.span):
            self.bindings[node.name.value] = node

    def _declare_facts(self, file_set: FileSet) -> None:
        self._fact_groups = {g: path for path in self.schema.facts for g in _groups_of(path)}
        asked = {
            statement.path.name
            for file in file_set.files
            for statement in file.statements
            if isinstance(statement, nodes.Ask)
        }
        added = []
        for file in file_set.files:
            for statement in file.statements:
                if isinstance(statement, FactDefinition):
                    info = self._declare_fact(statement, asked)
                    added += [] if info is None else [info]
                    if file.is_root and info is not None:
                        self.own.append(Declared("fact", info.path, statement.path.span))
        if added:
            self.schema = self.schema.extended(added)

    def _declare_fact(self, node: FactDefinition, asked: Collection[str]) -> FactInfo | None:
        path = node.path.name
        datatype = self.type_of(node.type)
        question = None if node.question is None else node.question.value
        if node.question is not None and not fold(node.question.value):
            self.report.add(empty_text("question", node.question))
        if not self._may_be_declared(node.path):
            self.lost |= {FactPath.parse(path).path}
            return None
        other = self._clash(path)
        if other is not None:
            first = self._spans.get(f"fact {other}")
            self.report.add(problems.fact_clash(node.path, other, first))
            return None
        self._spans[f"fact {path}"] = node.path.span
        self._fact_groups.update(dict.fromkeys(_groups_of(path), path))
        bounds = _bounds(datatype)
        self.own_facts.append(OwnFact(path, datatype, question, node.asked, bounds, node.path.span))
        mine = not node.asked and path not in asked
        return FactInfo(
            path,
            datatype,
            bounds,
            question or f"What about {path}?",
            Negotiability.NOT_A_TERM if mine else Negotiability.SOMETIMES,
            mine=mine,
        )

    def look_at(self, node: ScaleDefinition | FactDefinition) -> None:
        """Report what is wrong with a declaration by itself."""
        if isinstance(node, ScaleDefinition):
            self._levels_of(node)
            return
        self.type_of(node.type)
        self._may_be_declared(node.path)

    def _may_be_declared(self, path: nodes.Path) -> bool:
        """Return whether a fact may have a path; one that none may have is reported."""
        right = 2 <= len(path.parts) <= _MOST_NAMES and path.parts[0] not in _VIEWS
        if not right:
            self.report.add(problems.fact_path(path, _MOST_NAMES))
        return right

    def _clash(self, path: str) -> str | None:
        """Return the fact equal to *path*, inside it, or above it; None if there is none."""
        own = f"fact {path}" in self._spans
        if own or path in self.schema.facts:
            return path
        if path in self._fact_groups:
            return self._fact_groups[path]
        facts = self.schema.facts
        above = (g for g in _groups_of(path) if g in facts or f"fact {g}" in self._spans)
        return next(above, None)

    def type_of(self, node: nodes.TypeExpr) -> Datatype:
        """Return the datatype that a ``fact`` or a ``let`` is declared with; report a wrong one."""
        match node:
            case nodes.TypeName():
                return self._named_type(node)
            case nodes.DurationTypeName():
                one_family = node.unit and DurationType(frozenset({node.unit.family}))
                return one_family or DurationType()
            case nodes.TextTypeName():
                return TextType() if node.values is None else self._closed_list(node.values)
            case _:
                assert_never(node)

    def _named_type(self, node: nodes.TypeName) -> Datatype:
        if node.name in TYPES:
            return TYPES[node.name]
        if node.name in self.scales:
            self.used.add(f"scale {node.name}")
            return OrdinalType(self.scales[node.name])
        if f"scale {node.name}" not in self._spans and not self.excused(node.name):
            known = (*TYPES, *self.scales)
            self.report.add(problems.unknown_type(node, self.near(node.name, known)))
        return ErrorType()

    def _closed_list(self, node: nodes.SetLiteral) -> Datatype:
        values: dict[str, str] = {}
        for item in node.items:
            if isinstance(item, nodes.TextLiteral) and fold(item.value):
                values.setdefault(fold(item.value), item.value)
            elif isinstance(item, nodes.TextLiteral):
                self.report.add(empty_text("value", item))
            else:
                self.report.add(not_an_item(item, None))
        if not node.items:
            self.report.add(problems.empty_list(node))
        return TextType(tuple(values.values())) if values else ErrorType()

    def set_bounds(self, path: str, bounds: Bounds) -> None:
        """Give a fact that a criteria file declares other bounds."""
        self.schema = self.schema.extended([evolve(self.schema.facts[path], bounds=bounds)])
        own = self.own_facts
        own[:] = [evolve(one, bounds=bounds) if one.path == path else one for one in own]

    # --- looking up --------------------------------------------------------------------------

    def fact(self, node: nodes.Path) -> tuple[FactPath, FactInfo] | None:
        """Return the fact at a path, in its view; None if there is none, which is reported."""
        path = FactPath.parse(node.name)
        info = self.schema.get(path.path)
        if info is not None:
            self.used.add(f"fact {path.path}")
            return None if isinstance(info.datatype, ErrorType) else (path, info)
        if not self.excused(path.path):
            self._report_unknown_fact(node, path)
        return None

    def is_hyphenated(self, node: nodes.Sum) -> bool:
        """Return whether a difference is meant for one name, `pay-base`; report it if so."""
        text = node.span.text
        terms = (node.first, *(term for _, term in node.rest))
        names = [term.name for term in terms if isinstance(term, nodes.Path)]
        if not _HYPHENS.fullmatch(text) or all(map(self._is_known, names)):
            return False
        head, _, rest = text.partition("-")
        path = FactPath.parse(f"{head}{'_' if '.' in head else '.'}{rest.replace('-', '_')}")
        if path.path in self.schema.facts:
            found: Sequence[str] = (path.path,)
        else:
            found = () if self._is_known(head) else self.meant(path.path)
        if found:
            whole = nodes.Path((text,), span=node.span)
            hint = self.by_meaning(node.span, path.view, found, None)
            self.report.add(problems.hyphens(whole, hint))
        return bool(found)

    def _is_known(self, name: str) -> bool:
        return name in self.bindings or FactPath.parse(name).path in self.schema.facts

    def _report_unknown_fact(self, node: nodes.Path, path: FactPath) -> None:
        if self._is_group(node, path.path):
            return
        meant = meant_path(node.name)
        found = (meant.path,) if meant.path in self.schema.facts else self.meant(meant.path)
        if not found and not self.complete:
            return  # it may be declared in the missing file
        declare = problems.declare_it(path.path)
        hint = self._suggest_view(node) or self.by_meaning(node.span, meant.view, found, declare)
        self.report.add(problems.unknown_fact(node, hint))

    def _is_group(self, node: nodes.Path, path: str) -> bool:
        """Return whether *path* is a group of facts; report it if so."""
        if path in self._fact_groups:
            inside = [fact for fact in self.schema.facts if fact.startswith(f"{path}.")]
            view = FactPath.parse(node.name).view
            self.report.add(problems.fact_group(node, [str(FactPath(f, view)) for f in inside]))
        return path in self._fact_groups

    def _suggest_view(self, node: nodes.Path) -> Hint:
        views = near(node.parts[0], _VIEWS) if len(node.parts) > 2 else ()
        rest = ".".join(node.parts[1:])
        paths = tuple(f"{view}.{rest}" for view in views if self.schema.get(rest))
        return Offered("did you mean {}?", paths) if paths else None

    def meant(self, path: str) -> tuple[str, ...]:
        """Return the facts that *path* may be meant for; none after many mistakes."""
        return self._search("facts", path, lambda: self.schema.near(path)) or ()

    def _search(self, what: str, key: Hashable, search: Callable[[], _Found]) -> _Found | None:
        """Return what a search finds, which is made once for a key; None after many mistakes."""
        found = self._searched.setdefault(what, {})
        if key not in found and len(found) < _MOST_SUGGESTIONS:
            found[key] = search()
        return found.get(key)

    def by_meaning(
        self,
        at: Span,
        view: View,
        facts: Sequence[str],
        otherwise: Hint,
        names: tuple[str, ...] = (),
    ) -> Hint:
        """Return a hint that offers facts in the place *at*, and *names* before them.

        Where a fact alone does not fit, it is offered in a condition; and where that does not fit
        either, with its datatype.
        """
        paths = tuple(str(FactPath(fact, view)) for fact in facts)
        if not paths:
            return Offered("did you mean {}?", names, otherwise) if names else otherwise
        infos = [self.schema.facts[fact] for fact in facts]
        currency = currency_in(at.source.text)
        pairs = zip(paths, infos, strict=True)
        against = _speaks_against(at)
        conditions = tuple(condition(*pair, currency, against=against) for pair in pairs)
        hint: Hint = problems.with_datatype(paths[0], infos[0].datatype)
        around = self.around
        if around is not None and around.start <= at.start < around.end:
            hint = Offered("did you mean {}?", conditions, hint, around)
            kept = tuple(
                text
                for path, info in zip(paths, infos, strict=True)
                for text in _with_value(at, around, path, info, currency)
            )[:MOST_NEAR]
            hint = Offered("did you mean {}?", kept, hint, around) if kept else hint
        hint = Offered("did you mean {}?", conditions, hint)
        return Offered("did you mean {}?", (*names, *paths)[:MOST_NEAR], hint)

    def meant_by(self, node: nodes.Path, *, text: bool = False) -> Hint:
        """Return a hint that offers facts for a name, or the name as a text if *text*.

        A name before an operator is more likely a fact, one behind it more likely a text.
        """
        path = meant_path(node.name)
        facts = self.meant(path.path)
        quoted = problems.in_quotes(node.name) if text else None
        if text and (self.around is None or node.span.start > self.around.start):
            return problems.in_quotes(node.name, self.by_meaning(node.span, path.view, facts, None))
        return self.by_meaning(node.span, path.view, facts, quoted)

    def other_fact_with(self, text: str) -> Hint:
        """Return a hint that offers the comparison of another fact with a text, or None."""
        found = self.schema.with_value(text)
        conditions = tuple(f'{path} = "{value}"' for path, value in found)
        return Offered("did you mean {}?", conditions, at=self.around) if conditions else None

    def near(self, word: str, known: Sequence[str], otherwise: Hint = None) -> Hint:
        """Return a hint that names the nearest of a few words, or *otherwise*."""
        key = (word, tuple(known))
        return self._search("words", key, lambda: did_you_mean(word, known)) or otherwise

    def near_level(self, word: str, scale: Scale) -> Hint:
        """Return a hint that names the levels that a word may be meant for, or None."""
        search = partial(near_values, word, scale.levels, everyday_of(scale), noted=False)
        return self._search("levels", (word, scale), search)

    def near_text(self, text: str, values: tuple[str, ...], meanings: Meanings) -> Hint:
        """Return a hint that names the values of a closed list that a text may be meant for."""
        search = partial(near_values, text, values, dict(meanings), '"{}"')
        return self._search("texts", (text, values, tuple(meanings)), search)

    def excused(self, name: str) -> bool:
        """Return whether a name may be unknown only because of an error already reported."""
        return name in self.lost or ("." not in name and not self.complete)

    def is_level(self, name: str) -> bool:
        """Return whether any scale has a level of that name."""
        if self._levels is None:
            self._levels = frozenset(level for s in self.scales.values() for level in s.levels)
        return name in self._levels

    def fact_with_level(self, name: str) -> str | None:
        """Return a fact that can be compared with a level of that name, as an example."""
        for path, info in self.schema.facts.items():
            if isinstance(info.datatype, OrdinalType) and name in info.datatype.scale:
                return path
        return None

    def report_unknown(
        self, node: nodes.Path, *, levels: bool = True, otherwise: Hint = problems.NO_SUCH_NAME
    ) -> None:
        """Report an unknown single name; *levels* if it may be meant as a level."""
        if self.excused(node.name):
            return
        if self._is_group(node, node.name):
            return
        known = (*self.bindings, *self._known_levels()) if levels else tuple(self.bindings)
        spelled = self._search("names", (node.name, levels), lambda: near(node.name, known)) or ()
        path = meant_path(node.name)
        hint = self.by_meaning(node.span, path.view, self.meant(path.path), otherwise, spelled)
        self.report.add(problems.unknown_name(node, hint))

    def _known_levels(self) -> Iterable[str]:
        return dict.fromkeys(level for scale in self.scales.values() for level in scale.levels)


_RULE: Final = re.compile(
    r"^[ \t]*(?:instead\s+)?(dealbreaker|pro|con|caution|prefer|leaving|let)\b", re.MULTILINE
)


def _speaks_against(at: Span) -> bool:
    """Return whether a condition *at* a place speaks against the offer if it is true."""
    before = at.source.text[: at.start]
    rule = next(reversed([*_RULE.finditer(before, max(at.start - _LOOK_BACK, 0))]), None)
    against = rule is not None and rule[1] in {"dealbreaker", "con", "caution"}
    unless = rule is not None and re.search(r"\bunless\b", before[rule.end() :]) is not None
    return against is not unless


_HYPHENS: Final = re.compile(r"[a-z][\w.]*(?:-[a-z][\w.]*)+")
_LOOK_BACK: Final = 1_000
"""Characters before a name in which its statement is looked for."""
_COMPARED: Final = re.compile(r"(\s*(?:[<>]=?|==?|!=|\bis\b)\s*)(\S.*)", re.DOTALL)


def _with_value(at: Span, around: Span, path: str, info: FactInfo, currency: str) -> Iterator[str]:
    """Yield a comparison with a fact in the place *at*, and the other side as its value."""
    compared = _COMPARED.fullmatch(around.text[at.end - around.start :])
    if at.start == around.start and compared is not None:
        for value in in_criteria(compared[2], info, currency):
            yield f"{path}{compared[1]}{value}"


def _groups_of(path: str) -> list[str]:
    """Return the prefixes of *path* before its dots."""
    return [path[:at] for at, char in enumerate(path) if char == "."]


def _bounds(datatype: Datatype) -> Bounds:
    """Return the bounds of a fact that a criteria file declares.

    Source:
        grammar/README.md, "Quantities and ranges": amounts, counts and durations are at
        least 0; a date has no bounds.
    """
    return UNBOUNDED if isinstance(datatype, DateType) else Bounds()
