"""The action for repositories of criteria: its shell lines run, on a repository with a change."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}

MINE = 'use "shared.criteria"\nlet floor = 60k USD per year\npro "Near" if commute.time < 45 min\n'
FILES = {
    "clients/offerkit.toml": "",
    "clients/shared.criteria": (
        'let floor: pay\ndealbreaker "Pays too little" if pay.base < floor\n'
    ),
    "clients/my own.criteria": MINE,
    "clients/acme.offer.toml": 'pay.base = "58k USD per year"\ncommute.time = "30 min"\n',
}


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Sam", "-c", "user.email=sam@example.com")
    done = subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


class Job:
    """A job on a checkout: runs steps as a runner does, and keeps its summary."""

    def __init__(self, folder: Path) -> None:
        self.project, self.temp = folder / "project", folder / "temp"
        self.summary = folder / "summary"
        programs = folder / "bin"
        for path in (self.project, self.temp, programs):
            path.mkdir()
        command = programs / "offerkit"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m offerkit "$@"\n')
        command.chmod(0o755)
        self.environment = {
            **os.environ,
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "src"),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.summary),
        }
        self.write(FILES)
        git(self.project, "init", "-q")
        self.base = self.commit()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            (self.project / name).parent.mkdir(exist_ok=True)
            (self.project / name).write_text(text, encoding="utf-8")

    def commit(self) -> str:
        git(self.project, "add", "-A")
        git(self.project, "commit", "-qm", "a change")
        return git(self.project, "rev-parse", "HEAD")

    def run(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step, with inputs in place of their defaults."""
        given = {key: one.get("default", "") for key, one in ACTION["inputs"].items()}
        given |= {"base": self.base, **inputs}
        step = STEPS[name]
        values = {}
        for key, value in step.get("env", {}).items():
            [asked] = re.findall(r"\$\{\{ inputs\.(\S+) \}\}", value)
            values[key] = given[asked]
        # As a runner starts bash.
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.project,
            env=self.environment | values,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    return Job(tmp_path_factory.mktemp("job"))


def test_a_change_of_criteria(job: Job) -> None:
    job.write({"clients/my own.criteria": MINE.replace("60k", "55k")})
    job.commit()
    assert job.run("Find criteria and offers").returncode == 0
    checked = job.run("Check")
    assert checked.returncode == 0, checked.stderr
    for name in ("my own.criteria", "shared.criteria", "acme.offer.toml"):
        assert f"clients/{name}: no errors" in checked.stdout
    formatted = job.run("Format")
    assert formatted.returncode == 0, formatted.stderr
    assert "There are no expectations" in job.run("Test").stdout
    changed = job.run("Changed verdicts")
    assert changed.returncode == 0, changed.stderr
    assert job.summary.read_text(encoding="utf-8") == (
        "## Verdicts\n\n"
        "### my own.criteria\n\n"
        "acme.offer.toml: decline before, consider now.\n\n"
        "- dealbreaker: Pays too little was changed `shared.criteria:2`\n"
        "- let floor: 60k USD per year before, 55k USD per year now `my own.criteria:2`\n"
    )


def test_what_is_wrong_fails_its_step_and_nothing_else(job: Job) -> None:
    job.summary.unlink(missing_ok=True)
    wrong = 'pro  if leave.dais > 3\ncon "far" if commute.time > 1 hour\n'
    expected = '["acme.offer.toml"]\nverdict = "decline"\n'
    job.write({"clients/new.criteria": wrong, "clients/my own.expect.toml": expected})
    job.commit()
    job.run("Find criteria and offers")
    checked = job.run("Check")
    assert checked.returncode != 0
    assert "did you mean `leave.days`?" in checked.stderr
    formatted = job.run("Format")
    assert formatted.returncode != 0
    assert "new.criteria: would be formatted" in formatted.stderr
    tested = job.run("Test")
    assert tested.returncode == 1
    assert "1 not as expected" in tested.stdout
    # Somebody sees what cannot be compared; the step Check has failed for it.
    assert job.run("Changed verdicts").returncode == 0
    summary = job.summary.read_text(encoding="utf-8")
    assert "They cannot be compared:" in summary
    assert "unknown-fact" in summary


@pytest.mark.parametrize("base", ["", "0" * 40, "f" * 40])
def test_nothing_to_compare_with(job: Job, base: str) -> None:
    job.summary.unlink(missing_ok=True)
    job.run("Find criteria and offers")
    assert job.run("Changed verdicts", base=base).returncode == 0
    assert "There is no earlier version to compare with." in job.summary.read_text("utf-8")


def test_no_criteria(job: Job) -> None:
    found = job.run("Find criteria and offers", criteria="nowhere/*.criteria")
    assert found.returncode == 1
    assert "git has no criteria files here: nowhere/*.criteria" in found.stdout


def test_its_texts_are_no_shell() -> None:
    """What an expression gives goes through the environment, where it is never run."""
    assert [name for name, step in STEPS.items() if "${{" in step["run"]] == []
