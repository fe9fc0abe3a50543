"""What the wheel brings, seen by someone who has no checkout: ``dev.py test`` runs this there."""

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest

import offerkit

CRITERIA = 'dealbreaker "Nobody to learn from" if manager.presence < sometimes\n'
OFFER = '[manager]\npresence = "rarely"\n'


@pytest.fixture
def criteria_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.criteria"
    path.write_text(CRITERIA, encoding="utf-8")
    return path


@pytest.fixture
def offer_file(tmp_path: Path) -> Path:
    path = tmp_path / "acme.toml"
    path.write_text(OFFER, encoding="utf-8")
    return path


def command(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    program = shutil.which("offerkit", path=sysconfig.get_path("scripts"))
    assert program, "the wheel installs no command"
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_the_package_is_the_installed_one() -> None:
    package = Path(offerkit.__file__).resolve()
    assert package.is_relative_to(Path(sysconfig.get_path("purelib")).resolve())
    assert not package.is_relative_to(Path(os.environ["OFFERKIT_CHECKOUT"]) / "src")
    assert version("offerkit") == offerkit.__version__


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "grammar/criteria.lark",
        "grammar/countries.txt",
        "offer.schema.json",
        "syntax/criteria.table",
    ],
)
def test_data_is_installed(name: str) -> None:
    assert files("offerkit").joinpath(name).is_file()


def test_the_checkout_is_out_of_reach() -> None:
    checkout = Path(os.environ["OFFERKIT_CHECKOUT"]).resolve()
    assert not any(Path(place).resolve() in {checkout, checkout / "src"} for place in sys.path)


def test_decides_an_offer(offer_file: Path) -> None:
    criteria = offerkit.parse_criteria(CRITERIA)
    decision = criteria.decide(offerkit.load_offer(offer_file))
    assert decision.verdict is offerkit.Verdict.DECLINE


def test_the_starter_pack_is_installed() -> None:
    assert offerkit.parse_criteria("use starter\n").decide(offerkit.Offer()).possible


def test_the_command_decides_an_offer(criteria_file: Path, offer_file: Path) -> None:
    done = command("decide", criteria_file, offer_file)
    assert "Nobody to learn from" in done.stdout, done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_has_help() -> None:
    found = {point.group: point.value for point in entry_points(name="offerkit")}
    assert found == {
        "console_scripts": "offerkit.cli:main",
        "pytest11": "offerkit.pytest_plugin",
    }
    done = command("--help")
    assert done.returncode == 0, done.stderr
    assert "decide" in done.stdout
