"""``offerkit decide``: a verdict on every offer, as text, JSON or a table."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from cyclopts import Parameter

from offerkit.cli.loading import day_given, load_job, offers_in, on_day, read_sets
from offerkit.cli.options import CriteriaFile, Criterias, CurrentJob, Json, Root, Tables, Today
from offerkit.cli.rows import decide_rows, holds_rows
from offerkit.cli.screen import HAS_ERRORS, OK, UsageError, print_json, print_parts, width
from offerkit.cli.streams import put, show
from offerkit.evaluate.verdict import Verdict
from offerkit.render.tables import Row, decision_row, summary, to_csv, to_markdown
from offerkit.render.text.decide import decision_parts

VERDICT_CODES: Final = {
    Verdict.ACCEPT: 0,
    Verdict.CONSIDER: 10,
    Verdict.FIND_OUT: 11,
    Verdict.DECLINE: 12,
}
"""Exit codes of ``--exit-verdict``; the highest, if there are several offers."""


def decide(
    criteria: CriteriaFile,
    offers: Criterias | None = None,
    /,
    *,
    table: Tables = None,
    current: CurrentJob = None,
    today: Today = None,
    root: Root = None,
    format: Annotated[  # noqa: A002 - the name of the option
        Literal["text", "json", "csv", "markdown", "summary"],
        Parameter(
            help="Output format: text (default), json (one object on a line), csv or markdown (a "
            "row for each decision), or summary (a line for each, and how many came to what)."
        ),
    ] = "text",
    json: Json = False,
    map: Annotated[  # noqa: A002 - the name of the option
        str | None,
        Parameter(
            help="TOML file that says what the columns of a table are about that are not named "
            "after facts; the table then has a row for each offer, and may have millions.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        Parameter(
            name=["--output", "-o"],
            help="File to write the rows of such a table to, with the verdicts: .parquet, .csv or "
            ".jsonl.",
        ),
    ] = None,
    engine: Annotated[
        Literal["polars", "duckdb", "spark"] | None,
        Parameter(
            help="What decides such a table: polars (default), duckdb (also for .duckdb#TABLE) or "
            "spark.",
        ),
    ] = None,
    exit_verdict: Annotated[
        bool,
        Parameter(
            help="Exit with a code for the verdict: accept 0, consider 10, find out 11, decline "
            "12; the highest if there are several offers.",
        ),
    ] = False,
) -> int:
    """Decide offers by your criteria, with reasons.

    Pay is compared as offers state it: taxes and insurance are not deducted, unless
    your criteria read a fact that does, such as `pay.net`.

    For example:

        offerkit decide my.criteria offer.toml
        offerkit decide my.criteria offers/*.toml --json
        offerkit decide my.criteria --table offers.csv
        offerkit decide my.criteria --table board.parquet --map board.toml -o all.parquet
        curl -s https://example.org/job.html | offerkit decide my.criteria -
        offerkit decide clients/*.criteria offers/*.toml --format csv > all.csv
        offerkit decide my.criteria offers/*.toml --format summary --exit-verdict
        offerkit decide my.criteria offer.toml --exit-verdict && echo "say yes"

    Exit codes: 0 decided, 1 a file has errors (other offers are still decided),
    2 wrong usage or a file cannot be read. With --exit-verdict, if no file has
    errors, 0 all accept, 10 one is consider, 11 one is find out, 12 one is
    decline: the highest counts.
    """
    day = day_given("--today", today)
    if json:
        format = "json"  # noqa: A001
    if map or output or engine or holds_rows(table):
        if offers or current or today or format not in {"text", "summary"}:
            words = "a table with a row for each offer is decided alone, as text"
            raise UsageError(f"--table: {words}; --output writes its rows.")
        found = decide_rows(criteria, table, map, output, engine, root)
        if isinstance(found, int):
            return found
        codes = [VERDICT_CODES[Verdict(verdict)] for verdict in found]
        return max(codes, default=OK) if exit_verdict else OK
    sets, inputs, has_errors = read_sets(criteria, offers or (), root, table)
    verdicts: list[Verdict] = []
    rows: list[Row] = []
    unreadable = 0
    for name, mine in sets.items():
        wrong = 0
        for given in offers_in(inputs, mine.schema, root, load_job(current, mine.schema)):
            if given is None:
                wrong += 1
                # The same file is wrong by all criteria, or by those that declare what is in it.
                unreadable = max(unreadable, wrong)
                continue
            decision = mine.decide(on_day(given, day).offer)
            if format == "json":
                data = decision.to_dict(file=given.file)
                data["criteria"]["file"] = name
                print_json(data)
            elif format == "text":
                if verdicts:
                    show("", "-" * width(), "")
                if len(sets) > 1:
                    show(f"By {name}", "")
                ask = decision.questions
                print_parts(decision_parts, decision, ask=ask, name=given.file)
            else:
                asked, by = decision.questions(), decision.decided_by
                rows.append(decision_row(given.file, name, asked, by))
            verdicts.append(decision.verdict)
    if format == "csv":
        put(to_csv(rows))
    elif format == "markdown":
        put(f"{to_markdown(rows)}\n")
    elif format == "summary":
        show(*summary(rows, unreadable).split("\n"))
    if has_errors or unreadable:
        return HAS_ERRORS
    return max(VERDICT_CODES[verdict] for verdict in verdicts) if exit_verdict else OK
