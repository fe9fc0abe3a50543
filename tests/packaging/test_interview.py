"""``offerkit interview`` in a real terminal: completion, going back, and going on."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import offerkit as package

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import pexpect

ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(package.__file__).parents[1]),
    "TERM": "xterm",
    "NO_COLOR": "1",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}

READY = r"\x1b\[\?7h"
"""The end of drawing a prompt."""


@pytest.mark.filterwarnings("ignore:.*forkpty")
def test_a_terminal_completes_goes_back_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "my.criteria").write_text(
        "dealbreaker if manager.presence < sometimes\ndealbreaker if manager.mentoring < rarely\n"
    )
    talk = pexpect.spawn(
        sys.executable,
        ["-m", "offerkit", "interview"],
        cwd=str(tmp_path),
        env=ENVIRONMENT,
        encoding="utf-8",
        timeout=60,
        dimensions=(40, 100),
    )
    offer = tmp_path / "offer.toml"
    talk.expect("1. How often is my manager around")
    talk.expect(READY)
    talk.send("oft")
    talk.expect("often")  # is offered below
    talk.send("\t")
    talk.expect("often")
    talk.expect(READY)
    talk.send("\r")
    talk.expect("manager.presence: often")
    talk.expect("2. How often would my manager teach me")
    talk.expect(READY)
    assert 'presence = "often"' in offer.read_text()
    talk.send("back\r")
    talk.expect("1. How often is my manager around")
    talk.expect(READY)
    assert "presence" not in offer.read_text()
    talk.send("sometimes\r")
    talk.expect("2. How often would my manager teach me")
    talk.expect(READY)
    talk.sendeof()
    talk.expect("FIND OUT")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0
    assert 'presence = "sometimes"' in offer.read_text()
