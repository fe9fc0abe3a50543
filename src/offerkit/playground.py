"""The functions that the playground of the documentation calls, in a worker of the browser.

Each takes texts and returns JSON-ready data; nothing is judged here. Offsets count UTF-16 code
units, as editors in browsers do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from offerkit.advise.answer.models import ReplyKind
from offerkit.advise.report import chapter
from offerkit.checking import check_criteria, declared_facts
from offerkit.criteria import Criteria, parse_criteria
from offerkit.decision import Decision
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.editing.criteria_text import read_criteria_text
from offerkit.editing.criteria_words import complete_criteria
from offerkit.editing.offers import complete_offer
from offerkit.editing.project import Workspace
from offerkit.errors import AnswerError, DiagnosticError, OfferError
from offerkit.interview import with_fact
from offerkit.load import load_offer, read_offer, write_offer
from offerkit.load.edit import new_offer, unknown_facts
from offerkit.load.formats import SUFFIXES
from offerkit.model.offer import Offer
from offerkit.model.schema import Schema
from offerkit.packs import criteria_from, packs
from offerkit.paths import FactPath
from offerkit.records import Record
from offerkit.render.html.report import advice_fragment, comparison_fragment, decision_fragment
from offerkit.render.text.answer import render_letter, render_notes
from offerkit.render.text.interview import render_refused, render_taken
from offerkit.render.words.common import verdict_text
from offerkit.span import Span
from offerkit.values import UNKNOWN

CRITERIA: Final = "my.criteria"
OFFER: Final = "offer.toml"
OTHER: Final = "other.toml"
"""What the texts of the page are called, in places and as files."""


@frozen
class Read(Record):
    """The texts as far as they can be read, with all that is wrong in them."""

    criteria: Criteria[Offer] | None
    """None if the criteria have errors."""
    schema: Schema
    """The facts that the offers may state, as far as criteria with errors tell."""
    offers: Mapping[str, Offer]
    """By the names of their texts: those without errors, and not empty if they are the second."""
    problems: Mapping[str, tuple[Diagnostic, ...]] = field(repr=False)
    """By the name of the text."""

    @property
    def decision(self) -> Decision[Offer] | None:
        """The decision on the first offer; None if it or the criteria have errors."""
        if self.criteria is None or OFFER not in self.offers:
            return None
        return self.criteria.decide(self.offers[OFFER])


@lru_cache(maxsize=4)
def read(criteria: str, offer: str, other: str = "", today: str = "") -> Read:
    """Return what the texts say.

    Args:
        criteria: A criteria file; it may use packs and no files.
        offer: An offer file in TOML.
        other: A second offer; blank if there is none.
        today: The day on which is decided, such as ``2026-11-26``; empty if it is not to be known.
    """
    mine, schema, wrong = _criteria(criteria)
    offers: dict[str, Offer] = {}
    problems = {CRITERIA: wrong, OFFER: (), OTHER: ()}
    day = date.fromisoformat(today) if today else None
    for name, text in ((OFFER, offer), (OTHER, other)):
        if name == OFFER or text.strip():
            try:
                offers[name] = read_offer(text, name=name, schema=schema, today=day)
            except DiagnosticError as error:
                problems[name] = error.diagnostics
    return Read(mine, schema, offers, problems)


@lru_cache(maxsize=4)
def _criteria(text: str) -> tuple[Criteria[Offer] | None, Schema, tuple[Diagnostic, ...]]:
    try:
        mine = parse_criteria(text, name=CRITERIA)
    except DiagnosticError as error:
        return None, declared_facts(text, name=CRITERIA), error.diagnostics
    return mine, mine.schema, mine.warnings


def judge(criteria: str, offer: str, other: str = "", today: str = "") -> dict[str, Any]:
    """Return the verdict on the first offer and what is wrong in the texts, quickly.

    ``problems`` by the name of the text; ``verdict``, its ``words``, the ``sentence`` of why,
    ``html`` with the reasons, questions and pictures, and all of it as data in ``decision``: all
    null if a text that it takes has errors.
    """
    found = read(criteria, offer, other, today)
    decision = found.decision
    said: dict[str, Any] = dict.fromkeys(("verdict", "words", "sentence", "html", "decision"))
    if decision is not None:
        said = {
            "verdict": decision.verdict.value,
            "words": verdict_text(decision.verdict).capitalize(),
            "sentence": decision.sentence,
            "html": decision_fragment(decision.questions()),
            "decision": decision.to_dict(),
        }
    return {**said, "problems": _shown(found)}


def advise(criteria: str, offer: str, other: str = "", today: str = "") -> dict[str, Any]:
    """Return what takes longer: what to ask for, and how the second offer compares.

    ``html`` and ``comparison``, null if there is none; and ``problems`` with the warnings that
    only hold whatever the offer.
    """
    found = read(criteria, offer, other, today)
    decision = found.decision
    comparison = None
    if found.criteria is not None and {OFFER, OTHER} == set(found.offers):
        comparison = comparison_fragment(found.criteria.compare(found.offers))
    problems = _shown(found)
    if found.criteria is not None:
        _, warnings = check_criteria(criteria, name=CRITERIA)
        problems[CRITERIA] = [_problem(one, _offered(one)) for one in warnings]
    return {
        "html": None if decision is None else advice_fragment(chapter(decision)),
        "comparison": comparison,
        "problems": problems,
    }


def letter(
    criteria: str, offer: str, other: str = "", today: str = "", kind: str = ""
) -> dict[str, Any]:
    """Return a letter that answers the first offer, and notes for the call.

    ``letter``, ``notes`` and ``kind``, or the ``error`` that says why there is none.

    Args:
        criteria: See ``read``, also for the others.
        offer: The offer to answer.
        other: Plays no part.
        today: The day on which is decided.
        kind: A ``ReplyKind``; by default the one that fits the verdict.
    """
    decision = read(criteria, offer, other, today).decision
    if decision is None:
        return {"error": "There is no decision to answer with yet: a text has errors."}
    try:
        reply = decision.answer(ReplyKind(kind) if kind else None)
    except AnswerError as error:
        return {"error": f"{str(error)[:1].upper()}{str(error)[1:]}."}
    return {
        "kind": reply.kind.value,
        "letter": render_letter(reply),
        "notes": render_notes(reply),
    }


def report(criteria: str, offer: str, other: str = "", today: str = "") -> dict[str, Any]:
    """Return the report on the offers as a page to keep, in ``page``; null if there is none."""
    found = read(criteria, offer, other, today)
    decision = found.decision
    if found.criteria is None or decision is None:
        return {"page": None}
    if OTHER in found.offers:
        return {"page": found.criteria.compare(found.offers).report()}
    return {"page": decision.report(name=OFFER)}


# --- the interview -------------------------------------------------------------------------------


def interview(
    criteria: str,
    offer: str,
    other: str = "",
    today: str = "",
    aside: Collection[str] = (),
    answer: str | None = None,
) -> dict[str, Any]:
    """Return the next question about the first offer, if need be after an answer to this one.

    What ``Interview.to_dict`` returns, with ``may_not_apply`` of the question, the text of the
    ``offer`` and the facts that are set ``aside``, to be handed on with the next answer; ``taken``,
    lines that say what the answer was taken for and what it settled; and once there is no
    ``question``: ``words`` and ``sentence`` as ``judge`` says them, and the ``notes`` for the call,
    or null. ``refused`` instead has the lines that ask an answer back; ``error`` says why nothing
    can be asked.

    Args:
        criteria: See ``read``, also for the others.
        offer: The offer to ask about.
        other: Plays no part.
        today: The day on which is decided.
        aside: Facts that are not asked again.
        answer: The answer to the question that these texts lead to.
    """
    mine = read(criteria, offer, other, today).criteria
    if mine is not None and not offer.strip():
        offer = new_offer(mine.program.has_reasons)
    told = read(criteria, offer, other, today).offers.get(OFFER)
    if mine is None or told is None:
        return {"error": "A text has errors: fix them, and the questions go on."}
    now = mine.interview(told, unknown=[*unknown_facts(offer), *map(FactPath.parse, aside)])
    if answer is not None and (question := now.question) is not None:
        try:
            answered = now.answer(answer).answers[-1]
        except OfferError as wrong:
            return {"refused": _lines(render_refused(wrong.diagnostics[0], width=_WIDE))}
        after = with_fact(offer, answered.fact, answered.value)
        if answered.value is UNKNOWN:
            aside = [*aside, str(answered.fact)]
        taken = _lines(render_taken(answered, question.asked_of, width=_WIDE))
        return {**interview(criteria, after, other, today, aside), "taken": taken}
    said: dict[str, Any] = dict.fromkeys(("words", "sentence", "notes"))
    if now.question is None:
        call = now.call()
        said = {
            "words": verdict_text(now.decision.verdict).capitalize(),
            "sentence": now.decision.sentence,
            "notes": None if call is None else render_notes(call),
        }
    return {
        **now.to_dict(file=OFFER),
        "may_not_apply": now.may_not_apply,
        "offer": offer,
        "aside": [*aside],
        "taken": [],
        **said,
    }


_WIDE: Final = 10_000
"""Columns of lines that the browser breaks."""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n")]


def topics() -> dict[str, Any]:
    """Return the ``packs``, each with its labels of what would make the verdict decline."""
    return {
        "packs": [
            {
                "name": pack.name,
                "title": pack.title,
                "purpose": pack.purpose,
                "labels": [it.label for it in pack.lines if it.rules_out and it.label],
            }
            for pack in packs()
        ]
    }


def begin(names: Collection[str], without: Collection[str]) -> dict[str, Any]:
    """Return the ``criteria`` that use the packs so named, without the lines with these labels."""
    return {"criteria": criteria_from(names, without)}


def open_file(name: str, data: bytes) -> dict[str, Any]:
    """Return the offer in a file of any format that is read: a letter, a posting, an offer file.

    ``offer`` is an offer file, or null; ``notes`` are what could not be read, each with its
    ``message``, its ``line`` and the words there, and ``problems`` why nothing was, each with a
    ``hint`` or null.

    Args:
        name: Its name; the extension determines the format, and ``page.html#2`` is the second of
            several postings.
        data: Its content.
    """
    file_name, _, number = name.partition("#")
    kind = SUFFIXES.get(Path(file_name).suffix.lower())
    try:
        if kind is None:
            found = load_offer(file_name)  # it says which formats there are, and opens nothing
        else:
            posting = int(number) if number else None
            found = read_offer(data, format=kind, name=file_name, posting=posting)
        text = write_offer(found)
    except DiagnosticError as error:
        return {"offer": None, "notes": [], "problems": [*map(_said, error.diagnostics)]}
    return {"offer": text, "notes": [*map(_said, found.notes)], "problems": []}


def _said(one: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic on a file that is in no editor."""
    return {
        "code": one.code,
        "fact": one.path,
        "message": one.message,
        "hint": one.hint,
        "line": one.primary.span.line,
        "words": " ".join(one.primary.span.text.split()),
    }


# --- what is wrong, and the way out -------------------------------------------------------------

_MOST_MENDED: Final = 20
"""Number of problems of an offer for which replacements are tried."""
_QUOTED: Final = re.compile("`([^`]+)`")


def _shown(found: Read) -> dict[str, list[dict[str, Any]]]:
    shown = {CRITERIA: [_problem(one, _offered(one)) for one in found.problems[CRITERIA]]}
    for name in (OFFER, OTHER):
        wrong = found.problems[name]
        shown[name] = [
            _problem(one, _mending(one, wrong, found.schema) if number < _MOST_MENDED else ())
            for number, one in enumerate(wrong)
        ]
    return shown


def _problem(one: Diagnostic, fixes: Iterable[tuple[Span, str]]) -> dict[str, Any]:
    """Return a diagnostic with its place in UTF-16, and the texts that mend it."""
    start, end = _place(one.primary.span)
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint,
        "line": one.primary.span.line,
        "start": start,
        "end": end,
        "fixes": [
            {"text": text, "label": text.strip(), "start": _place(at)[0], "end": _place(at)[1]}
            for at, text in fixes
        ],
    }


def _place(span: Span) -> tuple[int, int]:
    text = span.source.text
    start = len(text[: span.start].encode("utf-16-le")) // 2
    return start, start + len(span.text.encode("utf-16-le")) // 2


def _offered(one: Diagnostic) -> Iterator[tuple[Span, str]]:
    """Yield what the hint of a problem in criteria offers; it was tried by whoever found it."""
    advice = one.advice
    while isinstance(advice, Offered) and advice.strict:
        advice = advice.otherwise
    if isinstance(advice, Offered):
        yield from ((advice.at or one.primary.span, text) for text in advice.texts)


def _mending(
    one: Diagnostic, wrong: tuple[Diagnostic, ...], schema: Schema
) -> Iterator[tuple[Span, str]]:
    """Yield each text in the hint of a problem in an offer that mends it, with where to put it.

    The hint may name a fact by its path where only its key stands, a text without its quotes, or
    a whole line: each is tried.
    """
    at = one.primary.span
    source = at.source
    start = source.start_of(at.line)
    line = source.line(at.line)
    whole = source.span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    for text in _QUOTED.findall(one.hint or ""):
        ways = (
            (at, text),
            (at, json.dumps(text, ensure_ascii=False)),
            (at, text.rpartition(".")[2]),
            (whole, text),
        )
        # Where the file is no TOML, nothing but a line that the hint writes out is safe.
        for place, put in ways[-1:] if one.code == "bad-syntax" else ways:
            if _mends(one, wrong, schema, place, put):
                yield place, put
                break


def _mends(
    one: Diagnostic, wrong: tuple[Diagnostic, ...], schema: Schema, at: Span, text: str
) -> bool:
    """Return whether the problem is gone with *text* at its place, and no other has come."""
    whole = at.source.text
    mended = whole[: at.start] + text + whole[at.end :]
    try:
        read_offer(mended, name=at.source.name, schema=schema)
    except DiagnosticError as error:
        left = {(other.primary.span.line, other.code) for other in error.diagnostics}
    else:
        return True
    if (one.primary.span.line, one.code) in left:
        return False
    if one.code == "bad-syntax":
        return True  # a file that is no TOML has no other problems yet
    # A key that is mended may have a value that is not.
    lines = {other.primary.span.line for other in wrong}
    return all(line in lines and code != "bad-syntax" for line, code in left)


# --- completion ----------------------------------------------------------------------------------


def complete(name: str, text: str, place: int, criteria: str) -> dict[str, Any]:
    """Return what can be written at a place of a text.

    ``start`` of what has been begun there, and ``options``: each a ``label``, the ``kind`` of what
    it names, its ``detail``, and ``says``, Markdown that may be empty; the likeliest come first.

    Args:
        name: What the text is called.
        text: The text, with whatever has been begun.
        place: The place, in UTF-16 code units.
        criteria: The criteria, which may declare facts of their own.
    """
    offset = len(str(text.encode("utf-16-le")[: 2 * place], "utf-16-le", "ignore"))
    if name == CRITERIA:
        path = f"/{CRITERIA}"
        workspace = Workspace(open={path: text})
        names = read_criteria_text(workspace, path).names
        found = complete_criteria(workspace, path, text, names.schema, names.scales, offset)
    else:
        found = complete_offer(text, "toml", _criteria(criteria)[1], offset)
    return {
        "start": _place(found.span)[0],
        "options": [
            {"label": one.text, "kind": one.kind.value, "detail": one.detail, "says": one.says}
            for one in found.items
        ],
    }


FUNCTIONS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {
    function.__name__: function
    for function in (judge, advise, letter, report, complete, interview, topics, begin)
}


def call(name: str, arguments: str) -> str:
    """Return the JSON of what a function of ``FUNCTIONS`` returns for a JSON list of arguments."""
    return json.dumps(FUNCTIONS[name](*json.loads(arguments)))


def call_open_file(name: str, data: bytes) -> str:
    """Return the JSON of ``open_file``."""
    return json.dumps(open_file(name, data))
