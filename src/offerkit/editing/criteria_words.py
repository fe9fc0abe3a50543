"""What can be written at a place of criteria, and what is to be said of what is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

from offerkit.check.names import TYPES
from offerkit.core import LABELLED
from offerkit.currencies import currency_in
from offerkit.datatypes import DurationType, MoneyType, OrdinalType, PayType, TextType, YesNo
from offerkit.editing.criteria_text import Outcome
from offerkit.editing.models import Completion, Completions, Hover, Kind
from offerkit.editing.names import Named, names_in, used_by
from offerkit.editing.offers import fact_text
from offerkit.editing.project import Workspace
from offerkit.editing.tokens import Token, index_at, tokens_of
from offerkit.model.examples import criteria_example
from offerkit.model.fields import FactInfo
from offerkit.model.schema import Schema
from offerkit.model.vocabulary import describe
from offerkit.packs import pack_names
from offerkit.paths import FactPath
from offerkit.render.markdown.explain import statement_items
from offerkit.render.words.common import verdict_text
from offerkit.render.words.explain import role
from offerkit.render.words.markdown import code, escape
from offerkit.scales import BUILT_IN_SCALES, Scale
from offerkit.span import Source
from offerkit.syntax.parser import expected
from offerkit.syntax.recovery import STATEMENT_WORDS, chunks
from offerkit.syntax.words import language_words, terminal_words

MEANINGS: Final[Mapping[str, str]] = {
    "language": "The version of the language that the file is written in: `language 1.0`.",
    "use": 'Uses the statements of another file, `use "base.criteria"`, or of a pack, '
    "`use starter`.",
    "instead": "This statement takes the place of one in a file that is used.",
    "without": 'Leaves out a statement of a file that is used: `without con "Far"`.',
    "scale": "Declares a scale, its levels from low to high: `scale mood: bad < fine < good`.",
    "fact": 'Declares a fact of your own: `fact team.mood: mood "How is the mood?"`.',
    "let": "Gives a name to a value or a condition: `let floor = 60k USD per year`.",
    "rate": "An exchange rate: `rate 1 EUR = 1.08 USD on 2026-11-01`.",
    "assume": "The value of a fact that an offer does not state: `assume hours.week = 40 hours`.",
    "dealbreaker": "Rules the offer out if its condition is true; if that is unknown, the verdict "
    "waits for it.",
    "pro": "Speaks for the offer if its condition is true, by its weight in the score.",
    "con": "Speaks against the offer if its condition is true, by its weight in the score.",
    "caution": "Something to keep in mind if its condition is true; it changes no verdict.",
    "prefer": "Counts in the score by how far an amount is from worst to best: "
    "`prefer pay.base from 50k USD per year to 80k USD per year`.",
    "leaving": "A reason why you are leaving your job; a counter-offer is accepted only if its "
    "condition is true.",
    "negotiable": "A fact that you can ask to have changed: "
    "`negotiable pay.base up to 70k USD per year`.",
    "ask": 'Your own words for the question about a fact: `ask "Who leads?" about manager.name`.',
    "decline": "Declines an offer whose score is below this: `decline below 40%`.",
    "accept": "Accepts an offer whose score is this or more, if nothing rules it out: "
    "`accept at 70%`.",
    "if": "The statement applies if the condition is true.",
    "unless": "The statement applies if the condition is false.",
    "until": "The reason is addressed once the condition is true.",
    "weight": "How much the statement counts in the score; 1 if it is left out.",
    "effort": "How much it costs you to ask for this; 1 if it is left out.",
    "step": "In what steps you ask.",
    "later": "This is asked only once the offer is in writing.",
    "between": "From one value to another, both included.",
    "includes": "A set contains a text.",
    "overlaps": "Two sets have a text in common.",
    "within": "A set is contained in another.",
    "size": "`size of` a set is the number of texts in it.",
}
"""What words of the language mean, as Markdown."""

_BEGUN: Final = re.compile(r"(?:(?<![A-Za-z0-9_.])[A-Za-z][A-Za-z0-9_.]*)?\Z")
_COMPARING: Final = {
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "==",
    "!=",
    "is",
    "not",
    "in",
    "between",
    "and",
    "from",
    "to",
    "up",
    "down",
    "step",
    "{",
    ",",
    "(",
}
_VIEWS: Final = ("promised.", "current.")
_CURRENCIES: Final = ("USD", "EUR", "GBP", "CHF")


# --- completion --------------------------------------------------------------------------


def complete_criteria(
    workspace: Workspace,
    path: str,
    text: str,
    schema: Schema,
    scales: Mapping[str, Scale],
    offset: int,
) -> Completions:
    """Return what can be written at an offset of criteria.

    Args:
        workspace: The open texts, and the folders of files.
        path: The real path of the file.
        text: Its text, with whatever has been begun.
        schema: The facts that it may read; those of a moment ago will do.
        scales: Its scales, likewise.
        offset: The offset, in code points.
    """
    source = Source(path, text)
    tokens = [one for one in tokens_of(text) if one.start < offset]
    inside = tokens[-1] if tokens and offset <= tokens[-1].end else None
    if inside is not None and inside.kind == "comment":
        return Completions(source.span(offset, offset), ())
    in_text = (
        inside is not None
        and inside.kind == "text"
        and not (offset == inside.end and len(inside.text) > 1 and inside.text.endswith('"'))
    )
    if in_text and inside is not None:
        start = inside.start
    else:
        found = _BEGUN.search(text, 0, offset)
        start = offset if found is None else found.start()
    chunk = next((a for a, b in reversed(chunks(text)) if a <= start), 0)
    follows = expected(source, chunk, start)
    before = [one for one in tokens if chunk <= one.start < start and one.kind != "comment"]
    place = _Place(workspace, path, text, schema, scales, before, start, text[start:offset])
    if in_text:
        span = source.span(start + 1, offset)
        return Completions(span, tuple(place.texts()))
    items = sorted(place.items(follows), key=lambda one: one.rank)
    unique: dict[str, Completion] = {}
    for one in items:
        unique.setdefault(one.text, one)
    return Completions(source.span(start, offset), tuple(unique.values()))


class _Place:
    """A place in criteria, and what can be written there."""

    def __init__(
        self,
        workspace: Workspace,
        path: str,
        text: str,
        schema: Schema,
        scales: Mapping[str, Scale],
        before: list[Token],
        start: int,
        begun: str,
    ) -> None:
        self.workspace, self.path, self.text = workspace, path, text
        self.schema, self.scales, self.before = schema, scales, before
        self.start, self.begun = start, begun
        self.compared = self._compared()

    def _compared(self) -> FactInfo | None:
        """Return the fact that a value here is compared with."""
        for at, token in reversed(list(enumerate(self.before))):
            if token.kind == "path" and "." in token.text:
                behind = self.before[at + 1 :]
                if behind and behind[0].text in _COMPARING:
                    return self.schema.get(FactPath.parse(token.text).path)
                return None
            if token.text in {"if", "unless", "until", "or", "weight"}:
                return None
        return None

    def texts(self) -> Iterator[Completion]:
        """Yield what can be written in quotes."""
        last = self.before[-1].text if self.before else ""
        first = self.before[0].text if self.before else ""
        if last == "use":
            folder = os.path.dirname(self.path)  # noqa: PTH120
            for one in self.workspace.criteria(self.path):
                if one != self.path:
                    shown = Path(os.path.relpath(one, folder)).as_posix()
                    yield Completion(shown, Kind.FILE)
        elif first in {"without", "instead"} and last in LABELLED:
            for label in self._labels(last):
                yield Completion(label, Kind.STATEMENT, last)
        elif isinstance(self.compared, FactInfo):
            yield from _closed(self.compared)

    def _labels(self, kind: str) -> Iterator[str]:
        for file in used_by(self.workspace, self.path):
            if file != self.path:
                words = tokens_of(self.workspace.text(file) or "")
                for one, other in pairwise(words):
                    if one.text == kind and other.kind == "text":
                        yield other.text.strip('"')

    def items(self, follows: frozenset[str]) -> Iterator[Completion]:
        """Yield what the grammar lets follow, and the values that fit first."""
        line_start = not self.before or "\n" in self.text[self.before[-1].end : self.start]
        anything = not follows
        if anything:
            # After a mistake only the line tells what may be meant.
            follows = frozenset({*terminal_words(), "PATH"})
        if "PATH" in follows:
            yield from self._values()
            yield from self._names()
            yield from self._facts()
        if "NAME" in follows and self.before:
            yield from self._types()
        datatype = self.compared.datatype if isinstance(self.compared, FactInfo) else None
        takes_money = isinstance(datatype, MoneyType | PayType)
        if "CURRENCY" in follows:
            mine = currency_in(self.text)
            for currency in dict.fromkeys((mine, *_CURRENCIES)):
                yield Completion(currency, Kind.VALUE, "a currency", rank=2 - takes_money)
        if "YES_NO" in follows:
            yield Completion("yes/no", Kind.SCALE, "a datatype")
        if {"LABEL", "TEXT"} & follows and self.before and self.before[0].text in {"without"}:
            for label in self._labels(self.before[-1].text):
                yield Completion(f'"{label}"', Kind.STATEMENT)
        for name, words in terminal_words().items():
            if name not in follows or (anything and name in {"UNIT", "PERIOD"}):
                continue
            for word in words:
                begins = word in STATEMENT_WORDS
                rank = (0 if line_start else 4) if begins else 3
                rank = 1 if name == "UNIT" and isinstance(datatype, DurationType) else rank
                kind = Kind.STATEMENT if begins else Kind.WORD
                yield Completion(word, kind, "", MEANINGS.get(word, ""), rank)

    def _values(self) -> Iterator[Completion]:
        info = self.compared
        if isinstance(info, FactInfo):
            yield from _closed(info, quotes=True)
            if not isinstance(info.datatype, OrdinalType | YesNo | TextType):
                shown = criteria_example(info, currency_in(self.text))
                yield Completion(shown, Kind.VALUE, str(info.datatype), "An example.", 0)

    def _names(self) -> Iterator[Completion]:
        for file in used_by(self.workspace, self.path):
            text = self.workspace.text(file) or ""
            for one in names_in(Source(file, text)):
                if one.declares and one.kind is Kind.LET:
                    yield Completion(one.name, Kind.LET, _line_of(one), rank=1)
        known = {level for scale in self.scales.values() for level in scale.levels}
        if self.compared is None and len(self.before) and self.before[-1].text in _COMPARING:
            for level in sorted(known):
                yield Completion(level, Kind.LEVEL, rank=2)

    def _facts(self) -> Iterator[Completion]:
        # A fact has three views: of all in each, there would be too many to choose from.
        views = ["", *(v for v in _VIEWS if self.begun and v.startswith(self.begun[: len(v)]))]
        for path, info in self.schema.facts.items():
            detail = describe(info).partition(";")[0]
            for prefix in views:
                rank = 5 if prefix else 2
                yield Completion(f"{prefix}{path}", Kind.FACT, detail, escape(info.question), rank)

    def _types(self) -> Iterator[Completion]:
        last = self.before[-1].text
        if last == "use":
            for pack in pack_names():
                yield Completion(pack, Kind.FILE, "a pack that comes with offerkit")
        elif last == ":":
            for name in TYPES:
                yield Completion(name, Kind.SCALE, "a datatype")
            for name, scale in self.scales.items():
                yield Completion(name, Kind.SCALE, str(scale), rank=1)


def _closed(info: FactInfo, *, quotes: bool = False) -> Iterator[Completion]:
    """Yield the values of a fact that has only some."""
    meanings = dict(info.values)
    match info.datatype:
        case OrdinalType(scale=scale):
            for level in scale.levels:
                yield Completion(level, Kind.LEVEL, scale.name)
        case YesNo():
            for word in ("yes", "no"):
                yield Completion(word, Kind.VALUE, info.path)
        case TextType(values=values) if values is not None:
            for value in values:
                text = f'"{value}"' if quotes else value
                yield Completion(text, Kind.VALUE, info.path, meanings.get(value, ""))


def _line_of(named: Named) -> str:
    source = named.span.source
    return " ".join(source.line(named.span.line).split())


# --- hover -------------------------------------------------------------------------------


def hover_criteria(
    workspace: Workspace,
    path: str,
    text: str,
    schema: Schema,
    scales: Mapping[str, Scale],
    offset: int,
    outcomes: list[Outcome],
) -> Hover | None:
    """Return what is to be said of the word at an offset: see ``complete_criteria``.

    *outcomes* is what its statement comes to; it is said of the keyword and the label.
    """
    source = Source(path, text)
    tokens = tokens_of(text)
    at = index_at(tokens, offset)
    if at is None:
        return None
    token = tokens[at]
    span = token.span(source)
    words = language_words()
    if token.kind == "text" and at and tokens[at - 1].text in LABELLED:
        kind = tokens[at - 1].text
        return Hover(span, "\n\n".join((f"**{kind}**: {MEANINGS[kind]}", *_said(outcomes))))
    if token.kind == "word":
        meaning = MEANINGS.get(token.text)
        if token.text in words.constants or meaning is None:
            return None
        said = _said(outcomes) if token.text in LABELLED else ()
        return Hover(span, "\n\n".join((f"**{token.text}**: {meaning}", *said)))
    found = next(
        (
            one
            for one in names_in(source)
            if one.span.start <= offset <= one.span.end or token.start <= one.span.start < token.end
        ),
        None,
    )
    if found is None:
        return None
    says = _said_of(workspace, path, found, schema, scales)
    if says is None:
        return None
    return Hover(span, "\n\n".join((says, *(_stated(outcomes, found)))))


def _said_of(
    workspace: Workspace, path: str, found: Named, schema: Schema, scales: Mapping[str, Scale]
) -> str | None:
    """Return what is to be said of a name."""
    if found.kind is Kind.FACT:
        info = schema.get(found.name)
        return None if info is None else fact_text(info)
    if found.kind is Kind.SCALE:
        scale = {**BUILT_IN_SCALES, **scales}.get(found.name)
        if scale is not None:
            return f"**{found.name}**: {escape(str(scale))}"
        return f"**{found.name}**: {TYPES[found.name]}" if found.name in TYPES else None
    if found.kind is Kind.LET:
        for file in used_by(workspace, path):
            declared = _let(file, workspace.text(file) or "", found.name)
            if declared is not None:
                return declared
    known = {**BUILT_IN_SCALES, **scales}
    lines = [
        f"**{found.name}**: a level of {name} ({escape(str(scale))})"
        for name, scale in known.items()
        if found.name in scale
    ]
    return "\n\n".join(lines) or None


def _let(file: str, text: str, name: str) -> str | None:
    """Return the statement that declares a name, as a block of code, and where it is."""
    source = Source(file, text)
    for one in names_in(source):
        if one.declares and one.kind is Kind.LET and one.name == name:
            start, end = next((a, b) for a, b in chunks(text) if a <= one.span.start < b)
            end = min(
                (
                    t.end
                    for t in reversed(tokens_of(text))
                    if start <= t.start < end and t.kind != "comment"
                ),
                default=end,
                key=lambda end: -end,
            )
            place = code(f"{source.shown}:{one.span.line}")
            return f"```criteria\n{text[start:end].strip()}\n```\n\n{place}"
    return None


def _said(outcomes: list[Outcome]) -> Iterator[str]:
    """Yield what a statement comes to for each offer, and why."""
    for one in outcomes:
        verdict = verdict_text(one.decision.verdict)
        lines = [
            f"**{escape(Path(one.offer).name)}** ({verdict}): "
            f"{escape(role(one.statement, one.decision))}",
            "",
        ]
        yield "\n".join([*lines, *statement_items(one.statement)])


def _stated(outcomes: list[Outcome], found: Named) -> Iterator[str]:
    """Yield what a name in a statement is for each offer."""
    for one in outcomes:
        for step in one.statement.root.walk():
            place = step.place
            is_here = place is not None and place.start <= found.span.start < place.end
            if is_here and step.operation in {"fact", "let"} and step.value is not None:
                name = escape(Path(one.offer).name)
                yield f"**{name}**: {escape(_value(step.value))}"
                break


def _value(value: object) -> str:
    from offerkit.render.words.common import value_words

    return value_words(value)  # type: ignore[arg-type]
