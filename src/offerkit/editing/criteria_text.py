"""A criteria file as an editor has it: its mistakes, quickly, and its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, TypeAlias, TypeVar

from attrs import define, evolve, field, frozen

from offerkit.advise.examine.warnings import warnings
from offerkit.advise.explain import StatementExplanation, explain_statement
from offerkit.check.checker import check
from offerkit.check.names import Names
from offerkit.check.tries import Tries, mistakes_in
from offerkit.core import CheckedCriteria, CheckedStatement
from offerkit.criteria import Criteria
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic, Label, Offered, sort_diagnostics
from offerkit.editing.models import Edit, Fix, Kind, Symbol
from offerkit.editing.names import used_by
from offerkit.editing.offers import read_offer_text
from offerkit.editing.project import Workspace
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.records import Record
from offerkit.span import Source, Span
from offerkit.syntax import nodes
from offerkit.syntax.nodes import CriteriaFile, Statement
from offerkit.syntax.parser import Parsed, parse
from offerkit.syntax.printer import format_file
from offerkit.syntax.recovery import chunks, declared_names
from offerkit.syntax.source import text_problems, too_large
from offerkit.text import short

_MOST_AT_ONCE: Final = 8_000
"""Characters of changed statements that are checked at once; more wait for the whole file."""
_MOST_OFFERS: Final = 3
"""Offers whose outcome is shown beside a statement."""
_MOST_LOOKED_AT: Final = 20
"""Files that are looked at to find these offers."""
_MOST_KEPT: Final = 30
"""Results of a kind that are kept."""
_Key = TypeVar("_Key")


@frozen
class CriteriaText(Record):
    """A criteria file with all that it uses, checked."""

    source: Source
    """Its text."""
    file: CriteriaFile
    """Its statements without syntax errors."""
    checked: CheckedCriteria
    """What it means; not to be used if there is an error."""
    names: Names
    """The names and facts that it may use."""
    diagnostics: tuple[Diagnostic, ...]
    """Its mistakes, and those of the files that it uses."""

    @property
    def has_errors(self) -> bool:
        """Whether it, or a file that it uses, has an error."""
        return any(one.is_error for one in self.diagnostics)

    @property
    def decides(self) -> bool:
        """Whether it decides offers: it has no errors and leaves no value to other files."""
        unset = any(let.value is None for let in self.names.bindings.values())
        return not unset and not self.has_errors


@lru_cache(maxsize=16)
def _parsed(source: Source) -> Parsed:
    return parse(source)


Files: TypeAlias = tuple[tuple[str, str], ...]
"""Paths of a criteria file and all that it uses, with their texts."""

_CHECKED: Final[dict[tuple[str, Files], CriteriaText]] = {}


def files_of(workspace: Workspace, path: str) -> Files:
    """Return a criteria file and all that it uses, with their texts."""
    return tuple((file, workspace.text(file) or "") for file in used_by(workspace, path))


def read_criteria_text(workspace: Workspace, path: str) -> CriteriaText:
    """Return a criteria file, checked with all that it uses, open files as they are.

    It may leave values of ``let`` names to files that use it. The last results are kept.

    Args:
        workspace: The open texts, and the folders of files.
        path: The real path of the file.
    """
    key = path, files_of(workspace, path)
    if key not in _CHECKED:
        source = Source(path, workspace.text(path) or "")
        parsed = _parsed(source)
        resolve, folder = workspace.files(path)
        checked, names, found = check(
            parsed, schema_of(), resolve=resolve, folder=folder, deciding=False
        )
        _make_room(_CHECKED)
        _CHECKED[key] = CriteriaText(source, parsed.file, checked, names, found)
    return _CHECKED[key]


def with_warnings(found: CriteriaText) -> CriteriaText:
    """Return a criteria file with what is surely not meant in it, which takes longer to find."""
    if found.has_errors:
        return found
    more = warnings(found.checked, found.names.schema, found.diagnostics)
    return evolve(found, diagnostics=sort_diagnostics((*found.diagnostics, *more)))


# --- after an edit -----------------------------------------------------------------------


def after_edit(before: CriteriaText, text: str) -> tuple[Diagnostic, ...] | None:
    """Return the mistakes after an edit, before the whole file has been checked again.

    Those of statements that stay are those of before; the others are checked by themselves, with
    the names of before. None if too much has changed for that to be quick.
    """
    old, new = before.source, Source(before.source.name, text)
    if too_large(text) or text_problems(new):
        return None
    was = [old.text[a:b] for a, b in chunks(old.text)]
    bounds = chunks(text)
    now = [text[a:b] for a, b in bounds]
    first = next(
        (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other),
        min(len(was), len(now)),
    )
    room = min(len(was), len(now)) - first
    pairs = zip(reversed(was), reversed(now), strict=False)
    same = next((at for at, (one, other) in enumerate(pairs) if one != other), room)
    same = min(same, room)
    start = sum(map(len, now[:first]))
    end = len(text) - sum(map(len, now[len(now) - same :]))
    old_end = len(old.text) - sum(map(len, was[len(was) - same :]))
    if end - start > _MOST_AT_ONCE:
        return None
    shift = _Shift(old, new, start, old_end, len(text) - len(old.text))
    kept = [moved for one in before.diagnostics if (moved := shift.diagnostic(one)) is not None]
    # What these statements declare is not known yet.
    lost = before.names.lost | declared_names(text[start:end])
    names = evolve(before.names, lost=lost)
    piece = Source(before.source.name, text[start:end])
    unread, wrong = mistakes_in(piece, names)
    tries = Tries(names)
    put = _Shift(piece, new, len(piece.text) + 1, len(piece.text) + 1, start, whole=True)
    fresh = (put.diagnostic(tries.tried(one)) for one in (*unread, *wrong))
    return sort_diagnostics((*kept, *(one for one in fresh if one is not None)))


@frozen
class _Shift(Record):
    """Moves places of a text to those in another one."""

    old: Source
    new: Source
    start: int
    """Offset from which the text was changed."""
    end: int
    """Offset in the old text up to which it was."""
    by: int
    """Distance by which the rest moved."""
    whole: bool = False
    """Whether everything moved."""

    def span(self, span: Span) -> Span | None:
        """Return a place in the new text; None if it was changed."""
        if span.source.name != self.old.name:
            return span
        if self.whole or span.start >= self.end:
            return self.new.span(span.start + self.by, span.end + self.by)
        return self.new.span(span.start, span.end) if span.end <= self.start else None

    def diagnostic(self, found: Diagnostic) -> Diagnostic | None:
        """Return a diagnostic with its places in the new text; None if its place was changed."""
        primary = self.span(found.primary.span)
        if primary is None:
            return None
        labels = ((label, self.span(label.span)) for label in found.secondary)
        advice = found.advice
        if isinstance(advice, Offered) and advice.at is not None:
            at = self.span(advice.at)
            advice = evolve(advice, at=at) if at is not None else str(advice)
        return evolve(
            found,
            primary=Label(primary, found.primary.message),
            secondary=tuple(Label(span, label.message) for label, span in labels if span),
            hint=advice,
        )


# --- fixes -------------------------------------------------------------------------------


def fixes_of_criteria(diagnostics: tuple[Diagnostic, ...], source: Source) -> Iterator[Fix]:
    """Yield the fixes that the hints of a file offer; each has been tried by the checker."""
    for mistake in diagnostics:
        advice, here = mistake.advice, mistake.primary.span
        if isinstance(advice, Offered) and not advice.strict and here.source.name == source.name:
            at = advice.at or here
            for text in advice.texts:
                title = f"Write `{short(text.strip())}`" if text.strip() else "Delete it"
                yield Fix(title, mistake, (Edit(Span(source, at.start, at.end), text),))


# --- outline and layout ------------------------------------------------------------------


def outline_criteria(path: str, text: str) -> tuple[Symbol, ...]:
    """Return the statements of a criteria file, without those that cannot be read."""
    source = Source(path, text)
    return tuple(_symbol(statement) for statement in _parsed(source).file.statements)


_KINDS: Final = {
    nodes.Let: Kind.LET,
    nodes.ScaleDefinition: Kind.SCALE,
    nodes.FactDefinition: Kind.FACT,
}


def _symbol(statement: Statement) -> Symbol:
    whole = statement.span
    keyword = whole.text.split(maxsplit=1)[0] if whole.text.split() else ""
    of = statement.statement if isinstance(statement, nodes.Instead) else statement
    name: Any = getattr(of, "name", None) or getattr(of, "path", None)
    label: Any = getattr(of, "label", None) or getattr(of, "question", None)
    kinds = {
        nodes.Let: Kind.LET,
        nodes.ScaleDefinition: Kind.SCALE,
        nodes.FactDefinition: Kind.FACT,
    }
    kind = kinds.get(type(of), Kind.STATEMENT)
    named = name if kind is not Kind.STATEMENT or label is None else label
    at = whole if named is None else named.span
    rest = whole.text.removeprefix(keyword)
    if label is not None and named is label:
        title = label.value
        rest = rest.replace(label.span.text, "", 1)
    elif named is not None:
        title = named.span.text.strip('"')
        rest = rest.replace(named.span.text, "", 1)
    else:
        title, rest = short(" ".join(rest.split())), ""
    inner: tuple[Symbol, ...] = ()
    if isinstance(of, nodes.ScaleDefinition):
        inner = tuple(
            Symbol(level.value, Kind.LEVEL, "", level.span, level.span) for level in of.levels
        )
    detail = short(" ".join(f"{keyword} {rest.strip(' :=')}".split()))
    return Symbol(title or keyword, kind, detail, whole, at, inner)


def format_text(path: str, text: str) -> str | None:
    """Return criteria in the standard layout; None if they have syntax errors."""
    source = Source(path, text)
    parsed = _parsed(source)
    if parsed.has_errors:
        return None
    laid_out = format_file(parsed.file)
    return None if too_large(laid_out) else laid_out


# --- outcomes ----------------------------------------------------------------------------


@frozen
class Outcome(Record):
    """What a statement comes to for an offer."""

    offer: str
    """Path of the offer."""
    decision: Decision[Offer]
    """The decision on it."""
    statement: StatementExplanation
    """The statement, explained."""


@define
class Outcomes:
    """Decisions on the offers beside criteria, kept as long as nothing changes."""

    _criteria: dict[Files, Criteria[Offer] | None] = field(factory=dict)
    _decisions: dict[tuple[Files, str, str], Decision[Offer] | None] = field(factory=dict)

    def of(self, workspace: Workspace, path: str, offset: int) -> list[Outcome]:
        """Return what the statement at an offset comes to for the offers beside the criteria.

        Those of a file that only others use are decided by these. Empty where criteria have errors.
        """
        for user in self._deciding(workspace, path):
            files = files_of(workspace, user)
            criteria = self._read(workspace, user, files)
            statement = None if criteria is None else statement_at(criteria, path, offset)
            if criteria is None or statement is None:
                continue
            found = []
            for offer in workspace.offers(user)[:_MOST_LOOKED_AT]:
                decision = self._decide(workspace, criteria, files, offer)
                if decision is None:
                    continue
                explained = explain_statement(decision, statement.span)
                if explained is not None:
                    found.append(Outcome(offer, decision, explained))
                if len(found) == _MOST_OFFERS:
                    break
            return found
        return []

    def _deciding(self, workspace: Workspace, path: str) -> Iterator[str]:
        yield path
        for one in workspace.criteria(path):
            if one != path and path in used_by(workspace, one):
                yield one

    def _read(self, workspace: Workspace, path: str, files: Files) -> Criteria[Offer] | None:
        if files not in self._criteria:
            found = read_criteria_text(workspace, path)
            made = None
            if found.decides:
                schema, said = found.names.schema, found.diagnostics
                made = Criteria(found.file, found.checked, schema, said, Offer)
            _make_room(self._criteria)
            self._criteria[files] = made
        return self._criteria[files]

    def _decide(
        self,
        workspace: Workspace,
        criteria: Criteria[Offer],
        files: Files,
        path: str,
    ) -> Decision[Offer] | None:
        text = workspace.text(path)
        if text is None:
            return None
        key = files, path, text
        if key not in self._decisions:
            found = read_offer_text(workspace, path, text)
            decision = None
            if found is not None and found.offer is not None:
                try:
                    decision = criteria.decide(found.offer)
                except (TypeError, ValueError):
                    # It states a fact as other criteria of the project declare it.
                    decision = None
            _make_room(self._decisions)
            self._decisions[key] = decision
        return self._decisions[key]


def _make_room(kept: dict[_Key, Any]) -> None:
    while len(kept) >= _MOST_KEPT:
        kept.pop(next(iter(kept)))


def statement_at(criteria: Criteria[Offer], path: str, offset: int) -> CheckedStatement | None:
    """Return the rule, preference or reason that a file states at an offset."""
    return next(
        (
            one
            for one in criteria.checked.statements
            if one.span.source.name == path and one.span.start <= offset <= one.span.end
        ),
        None,
    )
