"""Frames and the evaluator, asked the same: ``python -m tests.frames 2000`` for a long run.

``python -m tests.frames 20 spark`` does it on a Spark that it starts; other arguments are other
engines. What Spark needs is in ``docs/how-to/tables.md``.
"""

from __future__ import annotations

import math
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

import polars
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from offerkit.criteria import Criteria, parse_criteria
from offerkit.errors import OfferkitError
from offerkit.load import write_offer
from offerkit.model.offer import Offer, known_facts
from tests.strategies.criteria import well_typed_criteria
from tests.strategies.decisions import paths_read
from tests.strategies.offers import offers


def _polars(frame: Any) -> Any:
    return frame


def _pandas(frame: Any) -> Any:
    return frame.to_pandas().astype(object).where(lambda it: it.notna(), None).infer_objects()


def _duckdb(frame: Any) -> Any:
    import duckdb

    # Not a connection of its own, which older versions close once it has no name.
    return duckdb.from_arrow(frame.to_arrow())


def _dask(frame: Any) -> Any:
    import dask.dataframe

    rows = _pandas(frame)
    return dask.dataframe.from_pandas(rows, npartitions=2)  # type: ignore[no-untyped-call]


def _spark(frame: Any) -> Any:
    return spark_session().createDataFrame(frame.to_arrow())


@cache
def spark_session() -> Any:
    """Return a Spark on this machine, for small tables."""
    from pyspark.sql import SparkSession

    # Two hundred partitions of nothing, the default, take longer than all else.
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", 1)
    return builder.config("spark.log.level", "ERROR").getOrCreate()


BACKENDS: Final[dict[str, Callable[[Any], Any]]] = {
    "polars": _polars,
    "polars lazy": lambda frame: frame.lazy(),
    "pandas": lambda frame: frame.to_pandas(),
    "pandas objects": _pandas,
    "pandas nullable": lambda frame: frame.to_pandas().convert_dtypes(),
    "pandas arrow": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": _duckdb,
    "dask": _dask,
    "spark": _spark,
}
HEAVY: Final = frozenset({"spark"})
"""What is not asked unless it is named: each frame takes seconds."""


def rows_of(native: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any kind, null as None."""
    import narwhals as nw

    from offerkit.frames.engines import collected

    return list(collected(nw.from_native(native)).to_pylist())


def said(criteria: Criteria[Offer], offer: Offer) -> dict[str, Any]:
    """Return what the evaluator says of an offer, in the form of a row."""
    decision = criteria.decide(offer)
    score = decision.score
    possible = [str(verdict) for verdict in decision.possible]
    return {
        "verdict": decision.verdict.value,
        **{f"may_{it}": it in possible for it in ("decline", "consider", "accept")},
        "score_low": None if score is None else float(score.low),
        "score_high": None if score is None else float(score.high),
        "exact": True,
        **{
            f"truth {at}": finding.truth.name.lower()
            for at, finding in enumerate(decision.findings)
        },
        "missing": {str(fact) for fact in decision.missing},
    }


def found(row: dict[str, Any], added: Sequence[str]) -> dict[str, Any]:
    """Return the results in a row of a frame."""
    results = {name: row[name] for name in added if not name.startswith("truth: ")}
    truths = [row[name] for name in added if name.startswith("truth: ")]
    results |= {f"truth {at}": truth for at, truth in enumerate(truths)}
    missing = results["missing"]
    results["missing"] = {fact for fact in missing.split(", ") if fact}
    return results


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two rows say the same; scores may be rounded in their last digit."""
    scores = ("score_low", "score_high")
    for name in scores:
        a, b = one[name], other[name]
        if (a is None) != (b is None) or (a is not None and not math.isclose(a, b, abs_tol=1e-12)):
            return False
    return all(one[name] == other[name] for name in other if name not in scores)


def assert_same(
    criteria: Criteria[Offer],
    frame: Any,
    columns: Mapping[str, Any],
    expected: Sequence[dict[str, Any]],
    backend: str,
) -> None:
    """Fail unless a frame on some engine comes to what the evaluator says of each offer."""
    native = BACKENDS[backend](frame)
    decided = criteria.decide_frame(native, columns, truths=True, missing=True)
    rows = rows_of(decided)
    kept = set(frame.columns)
    # Engines without an order of rows give them in any.
    rows.sort(key=lambda row: row["row"])
    assert len(rows) == len(expected)
    for row, wanted in zip(rows, expected, strict=True):
        results = found(row, [name for name in row if name not in kept])
        assert same(results, wanted), (backend, row, wanted, criteria.file.span.source.text)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Criteria[Offer], list[Offer]]:
    """Criteria, and offers that state some of the facts that they read."""
    text = draw(well_typed_criteria(exclude=("negotiable", "ask"), derived=draw(st.booleans())))
    criteria = parse_criteria(text)
    paths = paths_read(criteria)
    return criteria, draw(st.lists(offers(criteria.schema, paths=paths), min_size=2, max_size=5))


def agree(case: tuple[Criteria[Offer], list[Offer]], backends: Sequence[str]) -> None:
    """Fail unless all engines come to what the evaluator says."""
    criteria, given_offers = case
    frame = criteria.offers_to_frame(given_offers)
    read = criteria.offers_from_frame(frame)
    # As they would be read from files, where a counter-offer is completed.
    again = [criteria.read_offer(write_offer(offer)) for offer in given_offers]
    for one, other in zip(read, again, strict=True):
        assert write_offer(stated(one)) == write_offer(stated(other))
    frame, columns = with_numbers(frame, given_offers)
    frame = frame.with_columns(polars.Series("row", range(len(given_offers))))
    expected = [said(criteria, offer) for offer in read]
    for backend in backends:
        assert_same(criteria, frame, columns, expected, backend)


def stated(offer: Offer) -> Offer:
    """Return an offer without its sources, and without promises that say nothing."""
    promised = offer.promised if offer.promised and known_facts(offer.promised) else None
    return evolve(offer, sources={}, promised=promised)


def with_numbers(frame: Any, given_offers: Sequence[Offer]) -> tuple[Any, dict[str, Any]]:
    """Return a frame whose columns of amounts in one unit are numbers, and what says the units."""
    columns: dict[str, Any] = {}
    for column in frame.columns:
        texts = [text for text in frame[column].to_list() if isinstance(text, str)]
        known = [_AMOUNT.fullmatch(text) for text in texts]
        units = {found[2] for found in known if found is not None}
        if not texts or None in known or len(units) != 1:
            dates = [_DATE.fullmatch(text) for text in texts]
            if texts and all(dates):
                frame = frame.with_columns(polars.col(column).str.to_date())
            continue
        [unit] = units
        matches = [None if text is None else _AMOUNT.fullmatch(text) for text in frame[column]]
        numbers: list[Any] = [None if it is None else float(it[1]) for it in matches]
        if all(number is None or number == int(number) for number in numbers):
            numbers = [None if number is None else int(number) for number in numbers]
        fact = re.sub("day$|week$|month$|year$|hour$", r"\g<0>s", unit) if unit != "%" else unit
        frame = frame.with_columns(polars.Series(column, numbers))
        columns[column] = f"{column} ({unit if ' per ' in unit else fact})"
    return frame, columns


_AMOUNT: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(%|[a-zA-Z][a-zA-Z ]*)")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def main(arguments: Sequence[str]) -> None:
    """Compare as many generated tables as the first argument says."""
    number = int(arguments[0]) if arguments else 200
    backends = arguments[1:] or [name for name in BACKENDS if name not in HEAVY]
    counts = {"tables": 0, "rows": 0}

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(tables())
    def run(case: tuple[Criteria[Offer], list[Offer]]) -> None:
        try:
            agree(case, backends)
        except (AssertionError, ArithmeticError, LookupError, TypeError, ValueError, OfferkitError):
            traceback.print_exc(limit=-3)
            print(case[0].file.span.source.text, *map(write_offer, case[1]), sep="\n---\n")
            sys.exit(1)
        counts["tables"] += 1
        counts["rows"] += len(case[1])

    with warnings.catch_warnings():
        # Of dask, narwhals says at each place that it will be in a package of its own.
        warnings.simplefilter("ignore", FutureWarning)
        run()
    print(f"{counts['rows']:,} rows of {counts['tables']:,} tables agree on {', '.join(backends)}")


if __name__ == "__main__":
    main(sys.argv[1:])
