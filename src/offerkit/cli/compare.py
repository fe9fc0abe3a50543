"""``offerkit compare``: offers side by side, and what is certain about their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from offerkit.advise.compare.compare import SAMPLES
from offerkit.advise.compare.models import STAYING
from offerkit.cli.loading import (
    CRITERIA_SUFFIX,
    Given,
    load_all,
    load_criteria_file,
    read_sets,
)
from offerkit.cli.options import (
    CriteriaFile,
    Criterias,
    CurrentJob,
    Instead,
    Json,
    Layout,
    Root,
    Staying,
    Tables,
    Today,
)
from offerkit.cli.screen import (
    HAS_ERRORS,
    OK,
    UsageError,
    print_json,
    print_page,
    read_inputs,
    width,
    wrong_argument,
)
from offerkit.cli.streams import put, show
from offerkit.comparison import Comparison
from offerkit.criteria import Criteria
from offerkit.decision import Decision
from offerkit.model.offer import Offer
from offerkit.render.markdown.compare import comparison_rows, comparison_to_markdown
from offerkit.render.tables import Row, to_csv
from offerkit.render.text.compare import render_comparison


def compare(
    criteria: CriteriaFile,
    offers: Criterias | None = None,
    /,
    *,
    table: Tables = None,
    staying: Staying = None,
    instead: Instead = None,
    current: CurrentJob = None,
    today: Today = None,
    samples: Annotated[
        int, Parameter(help="Number of random weightings to try, up to 1,000,000.")
    ] = SAMPLES,
    seed: Annotated[int, Parameter(help="Seed of the random numbers.")] = 0,
    draw: Annotated[
        Literal["near", "order"],
        Parameter(
            help="Weightings to try: each weight between half of what you wrote and twice as "
            "much, or any weights in your order of importance."
        ),
    ] = "near",
    root: Root = None,
    format: Layout = "text",  # noqa: A002 - the name of the option
    json: Json = False,
) -> int:
    """Compare offers, and staying in your current job, by your criteria.

    For example:

        offerkit compare my.criteria offers/*.toml
        offerkit compare my.criteria --table offers.csv
        offerkit compare my.criteria acme.toml counter.toml --staying
        offerkit compare my.criteria acme.toml --instead part-time.toml
        offerkit compare my.criteria acme.toml other.toml --samples 10000 --json
        offerkit compare my.criteria offers/*.toml --format csv > offers.csv
        offerkit compare clients/*.criteria offers/*.toml --format markdown

    Exit codes: 0 compared, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    if json:
        format = "json"  # noqa: A001
    sets, inputs, has_errors = read_sets(criteria, offers or (), root, table)
    rows: list[Row] = []
    for number, (name, mine) in enumerate(sets.items()):
        found = load_all(inputs, mine.schema, root, current, today)
        others = alternatives(mine, instead or (), root, today)
        comparison = compare_files(
            mine, found, staying=staying, samples=samples, seed=seed, draw=draw, instead=others
        )
        if len(comparison.options) + len(comparison.instead) < 2:
            raise UsageError("nothing to compare: give at least two offers.")
        match format:
            case "json":
                data = comparison.to_dict()
                data["criteria"]["file"] = name
                print_json(data)
            case "csv":
                rows += comparison_rows(comparison, name)
            case "markdown":
                put("\n" if number else "")
                put(f"{comparison_to_markdown(comparison, name)}\n")
            case "text":
                if number:
                    show("", "-" * width(), "")
                print_page(render_comparison, comparison)
    if format == "csv":
        put(to_csv(rows))
    return HAS_ERRORS if has_errors else OK


def compare_files(
    mine: Criteria[Offer],
    found: Sequence[Given],
    *,
    staying: bool | None,
    samples: int | None = None,
    seed: int = 0,
    draw: Literal["near", "order"] = "near",
    instead: Mapping[str, Decision] | None = None,
) -> Comparison:
    """Return offers compared by criteria.

    Raises:
        UsageError: see the errors of ``Criteria.compare``.
    """
    named = [(name, given.offer) for name, given in zip(names_of(found), found, strict=True)]
    try:
        return mine.compare(
            named,
            include_current=staying,
            samples=samples,
            seed=seed,
            draw=draw,
            instead=instead,
        )
    except ValueError as error:
        raise wrong_argument(
            error, {"include_current:": "--staying:", "samples:": "--samples:"}
        ) from error


def alternatives(
    mine: Criteria[Offer], files: Sequence[str], root: str | None, today: str | None
) -> dict[str, Decision]:
    """Return what you may do instead, by name: each file decided by the criteria before it.

    Files before the first criteria are decided by *mine*.

    Raises:
        UsageError, HasErrorsError: see ``load_files``.
    """
    found: dict[str, Decision] = {}
    by = mine
    for file in files:
        if Path(file).suffix == CRITERIA_SUFFIX:
            by = load_criteria_file(file, root)
            continue
        for given in load_all(read_inputs([file]), by.schema, root, None, today):
            if given.name in found:
                raise UsageError(f"--instead: two files are called `{given.name}`.")
            found[given.name] = by.decide(given.offer)
    return found


def names_of(found: Sequence[Given]) -> list[str]:
    """Return names for offers: those in a table, or of their files without folder and extension.

    Offers whose names would be the same, or the name of staying, are named by their whole path.
    """
    counts = Counter(given.name for given in found)
    return [
        given.file if given.name == STAYING or counts[given.name] > 1 else given.name
        for given in found
    ]
