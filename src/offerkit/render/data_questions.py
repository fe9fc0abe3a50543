"""Questions as JSON-ready data, for programs in any language."""

from __future__ import annotations

from offerkit.advise.questions import FORMAT, PossibleAnswer, Question, Questions, RateQuestion
from offerkit.evaluate.findings import Finding
from offerkit.evaluate.verdict import Verdict
from offerkit.render.data import Data, place_to_dict, value_to_dict


def questions_to_dict(questions: Questions, *, file: str | None = None) -> Data:
    """Return *questions* as JSON-ready data: dicts, lists, text, whole numbers, true, false, null.

    The keys, always all of them and in this order:

    - ``format``: ``FORMAT``.
    - ``file``: the argument, what the offer is called.
    - ``verdict`` and ``possible``: as of a decision.
    - ``questions``: a list, first things first, of ``fact``, ``question`` (in words), ``known``
      (a value), ``settles`` (whether one answer can settle the verdict), ``chance`` (the share of
      answers that do, an exact fraction of 1 as text), ``waiting`` (the statements that it leaves
      open) and ``answers``: a list of ``words``, ``possible`` (verdicts) and ``share`` (an exact
      fraction as text).
    - ``rates``: a list of ``base``, ``quote`` (currencies) and ``waiting``.
    - ``idle``: the facts that are open and cannot change the verdict.

    A statement has ``kind``, ``label``, ``weight`` and ``place``; the other forms are those of
    ``decision_to_dict``.
    """
    decision = questions.decision
    return {
        "format": FORMAT,
        "file": file,
        "verdict": decision.verdict.value,
        "possible": _verdicts(decision.possible),
        "questions": [_question(question) for question in questions.asked],
        "rates": [_rate(rate) for rate in questions.rates],
        "idle": [str(fact) for fact in questions.idle],
    }


def _verdicts(possible: tuple[Verdict, ...]) -> list[str]:
    return [verdict.value for verdict in possible]


def _question(question: Question) -> Data:
    return {
        "fact": str(question.fact),
        "question": question.text,
        "known": value_to_dict(question.known),
        "settles": question.settles,
        "chance": str(question.chance),
        "waiting": statements_to_data(question.waiting),
        "answers": [_answer(answer) for answer in question.answers],
    }


def _answer(answer: PossibleAnswer) -> Data:
    return {
        "words": answer.words,
        "possible": _verdicts(answer.possible),
        "share": str(answer.share),
    }


def _rate(rate: RateQuestion) -> Data:
    return {"base": rate.base, "quote": rate.quote, "waiting": statements_to_data(rate.waiting)}


def statements_to_data(findings: tuple[Finding, ...]) -> list[Data]:
    """Return what statements are: ``kind``, ``label``, ``weight``, and ``place``."""
    return [
        {
            "kind": finding.kind.value,
            "label": finding.label,
            "weight": finding.weight,
            "place": place_to_dict(finding.span),
        }
        for finding in findings
    ]
