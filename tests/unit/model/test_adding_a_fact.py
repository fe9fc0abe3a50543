"""A fact and a derived fact are declared in one place each, and every command knows them.

One of each is added to a copy of the package, whose command then runs on files that name them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import offerkit
from offerkit.cli.app import COMMANDS
from offerkit.definition import definition_file

FACT = """\
    lunch: Fact[Pay] = fact(
        "How much do you pay towards lunch?",
        USUALLY,
        "lunch money",
        better=MORE,
        everyday=("sandwich",),
    )
"""
DERIVED = """

@derived(
    "pay.fed",
    "What is the base pay with lunch?",
    "pay.yearly + benefits.lunch",
    "pay.yearly benefits.lunch",
    "pay.base benefits.lunch",
)
def _fed(parts: Parts) -> Interval:
    return _yearly(parts) + parts.amount("benefits.lunch")
"""
FILES = {
    "my.criteria": """\
dealbreaker "Hunger" if benefits.lunch < 1k USD per year
pro "A good lunch" if benefits.lunch > 2k USD per year
prefer "Money" pay.fed from 45k to 80k USD per year weight 2
leaving "Hungry at my desk" until benefits.lunch >= 2k USD per year

negotiable benefits.lunch up to 6k USD per year

decline below 30%
accept at 60%
""",
    "open.toml": 'pay.base = "60k USD per year"\n',
    "known.toml": 'pay.base = "60k USD per year"\nbenefits.lunch = "1500 USD per year"\n',
    "rich.toml": 'pay.base = "70k USD per year"\nbenefits.lunch = "3k USD per year"\n',
    "counter.toml": """\
offer.kind = "counter"
benefits.lunch = "3k USD per year"
current.pay.base = "60k USD per year"
current.benefits.lunch = "500 USD per year"
""",
    "typo.toml": 'sandwiches = "3k USD per year"\n',
    "stated.toml": 'pay.fed = "3k USD per year"\n',
}
QUESTION = "How much do you pay towards lunch?"
SHOWN = {
    "facts benefits": ("benefits.lunch", QUESTION, "usually negotiable"),
    "facts pay.fed": ("What is the base pay with lunch?", "derived from pay.yearly"),
    "check my.criteria open.toml known.toml counter.toml": ("no errors",),
    "decide my.criteria open.toml": (QUESTION, "benefits.lunch"),
    "decide my.criteria known.toml": ("pay.fed: 61,500 USD per year",),
    "explain my.criteria known.toml Money": ("pay.yearly + benefits.lunch", "61,500 USD"),
    "questions my.criteria open.toml": (QUESTION, "Hunger"),
    "negotiate my.criteria known.toml --goal accept": ("Lunch money: ", "benefits.lunch, effort 1"),
    "procon my.criteria rich.toml": ("A good lunch",),
    "compare my.criteria known.toml rich.toml": ("A good lunch", "benefits.lunch"),
    "counter my.criteria counter.toml": ("benefits.lunch", "better", "money"),
    "answer my.criteria open.toml --letter": (QUESTION,),
    "answer my.criteria known.toml --for negotiate --letter": ("Lunch money: ",),
    "promises known.toml rich.toml": ("benefits.lunch: promised 1,500 USD per year",),
    "pay known.toml": ("60,000",),
    "prices my.criteria": ("Money",),
    "analyze my.criteria": (),
    "diff my.criteria my.criteria": (),
    "coverage my.criteria open.toml known.toml rich.toml": ("Hunger",),
    "format my.criteria": (),
    "schema": (f"{QUESTION} Usually negotiable.",),
    "new made": (),
    "report my.criteria open.toml -o made/page.html": (),
    "decide my.criteria typo.toml": ("did you mean `benefits.lunch`?",),
    "decide my.criteria stated.toml": ("state its parts: `pay.base`, `hours.week`",),
}
"""What is run, and some of what it prints."""
WRITTEN = {"made/offer.toml": f"# {QUESTION}\n# ", "made/page.html": QUESTION}

# Runs commands of the copy, one after the other in one process, and tells what they print.
RUNNER = """
import contextlib, io, json, sys
from offerkit.cli.app import run

printed = {}
for command in json.load(sys.stdin):
    with io.StringIO() as page, contextlib.redirect_stdout(page), contextlib.redirect_stderr(page):
        code = run(command.split())
        printed[command] = code, page.getvalue()
json.dump(printed, sys.stdout)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files that name the new facts."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """The exit codes and the pages of a package that has the new facts, by command."""
    package = tmp_path_factory.mktemp("copy") / "offerkit"
    original = Path(offerkit.__file__).parent
    shutil.copytree(original, package, ignore=shutil.ignore_patterns("__pycache__"))
    (package / "grammar").mkdir(exist_ok=True)
    for name in ("criteria.lark", "countries.txt"):
        (package / "grammar" / name).write_text(definition_file(name), encoding="utf-8")
    facts, derived = package / "model" / "facts.py", package / "model" / "derived.py"
    before, line, after = facts.read_text(encoding="utf-8").partition("    equipment: Fact[")
    facts.write_text(before + FACT + line + after, encoding="utf-8")
    derived.write_text(derived.read_text(encoding="utf-8") + DERIVED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUNNER],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(package.parent), "COLUMNS": "100"},
        input=json.dumps([*SHOWN]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {command: (code, page) for command, (code, page) in json.loads(done.stdout).items()}


def test_every_command_is_run() -> None:
    # `watch`, `lsp` and `mcp` run until somebody ends them, and show what `decide` shows; `test`
    # shows what `explain` does, `changes` what `diff` does, `interview` asks what `questions`
    # shows, and `deadlines` shows no facts but days.
    others = {"watch", "lsp", "mcp", "test", "changes", "interview", "deadlines"}
    assert {command.split()[0] for command in SHOWN} == set(COMMANDS) - others


@pytest.mark.parametrize("command", SHOWN)
def test_every_command_knows_them(printed: dict[str, tuple[int, str]], command: str) -> None:
    code, page = printed[command]
    assert [text for text in SHOWN[command] if text not in " ".join(page.split())] == [], page
    assert code == (1 if "typo" in command or "stated" in command else 0), page


@pytest.mark.usefixtures("printed")
@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_names_them(folder: Path, name: str) -> None:
    assert WRITTEN[name] in (folder / name).read_text(encoding="utf-8")
