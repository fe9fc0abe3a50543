"""Frames of every kind that is installed: verdicts, units, what is wrong, offers there and back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from offerkit.criteria import parse_criteria
from offerkit.errors import OfferError

pytest.importorskip("narwhals")
polars = pytest.importorskip("polars")
pandas = pytest.importorskip("pandas")
pyarrow = pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

from tests.frames import BACKENDS, HEAVY, rows_of  # noqa: E402 - it needs them

_TEXTS = pyarrow.list_(pyarrow.string())
CRITERIA = parse_criteria(
    """
    dealbreaker "Too far"      if commute.time > 60 min
    dealbreaker "Too little"   if pay.base < 40k USD per year
    dealbreaker "Not there"    if manager.presence < sometimes
    pro "Days at home"         if remote.days >= 3 weight 3
    con "Large team"           if team.size > 12
    prefer "Money"             pay.base from 40k to 90k USD per year weight 2
    accept at 70%
    """
)
MAP = {"salary": {"fact": "pay.base", "currency": "cur", "per": "year"}}
TABLE: dict[str, list[Any]] = {
    "offer": ["a", "b", "c", "d", "e"],
    "salary": [52_000, None, 38_000, 61_000, 90_000],
    "cur": ["USD", "USD", "USD", "EUR", "USD"],
    "commute.time": [45.5, None, 20.0, 90.0, 60.0],
    "remote.days": [3, 4, 0, 5, None],
    "team.size": [8, None, 40, 6, 12],
    "manager.presence": ["often", "does not apply", None, "rarely..sometimes", "sometimes"],
}


def offers_by_hand() -> list[Any]:
    """Return the offers that the table states."""
    found = []
    for at in range(len(TABLE["offer"])):
        row = {column: values[at] for column, values in TABLE.items()}
        pay = None if row["salary"] is None else f"{row['salary']} {row['cur']} per year"
        time = None if row["commute.time"] is None else f"{row['commute.time']} min"
        data = {
            "pay": {"base": pay},
            "commute": {"time": time},
            "remote": {"days": row["remote.days"]},
            "team": {"size": row["team.size"]},
            "manager": {"presence": row["manager.presence"]},
        }
        found.append(CRITERIA.read_offer(data))
    return found


# Narwhals says at each frame of dask that these will be in a package of their own.
pytestmark = pytest.mark.filterwarnings("ignore:Dask support:FutureWarning")


# Dask takes seconds for this table, and has a test of its own; Spark, its own module.
@pytest.mark.parametrize("backend", [name for name in BACKENDS if name not in {"dask", *HEAVY}])
def test_every_engine_says_what_the_evaluator_says(backend: str) -> None:
    native = BACKENDS[backend](polars.DataFrame(TABLE))
    decided = CRITERIA.decide_frame(native, MAP, truths=True, missing=True)
    assert type(decided) is type(native)
    rows = sorted(rows_of(decided), key=lambda row: row["offer"])
    for row, offer in zip(rows, offers_by_hand(), strict=True):
        decision = CRITERIA.decide(offer)
        assert row["verdict"] == decision.verdict.value
        possible = {str(verdict) for verdict in decision.possible}
        for verdict in ("decline", "consider", "accept"):
            assert row[f"may_{verdict}"] is (verdict in possible)
        assert decision.score is not None
        assert row["score_low"] == pytest.approx(float(decision.score.low), abs=1e-12)
        assert row["score_high"] == pytest.approx(float(decision.score.high), abs=1e-12)
        assert row["exact"] is True
        assert set(filter(None, row["missing"].split(", "))) == set(map(str, decision.missing))
        for finding in decision.findings:
            assert row[f"truth: {finding.label}"] == finding.truth.name.lower()


def test_the_columns_of_a_frame_and_their_order_are_kept() -> None:
    frame = pandas.DataFrame(TABLE, index=[3, 1, 4, 1, 5])
    decided = CRITERIA.decide_frame(frame, MAP)
    assert [*decided.columns[: len(TABLE)]] == [*TABLE]
    assert [*decided.index] == [3, 1, 4, 1, 5]
    assert [*decided["offer"]] == TABLE["offer"]
    assert [*decided.columns[len(TABLE) :]] == [
        *("verdict", "may_decline", "may_consider", "may_accept"),
        *("score_low", "score_high", "exact"),
    ]


def test_a_number_at_a_threshold_is_compared_exactly() -> None:
    criteria = parse_criteria(
        "dealbreaker if commute.time > 0.1 min\npro if commute.cost >= 1 USD per week"
    )
    frame = polars.DataFrame(
        {"commute.time": [0.1, 0.1 + 2**-56, 0.09999999999999999, 0.30000000000000004]}
    )
    assert criteria.decide_frame(frame)["may_decline"].to_list() == [False, True, False, True]
    third = polars.DataFrame({"commute.cost": [4.333333333333333, 4.333333333333334, 4.4, 4.0]})
    decided = criteria.decide_frame(third, {"commute.cost": "commute.cost (USD per month)"})
    assert decided["score_low"].to_list() == [0.0, 1.0, 1.0, 0.0]


def test_open_facts_that_are_read_twice_are_settled_by_their_cells() -> None:
    criteria = parse_criteria(
        'dealbreaker "Wrong size" if team.size < 3 and team.size > 5\n'
        "pro if team.size < 10\ncon if team.size >= 10 weight 3\naccept at 25%"
    )
    decided = criteria.decide_frame(polars.DataFrame({"team.size": [None, 4, 12]}))
    assert decided["verdict"].to_list() == ["find_out", "accept", "consider"]
    assert decided["may_decline"].to_list() == [False] * 3
    said = criteria.decide_frame(polars.DataFrame({"team.size": [None, 4]}), beyond="say")
    assert said["may_decline"].to_list() == [True, False]
    assert said["exact"].to_list() == [False, True]


def test_a_statement_that_needs_every_value_can_be_refused() -> None:
    criteria = parse_criteria('pro "A raise" if pay.base >= 1.15 * current.pay.base')
    pay = {
        "pay.base": "pay.base (USD per year)",
        "current.pay.base": "current.pay.base (USD per year)",
    }
    frame = polars.DataFrame({"pay.base": [52_000, 40_000], "current.pay.base": [45_000, None]})
    decided = criteria.decide_frame(frame, pay)
    assert decided["score_low"].to_list() == [1.0, 0.0]
    assert decided["score_high"].to_list() == [1.0, 1.0]
    with pytest.raises(OfferError, match="A raise") as refused:
        criteria.decide_frame(frame, pay, beyond="refuse")
    assert refused.value.diagnostics[0].code == "beyond-engine"


def test_codes_sets_and_ranges_are_read_as_a_mapping_says() -> None:
    criteria = parse_criteria(
        'dealbreaker if role.seniority < mid\npro if work.tools includes "SQL"\n'
        "con if hours.week > 40\naccept at 100%"
    )
    columns: dict[str, str | dict[str, Any]] = {
        "level": {"fact": "role.seniority", "values": {"EN": "junior", "SE": "senior"}},
        "skills": {"fact": "work.tools", "separator": ","},
        "from": "hours.week.low",
        "to": "hours.week.high",
    }
    frame = polars.DataFrame(
        {
            "level": ["SE", "EN", None],
            "skills": ["sql, R", "SQL", None],
            "from": [35, 20, None],
            "to": [40, None, 30],
        }
    )
    decided = criteria.decide_frame(frame, columns)
    assert decided["verdict"].to_list() == ["accept", "decline", "find_out"]


@pytest.mark.parametrize(
    ("data", "columns", "code", "cell"),
    [
        ({"commute.tme": [1]}, {}, "unknown-key", 'column "commute.tme"'),
        ({"pay.base": [1]}, {}, "missing-currency", 'column "pay.base", row 1'),
        ({"commute.time": [True]}, {}, "wrong-type", 'column "commute.time"'),
        ({"commute.time": [-1, 5]}, {}, "out-of-bounds", 'column "commute.time", row 1'),
        (
            {"manager.presence": ["often", "daly", "daly", "daly", "daly"]},
            {},
            "unknown-level",
            'column "manager.presence", rows 2, 3 and 4 (4 rows in all)',
        ),
        ({"pay.base": ["52k USD per year", "lots"]}, {}, "bad-amount", 'column "pay.base", row 2'),
        ({"a": [1]}, {"b": "team.size"}, "unknown-column", 'column "b"'),
        ({"a": [1]}, {"a": {"fact": "team.size", "unti": "x"}}, "unknown-key", 'column "a"'),
        ({"team.size": [1], "a": [2]}, {"a": "team.size"}, "duplicate-key", 'column "team.size"'),
        ({"verdict": [1]}, {}, "duplicate-key", 'column "verdict"'),
        ({"remote.days": [float("nan"), 1.0]}, {}, "nothing-said", 'column "remote.days", row 1'),
    ],
)
def test_what_is_wrong_is_named_with_its_column_and_first_rows(
    data: dict[str, Any], columns: dict[str, Any], code: str, cell: str
) -> None:
    with pytest.raises(OfferError) as wrong:
        CRITERIA.decide_frame(polars.DataFrame(data), columns)
    [diagnostic] = wrong.value.diagnostics
    assert (diagnostic.code, diagnostic.cell) == (code, cell)


def test_offers_come_back_from_a_frame() -> None:
    offers = [
        CRITERIA.read_offer(
            {
                "pay": {"base": "60k..75k USD per year"},
                "team": {"size": Decimal("7.5")},
                "clients": {"names": {"at_least": ["A; B"]}},
                "offer": {"start": date(2027, 1, 4)},
                "manager": "none",
                "promised": {"manager": {"name": '"unknown" '}},
                "current": {"visa": {"needed": True}},
            }
        ),
        CRITERIA.read_offer({"current": "none", "work": {"tools": ["SQL", "R"]}}),
        CRITERIA.read_offer({"team": {"size": 3}}),
    ]
    for backend in ("polars", "pandas", "pyarrow"):
        frame = CRITERIA.offers_to_frame(offers, backend=backend)
        assert CRITERIA.offers_from_frame(frame) == tuple(offers)
    assert isinstance(CRITERIA.offers_to_frame(offers, backend="pyarrow"), pyarrow.Table)


def test_lists_and_objects_are_read() -> None:
    criteria = parse_criteria('dealbreaker unless work.tools includes "SQL"\npro if visa.sponsored')
    lists = polars.DataFrame({"work.tools": [["SQL", 'a "b"'], ["R"], None]})
    for frame in (lists, lists.lazy(), lists.to_pandas(), lists.to_arrow()):
        decided = rows_of(criteria.decide_frame(frame))
        assert [row["verdict"] for row in decided] == ["consider", "decline", "find_out"]
    objects = pandas.DataFrame({"visa.sponsored": [True, None, False]}, dtype=object)
    scores = criteria.decide_frame(objects)["score_low"]
    assert [*scores] == [1.0, 0.0, 0.0]


def test_the_parts_of_a_frame_of_dask_are_decided_when_it_is_computed() -> None:
    dask = pytest.importorskip("dask.dataframe")
    skills = pandas.Series([["SQL"], ["R"], None], dtype=pandas.ArrowDtype(_TEXTS), index=[5, 6, 9])
    frame = dask.from_pandas(pandas.DataFrame({"work.tools": skills}), npartitions=2)
    criteria = parse_criteria('dealbreaker unless work.tools includes "SQL"')
    decided = criteria.decide_frame(frame, prefix="ok ")
    assert isinstance(decided, dask.DataFrame)
    assert decided.divisions == frame.divisions
    found = decided.compute()
    assert dict(found["ok verdict"]) == {5: "consider", 6: "decline", 9: "find_out"}
    assert [*found.dtypes] == [*decided.dtypes]
    wrong = dask.from_pandas(pandas.DataFrame({"team.size": [3, 4, -1]}), npartitions=2)
    with pytest.raises(OfferError) as refused:
        CRITERIA.decide_frame(wrong)
    assert refused.value.diagnostics[0].cell == 'column "team.size"'
