"""An answer to an offer as JSON-ready data."""

from __future__ import annotations

from typing import assert_never

from offerkit.advise.answer.answer import FORMAT, Reply
from offerkit.advise.answer.templates import Origin
from offerkit.advise.negotiate.negotiate import Ask, Change
from offerkit.advise.questions import Question
from offerkit.evaluate.findings import Finding
from offerkit.paths import FactPath
from offerkit.render.data import Data, place_to_dict


def answer_to_dict(reply: Reply) -> Data:
    """Return an answer as JSON-ready data.

    ``letter`` and ``notes`` are what may be shown to others; ``traces`` is for the author alone,
    for it names statements. The keys, always all of them and in this order:

    - ``format``: ``FORMAT``.
    - ``kind``: ``decline``, ``ask``, ``negotiate`` or ``accept``.
    - ``verdict``: of the decision that is answered.
    - ``letter``: text, a paragraph a line; ``notes``: a list of texts.
    - ``traces``: a list of ``text``, which stands in the letter or the notes as it is, and
      ``origins``: objects with a ``type``: ``finding`` (``kind``, ``label``, ``place``),
      ``question`` (``fact``), ``change`` (``fact``), ``ask`` (``verdict``), ``fact`` (``fact``).
    - ``left_out``: the facts that are not the employer's to tell.
    """
    return {
        "format": FORMAT,
        "kind": reply.kind.value,
        "verdict": reply.decision.verdict.value,
        "letter": reply.letter,
        "notes": list(reply.notes),
        "traces": [
            {"text": trace.text, "origins": [_origin(origin) for origin in trace.origins]}
            for trace in reply.traces
        ],
        "left_out": [str(question.fact) for question in reply.mine],
    }


def _origin(origin: Origin) -> Data:
    match origin:
        case Finding():
            return {
                "type": "finding",
                "kind": origin.kind.value,
                "label": origin.label,
                "place": place_to_dict(origin.span),
            }
        case Question():
            return {"type": "question", "fact": str(origin.fact)}
        case Change():
            return {"type": "change", "fact": str(origin.fact)}
        case Ask():
            return {"type": "ask", "verdict": origin.decision.verdict.value}
        case FactPath():
            return {"type": "fact", "fact": str(origin)}
        case _:
            assert_never(origin)
