"""Answers to an offer: notes for a call, and a letter."""

from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind, Trace
from offerkit.errors import AnswerError, TemplateError

__all__ = [
    "AnswerError",
    "GivenReason",
    "Reply",
    "ReplyKind",
    "TemplateError",
    "Trace",
]
