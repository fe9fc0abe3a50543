"""Deadlines of several offers against each other and against a day."""

from offerkit.advise.deadlines import Due, Step, StepKind, Timetable, timetable

__all__ = ["Due", "Step", "StepKind", "Timetable", "timetable"]
