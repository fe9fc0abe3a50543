"""The keys of a decision as data."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Final

from offerkit.data import Data, Key, shape
from offerkit.diagnostics import Diagnostic

FORMAT: Final = "offerkit/decision/1"
"""The name of the schema of decisions as data; it changes if a key goes or changes meaning."""
SAME: Final = attrgetter("possible", "by_parts", "score", "may_lack_score")
OUTCOME: Final = shape("verdict possible score")
"""The form of a decision in short."""


def _without_assumptions(decision: Any) -> Data | None:
    if decision.without_assumptions is None:
        return None
    because = [str(reading.fact) for reading in decision.decisive_assumptions]
    return {**OUTCOME(decision.without_assumptions), "because": because}


RULING: Final[tuple[str | Key, ...]] = (
    Key(
        "offer",
        "",
        shape(
            Key("file", None, doc="Name of the offer's file, or null.", gives="str | None"),
            Key("company", "offer.company.name", doc="Its name, or null if it is unknown."),
            Key("title", "offer.role.title", doc="Title of the role, or null if it is unknown."),
        ),
    ),
    Key(
        "criteria",
        "",
        shape(
            Key("file", "program.checked.name"),
            Key(
                "decline_below",
                "program.checked.decline_below",
                doc="Percent as text; null if there is no such threshold.",
            ),
            Key("accept_at", "program.checked.accept_at", doc="Likewise."),
            Key(
                "replacements",
                "program.checked.replacements",
                doc="Statements of used files that others replace, set or remove.",
            ),
        ),
    ),
    "verdict possible",
    Key(
        "sentence",
        None,
        doc="Why the verdict is what it is, and what to find out first; null without questions.",
        gives="str | None",
    ),
    Key(
        "decided_by",
        None,
        doc="Labels of the statements that decided, the weightiest first.",
        gives=["str"],
    ),
    "by_parts score may_lack_score",
    Key("counter", "is_counter"),
    "state",
    Key(
        "not_applying",
        form=attrgetter("label"),
        doc="Labels of the dealbreakers that do not apply to the offer, and were left aside.",
    ),
    "findings",
    Key(
        "open",
        None,
        doc="The facts to ask for, those for the employer first: each ``fact`` and its "
        "``question``, ``asked_of`` (whose answer it needs), whether it ``matters`` (can still "
        "change the verdict), and ``waiting``, indices of the findings that it leaves open. "
        "Null if the program did without questions.",
        or_null=True,
        gives=["OpenFact"],
    ),
    "broken_promises exceeded_promises unstated_promises assumed",
    Key(
        "without_assumptions",
        "",
        _without_assumptions,
        doc="``verdict``, ``possible`` and ``score`` without the assumptions, and ``because``: "
        "the facts whose assumptions make the difference. Null if there is none.",
        or_null=True,
        gives={
            "verdict": "Verdict",
            "possible": ["Verdict"],
            "score": "UnitRange | None",
            "because": ["str"],
        },
    ),
    "missing_rates",
    Key("missing_days", form=str),
    "outliers",
    "before_tax left_out",
    Key("advertised", form=str),
    Key("from_letter", form=str),
    "open_conditions",
    Key("notes", form=Diagnostic.to_dict, gives="Diagnostic"),
)
"""The keys of a ruling, after its ``format``."""
