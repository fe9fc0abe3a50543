"""An explanation as Markdown, to keep or to send."""

from __future__ import annotations

from collections.abc import Iterator

from offerkit.advise.explain import Explanation, StatementExplanation
from offerkit.render.words.common import clipped, offer_title, share_text, turns_text
from offerkit.render.words.decide import REPLACED, replacement_text
from offerkit.render.words.explain import Branch, role, tree
from offerkit.render.words.markdown import code, escape


def explanation_to_markdown(explanation: Explanation, *, name: str | None = None) -> str:
    """Return *explanation* as Markdown (CommonMark), without a line break at its end.

    A heading, the sentence, and for each statement a section with the tree of its condition as
    lists in lists. Texts from files are escaped: they make neither markup nor HTML.

    Args:
        explanation: Any explanation.
        name: What to call the offer, say its file, beside its company and title.
    """
    decision = explanation.decision
    lines = [f"# Why: {escape(offer_title(decision, name))}", "", escape(explanation.sentence)]
    if decision.score is not None:
        score = share_text(decision, decision.score)
        lines += ["", escape(f"Score: {score}{turns_text(decision)}")]
    for statement in explanation.statements:
        span = statement.finding.span
        place = code(f"{span.source.shown}:{span.line}")
        lines += ["", f"## {escape(clipped(statement.finding.label))}", ""]
        lines += [f"{escape(role(statement, decision))} {place}", ""]
        lines += statement_items(statement)
    if replaced := decision.program.checked.replacements:
        lines += ["", f"## {REPLACED}", ""]
        lines += [f"- {escape(replacement_text(each))}" for each in replaced]
    return "\n".join(lines)


def statement_items(statement: StatementExplanation) -> Iterator[str]:
    """Yield the tree of a statement's condition, as lines of a list in Markdown."""
    return _items(tree(statement), 0)


def _items(branch: Branch, depth: int) -> Iterator[str]:
    indent = "  " * depth
    mark = f" **({branch.mark})**" if branch.mark else ""
    yield f"{indent}- {escape(branch.text)}{mark}"
    yield from (f"{indent}  - *{escape(note)}*" for note in branch.notes)
    for below in branch.below:
        yield from _items(below, depth + 1)
