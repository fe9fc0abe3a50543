"""What hints offer, tried before it is given: put in, read and checked again.

Only the statement with the mistake is read again, with the names of all files at hand.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import define, evolve, field

from offerkit.check.expressions import Expressions
from offerkit.check.lint import Lint
from offerkit.check.names import Names, Report
from offerkit.check.statements import Statements
from offerkit.currencies import currency_in
from offerkit.diagnostics import Diagnostic, Hint, Offered, tried
from offerkit.model.examples import criteria_example
from offerkit.paths import FactPath
from offerkit.span import Source, Span
from offerkit.syntax import nodes
from offerkit.syntax.grammar import reserved_words
from offerkit.syntax.parser import parse
from offerkit.syntax.recovery import chunks

_MOST_TRIED: Final = 100_000
"""Characters that are read again in all; later hints are not given. A statement has about 80."""


_FACT: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


@define
class Tries:
    """Tries what the hints of one check offer."""

    names: Names
    left: int = _MOST_TRIED
    _chunks: dict[int, list[tuple[int, int]]] = field(factory=dict)
    _before: dict[str, tuple[list[Span], list[Span]]] = field(factory=dict)

    def tried(self, mistake: Diagnostic) -> Diagnostic:
        """Return a diagnostic with what is left of its hint."""
        here, advice = mistake.primary.span, mistake.advice
        if advice is None and here.text in reserved_words():
            advice = self._what_fits(here)
        if not isinstance(advice, Offered):
            return mistake

        def alone(text: str, at: Span | None) -> bool:
            return self.works(text, here, at or here, alone=True)

        def with_others(text: str, at: Span | None) -> bool:
            return self.works(text, here, at or here, alone=False)

        hint = tried(advice, alone)
        if not isinstance(hint, Offered):
            hint = tried(advice, with_others)
        return evolve(mistake, hint=hint)

    def works(self, text: str, mistake: Span, place: Span, *, alone: bool) -> bool:
        """Return whether *text* in a place mends a mistake, and is none itself.

        A mistake in the syntax hides those that come after it. They are no fault of the text;
        *alone* asks for one that leaves none.
        """
        whole = place.source.text
        start, end = self._chunk(place)
        new = f"{whole[start : place.start]}{text}{whole[place.end : end]}"
        self.left -= len(new)
        if self.left < 0:
            return False
        old = whole[start:end]
        if old not in self._before:
            self._before[old] = self._mistakes(old)
        unread, wrong = self._before[old]
        still_unread, still_wrong = self._mistakes(new)
        low, high = place.start - start, place.start - start + len(text)
        hiding = any(span.start == mistake.start - start for span in unread)
        if any(span.start <= high or not hiding or alone for span in still_unread):
            return False
        if any(span.start < high and low < span.end for span in still_wrong):
            return False
        before, after = len(unread) + len(wrong), len(still_unread) + len(still_wrong)
        # What is wrong with a `let` may show only where it is used.
        here = any(span.start == mistake.start - start for span in wrong)
        return hiding or (after < before if here else after <= before)

    def _what_fits(self, here: Span) -> Hint:
        """Return a hint that offers a value in place of a word of the language."""
        word, (start, _) = here.text, self._chunk(here)
        before = _FACT.findall(here.source.text[start : here.start])
        info = self.names.schema.get(FactPath.parse(before[-1]).path) if before else None
        what = f"`{word}` is a word of the language; write a value"
        if info is None or info.derived:
            return f"{what}, or a name"
        value = criteria_example(info, currency_in(here.source.text))
        return Offered(f"{what}, such as {{}}", (value, f"{value} {word}"), what)

    def _chunk(self, place: Span) -> tuple[int, int]:
        source = place.source
        if id(source) not in self._chunks:
            self._chunks[id(source)] = chunks(source.text)
        return next(
            ((a, b) for a, b in self._chunks[id(source)] if a <= place.start < b),
            self._chunks[id(source)][-1],
        )

    def _mistakes(self, text: str) -> tuple[list[Span], list[Span]]:
        """Return the places where a text cannot be read, and where it has another mistake."""
        parsed = parse(Source("", text))
        report = Report()
        names = evolve(self.names, report=report, used=set(self.names.used), around=None)
        expressions = Expressions(report, names, Lint(names, report))
        statements = Statements(names, report, expressions)
        for read in parsed.file.statements:
            statement = read.statement if isinstance(read, nodes.Instead) else read
            match statement:
                case nodes.Let():
                    if statement.value is not None:
                        expressions.value(statement.value)
                case nodes.FactDefinition() | nodes.ScaleDefinition():
                    names.look_at(statement)
                case nodes.Threshold():
                    statements.threshold(statement)
                case _:
                    statements.check(statement, 0)
        unread = [one.primary.span for one in parsed.diagnostics]
        return unread, [one.primary.span for one in report.found]
