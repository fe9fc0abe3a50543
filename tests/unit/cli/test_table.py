"""``--table``: the offers of a table, in every command that takes offers."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.unit.cli.conftest import Offerkit

CRITERIA = "candidate.criteria"
NORTHSIDE = "offers.csv#Northside"
ROWS = """\
offer,offer.kind,pay.base,manager.mentoring,current.pay.base,current.manager.mentoring
New,,60k USD per year,often,48k USD per year,rarely
Stay,counter,55k USD per year,,48k USD per year,rarely
"""


@pytest.mark.parametrize("command", ["explain", "questions", "procon", "negotiate"])
def test_commands_about_one_offer_take_one_of_a_table(
    examples: Path, offerkit: Offerkit, command: str
) -> None:
    as_json = ["--format", "json"] if command == "explain" else ["--json"]
    ran = offerkit(command, CRITERIA, "--table", "offers.csv#lakeshore", *as_json)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["file"] == "offers.csv#Lakeshore"
    ran = offerkit(command, CRITERIA, "--table", "offers.csv")
    if command == "questions":
        assert "Questions about the order of 3 offers" in ran.out
        return
    assert (ran.code, ran.out) == (2, "")
    assert "3 offers are given" in ran.err
    assert "`offers.csv#Lakeshore`" in ran.err


def test_labels_follow_the_criteria_if_the_offer_is_in_a_table(
    examples: Path, offerkit: Offerkit
) -> None:
    ran = offerkit("explain", CRITERIA, "Money", "A mentor", "--table", NORTHSIDE)
    assert (ran.code, ran.err) == (0, "")
    assert "Money" in ran.out
    assert "A mentor" in ran.out
    assert "Work I like" not in ran.out


def test_offers_in_files_come_before_those_in_tables(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit(
        "decide",
        CRITERIA,
        "small-market.toml",
        "--table",
        "offers.csv",
        "--table",
        NORTHSIDE,
        "--json",
    )
    assert ran.code == 0
    files = [json.loads(line)["offer"]["file"] for line in ran.out.splitlines()]
    names = [f"offers.csv#{name}" for name in ("Northside", "Lakeshore", "Riverview", "Northside")]
    assert files == ["small-market.toml", *names]


def test_a_table_is_compared_by_the_names_in_it(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("compare", CRITERIA, "--table", "offers.csv", "--samples", "0", "--json")
    assert ran.code == 0
    names = {option["name"] for option in json.loads(ran.out)["options"]}
    assert names == {"Northside", "Lakeshore", "Riverview", "current"}


def test_a_report_of_a_table_is_not_written_over_it(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("report", CRITERIA, "--table", NORTHSIDE, "-o", "page.html")
    assert (ran.code, ran.out) == (0, "Wrote page.html.\n")
    assert "Northside" in (examples / "page.html").read_text("utf-8")
    ran = offerkit("report", CRITERIA, "--table", NORTHSIDE, "-o", "offers.csv", "--force")
    assert ran.code == 2
    assert "is an input file" in ran.err


def test_pay_and_answer_take_an_offer_of_a_table(examples: Path, offerkit: Offerkit) -> None:
    for more in ([], ["--criteria", CRITERIA]):
        ran = offerkit("pay", "--table", NORTHSIDE, "--json", *more)
        assert (ran.code, ran.err) == (0, "")
        assert json.loads(ran.out)["file"] == NORTHSIDE
    (examples / "mine.txt").write_text(offerkit("answer", "--show-template", "accept").out)
    ran = offerkit(
        "answer",
        CRITERIA,
        "--table",
        NORTHSIDE,
        "--for",
        "accept",
        "--template",
        "mine.txt",
        "--json",
    )
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["file"] == NORTHSIDE


def test_the_counter_offer_of_a_table_is_found(folder: Path, offerkit: Offerkit) -> None:
    Path("my.criteria").write_text(
        'leaving "Nobody to learn from" until manager.mentoring >= often'
    )
    Path("both.csv").write_text(ROWS)
    ran = offerkit("counter", "my.criteria", "--table", "both.csv", "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert (found["file"], found["new_file"]) == ("both.csv#Stay", "both.csv#New")
    ran = offerkit("counter", "my.criteria", "--table", "both.csv#Stay", "--json")
    assert json.loads(ran.out)["new_file"] is None
    ran = offerkit("counter", "my.criteria", "--table", "both.csv#New")
    assert (ran.code, ran.out) == (2, "")
    assert "both.csv#New" in ran.err


def test_the_other_offers_of_a_wrong_table_are_decided(folder: Path, offerkit: Offerkit) -> None:
    Path("my.criteria").write_text("dealbreaker if leave.days < 20")
    Path("a.csv").write_text("offer,leave.days\nAcme,often\nBorealis,25\n")
    ran = offerkit("decide", "my.criteria", "--table", "a.csv", "--json")
    assert ran.code == 1
    assert json.loads(ran.out)["offer"]["file"] == "a.csv#Borealis"
    assert 'a.csv:2:6 (row 2, column "leave.days")' in ran.err
    ran = offerkit("decide", "my.criteria", "--table", "a.csv#Borealis")
    assert (ran.code, ran.err) == (0, "")
    ran = offerkit("compare", "my.criteria", "--table", "a.csv")
    assert (ran.code, ran.out) == (1, "")


def test_mistakes_in_headings_leave_nothing_to_decide(folder: Path, offerkit: Offerkit) -> None:
    Path("my.criteria").write_text("dealbreaker if leave.days < 20")
    Path("a.csv").write_text("offer,leave.dys\nAcme,25\n")
    ran = offerkit("decide", "my.criteria", "--table", "a.csv#Acme")
    assert (ran.code, ran.out) == (1, "")
    assert "did you mean `leave.days`?" in ran.err


def test_check_finds_the_errors_of_a_table(folder: Path, offerkit: Offerkit) -> None:
    Path("own.criteria").write_text("fact office.dogs: yes/no\npro if office.dogs")
    Path("a.csv").write_text("offer,office.dogs\nAcme,yes\n")
    ran = offerkit("check", "own.criteria", "--table", "a.csv")
    assert (ran.code, ran.out) == (0, "own.criteria: no errors\na.csv: no errors\n")
    ran = offerkit("check", "--table", "a.csv")
    assert ran.code == 1
    assert "error[unknown-key]" in ran.err


def test_standard_input_can_be_a_table(examples: Path, offerkit: Offerkit) -> None:
    data = (examples / "offers.csv").read_bytes()
    ran = offerkit("decide", CRITERIA, "--table", "-", "--json", stdin=data)
    assert ran.code == 0
    assert json.loads(ran.out.splitlines()[0])["offer"]["file"] == "<stdin>#Northside"
    ran = offerkit("decide", CRITERIA, "-", "--table", "-", stdin=data)
    assert ran.code == 2
    assert "only once" in ran.err


def test_a_sheet_and_an_offer_of_a_workbook_are_chosen(folder: Path, offerkit: Offerkit) -> None:
    Path("my.criteria").write_text("dealbreaker if leave.days < 20")
    book = openpyxl.Workbook()
    for title, days in (("Spring", 25), ("Autumn", 15)):
        sheet = book.create_sheet(title)
        sheet.append(["offer", "leave.days"])
        sheet.append(["Acme", days])
    book.save("jobs.xlsx")
    ran = offerkit("decide", "my.criteria", "--table", "jobs.xlsx")
    assert (ran.code, ran.out) == (1, "")
    assert "`jobs.xlsx#Spring`" in ran.err
    for name in ("jobs.xlsx#Autumn", "jobs.xlsx#Autumn#Acme"):
        ran = offerkit("decide", "my.criteria", "--table", name, "--json")
        assert ran.code == 0
        found = json.loads(ran.out)
        assert found["verdict"] == "decline"
        assert found["offer"]["file"] == "jobs.xlsx#Autumn#Acme"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["decide", CRITERIA], "give an offer file, or a table of offers with --table"),
        (["pay"], "give an offer file, or a table of offers with --table"),
        (["counter", CRITERIA], "give an offer file, or a table of offers with --table"),
        (["check"], "give files to check, or a table of offers with --table"),
        (["decide", CRITERIA, "--table", "no.csv"], "cannot read no.csv: the file does not exist"),
        (["decide", CRITERIA, "--table", "half-known.toml"], "half-known.toml is not a table"),
        (["decide", CRITERIA, "--table", "offers.csv#Northsid"], "did you mean `Northside`?"),
        (["counter", CRITERIA, "--table", "offers.csv"], "3 offers are given"),
    ],
)
def test_wrong_usage_is_said(
    examples: Path, offerkit: Offerkit, arguments: list[str], message: str
) -> None:
    ran = offerkit(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


@pytest.mark.parametrize("command", ["decide", "check"])
def test_a_table_in_place_of_an_offer_is_one_error(
    examples: Path, offerkit: Offerkit, command: str
) -> None:
    ran = offerkit(command, CRITERIA, "offers.csv")
    assert ran.code == 1
    assert "take it as `--table FILE`" in ran.err
