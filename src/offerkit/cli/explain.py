"""``offerkit explain``: the reasons for a decision, statement by statement."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.cli.loading import decide_file
from offerkit.cli.options import CriteriaFile, CurrentJob, OfferFile, Root, Tables
from offerkit.cli.screen import UsageError, print_json, print_page
from offerkit.cli.streams import show
from offerkit.diagnostics import did_you_mean
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.explain import render_explanation


def explain(
    criteria: CriteriaFile,
    offer: OfferFile | None = None,
    labels: Annotated[
        list[str] | None,
        Parameter(
            name="label", help="Label of a statement, or part of it; by default all statements."
        ),
    ] = None,
    /,
    *,
    format: Annotated[  # noqa: A002 - the name of the option
        Literal["text", "markdown", "json"],
        Parameter(help="Output format: text (default), markdown or json."),
    ] = "text",
    table: Tables = None,
    current: CurrentJob = None,
    root: Root = None,
) -> None:
    """Explain a decision: every condition with the value of each of its parts.

    For example:

        offerkit explain my.criteria offer.toml
        offerkit explain my.criteria offer.toml "Pays the rent"
        offerkit explain my.criteria offer.toml --format markdown > why.md
        offerkit explain my.criteria "Pays the rent" --table "offers.csv#Acme"

    Exit codes: 0 shown, 1 a file has errors, 2 wrong usage (no statement has
    this label), or a file cannot be read.
    """
    if table and offer is not None:
        # The offer is in the table, so that labels follow the criteria.
        labels = [offer, *(labels or ())]
        offer = None
    decision, name = decide_file(criteria, offer, root, current, table)
    explanation = decision.explain()
    try:
        chosen = explanation.about(*labels or ())
    except LookupError as error:
        label = str(error.args[0])
        known = [statement.finding.label for statement in explanation.statements]
        hint = did_you_mean(label, known)
        advice = f"; {hint}" if hint else "."
        raise UsageError(f"no statement has the label `{label}`{advice}") from error
    match format:
        case "json":
            print_json(chosen.to_dict(file=name))
        case "markdown":
            show(*explanation_to_markdown(chosen, name=name).split("\n"))
        case "text":
            print_page(render_explanation, chosen, name=name)
