"""The programs in ``examples/`` that embed offerkit: a service, a data frame, a watcher."""

from __future__ import annotations

import csv
import runpy
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def program(name: str) -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLES / name))


def test_the_service_decides_compares_and_answers() -> None:
    pytest.importorskip("fastapi")
    testclient = pytest.importorskip("fastapi.testclient")
    client = testclient.TestClient(program("service.py")["service"])
    small = {"location": {"market": "small", "employers": 4}, "offer": {"kind": "new"}}
    decided = client.post("/decide", json=small)
    assert decided.status_code == 200, decided.text
    assert decided.json()["verdict"] == "decline"
    wrong = client.post("/decide", json={"team": {"sise": 3}})
    assert wrong.status_code == 422
    (found,) = wrong.json()["detail"][0]["ctx"]["diagnostics"]
    assert (found["code"], found["path"]) == ("unknown-key", "team.sise")
    compared = client.post("/compare", json={"small": small, "open": {}})
    assert compared.json() == ["open", "small"]
    assert "Thank you for the offer" in client.post("/letter", json=small).json()
    names = {
        f"#/components/schemas/{it}"
        for it in client.get("/openapi.json").json()["components"]["schemas"]
    }
    assert "#/components/schemas/Decision" in names


def test_each_row_of_a_frame_is_decided(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    source, target = tmp_path / "offers.csv", tmp_path / "decided.csv"
    head = "job_title,salary,salary_currency,remote_ratio"
    rows = ["Analyst,50000,USD,0", "Analyst,130000,USD,100", "Analyst,,USD,100", "Clerk,9,XX,"]
    source.write_text("\n".join([head, *rows * 50]) + "\n", encoding="utf-8")
    program("frame.py")["main"](str(source), str(target))
    with target.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == 200
    assert [(row["verdict"], row["reason"]) for row in found[:3]] == [
        ("decline", "Too little"),
        ("accept", "Works where I like"),
        ("find_out", "Too little"),
    ]
    assert found[3]["verdict"] == ""
    assert "`9 XX per year`" in found[3]["reason"]


def test_the_watcher_says_what_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str) -> Callable[[], object]:
        return lambda: Path(name).write_text(text, encoding="utf-8")

    write("mine.criteria", 'use "more.criteria"\n')()
    write("more.criteria", "dealbreaker if team.size > 9\n")()
    write("a.toml", "team.size = 12\n")()
    changes = [
        write("more.criteria", "dealbreaker if team.size > 20\n"),
        write("more.criteria", "dealbreaker if team.sise > 20\n"),
        write("more.criteria", "dealbreaker if team.size > 30\n"),
        write("a.toml", "team.size = 40\n"),
        write("a.toml", "team.size = 'many'\n"),
    ]

    def wait(_: float) -> None:
        if not changes:
            raise KeyboardInterrupt
        changes.pop(0)()

    monkeypatch.setattr(time, "sleep", wait)
    with pytest.raises(KeyboardInterrupt):
        program("watcher.py")["watch"]("mine.criteria", ["a.toml"])
    out = capsys.readouterr().out
    said = [line.split(": ")[:2] for line in out.splitlines() if line.startswith(("a.", "mine."))]
    assert said[:4] == [
        ["a.toml", "decline"],
        ["a.toml", "consider"],
        ["mine.criteria", "more.criteria:1:16"],
        ["a.toml", "consider"],
    ]
    assert [it[1] for it in said[4:]] == ["decline", "not read"]
