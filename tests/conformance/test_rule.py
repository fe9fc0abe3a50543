"""The rule cases: what follows from the outcomes of statements, by three implementations."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from tests import corpus, judged
from tests.conformance.cases import case_files, require_known
from tests.conformance.test_decide import fraction

KEYS = (
    *("statements", "counter", "decline_below", "accept_at"),
    *("verdict", "possible", "score", "may_lack_score"),
)
RUNNER = corpus.PATH.parent / "runner.py"


def test_offerkit_says_what_is_expected() -> None:
    (file,) = (file for file in case_files() if file.phase == "rule")
    for case in file.tables:
        require_known(case, KEYS)
        criteria, offer = corpus.read(case)
        decision = criteria.decide(offer)
        score = decision.score
        found = {
            "possible": [verdict.value for verdict in decision.by_parts],
            "score": list[Fraction]() if score is None else [score.low, score.high],
            "may_lack_score": decision.may_lack_score,
        }
        expected = {**case, "score": [fraction(end) for end in case["score"]]}
        assert found == {key: expected[key] for key in found}, case["name"]


def test_the_cases_are_those_that_are_made_and_the_twin_says_the_same() -> None:
    assert corpus.PATH.read_text(encoding="utf-8") == corpus.written()
    assert judged.PATH.read_text(encoding="utf-8") == judged.written()


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-I", str(RUNNER), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_runner_that_knows_no_offerkit_agrees() -> None:
    assert "offerkit" not in RUNNER.read_text(encoding="utf-8").split('"""')[2]
    ran = run(corpus.PATH.parent)
    assert (ran.returncode, ran.stdout) == (0, "1040 cases, 0 failed\n"), ran.stdout + ran.stderr


def test_the_runner_finds_a_case_that_is_wrong(tmp_path: Path) -> None:
    text = corpus.PATH.read_text(encoding="utf-8")
    wrong = text.replace('verdict = "accept"', 'verdict = "decline"', 1)
    (tmp_path / "wrong.toml").write_text(wrong, encoding="utf-8")
    ran = run(tmp_path)
    assert ran.returncode == 1
    assert ran.stdout.endswith("1040 cases, 1 failed\n")
