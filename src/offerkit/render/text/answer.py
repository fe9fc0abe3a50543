"""An answer to an offer as text: to read out, to send, and to look over before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from offerkit.advise.answer.models import Origin, Reply
from offerkit.advise.answer.templates import BULLET
from offerkit.advise.negotiate.models import Proposal, RequestedChange
from offerkit.advise.questions import Question
from offerkit.evaluate.findings import Finding
from offerkit.paths import FactPath
from offerkit.render.text.page import Page
from offerkit.render.text.terminal import safe, wrap
from offerkit.render.words.common import KIND_WORDS, clipped


def render_letter(reply: Reply, *, width: int = 72) -> str:
    """Return the letter with its paragraphs broken into lines, ready to be copied."""
    return "\n".join(line for text in reply.lines for line in _wrapped(text, width))


def render_notes(reply: Reply, *, width: int = 72) -> str:
    """Return the notes as a list."""
    return "\n".join(line for note in reply.notes for line in _note(note, width))


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
    """Return notes, letter and what they rest on as a page, without a line break at its end.

    The last section is for the author alone: it names the statements behind the words.

    Args:
        reply: Any answer.
        width: How many columns lines may take, at least 40.
        colour: Whether to use terminal colours.
    """
    page = Page.of(width, colour)
    page.section(f"Notes for the call, to {_FOR[reply.kind.value]}")
    page.lines.extend(f"  {line}" for line in _lines(render_notes(reply, width=page.width - 2)))
    page.section("Letter")
    page.lines.extend(f"  {line}".rstrip() for line in _letter(reply, page.width - 2))
    _traces(page, reply)
    _left_out(page, reply)
    return "\n".join(page.lines[1:])


_FOR = {
    "decline": "decline",
    "ask": "ask before you answer",
    "negotiate": "negotiate",
    "accept": "accept",
}


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _letter(reply: Reply, width: int) -> list[str]:
    return _lines(render_letter(reply, width=min(width, 72)))


def _traces(page: Page, reply: Reply) -> None:
    traced = [trace for trace in reply.traces if trace.origins]
    if traced:
        page.section("What this rests on: for you alone")
    for trace in traced:
        page.item("*", f'"{clipped(trace.text)}"')
        for text in _texts(trace.origins):
            page.detail(text)


def _texts(origins: Iterable[Origin]) -> Iterator[str]:
    for origin in origins:
        yield _origin_text(origin)


def _origin_text(origin: Origin) -> str:
    match origin:
        case Finding():
            place = f"{origin.span.source.name}:{origin.span.line}"
            return f"{KIND_WORDS[origin.kind]}: {origin.label} ({place})"
        case Question():
            return f"a question that is open: {origin.fact}"
        case RequestedChange():
            return f"what to ask for: {origin.fact}"
        case Proposal():
            return f"the verdict with all of that: {origin.decision.verdict}"
        case FactPath():
            return f"the offer: {origin}"
        case _:
            assert_never(origin)


def _left_out(page: Page, reply: Reply) -> None:
    if reply.mine:
        page.section("Left out, because you can tell and they cannot")
    for question in reply.mine:
        page.item("?", question.text)
