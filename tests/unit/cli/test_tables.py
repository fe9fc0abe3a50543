"""Many criteria and many offers in one run, as tables, and in a few lines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Offerkit

LARGE = 'dealbreaker "Too large" if team.size > 20\npro "Money" if pay.base > 50k USD per year\n'
SMALL = 'dealbreaker "Too | small" if team.size < 5\n'
OFFERS = {
    "three.toml": "team.size = 3\npay.base = '60k USD per year'\n",
    "thirty.toml": "team.size = 30\n",
    "open.toml": "",
}


@pytest.fixture
def files(folder: Path) -> list[str]:
    """Two criteria of the same name, and three offers."""
    for name, text in {"a/my.criteria": LARGE, "b/my.criteria": SMALL, **OFFERS}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return ["a/my.criteria", "b/my.criteria", *OFFERS]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_all_criteria_decide_all_offers(files: list[str], offerkit: Offerkit) -> None:
    ran = offerkit("decide", *files, "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    rows = table(ran.out)
    assert [(row["criteria"], row["offer"], row["verdict"]) for row in rows] == [
        ("a/my.criteria", "three.toml", "consider"),
        ("a/my.criteria", "thirty.toml", "decline"),
        ("a/my.criteria", "open.toml", "find_out"),
        ("b/my.criteria", "three.toml", "decline"),
        ("b/my.criteria", "thirty.toml", "consider"),
        ("b/my.criteria", "open.toml", "find_out"),
    ]
    assert (rows[0]["score_low"], rows[0]["score_high"]) == ("100", "100")
    assert rows[1]["decided_by"] == "Too large"
    assert rows[2]["possible"] == "decline; consider"
    assert rows[2]["ask_first"].endswith("?")
    assert rows[3]["decided_by"] == "Too | small"


def test_each_way_to_write_them_says_the_same(files: list[str], offerkit: Offerkit) -> None:
    rows = table(offerkit("decide", *files, "--format", "csv").out)
    read = [json.loads(line) for line in offerkit("decide", *files, "--json").out.splitlines()]
    assert [
        (it["criteria"]["file"], it["offer"]["file"], it["verdict"], "; ".join(it["decided_by"]))
        for it in read
    ] == [(it["criteria"], it["offer"], it["verdict"], it["decided_by"]) for it in rows]
    lines = offerkit("decide", *files, "--format", "markdown").out.splitlines()
    assert lines[0].startswith("| offer | criteria | verdict | possible | score low |")
    assert len(lines) == 2 + len(rows)
    assert "| find out |" in lines[4]
    assert "Too \\| small" in lines[5]
    pages = offerkit("decide", *files).out
    assert pages.count("By a/my.criteria\n\n") == pages.count("By b/my.criteria\n\n") == 3


def test_a_summary_counts_all_offers(files: list[str], offerkit: Offerkit) -> None:
    ran = offerkit("decide", *files, "--format", "summary", "--exit-verdict")
    assert ran.code == 12
    assert ran.out.splitlines() == [
        "consider  three.toml  (by a/my.criteria)",
        "decline   thirty.toml  (by a/my.criteria)",
        "find out  open.toml  (by a/my.criteria)",
        "decline   three.toml  (by b/my.criteria)",
        "consider  thirty.toml  (by b/my.criteria)",
        "find out  open.toml  (by b/my.criteria)",
        "6 decisions: 2 consider, 2 find out, 2 decline.",
    ]


def test_a_file_with_errors_is_left_out_and_counted(files: list[str], offerkit: Offerkit) -> None:
    Path("b/my.criteria").write_text("con if team.sise > 3", encoding="utf-8")
    Path("thirty.toml").write_text("team.size = 'many'", encoding="utf-8")
    ran = offerkit("decide", *files, "--format", "summary", "--exit-verdict")
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "consider  three.toml",
        "find out  open.toml",
        "2 decisions: 1 consider, 1 find out. 1 with errors.",
    ]
    assert ran.err.count("error[") == 2


def test_nothing_but_criteria_is_no_offer(files: list[str], offerkit: Offerkit) -> None:
    ran = offerkit("decide", *files[:2])
    assert ran.code == 2
    assert "give an offer file" in ran.err


def test_no_text_is_a_formula(folder: Path, offerkit: Offerkit) -> None:
    name = '=cmd|calc "\u001b'
    Path("my.criteria").write_text('dealbreaker "=1+1" if team.size > 1', encoding="utf-8")
    Path(f"{name}.toml").write_text("team.size = 2", encoding="utf-8")
    row = table(offerkit("decide", "my.criteria", f"{name}.toml", "--format", "csv").out)[0]
    assert row["offer"] == "'=cmd|calc \"\\u{1b}.toml"
    assert row["decided_by"] == "'=1+1"


def test_a_comparison_has_a_column_for_each_statement(files: list[str], offerkit: Offerkit) -> None:
    Path("a/my.criteria").write_text(f'{LARGE}con "option" if team.size < 4\n', encoding="utf-8")
    ran = offerkit("compare", *files, "--samples", "10", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    rows = table(ran.out)
    assert [row["criteria"] for row in rows] == ["a/my.criteria"] * 3 + ["b/my.criteria"] * 3
    first = next(row for row in rows if row["option"] == "three")
    assert (first["Too large"], first["Money"], first["option (2)"]) == ("false", "true", "true")
    assert first["Too | small"] == ""
    out = next(row for row in rows if row["option"] == "thirty")
    assert (out["place_best"], out["place_worst"], out["verdict"]) == ("", "", "decline")


def test_a_comparison_in_markdown(files: list[str], offerkit: Offerkit) -> None:
    ran = offerkit("compare", *files, "--samples", "0", "--format", "markdown")
    assert ran.code == 0
    assert ran.out.count("| option | criteria |") == 2
    assert ran.out.count("| statement | kind | weight |") == 2
    assert "| Too \\| small | dealbreaker | 0 |" in ran.out
    assert "first certain" not in ran.out
    lines = [line.count("|") - line.count("\\|") for line in ran.out.splitlines() if "|" in line]
    assert {*lines} <= {7, 8, 9, 10, 11}


def test_comparisons_of_several_criteria(files: list[str], offerkit: Offerkit) -> None:
    ran = offerkit("compare", *files, "--samples", "0", "--json")
    names = [json.loads(line)["criteria"]["file"] for line in ran.out.splitlines()]
    assert names == ["a/my.criteria", "b/my.criteria"]
    Path("b/my.criteria").write_text("con if", encoding="utf-8")
    ran = offerkit("compare", *files, "--samples", "0")
    assert ran.code == 1
    assert ran.out.startswith("3 options by my.criteria")


def test_a_report_says_whom_it_is_for(files: list[str], offerkit: Offerkit) -> None:
    about = ("--title", "Autumn <b>", "--name", "Kim", "--date", "2026-11-26")
    for offers in (["three.toml"], [*OFFERS]):
        page = offerkit("report", "a/my.criteria", *offers, *about).out
        assert "<title>Autumn &lt;b&gt;</title>" in page
        assert "Autumn &lt;b&gt; &#183; For Kim &#183; 2026-11-26" in page
    plain = offerkit("report", "a/my.criteria", "three.toml").out
    assert "For " not in plain.partition("</header>")[0].rpartition("<header>")[2]
    assert offerkit("report", "a/my.criteria", "three.toml", "--date", "soon").code == 2
