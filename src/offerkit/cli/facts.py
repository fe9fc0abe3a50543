"""``offerkit facts``: the vocabulary."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.screen import OK, UsageError, heading, width
from offerkit.cli.vocabulary import describe
from offerkit.model.schema import schema_of
from offerkit.render.text.terminal import safe, wrap
from offerkit.text import did_you_mean


def facts(
    prefix: Annotated[str, Parameter(help="Only facts whose path begins so.")] = "", /
) -> int:
    """List the facts that criteria can speak of: datatype, levels, how to ask for them.

    Every fact has three views: manager.presence is what you now know of the
    offer, promised.manager.presence what you were told,
    current.manager.presence your present job. A derived fact is computed from
    others and cannot be stated.

    For example:

        offerkit facts
        offerkit facts manager
        offerkit facts pay.b

    Exit codes: 0 found, 2 no fact begins so.
    """
    schema = schema_of()
    path = prefix.removeprefix("promised.").removeprefix("current.")
    found = [info for info in schema.facts.values() if info.path.startswith(path)]
    if not found:
        hint = did_you_mean(path, [*schema.groups, *schema.facts])
        advice = f"; {hint}" if hint else "."
        raise UsageError(f"no fact begins with `{safe(prefix)}`{advice}")
    for info in found:
        print(heading(info.path))
        for text in (info.question, describe(info)):
            print("\n".join(f"    {line}" for line in wrap(text, width() - 4)))
    return OK
