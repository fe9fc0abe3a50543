"""``offerkit test``, and the plugin of pytest: criteria against what is expected of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit.criteria import load_criteria
from offerkit.errors import OfferError
from offerkit.expectations import expectations_file, load_expectations
from tests.unit.cli.conftest import Offerkit

pytest_plugins = ["pytester"]

PLUGIN = ("-p", "no:offerkit", "-p", "offerkit.pytest_plugin")
"""Load it once, whether or not the environment has its entry point."""
CRITERIA = """\
dealbreaker "Nobody to learn from" if manager.presence < sometimes
pro if leave.days >= 25
con if commute.time > 40 min
accept at 60%
"""
EXPECTED = """\
["acme.toml"]
verdict = "decline"
reasons = ["Nobody to learn from"]

["half known"]
verdict = "find out"
missing = ["commute.time", "leave.days"]
facts.manager.presence = "often"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my.criteria").write_text(CRITERIA)
    (tmp_path / "my.expect.toml").write_text(EXPECTED)
    (tmp_path / "acme.toml").write_text('manager.presence = "never"\n')
    return tmp_path


def test_what_is_as_expected(folder: Path, offerkit: Offerkit) -> None:
    for given in ("my.criteria", "."):
        ran = offerkit("test", given)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out == "my.criteria: 2 examples, none not as expected\n"


def test_a_statement_that_decided_no_example_is_named(folder: Path, offerkit: Offerkit) -> None:
    only = EXPECTED.partition('["half known"]')[0]
    (folder / "my.expect.toml").write_text(only)
    lines = offerkit("test", "my.criteria").out.splitlines()[1:]
    assert lines == [
        "my.criteria:2: `leave.days >= 25` decided no example",
        "my.criteria:3: `commute.time > 40 min` decided no example",
    ]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('"decline"', '"accept"', "2:11", "expected accept, got decline"),
        ('["Nobody to learn from"]', "[]", "3:11", "expected nothing, got `Nobody to learn from`"),
        ('"commute.time", ', "", "7:11", "expected `leave.days`, got `leave.days` and `commute"),
    ],
)
def test_what_is_not_is_shown_with_its_place_and_explained(
    folder: Path, offerkit: Offerkit, old: str, new: str, place: str, said: str
) -> None:
    (folder / "my.expect.toml").write_text(EXPECTED.replace(old, new))
    ran = offerkit("test", "my.criteria")
    assert (ran.code, ran.err) == (1, "")
    assert f"error[not-as-expected]: {said}" in ran.out
    assert f"--> my.expect.toml:{place}" in ran.out
    assert "Why: this offer" in ran.out
    assert "my.criteria: 2 examples, 1 not as expected" in ran.out


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("", "1:1", "the file expects nothing", "write `["),
        (
            'a = "decline"',
            "1:5",
            "expected a table named for an offer, got the text",
            "write",
        ),
        ("[a]\nfacts = {}", "1:1", "expected a verdict: `accept`, `consider`, `decline`", None),
        ('[a]\nverdict = "acept"\nfacts = {}', "2:11", "got the text `acept`", "`accept`"),
        ("[a]\nverdict = 1\nfacts = {}", "2:11", "got the number `1`", None),
        ('[a]\nverdict = "decline"', "1:2", "there is no file `a`", "name the file of an offer"),
        ('[a]\nverdict = "decline"\nfact = {}\nfacts = {}', "3:1", "unknown key", "`facts`"),
        (
            '[a]\nverdict = "decline"\nfacts = 1',
            "3:9",
            "expected a table of facts, got",
            None,
        ),
        ('[a]\nverdict = "decline"\nfacts.leave.day = 1', "3:1", "unknown fact", "leave.days"),
        (
            '[a]\nverdict = "decline"\nreasons = ["Nobody to learn"]\nfacts = {}',
            "3:12",
            "the criteria have no statement `Nobody to learn`",
            "`Nobody to learn from`",
        ),
        (
            '[a]\nverdict = "decline"\nmissing = "leave.days"\nfacts = {}',
            "3:11",
            "expected a list of texts",
            None,
        ),
    ],
)
def test_a_mistake_in_the_file_is_named(
    folder: Path, text: str, place: str, said: str, hint: str | None
) -> None:
    path = folder / "my.expect.toml"
    path.write_text(text)
    with pytest.raises(OfferError) as raised:
        load_expectations(path, load_criteria(folder / "my.criteria"))
    first = raised.value.diagnostics[0]
    at = first.primary.span
    assert (f"{at.line}:{at.column}", at.source.name) == (place, str(path)), str(raised.value)
    assert said in first.message
    assert hint is None or hint in str(first.hint)


def test_an_offer_with_mistakes_is_reported_in_its_own_file(folder: Path) -> None:
    (folder / "acme.toml").write_text('leave.days = "many"\n')
    with pytest.raises(OfferError) as raised:
        load_expectations(folder / "my.expect.toml", load_criteria(folder / "my.criteria"))
    assert [one.primary.span.source.shown for one in raised.value.diagnostics] == ["acme.toml"]


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ((), 2, "give criteria files"),
        (("other.criteria",), 2, "there is no other.expect.toml beside other.criteria"),
        (("empty",), 2, "there is no *.expect.toml in empty"),
        (("wrong.criteria",), 1, "error["),
        (("bad.criteria",), 1, "error[bad-expectation]"),
    ],
)
def test_what_cannot_be_tested(
    folder: Path, offerkit: Offerkit, given: tuple[str, ...], code: int, said: str
) -> None:
    (folder / "empty" / "folder.expect.toml").mkdir(parents=True)
    for name, text in {"other": CRITERIA, "wrong": "pro if", "bad": CRITERIA}.items():
        (folder / f"{name}.criteria").write_text(text)
    (folder / "wrong.expect.toml").write_text(EXPECTED)
    (folder / "bad.expect.toml").write_text("a = 1")
    ran = offerkit("test", *given)
    assert ran.code == code
    assert said in ran.err


def test_pytest_collects_criteria_with_expectations(pytester: pytest.Pytester) -> None:
    pytester.makefile(".criteria", my=CRITERIA, alone="pro if visa.needed", wrong="pro if")
    pytester.makefile(".toml", acme='manager.presence = "never"\n')
    pytester.path.joinpath("my.expect.toml").write_text(EXPECTED.replace('"find out"', '"accept"'))
    pytester.path.joinpath("wrong.expect.toml").write_text(EXPECTED)
    ran = pytester.runpytest_subprocess(*PLUGIN, "--continue-on-collection-errors")
    ran.assert_outcomes(passed=1, failed=1, errors=1)
    ran.stdout.fnmatch_lines(
        [
            "error*: *",
            "*error[[]not-as-expected[]]: expected accept, got find out*",
            "*my.expect.toml:6:11*",
            "*Why: this offer (half known)*",
            "FAILED my.criteria::half known*",
        ]
    )
    assert expectations_file("a/my.criteria") == Path("a/my.expect.toml")
