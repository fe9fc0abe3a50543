"""The words of an explanation, for every form it is shown in.

Texts from files stand in them as they are: whoever shows them escapes them for its medium.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from offerkit.advise.explain import Conversion, Explanation, StatementExplanation, Step
from offerkit.advise.questions import Questions
from offerkit.evaluate.program import Ruling
from offerkit.evaluate.verdict import StatementKind
from offerkit.kleene import Kleene
from offerkit.records import Record
from offerkit.render.words.common import (
    KIND_WORDS,
    clipped,
    range_text,
    reading_text,
    value_words,
    verdict_text,
)
from offerkit.render.words.decide import why

_MOST_FACTS: Final = 3
_MOST_TEXT: Final = 60
"""How many facts, and how many characters of each, a sentence holds."""


# --- sentences -----------------------------------------------------------------------------------


def sentence(explanation: Explanation, questions: Questions) -> str:
    """Return the verdict and what it rests on, in a sentence or two."""
    decision = explanation.decision
    against = decision.ruled_out_by
    verdict = verdict_text(decision.verdict).capitalize()
    if not against:
        said = why(decision, questions)
        return f"{verdict}: {said[:1].lower()}{said[1:]}"
    first, others = against[0], len(against) - 1
    explained = [s for s in explanation.everything if s.finding is first]
    facts = explained[0].decisive if explained else ()
    reasons = []
    for reading in facts[:_MOST_FACTS]:
        notes = ["assumed"] if reading.assumed else []
        notes += [_short(reading.source)] if reading.source is not None else []
        value = f"{reading.fact} is {_short(value_words(reading.value))}"
        reasons.append(", ".join((value, *notes)))
    reasons += ["..."] if len(facts) > _MOST_FACTS else []
    because = f" ({'; '.join(reasons)})" if reasons else ""
    label = clipped(first.label.rstrip("."))
    unfixed = first.kind is StatementKind.LEAVING
    said = f"the counter-offer does not address why you are leaving: {label}" if unfixed else label
    more = f"; {others} more rule{'s' if others == 1 else ''} it out too" if others else ""
    return f"{verdict}: {said}{because}{more}."


def _short(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}..."


def role(statement: StatementExplanation, decision: Ruling) -> str:
    """Return the kind of a statement and its outcome, in a line."""
    finding = statement.finding
    name = KIND_WORDS[finding.kind].capitalize()
    weight = f" (weight {finding.written_weight})" if finding.weight else ""
    match finding.kind:
        case _ if finding.truth is Kleene.DOES_NOT_APPLY:
            outcome = str(finding.truth)
        case StatementKind.PREFER:
            outcome = f"met by {grade_text(statement)}"
        case StatementKind.LEAVING:
            outcome = _ADDRESSED[finding.truth]
        case _:
            outcome = _TRUE[finding.truth]
    effect = _RULES_OUT[decision.rules_out(finding)]
    return f"{name}: {outcome}{weight}{effect}."


_TRUE: Final = {Kleene.TRUE: "true", Kleene.FALSE: "not true", Kleene.UNKNOWN: "unknown"}
_ADDRESSED: Final = {
    Kleene.TRUE: "addressed",
    Kleene.FALSE: "not addressed",
    Kleene.UNKNOWN: "unknown",
}
_RULES_OUT: Final = {
    Kleene.TRUE: ", so it rules the offer out",
    Kleene.FALSE: "",
    Kleene.UNKNOWN: ", so it may rule the offer out",
}


def grade_text(statement: StatementExplanation) -> str:
    """Return how far a preference is met: ``50%``, ``37% to 57%``; empty for anything else."""
    return "" if statement.grade is None else range_text(statement.grade)


# --- trees ---------------------------------------------------------------------------------------


@frozen
class Branch(Record):
    """A line of an explanation and the lines below it."""

    step: Step
    mark: str = ""
    """``decides``, ``unknown`` or empty: how it differs from the lines beside it."""
    heading: str = ""
    """What the line says, if that is not what the step came to."""

    @property
    def text(self) -> str:
        """The line."""
        return self.heading or step_text(self.step)

    @property
    def notes(self) -> list[str]:
        """What was converted, a line each."""
        return notes(self._shown)

    @property
    def below(self) -> Iterator[Branch]:
        """The lines below it, in order."""
        shown, word = self._shown, ""
        parts = [part for part in shown.parts if part.operation != "literal"]
        if shown.operation in {"and", "or"} and not all(part.decides for part in parts):
            word = "unknown" if shown.truth is Kleene.UNKNOWN else "decides"
        return (Branch(part, word if part.decides else "") for part in parts)

    @property
    def _shown(self) -> Step:
        # "if a < b" and "a < b" are one line; "unless" is two, for their truths are not the same.
        only = self.step.parts[0] if self.step.operation in {"if", "until"} else self.step
        return self.step if only.operation in {"fact", "let", "literal"} else only


def tree(statement: StatementExplanation) -> Branch:
    """Return the lines of an explanation of a statement; literals have none of their own."""
    root = statement.root
    if root.operation == "prefer" and statement.grade is not None:
        return Branch(root, heading=f"{clipped(root.text)}: {grade_text(statement)}")
    return Branch(root, heading=f"{clipped(root.text)}: {root.truth}")


def step_text(step: Step) -> str:
    """Return a step as one line: what it is, and what it came to."""
    above = "" if step.abridged is None else _ABRIDGED[step.abridged]
    match step.operation:
        case "and" | "or" | "not":
            return f"{step.operation}: {step.truth}"
        case "fact" if step.reading is not None and step.formula is not None:
            formula = "" if step.abridged else f" = {step.formula}"
            return f"{reading_text(step.reading)}{formula}{above}"
        case "fact" if step.reading is not None:
            return reading_text(step.reading)
        case _:
            return f"{clipped(step.text)}: {outcome(step)}{above}"


_ABRIDGED: Final = {"above": " (see above)", "deep": " ..."}


def outcome(step: Step) -> str:
    """Return the truth or the value of a step."""
    if step.truth is not None:
        return str(step.truth)
    return "unknown" if step.value is None else value_words(step.value)


def notes(step: Step) -> list[str]:
    """Return what was converted for a step, in lines."""
    found = step.conversions
    if found is None:
        return []
    by = "; ".join(map(conversion_text, found.by))
    if len(found.values) == 1:
        return [f"converted by {by}"]
    first, *others = map(value_words, found.values)
    if step.operation == "prefer":
        return [f"graded as {first} from {others[0]} to {others[1]}, by {by}"]
    return [f"compared as {first} and {others[0]}, by {by}"]


def conversion_text(conversion: Conversion) -> str:
    """Return a rate, or the hours, that took one unit to another."""
    place, reading = conversion.place, conversion.reading
    if not conversion.is_known:
        return f"{conversion.text} (no rate given)"
    if place is not None:
        return f"{conversion.text} ({place.source.shown}:{place.line})"
    return conversion.text if reading is None else f"{conversion.text} ({reading_text(reading)})"
