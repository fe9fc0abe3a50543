"""What letters may say of the occasion on which something was promised."""

from __future__ import annotations

import json

import pytest

from offerkit import parse_criteria, read_offer
from offerkit.advise.answer.models import ReplyKind
from offerkit.dates import day_in_text

CRITERIA = parse_criteria("caution if pay.base < promised.pay.base")


def told(source: str | None, to: str | None = None) -> str:
    """Return what a letter says of a promise with this source, between the two values."""
    offer = 'pay.base = "60k USD per year"\npromised.pay.base = "66k USD per year"\n'
    if source is not None:
        offer += f'[sources]\n"promised.pay.base" = {json.dumps(source)}\n'
    reply = CRITERIA.decide(read_offer(offer)).answer(ReplyKind.PROMISE, to=to)
    (line,) = (line for line in reply.lines if line.startswith("- "))
    start, end = "- Base pay: 66,000 USD per year, ", "; the offer says 60,000 USD per year"
    assert line.startswith(start)
    assert line.endswith(end)
    return line.removeprefix(start).removesuffix(end)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (None, "as I was told"),
        ("call with HR, 3 November", "as HR told me on the phone on 3 November"),
        ("3 Nov 2026", "as I was told on 3 November 2026"),
        (
            "second interview, 2026-11-02",
            "as I was told in the second interview on 2 November 2026",
        ),
        ("Interview (Nov. 2nd)", "as I was told in an interview on 2 November"),
        ("e-mail from the recruiter", "as the recruiter told me by email"),
        ("mail of 15.02.2027", "as I was told by email on 15 February 2027"),
        ("Zoom call with the CTO on 2 May", "as the CTO told me in a video call on 2 May"),
        ("offer letter of 5 May 2026", "as I was told in a letter on 5 May 2026"),
        ("job posting, 2026-10-01", "as the job posting of 1 October 2026 said"),
        ("job ad", "as the job posting said"),
        ("lunch with the hiring manager", "as the hiring manager told me in person"),
        ("LinkedIn message, 4 June", "as I was told in a message on 4 June"),
        # Whatever is not certain is left out.
        ("call, then e-mail, 3 November", "as I was told on 3 November"),
        ("call on 3 and 5 November", "as I was told on the phone"),
        ("call on 3 Nov. and 5 Nov.", "as I was told on the phone"),
        ("call on 02/03/2027", "as I was told on the phone"),
        ("HR and the recruiter, 3 November", "as I was told on 3 November"),
        ("call with HR's assistant", "as I was told on the phone"),
        # The rest of the text is the author's own.
        ("call with Dana from finance, who hates the boss", "as I was told on the phone"),
        ("call with HR, 3 November, off the record", "as I was told"),
        ("a friend who works there, 3 November", "as I was told"),
        ("HR in confidence, 3 November", "as I was told"),
        ("call, 3 November (do not mention)", "as I was told"),
    ],
)
def test_the_day_and_the_occasion_but_no_word_of_the_author(source: str, words: str) -> None:
    assert told(source) == words


@pytest.mark.parametrize(
    ("source", "to", "words"),
    [
        ("call with Kim Vo, 3 November", "Kim Vo", "as you told me on the phone on 3 November"),
        ("Kim, 3 November", "Kim Vo", "as you told me on 3 November"),
        ("call with Kim's boss", "Kim Vo", "as I was told on the phone"),
        ("call in May", "May Lee", "as I was told on the phone"),
        ("call with Jo", "Kim Vo", "as I was told on the phone"),
    ],
)
def test_the_recipient_is_you(source: str, to: str, words: str) -> None:
    assert told(source, to) == words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the 3rd of November", "3 November"),
        ("Tuesday, November 3rd, 2026, at 10", "3 November 2026"),
        ("2026-11-03", "3 November 2026"),
        ("29 February", "29 February"),
        ("30 February", None),
        ("31/12/2026", "31 December 2026"),
        ("in November", None),
        ("room 12, floor 3", None),
        ("3-5 November", None),
        ("interview 2, 3 November", "3 November"),
        ("", None),
    ],
)
def test_days_in_a_text(text: str, day: str | None) -> None:
    found = day_in_text(text)
    assert (None if found is None else str(found)) == day
