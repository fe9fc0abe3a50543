"""What other repositories get through pre-commit: the hooks run, with all that they need."""

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from offerkit.cli.app import COMMANDS, run

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)
IDS = [hook["id"] for hook in HOOKS]
RIGHT = {
    "my.criteria": "pro if leave.days > 25\n",
    "north.offer.toml": "leave.days = 26\n",
    "north.offer.yml": "leave: {days: 26}\n",
    "my.expect.toml": '["north.offer.toml"]\nverdict = "consider"\n',
}
WRONG = {
    "my.criteria": "pro if leave.dais > 25\n",
    "north.offer.toml": "leave.dais = 26\n",
    "north.offer.yml": "leave: {dais: 26}\n",
    "my.expect.toml": '["north.offer.toml"]\nverdict = "decline"\n',
}
OFFERS = {"offerkit-changes": ["north.offer.toml"]}
"""What users give as `args`."""


def hooked(hook: dict[str, Any], names: dict[str, str]) -> list[str]:
    if not hook.get("pass_filenames", True):
        return []
    return [name for name in names if re.search(hook["files"], name)]


def test_the_manual_names_all_of_them() -> None:
    page = (ROOT / "docs" / "how-to" / "repository.md").read_text(encoding="utf-8")
    assert [name for name in IDS if f"- id: {name}\n" not in page] == []


@pytest.mark.parametrize("hook", HOOKS, ids=IDS)
def test_a_hook_runs_a_command(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("init -q", "commit -q --allow-empty -m nothing"):
        user = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *user, *command.split()], cwd=tmp_path, check=True)
    program, *arguments = hook["entry"].split()
    assert program == "offerkit"
    assert arguments[0] in COMMANDS
    for files, code in ((RIGHT, 0), (WRONG, 0 if "format" in arguments else 1)):
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        assert any(re.search(hook["files"], name) for name in files)
        given = [*OFFERS.get(hook["id"], ()), *hooked(hook, files)]
        assert run([*arguments, *given]) == code


@pytest.mark.parametrize("hook", HOOKS, ids=IDS)
def test_a_hook_brings_what_its_command_needs(hook: dict[str, Any]) -> None:
    """pre-commit installs no extras; what is in them is named in the hook."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    reads_offers = not {"format", "diff"}.intersection(hook["entry"].split())
    yaml_too = reads_offers and hook["id"] != "offerkit-check"
    needed = [*extras["cli"], *(extras["yaml"] if yaml_too else [])]
    assert hook["additional_dependencies"] == needed
