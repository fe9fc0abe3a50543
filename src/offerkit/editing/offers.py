"""What an editor asks of an offer file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from attrs import frozen

from offerkit.checking import declared_facts
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.editing.models import Completion, Completions, Edit, Fix, Hover, Kind, Symbol
from offerkit.editing.names import used_by
from offerkit.editing.offer_keys import OfferKey, cursor_at, keys_of
from offerkit.editing.project import OFFER_FORMATS, Workspace
from offerkit.errors import OfferError
from offerkit.load.formats import Format
from offerkit.load.offers import offer_in
from offerkit.model.examples import example
from offerkit.model.fields import FactInfo
from offerkit.model.offer import Offer
from offerkit.model.schema import SPECIAL, Schema, schema_of
from offerkit.model.vocabulary import describe
from offerkit.records import Record
from offerkit.render.words.markdown import code, escape
from offerkit.span import Source, Span
from offerkit.text import near, short

_KEYS_OF_OTHERS: Final = 3
"""Unknown tables that make a file, one known table aside, no offer."""
_NOT_STATED: Final = frozenset({"sources", "posting"})


@frozen
class OfferText(Record):
    """An offer file, as far as it can be read."""

    source: Source
    """Its text."""
    kind: Format
    """Its format."""
    schema: Schema
    """The facts that it may state."""
    offer: Offer | None
    """The offer; None if it has errors."""
    diagnostics: tuple[Diagnostic, ...]
    """Errors and notes, by place."""


def schema_for(workspace: Workspace, path: str) -> Schema:
    """Return the facts that an offer may state, with those that criteria of its project declare."""
    schema = schema_of()
    for one in workspace.criteria(path):
        files = tuple((f, workspace.text(f) or "") for f in used_by(workspace, one))
        if any(re.search(r"\bfact\b", text) for _, text in files):
            declared = _declared(workspace, one, files)
            own = (info for key, info in declared.facts.items() if key in declared.own)
            schema = schema.extended(info for info in own if info.path not in schema.facts)
    return schema


def _declared(workspace: Workspace, path: str, files: tuple[tuple[str, str], ...]) -> Schema:
    if files not in _DECLARED:
        resolve, folder = workspace.files(path)
        while len(_DECLARED) >= _MOST_KEPT:
            _DECLARED.pop(next(iter(_DECLARED)))
        text = workspace.text(path) or ""
        _DECLARED[files] = declared_facts(text, name=path, resolve=resolve, folder=folder)
    return _DECLARED[files]


_DECLARED: Final[dict[tuple[tuple[str, str], ...], Schema]] = {}
_MOST_KEPT: Final = 200


def is_offer(text: str, path: str, schema: Schema) -> bool:
    """Return whether a file seems to be an offer: by its name, or by the tables in it."""
    if re.search(r"(^|\.)offer\.", Path(path).name):
        return True
    keys = {str(key.path[0]) for key in keys_of(text, OFFER_FORMATS[Path(path).suffix])}
    meant = {key for key in keys if key in schema.tables or near(key, schema.tables)}
    return bool(meant) and len(keys - meant) < _KEYS_OF_OTHERS


def read_offer_text(workspace: Workspace, path: str, text: str) -> OfferText | None:
    """Return an offer file with all its mistakes; None of a file that seems to be none."""
    schema = schema_for(workspace, path)
    if not is_offer(text, path, schema):
        return None
    return _read(workspace, path, text, schema)


def _read(workspace: Workspace, path: str, text: str, schema: Schema) -> OfferText:
    kind = OFFER_FORMATS[Path(path).suffix]
    source = Source(path, text)
    try:
        offer: Offer = offer_in(text, kind, path, schema=schema, project=workspace.files(path))
    except OfferError as errors:
        return OfferText(source, kind, schema, None, errors.diagnostics)
    return OfferText(source, kind, schema, offer, offer.notes)


# --- hover -------------------------------------------------------------------------------


def hover_offer(text: str, kind: Format, schema: Schema, offset: int) -> Hover | None:
    """Return what is to be said of a key, or of the value behind it."""
    source = Source("", text)
    found = [
        (span, key)
        for key in keys_of(text, kind)
        for span in (key.name, key.value)
        if span is not None and span[0] <= offset <= span[1]
    ]
    # The innermost: values of tables contain those in them.
    for (start, end), key in sorted(found, key=lambda one: one[0][1] - one[0][0]):
        info = schema.get(key.fact)
        if info is not None:
            return Hover(source.span(start, end), fact_text(info))
        if key.fact in schema.groups and (start, end) == key.name:
            inside = [code(p) for p in schema.facts if p.startswith(f"{key.fact}.")]
            return Hover(source.span(start, end), f"**{key.fact}**: {', '.join(inside)}")
    return None


def fact_text(info: FactInfo) -> str:
    """Return what is to be said of a fact, as Markdown."""
    lines = [f"**{info.path}**: {escape(describe(info))}", "", escape(info.question)]
    for value, meaning in info.values:
        lines += ["", f"{code(value)}: {escape(meaning)}"]
    return "\n".join(lines)


# --- completion --------------------------------------------------------------------------


def complete_offer(text: str, kind: Format, schema: Schema, offset: int) -> Completions:
    """Return what can be written at an offset of an offer file: a table, a fact, a value."""
    source = Source("", text)
    at = cursor_at(text, kind, offset)
    if at is None:
        return Completions(source.span(offset, offset), ())
    path = at.path
    while path and path[0] in SPECIAL and path[0] not in _NOT_STATED:
        path = path[1:]
    if at.is_value:
        info = schema.get(".".join(path))
        items = () if info is None else tuple(_values(info, kind, in_quotes=at.in_quotes))
    else:
        items = tuple(_keys(path, schema, text, kind, at.start, at.path, quoted=at.in_quotes))
    items = tuple(sorted(items, key=lambda one: one.rank))
    return Completions(source.span(at.start, offset), items)


def _values(info: FactInfo, kind: Format, *, in_quotes: bool) -> Iterator[Completion]:
    meanings = dict(info.values)
    match info.datatype:
        case OrdinalType(scale=scale):
            texts: tuple[str, ...] = scale.levels
        case TextType(values=values) if values is not None:
            texts = values
        case YesNo():
            for word in ("true", "false"):
                yield Completion(word, Kind.VALUE, str(info.datatype))
            return
        case _:
            shown = example(info)
            if in_quotes:
                shown = shown.strip('"')
            elif kind != "toml" and not shown.startswith(('"', "[")) and "-" in shown:
                shown = json.dumps(shown)
            if not (in_quotes and shown.startswith("[")):
                yield Completion(shown, Kind.VALUE, str(info.datatype), "An example.", 1)
            return
    for text in texts:
        bare = in_quotes or kind == "yaml"
        yield Completion(
            text if bare else f'"{text}"', Kind.LEVEL, str(info.datatype), meanings.get(text, "")
        )


def _keys(
    path: tuple[str, ...],
    schema: Schema,
    text: str,
    kind: Format,
    start: int,
    table: tuple[str, ...],
    *,
    quoted: bool,
) -> Iterator[Completion]:
    prefix = "".join(f"{part}." for part in path)
    stated = {key.path for key in keys_of(text, kind) if (key.name or key.value)[0] != start}
    groups: dict[str, None] = {}
    in_header = kind == "toml" and re.search(r"^[ \t]*\[[^\]\n]*$", text[:start], re.MULTILINE)
    for fact, info in schema.facts.items():
        if info.derived or not fact.startswith(prefix):
            continue
        name = fact.removeprefix(prefix)
        nested = name.partition(".")[0] if "." in name else ""
        if nested:
            groups.setdefault(nested)
        dotted = kind == "toml" or not nested
        if dotted and not in_header and (*table, *name.split(".")) not in stated:
            written = json.dumps(name) if kind == "json" and not quoted else name
            yield Completion(
                written, Kind.FACT, describe(info).partition(";")[0], escape(info.question), 1
            )
    special = () if path else SPECIAL
    for name in (*groups, *special):
        written = json.dumps(name) if kind == "json" and not quoted else name
        yield Completion(written, Kind.GROUP, "a group of facts" if name in groups else "", "", 0)


# --- outline -----------------------------------------------------------------------------


def outline_offer(text: str, kind: Format) -> tuple[Symbol, ...]:
    """Return the tables and facts of an offer file, each with what is in it."""
    source = Source("", text)
    keys = [key for key in keys_of(text, kind) if key.name is not None]
    inner = {key.path for key in keys}
    roots = [key for key in keys if not any(key.path[:n] in inner for n in range(1, len(key.path)))]
    return tuple(_symbol(source, key, keys, 0) for key in roots)


def _symbol(source: Source, key: OfferKey, keys: list[OfferKey], above: int) -> Symbol:
    assert key.name is not None
    depth = len(key.path)
    below = [one for one in keys if one.path[:depth] == key.path and len(one.path) > depth]
    nearest = [
        one
        for one in below
        if not any(o.path == one.path[: len(o.path)] and o is not one for o in below)
    ]
    inner = tuple(_symbol(source, one, keys, depth) for one in nearest)
    start = min(key.name[0], key.value[0], *(one.span.start for one in inner))
    end = max(key.name[1], key.value[1], *(one.span.end for one in inner))
    name = ".".join(str(part) for part in key.path[above:])
    value = "" if inner else short(" ".join(source.text[slice(*key.value)].split()))
    kind = Kind.GROUP if inner else Kind.FACT
    return Symbol(name, kind, value, source.span(start, end), source.span(*key.name), inner)


# --- fixes -------------------------------------------------------------------------------


def fixes_of_offer(workspace: Workspace, path: str, found: OfferText) -> Iterator[Fix]:
    """Yield the fixes that hints of an offer file offer, each put in and read before it is given.

    A text is put in as it is, in quotes where a text stands; of a fact, its name in the table where
    it stands, or the whole path at the top of the file.
    """
    for mistake in found.diagnostics:
        advice = mistake.advice
        if not isinstance(advice, Offered) or mistake.primary.span.source.name != path:
            continue
        for offered in advice.texts:
            for edits in _ways(found, mistake, offered):
                mended = _read(workspace, path, applied(found.source.text, edits), found.schema)
                before, after = _count(found), _count(mended)
                if sum(after.values()) < sum(before.values()) and all(
                    count <= before.get(one, 0) for one, count in after.items()
                ):
                    yield Fix(f"Write `{offered}`", mistake, edits)
                    break


def _count(found: OfferText) -> Mapping[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for one in found.diagnostics:
        key = one.code, one.message
        counts[key] = counts.get(key, 0) + 1
    return counts


def _ways(found: OfferText, mistake: Diagnostic, offered: str) -> Iterator[tuple[Edit, ...]]:
    at = Span(found.source, mistake.primary.span.start, mistake.primary.span.end)
    quote = at.text[:1] if at.text[:1] in {'"', "'"} else ""
    last = offered.rpartition(".")[2]
    for text in (
        offered,
        f"{quote}{offered}{quote}",
        f'"{offered}"',
        last,
        f"{quote}{last}{quote}",
    ):
        yield (Edit(at, text),)
    # A fact of the same name in another table, which has a wrong name.
    group, _, name = (mistake.path or "").rpartition(".")
    for key in keys_of(found.source.text, found.kind):
        if key.fact == group and name == last and key.name is not None:
            start, end = key.name
            quote = found.source.text[start] if found.source.text[start] in {'"', "'"} else ""
            text = f"{quote}{offered.rpartition('.')[0]}{quote}"
            yield (Edit(found.source.span(start, end), text),)
    # A fact of another table: as a whole path, before the first table.
    if found.kind == "toml":
        text = found.source.text
        line = text.rfind("\n", 0, at.start) + 1
        end = text.find("\n", at.start) + 1 or len(text)
        pair = re.fullmatch(r"\s*[^=\s]+\s*=\s*(.*?)\s*", text[line:end])
        first = re.search(r"^[ \t]*\[", text, re.MULTILINE)
        if pair is not None and first is not None and first.start() <= line:
            top = found.source.span(first.start(), first.start())
            added = f"{offered} = {pair[1]}\n"
            yield (Edit(top, added), Edit(found.source.span(line, end), ""))


def applied(text: str, edits: tuple[Edit, ...]) -> str:
    """Return a text with edits, none of which overlaps another."""
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = f"{text[: edit.span.start]}{edit.text}{text[edit.span.end :]}"
    return text
