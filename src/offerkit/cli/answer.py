"""``offerkit answer``: notes for the call, and a short letter."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.answer.models import GivenReason, ReplyKind
from offerkit.advise.answer.templates import template_names, template_text
from offerkit.cli.loading import day_given, load_all, one_or_none, only, read_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFile, Root, Tables, Today
from offerkit.cli.screen import (
    HasErrorsError,
    UsageError,
    print_json,
    print_page,
    report,
    width,
)
from offerkit.cli.streams import put, show
from offerkit.diagnostics import did_you_mean
from offerkit.errors import AnswerError, TemplateError
from offerkit.evaluate.verdict import Verdict
from offerkit.render.text.answer import render_answer, render_letter, render_notes
from offerkit.text import listed

_LETTER_WIDTH = 72


def answer(
    criteria: CriteriaFile | None = None,
    offer: OfferFile | None = None,
    /,
    *,
    for_: Annotated[
        Literal[
            "decline",
            "ask",
            "time",
            "negotiate",
            "promise",
            "broken",
            "accept",
            "settle",
            "hold",
            "door",
            "waiting",
            "other",
            "withdraw",
        ]
        | None,
        Parameter(name="--for", help="Kind of answer; by default the one that fits the verdict."),
    ] = None,
    reason: Annotated[
        str | None,
        Parameter(
            help="If you decline or withdraw: label of the statement to give as your reason, word "
            "for word; none gives no reason. By default the reason is worded so that it blames "
            "nobody.",
        ),
    ] = None,
    goal: Annotated[
        Literal["consider", "accept"] | None,
        Parameter(help="If you negotiate: verdict to reach, consider or accept."),
    ] = None,
    choice: Annotated[
        int,
        Parameter(help="If you negotiate: number of one of the sets of equal effort, from 1."),
    ] = 1,
    tell_present: Annotated[
        bool,
        Parameter(
            help="If you negotiate with a new company: include requests that are measured "
            "against your current job and may therefore reveal it.",
        ),
    ] = False,
    until: Annotated[
        str | None,
        Parameter(
            help="Day by which you want to answer, such as 2026-12-04: if you ask for time, hold "
            "the offer, or hold another one that is due by then."
        ),
    ] = None,
    condition: Annotated[
        list[str] | None,
        Parameter(
            help="If you accept: a condition, in the words of the letter. May be given again."
        ),
    ] = None,
    to: Annotated[str | None, Parameter(help="Name of the person you write to.")] = None,
    from_: Annotated[str | None, Parameter(name="--from", help="Your name.")] = None,
    letter: Annotated[bool, Parameter(help="Print only the letter.")] = False,
    notes: Annotated[bool, Parameter(help="Print only the notes.")] = False,
    template: Annotated[
        str | None, Parameter(help="File with your own wording, and placeholders such as $reason.")
    ] = None,
    show_template: Annotated[
        str | None, Parameter(help="Print a built-in template, such as decline.")
    ] = None,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    json: Json = False,
) -> None:
    """Write an answer to an offer: notes for the call, and a short letter.

    Nothing is sent anywhere. It leaves out your labels, notes, scores and other
    offers.

    For example:

        offerkit answer my.criteria offer.toml --to "Kim Vo" --from "Sam Roe"
        offerkit answer my.criteria offer.toml --reason "Long way to work"
        offerkit answer my.criteria offer.toml --for negotiate --letter > letter.txt
        offerkit answer my.criteria offer.toml --for time --until 2026-12-04
        offerkit answer my.criteria offer.toml --for withdraw --to "Kim Vo"
        offerkit answer --show-template decline > my-decline.txt

    Exit codes: 0 written, 1 a file has errors, 2 wrong usage, a file cannot be
    read, or this kind of answer does not fit the decision.
    """
    if show_template is not None:
        _print_template(show_template)
        return
    if criteria is None or (offer is None and not table):
        raise UsageError("give a criteria file and an offer file.")
    until_day = day_given("--until", until)
    beside = one_or_none(template)
    mine, inputs = read_files(criteria, one_or_none(offer), root, table, beside)
    words = [inputs.pop() for _ in beside]
    given = only(load_all(inputs, mine.schema, root, current, today))
    why: str | GivenReason = GivenReason.KIND if reason is None else reason
    if reason == "none":
        why = GivenReason.NONE
    try:
        reply = mine.decide(given.offer).answer(
            None if for_ is None else ReplyKind(for_),
            reason=why,
            goal=None if goal is None else Verdict(goal),
            choice=choice,
            tell_present=tell_present,
            until=until_day,
            conditions=condition or (),
            to=to,
            sender=from_,
            template=words[0].data if words else None,
            template_name=words[0].name if words else "",
        )
    except TemplateError as error:
        report(error.diagnostics)
        raise HasErrorsError from error
    except AnswerError as error:
        raise UsageError(_sentence(str(error), chosen=for_ is not None)) from error
    if json:
        print_json({**reply.to_dict(), "file": given.file})
    elif letter or notes:
        columns = min(width(), _LETTER_WIDTH)
        parts = [render_notes(reply, width=columns)] if notes else []
        parts += [render_letter(reply, width=columns)] if letter else []
        show(*"\n\n".join(parts).split("\n"))
    else:
        print_page(render_answer, reply)


def _sentence(message: str, *, chosen: bool) -> str:
    """Return the message of an error in the words of the command line."""
    message = re.sub(r"^(choice|until):", r"--\1:", message).replace(
        "tell_present", "--tell-present"
    )
    more = "" if chosen else " For another kind of answer, use --for."
    return f"{message}.{more}" if not message.endswith("?") else f"{message}{more}"


def _print_template(name: str) -> None:
    if name not in template_names():
        there = listed(template_names(), "and")
        hint = did_you_mean(name, template_names())
        raise UsageError(f"unknown template `{name}`; {hint or f'the templates are {there}.'}")
    put(template_text(name))
