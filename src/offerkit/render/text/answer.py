"""An answer to an offer as text: to read out, to send, and to check first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from offerkit.advise.answer.models import Origin, Reply, ReplyKind
from offerkit.advise.answer.templates import BULLET
from offerkit.advise.answer.told import Told
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.advise.questions import Question
from offerkit.evaluate.findings import Finding
from offerkit.paths import FactPath
from offerkit.render.text.page import Page
from offerkit.render.words.common import KIND_WORDS, clipped, value_words, verdict_text
from offerkit.render.words.negotiate import opening_text
from offerkit.terminal import safe, wrap


def render_letter(reply: Reply, *, width: int = 72) -> str:
    """Return the letter with its paragraphs broken into lines, ready to copy."""
    return "\n".join(_letter(reply, width))


def _letter(reply: Reply, width: int) -> Iterator[str]:
    yield from (line for text in reply.lines for line in _wrapped(text, width))


def render_notes(reply: Reply, *, width: int = 72) -> str:
    """Return the notes as a list."""
    return "\n".join(_notes(reply, width))


def _notes(reply: Reply, width: int) -> Iterator[str]:
    yield from (line for note in reply.notes for line in _note(note, width))


def _note(note: str, width: int) -> Iterator[str]:
    if note.startswith(BULLET):
        indent = " " * len(BULLET)
        yield from (f"{indent}{line}" for line in _wrapped(note, width - len(indent)))
    else:
        yield from _wrapped(f"{BULLET}{note}", width)


def _wrapped(text: str, width: int) -> Iterator[str]:
    if not text.startswith(BULLET):
        yield from wrap(safe(text), width)
        return
    first, *rest = wrap(safe(text.removeprefix(BULLET)), width - len(BULLET))
    yield f"{BULLET}{first}"
    yield from (f"{' ' * len(BULLET)}{line}" for line in rest)


def render_answer(reply: Reply, *, width: int = 80, colour: bool = False) -> str:
    """Return notes, letter and their sources as a page, without a line break at its end.

    The last section is for the author alone: it names the statements behind the words.

    Args:
        reply: Any answer.
        width: Most columns of a line, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    page.section(f"Notes for the call, to {_PURPOSES[reply.kind]}")
    page.lines.extend(f"  {line}" for line in _notes(reply, page.width - 2))
    page.section("Letter")
    page.lines.extend(f"  {line}".rstrip() for line in _letter(reply, min(page.width - 2, 72)))
    _traces(page, reply)
    if reply.mine:
        page.section("Left out (questions only you can answer)")
    for question in reply.mine:
        page.item("?", question.text)
    for question in page.under("Left out (to ask once the offer is in writing)", reply.later):
        page.item("?", question.text)
    return "\n".join(page.lines[1:])


_PURPOSES: Final = {
    ReplyKind.DECLINE: "decline",
    ReplyKind.ASK: "ask before you answer",
    ReplyKind.TIME: "ask for more time",
    ReplyKind.NEGOTIATE: "negotiate",
    ReplyKind.PROMISE: "hold them to what you were told",
    ReplyKind.BROKEN: "say what has not turned out as they said",
    ReplyKind.ACCEPT: "accept",
    ReplyKind.SETTLE: "say what is left before a yes",
    ReplyKind.HOLD: "keep the offer open",
    ReplyKind.DOOR: "decline for now, and keep the door open",
    ReplyKind.WAITING: "ask where things stand",
    ReplyKind.OTHER: "say that you hold another offer",
    ReplyKind.WITHDRAW: "withdraw from what you accepted",
}


def _traces(page: Page, reply: Reply) -> None:
    traced = [trace for trace in reply.traces if trace.origins]
    if traced:
        page.section("What this rests on (for your eyes only)")
    for trace in traced:
        page.item("*", f'"{clipped(trace.text)}"')
        for origin in trace.origins:
            page.detail(_origin_text(origin))


def _origin_text(origin: Origin) -> str:
    match origin:
        case Finding():
            place = f"{origin.span.source.shown}:{origin.span.line}"
            return f"{KIND_WORDS[origin.kind]}: {origin.label} ({place})"
        case Question():
            return f"an open question: {origin.fact}"
        case RequestedChange():
            room = opening_text(origin)
            enough = f" ({value_words(origin.wanted)} would be enough; {room})" if room else ""
            return f"a change to ask for: {origin.fact}{enough}"
        case Proposal():
            return f"the verdict with these changes: {verdict_text(origin.decision.verdict)}"
        case FactPath():
            return f"the offer: {origin}"
        case Told():
            source = f" ({origin.source})" if origin.source is not None else ""
            return f"what you were told: {origin.fact}{source}"
        case _:
            assert_never(origin)
