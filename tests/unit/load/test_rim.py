"""What the libraries behind the formats raise is an error with a place, at a bounded cost."""

from __future__ import annotations

import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from offerkit.cli.app import run
from offerkit.errors import OfferError
from offerkit.load import read_offer
from offerkit.load.formats import Format
from offerkit.load.locate import Place, Places
from offerkit.load.loose_json import MAX_VALUES, Room, read_loose
from offerkit.span import Source
from offerkit.values import UNKNOWN
from tests.unit.cli.conftest import Offerkit, folder, offerkit

__all__ = ["folder", "offerkit"]
DEEP = 100_000
SCRIPT = '<script type="application/ld+json">{}</script>'
POSTING = '{"@type": "JobPosting", "title": "Planner", "jobStartDate": "soon", %s}'


def problem_of(text: str, kind: Format) -> tuple[str, str]:
    """Return the code of the first problem of an offer, and the text at its place."""
    if kind == "yaml":
        pytest.importorskip("yaml")
    with pytest.raises(OfferError) as caught:
        read_offer(text, format=kind)
    first = caught.value.diagnostics[0]
    assert str(caught.value)
    return first.code, first.primary.span.text[:20]


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ('company:\n  name: "\\U00110000"', "bad-syntax", "0"),
        ('company:\n  name: "\\UFFFFFFFF"', "bad-syntax", "F"),
        ("company: {name: '\\U00110000'", "bad-syntax", ""),
        (f"%YAML 1.{'9' * 5_000}\n--- {{}}", "bad-syntax", "9"),
        (f"%YAML {'9' * 5_000}.1\n--- {{}}", "bad-syntax", "9"),
        ("%YAML 2.0\n--- {}", "bad-syntax", "%"),
        ("!%ff a", "bad-syntax", "%"),
        ("a: |0\n  x", "bad-syntax", "0"),
        ("[" * DEEP, "nested-too-deep", "["),
        ("- " * 5_000 + "a", "nested-too-deep", "-"),
        ("? " * 5_000 + "a", "nested-too-deep", "?"),
    ],
)
def test_yaml(text: str, code: str, at: str) -> None:
    assert problem_of(text, "yaml") == (code, at)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("a = " + "[" * DEEP, "toml", "nested-too-deep"),
        ("a = " + "{a = " * 20_000, "toml", "nested-too-deep"),
        ("offer.start = 2026-13-45", "toml", "bad-syntax"),
        ("offer.start = 2026-01-01T00:00:00+99:99", "toml", "bad-syntax"),
        ('company.name = "\\U00110000"', "toml", "bad-syntax"),
        ("[" * DEEP + "]" * DEEP, "json", "nested-too-deep"),
        ('{"a":' * 40_000, "json", "nested-too-deep"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "json", "nested-too-deep"),
        ('{"a": "' + "\\" * 100_001, "json", "bad-syntax"),
        ("<![x[" * 200_000, "html", "no-posting"),
        ("<a " * 1_000_000, "html", "no-posting"),
        ("<!--" * 200_000, "html", "no-posting"),
        ("<" * 1_000_000, "html", "no-posting"),
        (SCRIPT.format("[" * 500_000), "html", "bad-syntax"),
        (SCRIPT.format('{"a":' * 150_000), "html", "bad-syntax"),
        (SCRIPT.format("[" + "{}," * 400_000), "html", "file-too-large"),
        (SCRIPT.format("[]") * (MAX_VALUES + 1), "html", "too-many-values"),
        (SCRIPT.format("[" + "1," * 300_000 + "1]"), "html", "too-many-values"),
    ],
)
def test_other_formats(text: str, kind: Format, code: str) -> None:
    assert problem_of(text, kind)[0] == code


@pytest.mark.parametrize(
    "within",
    [
        '"x": ' + "[" * 50_000,
        '"x": ' + '{"a":' * 50_000 + "1" + "}" * 50_000,
        '"x": [' + "1," * (MAX_VALUES + 1) + "1]",
    ],
)
def test_a_posting_before_what_cannot_be_read(within: str) -> None:
    offer = read_offer(SCRIPT.format(POSTING % within), format="html")
    assert offer.role.title == "Planner"
    assert "soon" in {note.primary.span.text.strip('"') for note in offer.notes}


def test_items_of_a_page_are_read_up_to_the_limit() -> None:
    item = '<div itemscope itemtype="https://schema.org/JobPosting"><b itemprop="title">Planner</b>'
    offer = read_offer(item + "<p>" * (2 * MAX_VALUES), format="html")
    assert offer.role.title == "Planner"
    assert problem_of(
        '<div itemscope itemtype="https://schema.org/Thing">' + "<p>" * (2 * MAX_VALUES), "html"
    ) == ("too-many-values", "")


# --- places --------------------------------------------------------------------------------------


def places_of(text: str) -> Places:
    source = Source("a", text)
    places = Places(source)
    read_loose(source, 0, len(text), [], places, Room())
    return places


def test_only_places_that_are_asked_for_are_found() -> None:
    text = json.dumps([{"a": [1, {"b": 2}], "c": {"d": 3}}, {"e": 4}])
    places = places_of(text)
    assert not places.known
    assert places.span((0, 0, "a", 1, "b")).text == "2"
    assert places.known.keys() == {
        (0,), (0, 0), (0, 0, "a"), (0, 0, "a", 1), (0, 0, "a", 1, "b")
    }  # fmt: skip
    assert places.span((0, 0, "c"), on_key=True).text == '"c"'
    assert places.span((0, 1, "e", "none", 7)).text == "4"
    assert places.span((5,)).text == ""


def test_places_asked_for_together_are_found_in_one_scan() -> None:
    scans = list[frozenset[tuple[str | int, ...]]]()
    places = Places(Source("a", "text"))
    places.unread = [(range(2), scans.append), (range(2, 3), scans.append)]
    places.find([(0, "a"), (1,), (0, "b")])
    assert scans == [{(0,), (0, "a"), (0, "b"), (1,)}]
    places.find([(0, "a"), (1,)])
    assert len(scans) == 1
    places.find([(2, "a"), (0, "a", "deep")])
    assert scans[1:] == [{(0,), (0, "a"), (0, "a", "deep"), (2,), (2, "a")}] * 2


def test_values_that_were_moved_keep_their_places() -> None:
    places = Places(Source("a", "0123456789"))
    places.known = {(0,): Place((0, 9)), (0, "old"): Place((2, 5)), (0, "old", 1): Place((3, 4))}
    places.others[(0, "new")] = (0, "old")
    assert [places.span(path).text for path in ((0, "new"), (0, "new", 1), (0, "new", 7))] == [
        "234",
        "3",
        "234",
    ]


def test_what_is_cut_off_has_the_place_of_what_is_around_it() -> None:
    text = '{"a": [1, {"b": 2, "c": '
    places = places_of(text)
    assert places.span((0, "a", 1, "b")).text == "2"
    assert places.span((0, "a", 0)).text == "1"


@pytest.mark.parametrize("values", ["1", "[]", "{}", '"x"', '{"a":{"a":[1]}}'])
def test_a_large_page_with_one_mistake_costs_little(values: str) -> None:
    many = f"[{','.join([values] * (1_000_000 // (len(values) + 1)))}]"
    page = SCRIPT.format(POSTING % '"x": 1') + SCRIPT.format(many) * 8
    page = page[: 8 * 1024 * 1024]
    tracemalloc.start()
    offer = read_offer(page, format="html")
    assert [note.primary.span.text for note in offer.notes] == ['"soon"']
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200 * 2**20  # it took 1.6 GB


# --- paths ---------------------------------------------------------------------------------------

LONG = "x" * 300


@pytest.fixture
def strange(folder: Path) -> Path:
    """A folder with names that lead nowhere."""
    (folder / "good.criteria").write_text("pro if visa.needed\n")
    (folder / "good.toml").write_text("visa.needed = true\n")
    (folder / "circle").symlink_to("other")
    (folder / "other").symlink_to("circle")
    (folder / "folder").mkdir()
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("circle", "its links form a circle"),
        ("circle/a.toml", "its links form a circle"),
        ("circle#2", "its links form a circle"),
        (LONG, "its name is too long"),
        (f"{LONG}#1", "its name is too long"),
        (f"{'y/' * 3_000}z", "its name is too long"),
        ("good.toml/a", "a folder of its path is a file"),
        ("folder", "it is a folder"),
        ("none", "the file does not exist"),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        ("check", "{}"),
        ("format", "{}"),
        ("schema", "{}"),
        ("decide", "{}", "good.toml"),
        ("decide", "good.criteria", "{}"),
        ("decide", "good.criteria", "good.toml", "--current", "{}"),
        ("answer", "good.criteria", "good.toml", "--template", "{}"),
        ("new", "--from", "{}"),
        ("pay", "{}"),
    ],
)
def test_paths_that_lead_nowhere(
    strange: Path, offerkit: Offerkit, command: tuple[str, ...], name: str, why: str
) -> None:
    if name == "circle#2":
        why = "its links form a circle" if (strange / name).exists() else "does not exist|circle"
    ran = offerkit(*(argument.format(name) for argument in command))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("offerkit: cannot read ")
    assert any(part in ran.err for part in why.split("|"))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("name", ["circle", "circle/a", LONG, "good.toml/a", "folder"])
def test_paths_that_cannot_be_written(strange: Path, offerkit: Offerkit, name: str) -> None:
    for options in ((), ("--force",)):
        ran = offerkit("report", "good.criteria", "good.toml", "-o", name, *options)
        assert (ran.code in {1, 2}, ran.out) == (True, "")
        assert ran.err.startswith("offerkit: ")
        assert ran.err.count("\n") == 1
    if name != "folder":
        ran = offerkit("new", name)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("offerkit: cannot write to ")


@pytest.mark.skipif(sys.platform == "win32", reason="the current folder cannot be removed there")
def test_a_current_folder_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    (tmp_path / "a.criteria").write_text("pro if visa.needed")
    with (tmp_path / "a.criteria").open() as text:
        monkeypatch.setattr(sys, "stdin", text)
        assert run(["check", "-"]) == 2
    assert capsys.readouterr().err == "offerkit: the current folder does not exist any more.\n"
    assert run(["check", str(tmp_path / "a.criteria")]) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="it has no such permissions")
def test_a_folder_that_is_shut(strange: Path, offerkit: Offerkit) -> None:
    if os.geteuid() == 0:
        pytest.skip("who may do anything is refused nothing")
    shut = strange / "shut"
    shut.mkdir(0o000)
    try:
        ran = offerkit("check", "shut/a.criteria")
        assert ran.err == "offerkit: cannot read shut/a.criteria: permission denied.\n"
        (strange / "uses.criteria").write_text('use "shut/a.criteria"\n')
        assert "error[use-unreadable]" in offerkit("check", "uses.criteria").err
        assert offerkit("new", "shut").err.startswith("offerkit: cannot write ")
    finally:
        shut.chmod(0o700)


# --- numbers -------------------------------------------------------------------------------------

TOO_LONG = ("1e9999999999999999999", "1e999999", "1e-100000000", "-1e999999999", "9" * 50_000)
"""Numbers that are short to write and too large, too small or too long to hold."""


@pytest.mark.parametrize("number", TOO_LONG)
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("toml", "leave.days = {}"),
        ("toml", 'pay.base = {{ amount = {}, currency = "USD", per = "year" }}'),
        ("json", '{{"leave": {{"days": {}}}}}'),
        ("json", '{{"team": {{"size": {{"low": 1, "high": {}}}}}}}'),
        ("yaml", "leave: {{days: {}}}"),
        ("toml", 'leave.days = "{} days"'),
        ("toml", 'pay.base = "{} USD per year"'),
    ],
)
def test_numbers_are_bounded_before_they_are_expanded(number: str, kind: Format, text: str) -> None:
    code, at = problem_of(text.format(number), kind)
    assert code in {"number-too-long", "bad-amount"}
    assert at[:9] in f'"{number}' or at.startswith("{")


@pytest.mark.parametrize("number", TOO_LONG)
def test_a_number_of_a_posting_is_bounded_too(number: str) -> None:
    """It is no salary of 0 USD but one that is not read, with a note."""
    salary = f'{{"currency": "USD", "value": {{"value": {number}, "unitText": "YEAR"}}}}'
    page = SCRIPT.format(POSTING % f'"baseSalary": {salary}')
    offer = read_offer(page, format="html")
    assert offer.pay.base is offer.pay.range is UNKNOWN
    assert any(note.primary.span.text.startswith(number[:9]) for note in offer.notes)


@pytest.mark.parametrize("text", ["1" * 100_000, "1 " * 50_000, "1." * 50_000, "1k" * 50_000])
def test_long_amounts_of_a_posting_are_not_read(text: str) -> None:
    """It would take minutes if each digit could begin the number."""
    offer = read_offer(SCRIPT.format(POSTING % f'"baseSalary": "{text}"'), format="html")
    assert offer.pay.base is offer.pay.range is UNKNOWN
    assert len(offer.notes) > 1  # one is about the date that the posting gives as "soon"
