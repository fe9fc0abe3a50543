"""``offerkit answer``: notes for the call, and a short letter."""

from __future__ import annotations

import json as json_module
import re
import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.answer.models import GivenReason, Reply, ReplyKind
from offerkit.advise.answer.templates import template_names, template_text
from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    has_colour,
    one_stdin,
    read_input,
    report,
    width,
)
from offerkit.errors import AnswerError, TemplateError
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.answer import render_answer, render_letter, render_notes
from offerkit.render.text.terminal import safe
from offerkit.text import did_you_mean, listed

_NO_REASON = "none"
_LETTER_WIDTH = 72


def answer(
    criteria: Annotated[
        str | None, Parameter(help="The criteria file, or - for standard input.")
    ] = None,
    offer: Annotated[
        str | None,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ] = None,
    /,
    *,
    for_: Annotated[
        Literal["decline", "ask", "negotiate", "accept"] | None,
        Parameter(name="--for", help="What to answer; by default what the verdict says."),
    ] = None,
    reason: Annotated[
        str | None,
        Parameter(
            help="To decline: the label of the statement to give as the reason, in your own "
            "words; none gives no reason. By default a reason is given in words that blame nobody.",
        ),
    ] = None,
    goal: Annotated[
        Literal["consider", "accept"] | None,
        Parameter(help="To negotiate: the verdict that the asks are to bring about."),
    ] = None,
    choice: Annotated[
        int,
        Parameter(help="To negotiate: which of the equally cheap sets of asks, from 1."),
    ] = 1,
    tell_present: Annotated[
        bool,
        Parameter(
            negative=(),
            help="To negotiate with a new company: ask even for what is measured by your present "
            "job, and so may tell it.",
        ),
    ] = False,
    to: Annotated[str | None, Parameter(help="The name of whom you write to.")] = None,
    from_: Annotated[str | None, Parameter(name="--from", help="Your name.")] = None,
    letter: Annotated[bool, Parameter(negative=(), help="Print only the letter.")] = False,
    notes: Annotated[bool, Parameter(negative=(), help="Print only the notes.")] = False,
    template: Annotated[
        str | None, Parameter(help="A file with your own words, with placeholders such as $reason.")
    ] = None,
    show_template: Annotated[
        str | None, Parameter(help="Print a template that comes with offerkit, say decline.")
    ] = None,
    json: Annotated[
        bool, Parameter(negative=(), help="Print data instead of a page: one JSON object.")
    ] = False,
) -> int:
    """Write an answer to an offer: notes for the call, and a short letter.

    Nothing is sent anywhere. Your labels, notes, scores and other offers stay out of it.

    For example:

        offerkit answer my.criteria offer.toml --to "Kim Vo" --from "Sam Roe"
        offerkit answer my.criteria offer.toml --reason "Long way to work"
        offerkit answer my.criteria offer.toml --for negotiate --letter > letter.txt
        offerkit answer --show-template decline > my-decline.txt

    Exit codes: 0 written, 1 a file has errors, 2 wrong usage, a file that cannot
    be read, or nothing to answer in that way.
    """
    if show_template is not None:
        return _show_template(show_template)
    if criteria is None or offer is None:
        raise UsageError("Give a criteria file and an offer file.")
    one_stdin(name for name in (criteria, offer, template) if name is not None)
    given = read_input(offer)
    words = None if template is None else read_input(template)
    mine = load_criteria(criteria)
    found = None if mine is None else load_offer(given, mine.schema)
    if mine is None or found is None:
        return HAS_ERRORS
    try:
        reply = mine.decide(found).answer(
            None if for_ is None else ReplyKind(for_),
            reason=_reason(reason),
            goal=None if goal is None else Verdict(goal),
            choice=choice,
            tell_present=tell_present,
            to=to,
            sender=from_,
            template=None if words is None else words.data,
            template_name="" if words is None else words.name,
        )
    except TemplateError as error:
        report(error.diagnostics)
        return HAS_ERRORS
    except AnswerError as error:
        raise UsageError(safe(_sentence(str(error), chosen=for_ is not None))) from error
    _print(reply, given.name, letter=letter, notes=notes, json=json)
    return OK


def _reason(reason: str | None) -> str | GivenReason:
    if reason is None:
        return GivenReason.KIND
    return GivenReason.NONE if reason == _NO_REASON else reason


def _sentence(message: str, *, chosen: bool) -> str:
    """Return what is wrong in the words of the command line."""
    message = re.sub(r"^choice:", "--choice:", message).replace("tell_present", "--tell-present")
    message = message[:1].upper() + message[1:]
    more = "" if chosen else " To answer in another way, give --for."
    return f"{message}.{more}" if not message.endswith("?") else f"{message}{more}"


def _show_template(name: str) -> int:
    if name not in template_names():
        there = listed(template_names(), "and")
        hint = did_you_mean(name, template_names())
        unknown = f"There is no template `{safe(name)}`"
        raise UsageError(f"{unknown}; {hint or f'there are {there}.'}")
    print(template_text(name), end="")
    return OK


def _print(reply: Reply, name: str, *, letter: bool, notes: bool, json: bool) -> None:
    if json:
        print(json_module.dumps({**reply.to_dict(), "file": name}))
        return
    if not letter and not notes:
        print(render_answer(reply, width=width(), colour=has_colour(sys.stdout)))
        return
    wide = min(width(), _LETTER_WIDTH)
    parts = [render_notes(reply, width=wide)] if notes else []
    parts += [render_letter(reply, width=wide)] if letter else []
    print("\n\n".join(parts))
