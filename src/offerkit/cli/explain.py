"""``offerkit explain``: why a decision is what it is, statement by statement."""

from __future__ import annotations

import json as json_module
import sys
from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.explain import Explanation
from offerkit.advise.explain import explain as explained
from offerkit.cli.loading import load_criteria, load_offer
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    has_colour,
    one_stdin,
    read_input,
    width,
)
from offerkit.render.data_explain import explanation_to_dict
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.explain import render_explanation
from offerkit.render.text.terminal import safe
from offerkit.text import did_you_mean


def explain(
    criteria: Annotated[str, Parameter(help="The criteria file, or - for standard input.")],
    offer: Annotated[
        str,
        Parameter(help="The offer file: TOML, JSON, YAML, a saved job page; - for standard input."),
    ],
    labels: Annotated[
        list[str] | None,
        Parameter(name="label", help="Only the statements so called, or with this in their label."),
    ] = None,
    /,
    *,
    format: Annotated[  # noqa: A002 - the name of the option
        Literal["text", "markdown", "json"],
        Parameter(help="What to print: text, markdown or json; text by default."),
    ] = "text",
) -> int:
    """Show why a decision is what it is: every condition with what its parts are.

    For example:

        offerkit explain my.criteria offer.toml
        offerkit explain my.criteria offer.toml "Pays the rent"
        offerkit explain my.criteria offer.toml --format markdown > why.md

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage (no statement is so
    called), or a file that cannot be read.
    """
    one_stdin((criteria, offer))
    given = read_input(offer)
    mine = load_criteria(criteria)
    found = None if mine is None else load_offer(given, mine.schema)
    if mine is None or found is None:
        return HAS_ERRORS
    explanation = _about(explained(mine.decide(found)), labels or [])
    match format:
        case "json":
            # Escaped to ASCII: nothing in a file can then act on a terminal either.
            print(json_module.dumps(explanation_to_dict(explanation, file=given.name)))
        case "markdown":
            print(explanation_to_markdown(explanation, name=given.name))
        case "text":
            colour = has_colour(sys.stdout)
            print(render_explanation(explanation, width=width(), colour=colour, name=given.name))
    return OK


def _about(explanation: Explanation, labels: list[str]) -> Explanation:
    try:
        return explanation.about(*labels)
    except LookupError as error:
        label = str(error.args[0])
        known = [statement.finding.label for statement in explanation.statements]
        hint = did_you_mean(label, known)
        advice = f"; {safe(hint)}" if hint else "."
        raise UsageError(f"no statement is called `{safe(label)}`{advice}") from error
