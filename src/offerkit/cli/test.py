"""``offerkit test``: whether criteria say of examples what is expected of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.cli.loading import CRITERIA_SUFFIX, load_criteria_file
from offerkit.cli.options import Root
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    HasErrorsError,
    NothingGivenError,
    UsageError,
    print_page,
    reason,
    report,
)
from offerkit.cli.streams import has_colour, show
from offerkit.decision import Decision
from offerkit.errors import OfferError
from offerkit.expectations import SUFFIX, expectations_file, load_expectations
from offerkit.model.offer import Offer
from offerkit.render.text.explain import render_explanation
from offerkit.snippet import render_diagnostics
from offerkit.span import Span


def test(
    files: Annotated[
        list[str] | None, Parameter(name="file", help="Criteria files, or folders of them.")
    ] = None,  # noqa: PT028 - no test, but the command
    /,
    *,
    root: Root = None,  # noqa: PT028
) -> int:
    """Test criteria on examples: what they say against what is expected.

    What is expected of my.criteria stands beside it in my.expect.toml, a table
    for each offer:

        ["acme.toml"]
        verdict = "decline"
        reasons = ["nobody to learn from"]

        ["an offer far away"]
        verdict = "find out"
        missing = ["pay.base"]
        facts.location.city = "Vienna"

    Verdict, reasons (all that decide) and missing facts are compared. What is
    not as expected is shown with its place and with the explanation. Lines of
    the criteria that decided no example are listed last.

    For example:

        offerkit test my.criteria
        offerkit test clients

    Exit codes: 0 as expected, 1 not, or a file has errors, 2 wrong usage or a
    file cannot be read.
    """
    if not files:
        raise NothingGivenError("give criteria files, or folders of them.")
    found = [path for name in files for path in _with_expectations(name)]
    return max([_test(path, root) for path in found])


def _with_expectations(name: str) -> list[Path]:
    """Return the criteria files that are named, or those in a folder, with expectations.

    Raises:
        UsageError: there are none.
    """
    path = Path(name)
    if path.is_dir():
        expected = sorted(one for one in path.rglob(f"*{SUFFIX}") if one.is_file())
        found = [one.with_name(one.name.removesuffix(SUFFIX) + CRITERIA_SUFFIX) for one in expected]
    else:
        found = [path] if expectations_file(path).is_file() else []
    if not found:
        beside = f"*{SUFFIX}" if path.is_dir() else expectations_file(path).name
        raise UsageError(f"there is no {beside} {'in' if path.is_dir() else 'beside'} {name}.")
    return found


def _test(path: Path, root: str | None) -> int:
    criteria = load_criteria_file(str(path), root)
    file = expectations_file(path)
    try:
        expectations = load_expectations(file, criteria, root=root)
    except OfferError as errors:
        report(errors.diagnostics)
        raise HasErrorsError from None
    except OSError as error:
        raise UsageError(f"cannot read {file}: {reason(error)}.") from None
    deciding: set[Span] = set()
    wrong = 0
    for expected in expectations:
        decision: Decision[Offer] = criteria.decide(expected.offer)
        deciding.update(finding.span for finding in decision.decided_by)
        if mistakes := expected.mistakes(decision):
            wrong += 1
            show(*render_diagnostics(mistakes, colour=has_colour(sys.stdout)).split("\n"), "")
            print_page(render_explanation, decision.explain(), name=expected.name)
            show("")
    count = len(expectations)
    examples = f"{count} example{'' if count == 1 else 's'}"
    show(f"{path}: {examples}, {wrong or 'none'} not as expected")
    for statement in criteria.checked.statements:
        if (at := statement.span) not in deciding:
            show(f"{at.source.shown}:{at.line}: `{statement.label}` decided no example")
    return HAS_ERRORS if wrong else OK
