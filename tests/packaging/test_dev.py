"""dev.py: it sets up anywhere, does nothing twice, mends what broke, and fails in plain words."""

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev

DECISION = f"asked to decide {dev.EXAMPLE_CRITERIA} {dev.EXAMPLE_OFFER}\n"
INSTALLING = "Installing into .venv"

# Runs dev.py as a Python does that came without pip and without ensurepip.
WITHOUT_PIP = """
import runpy, sys
sys.modules["pip"] = sys.modules["ensurepip"] = None
runpy.run_path("dev.py", run_name="__main__")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a stub that installs without a network."""
    folder = tmp_path / "a checkout"
    shutil.copytree(Path(__file__).parent / "stub", folder)
    shutil.copy(dev.__file__, folder)
    shutil.copytree(dev.PIP_WHEEL.parent, folder / "tools")
    return folder


def set_up(checkout: Path) -> "subprocess.CompletedProcess[str]":
    """Run ``python3 dev.py`` in *checkout*, with no pip to import and no index to ask."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_PIP],
        cwd=checkout,
        env={**own, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


# Setting up


def test_sets_up_without_pip_and_then_has_nothing_left_to_do(checkout: Path) -> None:
    first = set_up(checkout)
    assert first.returncode == 0, first.stderr
    assert INSTALLING in first.stdout
    assert first.stdout.endswith(DECISION)
    assert not list((checkout / ".venv").rglob("pip"))

    second = set_up(checkout)
    assert INSTALLING not in second.stdout
    assert second.stdout.endswith(DECISION)


@pytest.mark.parametrize("lost", ["a program", "a package", "its Python"])
def test_mends_an_environment_that_lost_something(checkout: Path, lost: str) -> None:
    set_up(checkout)
    environment = dev.Environment(checkout / ".venv")
    (package,) = environment.folder.rglob("offerkit.pth")
    places = {
        "a program": environment.program("offerkit"),
        "a package": package,
        "its Python": environment.python,
    }
    places[lost].unlink()
    mended = set_up(checkout)
    assert mended.returncode == 0, mended.stderr
    assert mended.stdout.endswith(DECISION)


@pytest.mark.parametrize("rubbish", ["a file", "a folder"])
def test_replaces_what_is_not_an_environment(checkout: Path, rubbish: str) -> None:
    if rubbish == "a file":
        (checkout / ".venv").touch()
    else:
        (checkout / ".venv" / "bin").mkdir(parents=True)
    assert set_up(checkout).stdout.endswith(DECISION)


def test_an_environment_does_not_survive_a_move(checkout: Path) -> None:
    set_up(checkout)
    moved = checkout.rename(checkout.with_name("elsewhere"))
    again = set_up(moved)
    assert INSTALLING in again.stdout
    assert again.stdout.endswith(DECISION)


def test_installs_again_when_the_project_changes(checkout: Path) -> None:
    set_up(checkout)
    with (checkout / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    own = checkout / ".venv" / "own"
    own.touch()
    assert INSTALLING in set_up(checkout).stdout
    assert own.exists(), "a sound environment is added to, not made anew"


# Failing


def test_says_plainly_that_something_cannot_be_fetched(checkout: Path) -> None:
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text().replace("requires = []", 'requires = ["absent"]'))
    failed = set_up(checkout)
    assert failed.returncode == 1
    assert "absent" in failed.stderr, "pip's own words are shown"
    assert "check the network" in failed.stderr
    assert "Traceback" not in failed.stderr

    project.write_text(project.read_text().replace('requires = ["absent"]', "requires = []"))
    assert set_up(checkout).stdout.endswith(DECISION)


def test_runs_no_other_pip_than_its_own(checkout: Path) -> None:
    with (checkout / "tools" / dev.PIP_WHEEL.name).open("ab") as wheel:
        wheel.write(b"!")
    failed = set_up(checkout)
    assert failed.returncode == 1
    assert "is not the file it should be" in failed.stderr
    assert "Traceback" not in failed.stderr


def test_an_older_python_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit, match=r"^offerkit needs Python 3\.11 or newer.*\.$"):
        runpy.run_path(dev.__file__)


def test_an_older_python_can_read_as_far() -> None:
    ast.parse(Path(dev.__file__).read_text(), feature_version=(3, 7))


# Checking


def test_stops_at_the_first_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(*command: str | Path, **_: object) -> None:
        if "mypy" in command:
            raise dev.ExpectedError("python ended with exit code 1")

    monkeypatch.setattr(dev, "prepare", lambda _: dev.Environment(tmp_path))
    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(sys, "argv", ["dev.py", "test"])
    with pytest.raises(SystemExit, match=r"dev\.py: mypy: python ended with exit code 1"):
        dev.main()
    printed = capsys.readouterr().out
    assert "-- ruff format: " in printed
    assert "== mypy" in printed
    assert "== pytest" not in printed
