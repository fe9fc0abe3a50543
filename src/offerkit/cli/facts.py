"""``offerkit facts``: the facts that criteria can use."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.screen import UsageError, width
from offerkit.cli.streams import has_colour, show
from offerkit.diagnostics import Offered, did_you_mean
from offerkit.model.schema import schema_of
from offerkit.model.vocabulary import describe
from offerkit.terminal import Style, paint, wrap


def facts(
    prefix: Annotated[str, Parameter(help="Beginning of the paths to list.")] = "", /
) -> None:
    """List the facts that criteria can use, with the question and datatype of each.

    Every fact has three views: manager.presence is what you now know of the
    offer, promised.manager.presence what you were told, and
    current.manager.presence describes your current job. A derived fact is
    computed from others and cannot be stated.

    For example:

        offerkit facts
        offerkit facts manager
        offerkit facts pay.b

    Exit codes: 0 listed, 2 no fact has this beginning.
    """
    schema = schema_of()
    path = prefix.removeprefix("promised.").removeprefix("current.")
    found = [info for info in schema.facts.values() if info.path.startswith(path)]
    if not found:
        facts = schema.near(path)
        meant = Offered("did you mean {}?", facts) if facts else None
        hint = did_you_mean(path, schema.groups, meant)
        advice = f"; {hint}" if hint else "."
        raise UsageError(f"no fact begins with `{prefix}`{advice}")
    colour = has_colour(sys.stdout)
    for info in found:
        show(paint(info.path, Style.HEADING, colour))
        for text in (info.question, describe(info)):
            show(*(f"    {line}" for line in wrap(text, width() - 4)))
