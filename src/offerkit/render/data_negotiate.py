"""Asks as JSON-ready data, for programs in any language."""

from __future__ import annotations

from offerkit.advise.negotiate.negotiate import FORMAT, Ask, Asks, Change
from offerkit.render.data import Data, share_to_dict, value_to_dict
from offerkit.render.data_questions import statements_to_data


def asks_to_dict(asks: Asks, *, file: str | None = None) -> Data:
    """Return *asks* as JSON-ready data: dicts, lists, text, whole numbers, true, false, null.

    The keys, always all of them and in this order:

    - ``format``: ``FORMAT``.
    - ``file``: the argument, what the offer is called.
    - ``verdict`` and ``possible``: of the offer as it is.
    - ``goal``: ``consider`` or ``accept``.
    - ``outcome``: ``nothing to ask``, ``found``, ``out of reach`` or ``not settled``.
    - ``cost``: what each of the asks costs; null where there is none.
    - ``asks``: a list, equally cheap, of ``verdict``, ``score`` (of the changed offer) and
      ``changes``: a list of ``fact``, ``present`` and ``wanted`` (values), and ``cost``.
    - ``more``: whether there are more equally cheap ones.
    - ``blockers``: the statements that stand in the way, each of ``kind``, ``label``, ``weight``
      and ``place``.
    - ``steps`` and ``budget``: how many steps the search took, and how many it might.
    """
    decision = asks.decision
    return {
        "format": FORMAT,
        "file": file,
        "verdict": decision.verdict.value,
        "possible": [verdict.value for verdict in decision.possible],
        "goal": asks.goal.value,
        "outcome": asks.outcome.value,
        "cost": asks.asks[0].cost if asks.asks else None,
        "asks": [_ask(ask) for ask in asks.asks],
        "more": asks.more,
        "blockers": statements_to_data(asks.blockers),
        "steps": asks.steps,
        "budget": asks.budget,
    }


def _ask(ask: Ask) -> Data:
    return {
        "verdict": ask.decision.verdict.value,
        "score": share_to_dict(ask.decision.score),
        "changes": [_change(change) for change in ask.changes],
    }


def _change(change: Change) -> Data:
    return {
        "fact": str(change.fact),
        "present": value_to_dict(change.present),
        "wanted": value_to_dict(change.wanted),
        "cost": change.cost,
    }
