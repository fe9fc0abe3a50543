"""What hints offer, tried before it is given: put in, read and checked again.

Only the statement with the mistake is read again, with the names of all files at hand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import Final

from attrs import define, evolve, field

from offerkit.check.expressions import Expressions
from offerkit.check.lint import Lint
from offerkit.check.names import Names, Report
from offerkit.check.operands import CALCULABLE
from offerkit.check.statements import Statements
from offerkit.currencies import currency_in, in_currency_of
from offerkit.datatypes import Number, TextSetType, TextType
from offerkit.diagnostics import Diagnostic, Hint, Offered, tried
from offerkit.model.examples import criteria_example, in_criteria
from offerkit.model.fields import FactInfo
from offerkit.paths import FactPath
from offerkit.span import Source, Span
from offerkit.syntax import nodes
from offerkit.syntax.grammar import reserved_words
from offerkit.syntax.parser import parse
from offerkit.syntax.problems import COMPARISONS
from offerkit.syntax.recovery import chunks, small

_MOST_TRIED: Final = 15_000
"""Characters that are read again in all; later hints are not given. A statement has about 80."""


_FACTS: Final = tuple(
    "visa.sponsored team.size pay.base pay.sign_on commute.time contract.notice_mine "
    "hours.overtime work.interest travel.share location.city benefits.list offer.deadline".split()
)
"""Facts of all datatypes, as examples."""
_OF_TWO_ENDS: Final = {"empty-range", "ends-in-two-units"}
"""The mistakes of two amounts that are right by themselves: another spelling mends nothing."""
_OF_DIRECTION: Final = frozenset({"shuts-out", "against-direction"})
_OF_OPERATORS: Final = frozenset({"not-a-set", "no-order", "set-equality"})
"""The mistakes of a value before an operator that are those of the operator."""
_FACT: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


_AMOUNT: Final = re.compile(
    r"(?:[$€£¥₹]\s?|\b[A-Z]{3}\s|-)?(?<![\w.])[0-9][0-9_]*(?:[.,' ][0-9]+)*"
    r"(?P<behind>(?:[ \t]*(?:/[ \t]?)?(?!(?:and|or|weight|step|effort)\b)"
    r"[A-Za-z€$£¥₹%][A-Za-z.]*){0,5})"
)
"""An amount in any form, with words behind it that may belong to it."""
_CAPITALS: Final = re.compile(r"[A-ZÀ-Ž][\w-]*(?: [A-ZÀ-Ž][\w-]*)*")
"""Words of a name, such as `New York`."""
_GAP: Final = re.compile(r"[ \t]+|$")
_NO_VALUE: Final = re.compile(r"\b(?:weight|effort|cost|least|most|exactly|at|below)\s*$")
"""Words before an amount that is none of a fact."""


def _says_no_more(words: str, info: FactInfo) -> bool:
    """Return whether words behind an amount are in its fact already: `4 nights a month`.

    What else is behind it changes it, as `30 km` is no time and `12 lakhs` are not 12.
    """
    if isinstance(info.datatype, Number):
        asked = {*re.findall("[a-z]+", info.question.lower().partition(",")[0]), "per", "each"}
        return asked.issuperset(words.lower().split())
    return words.strip() in {
        "",
        "per",
        *(("one way", "each way") if "one way" in info.question else ()),
    }


def _followed(hint: Hint, last: Hint) -> Hint:
    """Return a hint that says *last* where it would say nothing."""
    if isinstance(hint, Offered):
        return evolve(hint, otherwise=_followed(hint.otherwise, last))
    return hint or last


@define
class Tries:
    """Tries what the hints of one check offer."""

    names: Names
    left: int = _MOST_TRIED
    _chunks: dict[int, list[tuple[int, int]]] = field(factory=dict)
    _before: dict[str, tuple[list[Diagnostic], list[Diagnostic]]] = field(factory=dict)

    def tried(self, mistake: Diagnostic) -> Diagnostic:
        """Return a diagnostic with what is left of its hint."""
        here, advice = mistake.primary.span, mistake.advice
        if here.text in reserved_words():
            advice = _followed(advice, self._what_fits(mistake))

        def alone(text: str, hint: Offered) -> bool:
            return self.works(text, here, hint.at or here, alone=True)

        def with_others(text: str, hint: Offered) -> bool:
            return self.works(text, here, hint.at or here, alone=False, guess=hint.strict)

        # Where more is wrong with an amount than its hint mends, the whole of it is offered.
        is_right = mistake.code in _OF_TWO_ENDS or not mistake.is_error
        whole = None if is_right else self._whole_amount(here)
        meant = self._meant(here) if mistake.code == "bad-name" else None
        # Beside a text, a word in capitals is one, too.
        first = (meant, advice) if meant and self._is_beside_text(here) else (advice,)
        hints = (*first, self._unquoted(here), whole, meant)
        for works in (alone, with_others):
            for hint in hints:
                if isinstance(left := tried(hint, works), Offered):
                    return evolve(mistake, hint=left)
        otherwise = tried(advice, lambda *_: False)
        assert not isinstance(otherwise, Offered)
        return evolve(mistake, hint=otherwise and in_currency_of(here.source.text, otherwise))

    def works(
        self, text: str, mistake: Span, place: Span, *, alone: bool, guess: bool = False
    ) -> bool:
        """Return whether *text* in a place mends a mistake, and is none itself.

        A mistake in the syntax hides those that come after it. They are no fault of the text;
        *alone* asks for one that leaves none, *guess* for one that leaves only names unknown.
        """
        if self.left < 0:
            return False
        whole = place.source.text
        start, end = self._chunk(place)
        new = f"{whole[start : place.start]}{text}{whole[place.end : end]}"
        self.left -= len(new)
        old = whole[start:end]
        if self.left < 0 or new == old:
            return False
        still_unread, still_wrong = self._mistakes(new)
        if not still_unread and not still_wrong:
            return True
        if old not in self._before:
            self._before[old] = self._mistakes(old)
        unread, wrong = self._before[old]
        low, high = place.start - start, place.start - start + len(text)
        hiding = any(one.primary.span.start == mistake.start - start for one in unread)
        unknown = all(d.code.startswith("unknown-") for d in still_wrong)
        if still_unread and (alone or guess or not hiding):
            return False
        if hiding and still_wrong and (alone or (guess and not unknown)):
            return False
        if any(not new[high : one.primary.span.start].strip() for one in still_unread):
            return False
        is_operator = text.strip() in COMPARISONS
        for one in (*still_unread, *still_wrong):
            span = one.primary.span
            if span.start < high and low < span.end:
                return False
            if is_operator and one.code in _OF_OPERATORS and not new[span.end : low].strip():
                return False
        before, after = len(unread) + len(wrong), len(still_unread) + len(still_wrong)
        # What is wrong with a `let` may show only where it is used.
        here = any(one.primary.span.start == mistake.start - start for one in wrong)
        return hiding or (after < before if here else after <= before)

    def _what_fits(self, mistake: Diagnostic) -> Hint:
        """Return a hint that offers what was expected in place of a word of the language."""
        here = mistake.primary.span
        word, (start, _) = here.text, self._chunk(here)
        currency = currency_in(here.source.text)
        before = _FACT.findall(here.source.text[start : here.start])
        info = self.names.schema.get(FactPath.parse(before[-1]).path) if before else None
        value = None if info is None or info.derived else criteria_example(info, currency)
        facts = (*self.names.meant(word), *_FACTS)
        examples = {
            "a value": ("a value", () if value is None else (value,)),
            "a condition": ("a fact", facts),
            "a fact": ("a fact", facts),
            "number": ("a number", ("2",)),
            "an amount": ("a number", ("2",)),
            "a percentage": ("a percentage", ("70%",)),
            "a currency": ("a currency", (currency,)),
            "in quotes": ("a text in quotes", ('"…"',)),
        }
        language = f"`{word}` is a word of the language"
        hint: Hint = None
        wanted = [one for words, one in examples.items() if words in mistake.message]
        if "a value" in mistake.message:
            wanted.append(examples["a fact"])
        for what, texts in reversed(wanted):
            # Where something is left out before the word, the word stays.
            both = (*texts, *(f"{text} {word}" for text in texts))
            words = f"{language}; write {what}, such as {{}}"
            for text in reversed(both):
                hint = Offered(words, (text,), hint)
        return hint

    def _meant(self, here: Span) -> Hint:
        """Return a hint that offers a text, or facts, for a name in capitals."""
        path = FactPath.parse(small(here.text))
        facts = self.names.by_meaning(here, path.view, self.names.meant(path.path), None)
        words = _CAPITALS.match(here.source.text, here.start)
        whole = here if words is None else here.source.span(*words.span())
        return Offered("write texts in quotes: {}", (f'"{whole.text}"',), facts, whole)

    def _unquoted(self, here: Span) -> Hint:
        """Return a hint that offers a text in quotes as what the fact beside it can have."""
        info = self._fact_beside(here) if here.text.startswith('"') else None
        if info is None:
            return None
        text = here.text.strip('"')
        return Offered("write {}", in_criteria(text, info, currency_in(here.source.text)))

    def _is_beside_text(self, here: Span) -> bool:
        info = self._fact_beside(here)
        return info is not None and isinstance(info.datatype, TextType | TextSetType)

    def _fact_beside(self, here: Span) -> FactInfo | None:
        """Return the last fact before a place in its statement, or the first one behind it."""
        start, end = self._chunk(here)
        text = here.source.text
        paths = [*_FACT.findall(text[start : here.start])[-1:], *_FACT.findall(text[start:end])]
        return self.names.schema.get(FactPath.parse(paths[0]).path) if paths else None

    def _whole_amount(self, here: Span) -> Hint:
        """Return a hint that offers an amount as an offer file would read it, for all of it."""
        start, end = self._chunk(here)
        text = here.source.text[start:end]
        for amount in _AMOUNT.finditer(text):
            if not amount.start() <= here.start - start <= amount.end():
                continue
            info = self._fact_beside(here.source.span(start + amount.start(), here.end))
            if info is None or not isinstance(info.datatype, CALCULABLE):
                return None
            if _NO_VALUE.search(text[: amount.start()]):
                return None
            ends = [amount.end(), *(m.start() for m in _GAP.finditer(text, *amount.span("behind")))]
            hint: Hint = None
            for to in (longest := sorted({*ends}, reverse=True)):
                texts = in_criteria(text[amount.start() : to], info, currency_in(here.source.text))
                if not texts:
                    continue
                behind = (one for one in reversed(longest) if start + one >= here.end)
                for end in (one for one in behind if _says_no_more(text[to:one], info)):
                    place = here.source.span(start + amount.start(), start + end)
                    hint = Offered("write {}", texts, hint, place)
                return hint
        return None

    def _chunk(self, place: Span) -> tuple[int, int]:
        cut = self._chunks.get(id(place.source))
        if cut is None:
            cut = self._chunks[id(place.source)] = chunks(place.source.text)
        return cut[bisect_right(cut, place.start, key=itemgetter(0)) - 1]

    def _mistakes(self, text: str) -> tuple[list[Diagnostic], list[Diagnostic]]:
        """Return what cannot be read in a text, and what else is wrong with it."""
        unread, wrong = mistakes_in(Source("", text), self.names)
        # What is against the direction of a fact was so before its name was right.
        return [*unread], [one for one in wrong if one.code not in _OF_DIRECTION]


def mistakes_in(
    source: Source, names: Names
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Return the mistakes in the syntax of a few statements, and what else is wrong with them.

    Args:
        source: Statements of a file, read by themselves.
        names: All names of the file.
    """
    parsed = parse(source)
    report = Report()
    names = evolve(names, report=report)
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
    return parsed.diagnostics, tuple(report.found)
