"""offerkit: decide a job offer by your own criteria, even when much of it is unknown.

>>> import offerkit
>>> criteria = offerkit.parse_criteria("dealbreaker if manager.presence < sometimes")
>>> criteria.decide(offerkit.Offer()).verdict
<Verdict.FIND_OUT: 'find_out'>

Every public name is here; each is imported when it is first used, so that importing offerkit
costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; `typing` itself takes milliseconds
if TYPE_CHECKING:
    from typing import Any

    from offerkit.advise.answer.answer import (
        AnswerError,
        GivenReason,
        Reply,
        ReplyKind,
        Trace,
        answer,
    )
    from offerkit.advise.compare.compare import compare
    from offerkit.advise.compare.comparison import (
        Comparison,
        Contest,
        Disagreement,
        Dominance,
        EvenSwap,
        Firsts,
        Obstacle,
        Option,
        Place,
        Relation,
        WeightFlip,
    )
    from offerkit.advise.counter import (
        CounterChange,
        CounterReview,
        NotACounterError,
        review_counter,
    )
    from offerkit.advise.explain import Explanation, StatementExplanation, Step
    from offerkit.advise.negotiate.negotiate import Ask, Asks, Change, Outcome
    from offerkit.advise.procon import Cancelled, ProCon, Reason, Strike
    from offerkit.advise.questions import PossibleAnswer, Question, Questions, RateQuestion
    from offerkit.advise.topics import Topic
    from offerkit.criteria import (
        Criteria,
        Decision,
        format_criteria,
        load_criteria,
        parse_criteria,
    )
    from offerkit.diagnostics import Diagnostic, Label, Severity
    from offerkit.errors import (
        CriteriaError,
        DiagnosticError,
        OfferError,
        OfferkitError,
        TemplateError,
    )
    from offerkit.evaluate.findings import BrokenPromise, Difference, Finding, Reading
    from offerkit.evaluate.verdict import StatementKind, UnitRange, Verdict
    from offerkit.kleene import Kleene
    from offerkit.load import load_offer, read_offer, save_offer, write_offer
    from offerkit.model.offer import Offer, complete_counter, fact
    from offerkit.paths import FactPath, View
    from offerkit.pay import Clawback, PayAmount, PayTable, pay_table
    from offerkit.render.html.report import report_page
    from offerkit.scales import Level, Ordinal, Scale
    from offerkit.span import Source, Span
    from offerkit.values import (
        UNKNOWN,
        Choice,
        Duration,
        DurationUnit,
        Fact,
        Money,
        Pay,
        Percent,
        Period,
        Range,
        Texts,
        TextSet,
        Unknown,
    )

__version__ = "0.1.0"

__all__ = [
    "UNKNOWN",
    "AnswerError",
    "Ask",
    "Asks",
    "BrokenPromise",
    "Cancelled",
    "Change",
    "Choice",
    "Clawback",
    "Comparison",
    "Contest",
    "CounterChange",
    "CounterReview",
    "Criteria",
    "CriteriaError",
    "Decision",
    "Diagnostic",
    "DiagnosticError",
    "Difference",
    "Disagreement",
    "Dominance",
    "Duration",
    "DurationUnit",
    "EvenSwap",
    "Explanation",
    "Fact",
    "FactPath",
    "Finding",
    "Firsts",
    "GivenReason",
    "Kleene",
    "Label",
    "Level",
    "Money",
    "NotACounterError",
    "Obstacle",
    "Offer",
    "OfferError",
    "OfferkitError",
    "Option",
    "Ordinal",
    "Outcome",
    "Pay",
    "PayAmount",
    "PayTable",
    "Percent",
    "Period",
    "Place",
    "PossibleAnswer",
    "ProCon",
    "Question",
    "Questions",
    "Range",
    "RateQuestion",
    "Reading",
    "Reason",
    "Relation",
    "Reply",
    "ReplyKind",
    "Scale",
    "Severity",
    "Source",
    "Span",
    "StatementExplanation",
    "StatementKind",
    "Step",
    "Strike",
    "TemplateError",
    "TextSet",
    "Texts",
    "Topic",
    "Trace",
    "UnitRange",
    "Unknown",
    "Verdict",
    "View",
    "WeightFlip",
    "answer",
    "compare",
    "complete_counter",
    "fact",
    "format_criteria",
    "load_criteria",
    "load_offer",
    "parse_criteria",
    "pay_table",
    "read_offer",
    "report_page",
    "review_counter",
    "save_offer",
    "write_offer",
]

_HOMES = {
    "offerkit.advise.answer.answer": (
        "AnswerError",
        "GivenReason",
        "Reply",
        "ReplyKind",
        "Trace",
        "answer",
    ),
    "offerkit.advise.compare.compare": ("compare",),
    "offerkit.advise.compare.comparison": (
        "Comparison",
        "Contest",
        "Disagreement",
        "Dominance",
        "EvenSwap",
        "Firsts",
        "Obstacle",
        "Option",
        "Place",
        "Relation",
        "WeightFlip",
    ),
    "offerkit.advise.counter": (
        "CounterChange",
        "CounterReview",
        "NotACounterError",
        "review_counter",
    ),
    "offerkit.advise.explain": ("Explanation", "StatementExplanation", "Step"),
    "offerkit.advise.negotiate.negotiate": ("Ask", "Asks", "Change", "Outcome"),
    "offerkit.advise.procon": ("Cancelled", "ProCon", "Reason", "Strike"),
    "offerkit.advise.questions": ("PossibleAnswer", "Question", "Questions", "RateQuestion"),
    "offerkit.advise.topics": ("Topic",),
    "offerkit.criteria": (
        "Criteria",
        "Decision",
        "format_criteria",
        "load_criteria",
        "parse_criteria",
    ),
    "offerkit.diagnostics": ("Diagnostic", "Label", "Severity"),
    "offerkit.errors": (
        "CriteriaError",
        "DiagnosticError",
        "OfferError",
        "OfferkitError",
        "TemplateError",
    ),
    "offerkit.evaluate.findings": ("BrokenPromise", "Difference", "Finding", "Reading"),
    "offerkit.evaluate.verdict": ("StatementKind", "UnitRange", "Verdict"),
    "offerkit.kleene": ("Kleene",),
    "offerkit.load": ("load_offer", "read_offer", "save_offer", "write_offer"),
    "offerkit.model.offer": ("Offer", "complete_counter", "fact"),
    "offerkit.paths": ("FactPath", "View"),
    "offerkit.pay": ("Clawback", "PayAmount", "PayTable", "pay_table"),
    "offerkit.render.html.report": ("report_page",),
    "offerkit.scales": ("Level", "Ordinal", "Scale"),
    "offerkit.span": ("Source", "Span"),
    "offerkit.values": (
        "UNKNOWN",
        "Choice",
        "Duration",
        "DurationUnit",
        "Fact",
        "Money",
        "Pay",
        "Percent",
        "Period",
        "Range",
        "TextSet",
        "Texts",
        "Unknown",
    ),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value  # the next look-up does not come here
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
