"""What criteria said of a set of offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from offerkit.advise.examine.models import Coverage, Covered, OpenCount, VerdictShare
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.program import Program, Ruling
from offerkit.evaluate.verdict import ORDERED, Verdict, kind_of
from offerkit.kleene import Kleene
from offerkit.paths import FactPath


def _open(decision: Ruling, finding: Finding) -> tuple[FactPath, ...]:
    """Return the facts that leave a finding open that bears on the verdict."""
    bears = finding.weight > 0 or decision.rules_out(finding).is_open
    return finding.missing if bears else ()


def coverage(program: Program, decisions: Iterable[Ruling]) -> Coverage:
    """Return which statements ever held, to what the offers came, and what was open most often.

    Args:
        program: The criteria.
        decisions: Theirs, one for each offer.
    """
    verdicts, asked, count = Counter[Verdict](), Counter[FactPath](), 0
    held = [[0, 0, 0] for _ in program.statements]
    for decision in decisions:
        count += 1
        verdicts[decision.verdict] += 1
        if decision.verdict is Verdict.FIND_OUT:
            asked.update(
                {fact for finding in decision.findings for fact in _open(decision, finding)}
            )
        for row, finding in zip(held, decision.findings, strict=True):
            row[0] += finding.may_be is Kleene.TRUE
            row[1] += finding.may_be.is_open
            row[2] += decision.rules_out(finding) is Kleene.TRUE
    statements = tuple(
        Covered(kind_of(one), one.label, one.span, *row)
        for one, row in zip(program.statements, held, strict=True)
    )
    return Coverage(
        program.checked.name,
        count,
        tuple(VerdictShare(one, verdicts[one]) for one in (*ORDERED, Verdict.FIND_OUT)),
        statements,
        tuple(
            OpenCount(*pair)
            for pair in sorted(asked.items(), key=lambda pair: (-pair[1], str(pair[0])))
        ),
    )
