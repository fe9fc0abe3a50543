"""``offerkit compare``: offers side by side, and what is certain about their order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from offerkit.advise.compare.compare import SAMPLES
from offerkit.advise.compare.models import STAYING
from offerkit.cli.loading import load_files
from offerkit.cli.options import CriteriaFile, CurrentJob, Json, OfferFiles, Root, Staying, Today
from offerkit.cli.screen import UsageError, print_json, print_page, wrong_argument
from offerkit.criteria import Comparison, Criteria
from offerkit.model.offer import Offer
from offerkit.render.text.compare import render_comparison


def compare(
    criteria: CriteriaFile,
    offers: OfferFiles,
    /,
    *,
    staying: Staying = None,
    current: CurrentJob = None,
    today: Today = None,
    samples: Annotated[
        int, Parameter(help="Number of random weightings to try, up to 1,000,000.")
    ] = SAMPLES,
    seed: Annotated[int, Parameter(help="Seed of the random numbers.")] = 0,
    root: Root = None,
    json: Json = False,
) -> None:
    """Compare offers, and staying in your current job, by your criteria.

    For example:

        offerkit compare my.criteria offers/*.toml
        offerkit compare my.criteria acme.toml counter.toml --staying
        offerkit compare my.criteria acme.toml other.toml --samples 10000 --json

    Exit codes: 0 compared, 1 a file has errors, 2 wrong usage or a file cannot
    be read.
    """
    mine, found = load_files(criteria, offers, root, current, today)
    comparison = compare_files(mine, found, staying=staying, samples=samples, seed=seed)
    if len(comparison.options) < 2:
        raise UsageError("nothing to compare: give at least two offers.")
    if json:
        print_json(comparison.to_dict())
    else:
        print_page(render_comparison, comparison)


def compare_files(
    mine: Criteria[Offer],
    found: Sequence[tuple[str, Offer]],
    *,
    staying: bool | None,
    samples: int | None = None,
    seed: int = 0,
) -> Comparison:
    """Return offers, each with the name of its file, compared by criteria.

    Raises:
        UsageError: see the errors of ``Criteria.compare``.
    """
    names = names_of([file for file, _ in found])
    named = [(name, offer) for name, (_, offer) in zip(names, found, strict=True)]
    try:
        return mine.compare(named, include_current=staying, samples=samples, seed=seed)
    except ValueError as error:
        raise wrong_argument(
            error, {"include_current:": "--staying:", "samples:": "--samples:"}
        ) from error


def names_of(files: Sequence[str]) -> list[str]:
    """Return names for offers: those of their files, without folder and extension.

    Files whose names would be the same, or the name of staying, are named by their whole path.
    """
    stems = [Path(file).stem for file in files]
    return [
        file if stem == STAYING or stems.count(stem) > 1 else stem
        for file, stem in zip(files, stems, strict=True)
    ]
