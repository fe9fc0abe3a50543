"""Sentences about deadlines, worded once for every form they are shown in."""

from __future__ import annotations

from offerkit.advise.deadlines import Due, Step, StepKind, Timetable
from offerkit.dates import Day
from offerkit.render.words.common import verdict_text


def due_text(one: Due) -> str:
    """Return when an offer has to be answered, in a line."""
    verdict = verdict_text(one.verdict)
    if one.deadline is None:
        return f"{one.offer} ({verdict}): no deadline is stated"
    left = one.days_left or 0
    when = "today" if not left else _days(left, "in {}") if left > 0 else _days(-left, "{} ago")
    return f"{one.offer} ({verdict}): {Day.of(one.deadline)}, {when}"


def gap_text(table: Timetable, at: int) -> str:
    """Return how an offer's deadline lies before the next one; empty if there is none."""
    if at + 1 >= len(table.due) or table.due[at + 1].days_after is None:
        return ""
    one, other = table.due[at], table.due[at + 1]
    gap = other.days_after or 0
    if not gap:
        return f"The answers to {one.offer} and {other.offer} are due on the same day."
    before = _days(gap, "{} before")
    return f"The answer to {one.offer} is due {before} the answer to {other.offer}."


def step_text(step: Step) -> str:
    """Return what to do, and by when."""
    by = f" by {Day.of(step.by)}" if step.by is not None else ""
    match step.kind:
        case StepKind.STANDS:
            return f"Ask {step.offer} today whether the offer still stands."
        case StepKind.ASK:
            count = len(step.asked)
            rest = f", and {count - 1} more" if count > 1 else ""
            return f"Ask {step.offer}{by}: {step.asked[0].text}{rest}"
        case StepKind.TIME:
            until = f" until {Day.of(step.until)}" if step.until is not None else ""
            return (
                f"Ask {step.offer} for more time{until}, at the latest{by}: {step.because} has to "
                "be answered later, and may turn out as good."
            )
        case StepKind.ANSWER:
            return f"Answer {step.offer}{by}."


def _days(count: int, words: str) -> str:
    return words.format(f"{count} day{'' if count == 1 else 's'}")
