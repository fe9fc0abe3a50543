from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from offerkit import Decision
from offerkit.advise.questions import Questions, questions
from offerkit.cli.streams import _Stream
from tests.unit.cli.conftest import Offerkit

VERDICTS = {
    "absent-manager": "decline",
    "counter-money-only": "decline",
    "counter-that-cures": "accept",
    "half-known": "find_out",
    "other-manager": "decline",
    "other-work": "decline",
    "small-market": "decline",
}
CODES = {"accept": 0, "consider": 10, "find_out": 11, "decline": 12}
CONSIDER = 'pro "a" if visa.needed\npro "b" unless visa.needed\naccept at 90%\n'


@pytest.mark.parametrize("name", VERDICTS)
def test_every_example_is_decided_as_its_page_says(
    examples: Path, offerkit: Offerkit, name: str
) -> None:
    ran = offerkit("decide", "candidate.criteria", f"{name}.toml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(VERDICTS[name].replace("_", " ").upper())
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_the_verdict_is_out_before_the_search_for_questions_begins(
    examples: Path, offerkit: Offerkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    write, flush = _Stream.write, _Stream.flush

    def writing(stream: _Stream, text: str) -> int:
        done.append(text)
        return write(stream, text)

    def flushing(stream: _Stream) -> None:
        done.append("flushed")
        flush(stream)

    def searching(decision: Decision) -> Questions:
        done.append("searched")
        return questions(decision)

    monkeypatch.setattr(_Stream, "write", writing)
    monkeypatch.setattr(_Stream, "flush", flushing)
    monkeypatch.setattr("offerkit.advise.questions.questions", searching)
    offerkit("decide", "candidate.criteria", "half-known.toml")
    first = "FIND OUT  Riverfront Partners (half-known.toml)\n"
    assert done[: done.index("searched")] == [first, "flushed"]


def test_json_is_one_object_a_line(examples: Path, offerkit: Offerkit) -> None:
    names = [f"{name}.toml" for name in VERDICTS]
    ran = offerkit("decide", "candidate.criteria", *names, "--json")
    decisions = [json.loads(line) for line in ran.out.splitlines()]
    assert [d["verdict"] for d in decisions] == list(VERDICTS.values())
    assert [d["offer"]["file"] for d in decisions] == names
    assert {d["format"] for d in decisions} == {"offerkit/decision/1"}
    assert ran.out.isascii()


@pytest.mark.parametrize("name", VERDICTS)
def test_exit_verdict(examples: Path, offerkit: Offerkit, name: str) -> None:
    ran = offerkit("decide", "candidate.criteria", f"{name}.toml", "--exit-verdict")
    assert ran.code == CODES[VERDICTS[name]]


def test_exit_verdict_consider(folder: Path, offerkit: Offerkit) -> None:
    offer = "[visa]\nneeded = true\n"
    (folder / "a.criteria").write_text(CONSIDER)
    assert offerkit("decide", "a.criteria", "-", "--exit-verdict", stdin=offer).code == 10


def test_of_several_offers_the_highest_code(examples: Path, offerkit: Offerkit) -> None:
    offers = ("counter-that-cures.toml", "half-known.toml")
    ran = offerkit("decide", "candidate.criteria", *offers, "--exit-verdict")
    assert ran.code == 11
    assert ran.out.count("-" * 80) == 1


def test_criteria_from_standard_input(examples: Path, offerkit: Offerkit) -> None:
    text = (examples / "candidate.criteria").read_text()
    ran = offerkit("decide", "-", "half-known.toml", stdin=text)
    assert ran.code == 0
    assert "<stdin>:4" in ran.out


@pytest.mark.parametrize(
    "text",
    [
        '[manager]\npresence = "rarely"\n',
        '{"manager": {"presence": "rarely"}}',
        '\ufeff  {"manager": {"presence": "rarely"}}',
    ],
)
def test_an_offer_from_standard_input(examples: Path, offerkit: Offerkit, text: str) -> None:
    ran = offerkit("decide", "candidate.criteria", "-", stdin=text)
    assert ran.code == 0
    assert ran.out.startswith("DECLINE")
    assert "<stdin>" in ran.out


@pytest.mark.parametrize(
    "text",
    ["# mine\n\nmanager:\n  presence: rarely\n", "---\nmanager: {presence: rarely}\n"],
)
def test_yaml_from_standard_input(examples: Path, offerkit: Offerkit, text: str) -> None:
    pytest.importorskip("yaml")
    ran = offerkit("decide", "candidate.criteria", "-", stdin=text)
    assert ran.code == 0
    assert ran.out.startswith("DECLINE")


def test_errors_in_criteria_have_places_and_nothing_is_decided(
    examples: Path, offerkit: Offerkit
) -> None:
    (examples / "bad.criteria").write_text("pro if manager.presense >= often\npro if pay.base >\n")
    ran = offerkit("decide", "bad.criteria", "half-known.toml")
    assert (ran.code, ran.out) == (1, "")
    assert "bad.criteria:1:8" in ran.err
    assert "did you mean `manager.presence`?" in ran.err
    assert ran.err.count("error[") == 2


def test_errors_in_one_offer_do_not_hide_the_other(examples: Path, offerkit: Offerkit) -> None:
    (examples / "bad.toml").write_text('[manager]\npresence = "seldom"\nnmae = "x"\n')
    ran = offerkit("decide", "candidate.criteria", "bad.toml", "half-known.toml", "--exit-verdict")
    assert ran.code == 1
    assert ran.out.startswith("FIND OUT")
    assert "bad.toml:2:12 (manager.presence)" in ran.err
    assert ran.err.count("error[") == 2


def test_a_binary_file_is_an_error_with_a_place(examples: Path, offerkit: Offerkit) -> None:
    (examples / "bad.criteria").write_bytes(bytes(range(256)))
    ran = offerkit("decide", "bad.criteria", "half-known.toml")
    assert (ran.code, ran.out) == (1, "")
    assert "error[" in ran.err
    (examples / "bad.toml").write_bytes(bytes(range(256)))
    ran = offerkit("decide", "candidate.criteria", "bad.toml")
    assert (ran.code, ran.out) == (1, "")
    assert "error[" in ran.err


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("gone.toml", "offerkit: cannot read gone.toml: the file does not exist.\n"),
        (
            "offers.csv#Acme",
            "offerkit: cannot read offers.csv#Acme: the file does not exist; "
            "an offer of a table is given with --table.\n",
        ),
        ("sub", "offerkit: cannot read sub: it is a folder.\n"),
        ("a\0b", "offerkit: cannot read a\\u{0}b: this is not a valid file name.\n"),
        ("\x1b[2J", "offerkit: cannot read \\u{1b}[2J: the file does not exist.\n"),
    ],
)
def test_files_that_cannot_be_read(
    examples: Path, offerkit: Offerkit, name: str, sentence: str
) -> None:
    (examples / "sub").mkdir()
    for arguments in (("candidate.criteria", name), (name, "half-known.toml")):
        ran = offerkit("decide", *arguments)
        assert (ran.code, ran.out, ran.err) == (2, "", sentence)


def test_files_that_criteria_use_lie_beside_them(examples: Path, offerkit: Offerkit) -> None:
    (examples / "sub").mkdir()
    (examples / "sub" / "mine.criteria").write_text('use "more/rest.criteria"\n')
    (examples / "sub" / "more").mkdir()
    (examples / "sub" / "more" / "rest.criteria").write_text(
        'dealbreaker "Gone" if manager.presence < always\n'
    )
    ran = offerkit("decide", "sub/mine.criteria", "absent-manager.toml")
    assert ran.code == 0
    assert re.search(r"^  x Gone +rest.criteria:1$", ran.out, re.MULTILINE)


def test_results_name_files_without_their_folders(examples: Path, offerkit: Offerkit) -> None:
    (examples / "old").mkdir()
    for name in ("candidate.criteria", "half-known.toml"):
        (examples / "old" / name).write_bytes((examples / name).read_bytes())
    criteria, offer = (str(examples / "old" / n) for n in ("candidate.criteria", "half-known.toml"))
    for command in (
        ("decide",),
        ("decide", "--json"),
        ("explain", "--format", "markdown"),
        ("explain", "--format", "json"),
        ("questions",),
        ("questions", "--json"),
        ("procon", "--json"),
        ("negotiate", "--json"),
        ("answer", "--json"),
        ("report",),
    ):
        name, *others = command
        ran = offerkit(name, criteria, offer, *others)
        assert ran.code == 0, ran.err
        assert str(examples) not in ran.out, command
    both = offerkit("decide", criteria, offer, str(examples / "half-known.toml"))
    assert "(old/half-known.toml)" in both.out
    assert "(half-known.toml)" in both.out
    wrong = examples / "old" / "wrong.criteria"
    wrong.write_text("pro if")
    assert str(wrong) in offerkit("decide", str(wrong), offer).err  # to be found and mended


@pytest.mark.parametrize("use", ["../out.criteria", "link.criteria", "folder/out.criteria"])
def test_criteria_cannot_use_files_outside_their_folder(
    examples: Path, offerkit: Offerkit, use: str
) -> None:
    (examples / "out.criteria").write_text("pro if visa.needed\n")
    home = examples / "sub"
    home.mkdir()
    (home / "mine.criteria").write_text(f'use "{use}"\n')
    (home / "link.criteria").symlink_to(examples / "out.criteria")
    (home / "folder").symlink_to(examples, target_is_directory=True)
    ran = offerkit("decide", "sub/mine.criteria", "half-known.toml")
    assert (ran.code, ran.out) == (1, "")
    assert "error[use-outside]" in ran.err


def test_warnings_do_not_stop_a_decision(examples: Path, offerkit: Offerkit) -> None:
    (examples / "w.criteria").write_text("let unused = 3\npro if manager.presence >= often\n")
    ran = offerkit("decide", "w.criteria", "half-known.toml")
    assert ran.code == 0
    assert ran.err.startswith("warning[")
    assert ran.out


def test_swapped_files_are_named_as_such(examples: Path, offerkit: Offerkit) -> None:
    ran = offerkit("decide", "half-known.toml", "candidate.criteria")
    assert (ran.code, ran.out) == (2, "")
    assert "half-known.toml has the extension of an offer: give criteria first." in ran.err


@pytest.mark.parametrize("command", ["decide", "compare", "report"])
def test_an_offer_with_errors_is_reported_once_for_several_criteria(
    command: str, folder: Path, offerkit: Offerkit
) -> None:
    for name in ("kim", "lee", "sam"):
        (folder / f"{name}.criteria").write_text("pro if team.size > 3")
    (folder / "broken.toml").write_text('pay.base = "much"')
    (folder / "good.toml").write_text("team.size = 5")
    files = ("kim.criteria", "lee.criteria", "sam.criteria", "broken.toml", "good.toml")
    more = {"decide": ("--format", "summary"), "compare": (), "report": ("-o", "pages")}
    ran = offerkit(command, *files, *more[command])
    assert ran.code == 1
    assert ran.err.count("bad-amount") == 1, ran.err
    if command == "decide":
        assert ran.out.splitlines()[-1] == "3 decisions: 3 consider. 1 with errors."


def test_what_only_some_criteria_find_wrong_is_reported(folder: Path, offerkit: Offerkit) -> None:
    (folder / "kim.criteria").write_text("fact office.dogs: yes/no\npro if office.dogs")
    (folder / "sam.criteria").write_text("pro if team.size > 3")
    (folder / "offer.toml").write_text("office.dogs = true")
    ran = offerkit("decide", "kim.criteria", "sam.criteria", "offer.toml", "--format", "summary")
    assert ran.code == 1
    assert ran.err.count("unknown-key") == 1
    assert "1 decision: 1 consider. 1 with errors." in ran.out
