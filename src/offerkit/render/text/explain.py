"""An explanation as a page for the terminal."""

from __future__ import annotations

from typing import Final, TypeAlias

from offerkit.advise.explain import Explanation
from offerkit.kleene import Kleene
from offerkit.render.text.page import Page
from offerkit.render.words.common import clipped, offer_title, share_text, turns_text
from offerkit.render.words.decide import REPLACED, replacement_text
from offerkit.render.words.explain import Branch, role, tree
from offerkit.terminal import Style, columns, cut, paint, safe, wrap

_TRUTHS: Final = {
    Kleene.TRUE: Style.GOOD,
    Kleene.FALSE: Style.BAD,
    Kleene.UNKNOWN: Style.UNSURE,
    Kleene.DOES_NOT_APPLY: Style.UNSURE,
}


def render_explanation(
    explanation: Explanation, *, width: int = 80, colour: bool = False, name: str | None = None
) -> str:
    """Return *explanation* as a page for the terminal, without a line break at its end.

    First the verdict and its basis in a sentence; then each statement with its place, its
    outcome, and the tree of its condition: the parts of a line are below it, ``<- decides``
    marks those that settled it where others did not, and ``<- unknown`` those that keep it open.

    Args:
        explanation: Any explanation.
        width: How many columns lines may take, at least 40; a word longer than that is cut.
        colour: Whether to use terminal colours.
        name: What to call the offer, say its file, beside its company and title.
    """
    page, decision, known = Page.of(width, colour), explanation.decision, _Known()
    page.heading(f"Why: {offer_title(decision, name)}")
    page.block(explanation.sentence)
    if decision.score is not None:
        page.block(f"Score: {share_text(decision, decision.score)}{turns_text(decision)}")
    for statement in explanation.statements:
        span = statement.finding.span
        page.section(clipped(statement.finding.label))
        place = safe(f"{span.source.shown}:{span.line}")
        room = page.width - columns(wrap(safe(clipped(statement.finding.label)), page.width)[-1])
        if room - columns(place) >= 2:
            page.lines[-1] += " " * (room - columns(place)) + paint(place, Style.FAINT, colour)
        else:
            page.lines.extend(
                " " * (page.width - columns(line)) + paint(line, Style.FAINT, colour)
                for line in wrap(place, page.width)
            )
        page.paragraph(role(statement, decision), indent=2)
        lines = _tree(tree(statement), page.width - 2, colour, known)
        page.lines.extend(f"  {line}" for line in lines)
    for replacement in page.under(REPLACED, decision.program.checked.replacements):
        page.item("=", replacement_text(replacement))
    return "\n".join(page.lines)


_Known: TypeAlias = dict[tuple[int, str, str, str], list[str]]
"""Lines by the identity of their step, its mark, and what stands before them."""


def _tree(
    branch: Branch, width: int, colour: bool, known: _Known, first: str = "", rest: str = ""
) -> list[str]:
    """Return a line and those below it, joined by branches.

    *first* stands before the first line, *rest* before the others; what is deeper than half the
    page goes no further to the right. Many statements have steps in common, with all below them.
    """
    key = id(branch.step), branch.mark, first, rest
    if key in known:
        return known[key]
    lines, branches = list[str](), [*branch.below]
    mark = f" <- {branch.mark}" if branch.mark else ""
    bar = rest + ("|  " if branches else "   ")
    room = width - max(columns(first), columns(bar))
    for at, text in enumerate((branch.text + mark, *branch.notes)):
        for index, line in enumerate(wrap(safe(cut(text)), room)):
            shown, truth = line, branch.step.truth
            if at:
                shown = paint(line, Style.FAINT, colour)
            elif truth is not None and f": {truth}" in line:
                before, _, after = line.rpartition(f": {truth}")
                shown = f"{before}: {paint(str(truth), _TRUTHS[truth], colour)}{after}"
            lines.append(f"{bar if at or index else first}{shown}")
    deep = columns(rest) > width // 2
    for at, below in enumerate(branches, start=1):
        last = at == len(branches)
        joint, beside = ("`- ", "   ") if last else ("|- ", "|  ")
        lines += _tree(below, width, colour, known, rest + joint, rest if deep else rest + beside)
    known[key] = lines
    return lines
