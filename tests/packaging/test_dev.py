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

# Runs dev.py as a Python does that came without some of its modules.
WITHOUT = """
import runpy, sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split()))
runpy.run_path("dev.py", run_name="__main__")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a stub that installs without a network."""
    folder = tmp_path / "a checkout"
    shutil.copytree(Path(__file__).parent / "stub", folder)
    shutil.copy(dev.__file__, folder)
    return folder


def set_up(checkout: Path, installer: str = "uv") -> "subprocess.CompletedProcess[str]":
    """Run ``python3 dev.py`` in *checkout* with one way to install, and no index to ask."""
    path = find_uv() if installer == "uv" else Path(os.devnull)
    own = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_"))}
    alone = {"PATH": str(path.parent), "UV_OFFLINE": "1", "UV_NO_CACHE": "1", "UV_NO_CONFIG": "1"}
    missing = " ".join({"pip", "ensurepip"} - {installer})
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, missing],
        cwd=checkout,
        env={**own, **alone, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )


def find_uv() -> Path:
    """Return where uv is, as the quickest way to install; it comes with the tests."""
    return Path(pytest.importorskip("uv").find_uv_bin())


# Setting up


@pytest.mark.parametrize("installer", ["uv", "ensurepip", "pip"])
def test_sets_up_and_then_has_nothing_left_to_do(checkout: Path, installer: str) -> None:
    if installer != "uv":
        pytest.importorskip(installer)
    first = set_up(checkout, installer)
    assert first.returncode == 0, first.stderr
    assert INSTALLING in first.stdout
    assert first.stdout.endswith(DECISION)
    assert bool(list((checkout / ".venv").rglob("pip"))) is (installer == "ensurepip")

    second = set_up(checkout, "nothing")
    assert INSTALLING not in second.stdout
    assert second.stdout.endswith(DECISION)


def test_where_nothing_can_install_it_says_what_to_install(checkout: Path) -> None:
    failed = set_up(checkout, "nothing")
    assert failed.returncode == 1
    assert failed.stderr.count("\n") == 2
    assert "apt install python3-venv" in failed.stderr


@pytest.mark.parametrize(
    ("in_environment", "uv", "of_python", "expected"),
    [
        (True, True, True, "{python} -m pip install"),
        (False, True, True, "uv pip install --python {python}"),
        (False, False, True, f"{sys.executable} -m pip --python {{python}} install"),
    ],
)
def test_installs_with_the_first_that_is_there(
    in_environment: bool,
    uv: bool,
    of_python: bool,
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environment = dev.Environment(tmp_path)
    if in_environment:
        (environment.packages / "pip").mkdir(parents=True)
    monkeypatch.setattr(shutil, "which", lambda _: "uv" if uv else None)
    monkeypatch.setattr(dev, "find_spec", lambda _: object() if of_python else None)
    command = " ".join(map(str, environment.installer()))
    assert command == expected.format(python=environment.python)


def test_an_older_pip_is_replaced_by_one_that_knows_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = dev.Environment(tmp_path)
    ran: list[str] = []

    def run(*command: str | Path, **_: str) -> None:
        ran.append(" ".join(map(str, command)))
        (environment.packages / "pip").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(dev, "find_spec", lambda _: object())
    environment.install("--group", "dev")
    assert ran == [
        f"{sys.executable} -m pip --python {environment.python} install --quiet {dev.PIP}",
        f"{environment.python} -m pip install --quiet --group dev",
    ]


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
    assert "absent" in failed.stderr, "the installer's own words are shown"
    assert "check the network" in failed.stderr
    assert "Traceback" not in failed.stderr

    project.write_text(project.read_text().replace('requires = ["absent"]', "requires = []"))
    assert set_up(checkout).stdout.endswith(DECISION)


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
