"""Sentences about questions, worded once for every form they are shown in."""

from __future__ import annotations

from typing import Final

from offerkit.advise.questions import PossibleAnswer, Question, Questions
from offerkit.render.words.common import value_words
from offerkit.render.words.decide import in_days
from offerkit.text import listed
from offerkit.values import Unknown

RATES: Final = "Exchange rates to add to your criteria"
"""Heading of the rates that the criteria need and do not state."""

DAYS: Final = "Durations to state in days"
"""Heading of the durations in months that are compared with days."""

YOURS: Final = "For you to find out"
"""Heading of the questions that the employer is not asked."""

UNSEARCHED: Final = "Left out of the answers above: what is multiplied or divided by what is open"
"""Heading of the statements of which no thresholds were worked out."""

NOT_NEEDED: Final = "Also unknown, but cannot change the verdict"
"""Heading of the unknown facts that need no question."""


def headline(questions: Questions) -> str:
    """Return the verdicts that are possible, and how many answers settle which it is."""
    possible = listed([str(verdict) for verdict in questions.decision.possible], "or")
    still, count = f"It could still be {possible}.", len(questions)
    if not count and questions.rates:
        return f"{still} No answer can settle it: your criteria lack an exchange rate."
    if not count and questions.days:
        return f"{still} No answer can settle it: {in_days(questions.decision)}"
    if not count:
        return (
            f"{still} No answer can settle it: some amount stays uncertain even when everything is "
            "known, such as equity that cannot be sold."
        )
    answers = "1 answer settles it" if count == 1 else f"{count} answers settle it"
    below = [
        word for word, found in (("rates", questions.rates), ("days", questions.days)) if found
    ]
    if questions.untested:
        rest = len(questions.untested)
        facts = "1 more unknown fact was" if rest == 1 else f"{rest} more unknown facts were"
        matter = "This 1 matters" if count == 1 else f"These {count} matter"
        return f"{still} {matter}; {facts} not examined, because the search would take too long."
    with_them = f", together with the {listed(below, 'and')} below" if below else ""
    unless = ", unless it hangs on equity that cannot be sold" if _may_not_sell(questions) else ""
    return f"{still} {answers}{with_them}{unless}."


def _may_not_sell(questions: Questions) -> bool:
    """Return whether an open finding rests on equity that may be worth anything, sold or not."""
    open_ = (finding for finding in questions.decision.findings if not finding.settled)
    parts = (part for finding in open_ for top in finding.readings for part in top.walk())
    return any(part.fact.path == "equity.liquid" and part.value is not True for part in parts)


def known_words(question: Question) -> str | None:
    """Return the value known so far; None if nothing is known."""
    return None if isinstance(question.known, Unknown) else value_words(question.known)


def deciding_answers(questions: Questions, question: Question) -> list[PossibleAnswer]:
    """Return the answers that settle the verdict or rule one out."""
    possible = len(questions.decision.possible)
    return [answer for answer in question.answers if len(answer.possible) < possible]


def possible_words(answer: PossibleAnswer) -> str:
    """Return the verdicts that are possible after an answer: ``still consider or accept``."""
    possible = listed([str(verdict) for verdict in answer.possible], "or")
    return possible if answer.settles else f"still {possible}"
