"""An explanation as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from offerkit.advise.explain import Explanation, StatementExplanation
from offerkit.kleene import Kleene
from offerkit.render.text.terminal import Style, columns, paint, safe, wrap
from offerkit.render.words.common import clipped, offer_title, share_text, turns_text
from offerkit.render.words.explain import Branch, role, tree

_MIN_WIDTH: Final = 40
_TRUTHS: Final = {Kleene.TRUE: Style.GOOD, Kleene.FALSE: Style.BAD, Kleene.UNKNOWN: Style.UNSURE}


def render_explanation(
    explanation: Explanation, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return *explanation* as a page for the terminal, without a line break at its end.

    First the verdict and its basis in a sentence; then each statement with its place, what
    its outcome, and the tree of its condition: the parts of a line are below it, ``<- decides``
    marks those that settled it where others did not, and ``<- unknown`` those that keep it open.

    Args:
        explanation: Any explanation.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    width = max(width, _MIN_WIDTH)
    lines = [
        paint(line, Style.HEADING, colour) for line in wrap(safe(_title(explanation, name)), width)
    ]
    lines += ["", *wrap(safe(explanation.sentence), width), *_score(explanation, width)]
    for statement in explanation.statements:
        lines += ["", *_statement(statement, explanation, width, colour)]
    return "\n".join(lines)


def _title(explanation: Explanation, name: str | None) -> str:
    return f"Why: {offer_title(explanation.decision, name)}"


def _score(explanation: Explanation, width: int) -> list[str]:
    decision = explanation.decision
    if decision.score is None:
        return []
    score = share_text(decision, decision.score)
    return ["", *wrap(f"Score: {score}{turns_text(decision)}", width)]


def _statement(
    statement: StatementExplanation, explanation: Explanation, width: int, colour: bool
) -> Iterator[str]:
    finding = statement.finding
    place = safe(f"{finding.span.source.name}:{finding.span.line}")
    *first, last = wrap(safe(clipped(finding.label)), width)
    yield from (paint(line, Style.HEADING, colour) for line in first)
    heading, where = paint(last, Style.HEADING, colour), paint(place, Style.FAINT, colour)
    room = width - columns(last) - columns(place)
    if room >= 2:
        yield f"{heading}{' ' * room}{where}"
    else:
        yield heading
        lines = wrap(place, width)
        yield from (" " * (width - columns(one)) + paint(one, Style.FAINT, colour) for one in lines)
    yield from (f"  {line}" for line in wrap(role(statement, explanation.decision), width - 2))
    yield from (f"  {line}" for line in _tree(tree(statement), width - 2, colour))


def _tree(
    branch: Branch, width: int, colour: bool, first: str = "", rest: str = ""
) -> Iterator[str]:
    """Yield a line and those below it, joined by branches.

    *first* stands before the first line, *rest* before the others; what is deeper than half the
    page goes no further to the right.
    """
    mark = f" <- {branch.mark}" if branch.mark else ""
    bar = rest + ("|  " if branch.below else "   ")
    room = width - max(columns(first), columns(bar))
    for at, text in enumerate((branch.text + mark, *branch.notes)):
        for index, line in enumerate(wrap(safe(text), room)):
            painted = paint(line, Style.FAINT, colour) if at else _painted(line, branch, colour)
            yield f"{bar if at or index else first}{painted}"
    deep = columns(rest) > width // 2
    for at, below in enumerate(branch.below, start=1):
        last = at == len(branch.below)
        joint, beside = ("`- ", "   ") if last else ("|- ", "|  ")
        yield from _tree(below, width, colour, rest + joint, rest if deep else rest + beside)


def _painted(line: str, branch: Branch, colour: bool) -> str:
    truth = branch.step.truth
    ending = f": {truth}"
    if truth is None or ending not in line:
        return line
    before, _, after = line.rpartition(ending)
    return f"{before}: {paint(str(truth), _TRUTHS[truth], colour)}{after}"
