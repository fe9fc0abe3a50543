"""Names across files: where they are declared and used, and how to change them.

Works on words, not on syntax trees, so that a mistake elsewhere in a file hides nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from attrs import frozen

from offerkit.check.names import TYPES
from offerkit.editing.models import CannotRenameError, Edit, Kind
from offerkit.editing.offer_keys import keys_of
from offerkit.editing.project import CRITERIA_SUFFIX, OFFER_FORMATS, Workspace
from offerkit.editing.tokens import Token, index_at, tokens_of
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.records import Record
from offerkit.scales import BUILT_IN_SCALES
from offerkit.span import Source, Span
from offerkit.syntax.grammar import reserved_words

_VIEWS: Final = ("promised.", "current.")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_PATH: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_MOST_FILES: Final = 1_000


@frozen
class Named(Record):
    """A name at a place."""

    kind: Kind
    """``LET``, ``SCALE``, ``FACT``, ``LEVEL`` or ``FILE``; of a single name in an expression
    ``LET``, which may turn out to be a level."""
    name: str
    """The name; of a fact, its path without the view."""
    span: Span
    """Its place; of a fact in a view, without the view."""
    declares: bool = False
    """Whether it is declared there."""


def names_in(source: Source) -> tuple[Named, ...]:
    """Return the names in criteria text, in order."""
    return tuple(
        Named(kind, name, source.span(*at), declares=new)
        for kind, name, at, new in _names_in(source.text)
    )


_Found = tuple[Kind, str, tuple[int, int], bool]


@lru_cache(maxsize=256)
def _names_in(text: str) -> tuple[_Found, ...]:
    return tuple(_walk(text))


def _walk(text: str) -> Iterator[_Found]:
    words = [token for token in tokens_of(text) if token.kind != "comment"]
    before = ["", "", ""]
    in_scale = False
    for token in words:
        last = before[-1]
        at = token.start, token.end
        if token.kind == "word" and token.text != "size":
            in_scale = False
        if token.kind == "text" and last == "use":
            yield Kind.FILE, token.text.strip('"'), at, False
        elif token.kind == "path" or (token.text == "size" and last == ":"):
            name = token.text
            if last in {"let", "scale"}:
                in_scale = last == "scale"
                yield (Kind.LET if last == "let" else Kind.SCALE), name, at, True
            elif last == "fact":
                yield Kind.FACT, name, at, True
            elif last == "use":
                yield Kind.FILE, f"<{name}>", at, False
            elif in_scale:
                yield Kind.LEVEL, name, at, True
            elif last == ":" and before[0] in {"fact", "let"}:
                yield Kind.SCALE, name, at, False
            elif "." in name:
                view = next((len(v) for v in _VIEWS if name.startswith(v)), 0)
                view = view if "." in name[view:] else 0
                yield Kind.FACT, name[view:], (at[0] + view, at[1]), False
            else:
                yield Kind.LET, name, at, False
        elif in_scale and token.text not in {":", "<"}:
            in_scale = False
        before = [*before[1:], token.text]


# --- which files belong together ---------------------------------------------------------


def used_by(workspace: Workspace, path: str) -> list[str]:
    """Return a criteria file and all that it uses, directly or not: paths, packs in brackets."""
    found: dict[str, None] = {}
    waiting = [path]
    while waiting and len(found) < _MOST_FILES:
        one = waiting.pop()
        text = workspace.text(one)
        if one in found or text is None:
            continue
        found[one] = None
        uses = (named.name for named in names_in(Source(one, text)) if named.kind is Kind.FILE)
        waiting += (file_named(one, name) for name in uses)
    return list(found)


def file_named(user: str, name: str) -> str:
    """Return the path of a file, or a pack, that a criteria file uses by a name."""
    if name.startswith("<"):
        return name
    return posixpath.normpath(posixpath.join(posixpath.dirname(user), name))


def _groups(workspace: Workspace, path: str) -> list[list[str]]:
    """Return the sets of criteria files that are decided with together, in the project."""
    roots = {path} if path.endswith(CRITERIA_SUFFIX) else set()
    return [used_by(workspace, root) for root in roots.union(workspace.criteria(path))]


# --- what is at a place ------------------------------------------------------------------


def name_at(workspace: Workspace, path: str, offset: int) -> Named | None:
    """Return the name at an offset of criteria or of an offer, with its kind settled."""
    text = workspace.text(path)
    if text is None:
        return None
    if Path(path).suffix in OFFER_FORMATS:
        return next(
            (
                one
                for one in _names_in_offer(path, text)
                if one.span.start <= offset <= one.span.end
            ),
            None,
        )
    source = Source(path, text)
    at = index_at(tokens_of(text), offset)
    if at is None:
        return None
    token: Token = tokens_of(text)[at]
    found = next(
        (
            one
            for one in names_in(source)
            if token.start <= one.span.start and one.span.end <= token.end
        ),
        None,
    )
    if found is None or found.kind is not Kind.LET or found.declares:
        return found
    declared = any(
        one.kind is Kind.LET and one.declares and one.name == found.name
        for group in _groups(workspace, path)
        if path in group
        for one in _in_files(workspace, group)
    )
    return found if declared else Named(Kind.LEVEL, found.name, found.span)


def _in_files(workspace: Workspace, paths: list[str]) -> Iterator[Named]:
    for path in paths:
        text = workspace.text(path)
        if text is not None:
            yield from names_in(Source(path, text))


def _names_in_offer(path: str, text: str) -> Iterator[Named]:
    source = Source(path, text)
    for key in keys_of(text, OFFER_FORMATS[Path(path).suffix]):
        if key.fact.count(".") and key.name is not None:
            yield Named(Kind.FACT, key.fact, source.span(*key.name))


def definitions(workspace: Workspace, path: str, offset: int) -> list[Span]:
    """Return where the name at an offset is declared; a file that is used is its beginning."""
    named = name_at(workspace, path, offset)
    if named is None:
        return []
    if named.kind is Kind.FILE:
        target = file_named(path, named.name)
        text = workspace.text(target)
        return [] if text is None else [Source(target, text).span(0, 0)]
    return list(dict.fromkeys(one.span for one in _same(workspace, path, named) if one.declares))


def references(workspace: Workspace, path: str, offset: int) -> list[Span]:
    """Return all places of the name at an offset, in criteria and in offers that state it."""
    named = name_at(workspace, path, offset)
    if named is None:
        return []
    found = [one.span for one in _same(workspace, path, named)]
    if named.kind is Kind.FACT:
        found += [one.span for one in _in_offers(workspace, path, named.name)]
    return sorted(dict.fromkeys(found), key=lambda span: (span.source.name, span.start))


def _in_offers(workspace: Workspace, path: str, fact: str) -> Iterator[Named]:
    last = fact.rpartition(".")[2]
    for offer in workspace.offers(path):
        text = workspace.text(offer)
        if text is not None and last in text:
            yield from (one for one in _names_in_offer(offer, text) if one.name == fact)


def _same(workspace: Workspace, path: str, named: Named) -> list[Named]:
    """Return all places of a name in the criteria files that share it with a file."""
    groups = _groups(workspace, path)
    if Path(path).suffix in OFFER_FORMATS or named.kind in {Kind.FACT, Kind.FILE}:
        # Offers are decided by any criteria, so a fact is the same in all of them.
        shared = {one for group in groups for one in group}
    else:
        shared, grown = {path}, True
        while grown:
            grown = False
            for group in groups:
                using = {
                    one.span.source.name
                    for one in _in_files(workspace, group)
                    if _is_same(one, named)
                }
                if using & shared and not using <= shared:
                    shared |= using
                    grown = True
    found = [one for one in _in_files(workspace, sorted(shared)) if _is_same(one, named)]
    return [one for one in found if one.name == named.name]


def _is_same(one: Named, named: Named) -> bool:
    kinds = {Kind.LET, Kind.LEVEL} if named.kind is Kind.LEVEL else {named.kind}
    return (
        one.name == named.name
        and one.kind in kinds
        and not (named.kind is Kind.LEVEL and one.kind is Kind.LET and one.declares)
    )


# --- renaming ----------------------------------------------------------------------------


def renamable(workspace: Workspace, path: str, offset: int) -> Named:
    """Return the name at an offset if it can be changed.

    Raises:
        CannotRenameError: it is no name that a file of one's own declares.
    """
    named = name_at(workspace, path, offset)
    if named is None or named.kind not in {Kind.LET, Kind.SCALE, Kind.FACT}:
        raise CannotRenameError("Only what `let`, `scale` and `fact` declare can be renamed.")
    declared = [one for one in _same(workspace, path, named) if one.declares]
    if not declared:
        raise CannotRenameError(f"`{named.name}` is not declared in these files.")
    if any(one.span.source.name.startswith("<") for one in declared):
        raise CannotRenameError(f"`{named.name}` is declared in a pack that comes with offerkit.")
    return named


def rename(workspace: Workspace, path: str, offset: int, new: str) -> list[Edit]:
    """Return the edits that change the name at an offset everywhere, in all files that share it.

    Raises:
        CannotRenameError: it cannot be changed, or not to *new*.
    """
    named = renamable(workspace, path, offset)
    if named.kind is Kind.FACT and "." not in new:
        new = f"{named.name.rpartition('.')[0]}.{new}"
    pattern = _PATH if named.kind is Kind.FACT else _NAME
    if not pattern.fullmatch(new) or new in reserved_words():
        raise CannotRenameError(f"`{new}` cannot be the name of a {named.kind}.")
    taken: Mapping[Kind, object] = {
        Kind.SCALE: {*BUILT_IN_SCALES, *TYPES, "set"},
        Kind.FACT: schema_of(Offer).facts,
        Kind.LET: {level for scale in BUILT_IN_SCALES.values() for level in scale.levels},
    }
    same = _same(workspace, path, named)
    files = {one.span.source.name for one in same}
    files |= {f for group in _groups(workspace, path) if files & set(group) for f in group}
    clash = any(_clashes(one, named.kind, new) for one in _in_files(workspace, sorted(files)))
    if new != named.name and (clash or new in taken[named.kind]):  # type: ignore[operator]
        raise CannotRenameError(f"`{new}` has a meaning already.")
    edits = [Edit(one.span, new) for one in same]
    if named.kind is Kind.FACT:
        edits += _in_offers_renamed(workspace, path, named.name, new)
    return edits


def _clashes(one: Named, kind: Kind, new: str) -> bool:
    if kind is Kind.FACT:
        return one.kind is Kind.FACT and (
            one.name == new or one.name.startswith(f"{new}.") or new.startswith(f"{one.name}.")
        )
    kinds = {Kind.SCALE} if kind is Kind.SCALE else {Kind.LET, Kind.LEVEL}
    return one.kind in kinds and one.name == new


def _in_offers_renamed(workspace: Workspace, path: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the edits of offers that state a fact.

    Raises:
        CannotRenameError: it would be in another group, and thereby in another table.
    """
    (group, _, last), (new_group, _, name) = old.rpartition("."), new.rpartition(".")
    for one in _in_offers(workspace, path, old):
        if group != new_group:
            file = one.span.source.shown
            raise CannotRenameError(f"`{old}` stays in `{group}`, because {file} states it there.")
        at = one.span
        written = at.text
        quote = written[-1:] if written[-1:] in {'"', "'"} else ""
        end = at.end - len(quote)
        if written[: len(written) - len(quote)].endswith(last):
            yield Edit(Span(at.source, end - len(last), end), name)
