"""The current job in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerkit import OfferError, load_offer, read_offer
from offerkit.cli.app import run
from offerkit.model.offer import Offer

PRESENT = """
[pay]
base = "45k USD per year"
[sources]
"pay.base" = "my contract"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a current job."""
    (tmp_path / "present.toml").write_text(PRESENT, encoding="utf-8")
    return tmp_path


def offer(folder: Path, text: str, name: str = "offer.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def code(path: Path, job: Offer | None = None) -> str:
    with pytest.raises(OfferError) as failed:
        load_offer(path, current=job)
    (found,) = failed.value.diagnostics
    return f"{found.code}: {found.message}"


def test_the_facts_and_sources_of_the_file_are_those_of_the_current_job(folder: Path) -> None:
    named = load_offer(offer(folder, 'current = "present.toml"\npay.base = "50k USD per year"'))
    written = read_offer(
        "pay.base = '50k USD per year'\n[current.pay]\nbase = '45k USD per year'\n"
        "[sources]\n'current.pay.base' = 'my contract'"
    )
    assert named == written


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_in_every_format(folder: Path, name: str) -> None:
    path = offer(folder, '{"current": "present.toml", "team": {"size": 3}}', name)
    same = offer(folder, 'current = "present.toml"')
    assert load_offer(path).current == load_offer(same).current


def test_a_counter_offer_takes_the_rest_from_the_file(folder: Path) -> None:
    counter = load_offer(offer(folder, 'current = "present.toml"\noffer.kind = "counter"'))
    assert str(counter.pay.base) == "45,000 USD per year"
    assert "pay.base" in counter.inherited


def test_only_within_the_project(folder: Path) -> None:
    below = folder / "offers"
    below.mkdir()
    path = offer(below, 'current = "../present.toml"')
    assert code(path) == "bad-current: `../present.toml` is outside the folder of the project"
    assert load_offer(path, root=folder).current is not None
    (folder / "offerkit.toml").touch()
    assert load_offer(path).current is not None


@pytest.mark.parametrize(
    ("named", "why"),
    [
        ("gone.toml", "does not exist"),
        ("/present.toml", "is not a relative path with `/`"),
        ("present.html", "is not a TOML, JSON or YAML file"),
        ("present", "is not a TOML, JSON or YAML file"),
        ("views.toml", "states `promised`, `found`, `refused` or `current` facts"),
        ("folder.toml", "cannot be read"),
    ],
)
def test_files_that_cannot_be_used(folder: Path, named: str, why: str) -> None:
    offer(folder, "[promised.pay]\nbase = '45k USD per year'", "views.toml")
    (folder / "folder.toml").mkdir()
    assert code(offer(folder, f'current = "{named}"')) == f"bad-current: `{named}` {why}"


def test_mistakes_in_the_file_are_shown_there(folder: Path) -> None:
    offer(folder, "pay.base = 3", "wrong.toml")
    with pytest.raises(OfferError) as failed:
        load_offer(offer(folder, 'current = "wrong.toml"'))
    (found,) = failed.value.diagnostics
    assert found.primary.span.source.name.endswith("wrong.toml")


def test_a_text_names_no_file() -> None:
    with pytest.raises(OfferError, match="only an offer in a file"):
        read_offer('current = "present.toml"')


def test_the_file_names_no_further_file(folder: Path) -> None:
    offer(folder, 'current = "present.toml"', "second.toml")
    assert code(offer(folder, 'current = "second.toml"')).endswith("names a current job itself")


@pytest.mark.parametrize(
    "stated", ['current = "present.toml"', "current.team.size = 3", 'current = "none"']
)
def test_a_job_that_is_given_twice_is_an_error(folder: Path, stated: str) -> None:
    job = load_offer(folder / "present.toml")
    assert load_offer(offer(folder, "team.size = 3"), current=job).current is not None
    assert code(offer(folder, stated), job).startswith("bad-current: the offer already")


def test_unknown_is_no_file(folder: Path) -> None:
    assert load_offer(offer(folder, "team.size = 3")).current is None


def test_every_command_takes_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = offer(folder, "pay.base = '50k USD per year'")
    mine = folder / "my.criteria"
    mine.write_text('pro "More" if pay.base > current.pay.base', encoding="utf-8")
    job = str(folder / "present.toml")
    for command in ("decide", "explain", "questions", "negotiate", "procon", "report"):
        assert run([command, str(mine), str(path), "--current", job]) == 0
    assert run(["compare", str(mine), str(path), "--current", job]) == 0
    assert run(["pay", str(path), "--current", job, "--view", "current"]) == 0
    assert "current.pay.base: 45,000 USD per year (my contract)" in capsys.readouterr().out
    assert run(["decide", str(mine), str(path), "--current", str(folder / "gone.toml")]) == 2
