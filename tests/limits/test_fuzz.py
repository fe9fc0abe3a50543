"""A short run of the fuzzer, and the inputs at which longer ones found something."""

import decimal
import signal
from pathlib import Path

import pytest

import fuzz.__main__ as fuzzing
from tests.conformance.cases import ROOT
from tests.contexts import STRANGE
from tests.verbs import of_decision

CORPUS = sorted((ROOT / "fuzz" / "corpus").iterdir())


@pytest.fixture(autouse=True)
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(fuzzing, "FOUND", tmp_path)
    return tmp_path


def test_a_short_run_finds_nothing() -> None:
    handler = signal.getsignal(signal.SIGPROF)
    try:
        assert fuzzing.main(400, 0) == 0
    finally:
        signal.signal(signal.SIGPROF, handler)


@pytest.mark.parametrize("context", [decimal.DefaultContext, STRANGE], ids=["usual", "strange"])
@pytest.mark.parametrize("folder", CORPUS, ids=lambda folder: folder.name)
def test_what_was_found_is_mended(folder: Path, context: decimal.Context) -> None:
    fuzzer, text = fuzzing.Fuzzer(), (folder / "criteria").read_text(encoding="utf-8")
    with decimal.localcontext(context):
        criteria = fuzzer.criteria(text)
        for path in folder.glob("offer.*"):
            form = path.suffix.removeprefix(".")
            offer = fuzzer.offer(path.read_text(encoding="utf-8"), form, text, fuzzer.schema(text))  # type: ignore[arg-type]
            if criteria is not None and offer is not None:
                assert [*of_decision(criteria.decide(offer))]
    assert fuzzer.found == {}


def test_what_raises_is_kept_once(found: Path) -> None:
    fuzzer = fuzzing.Fuzzer()

    def broken() -> None:
        raise KeyError("x")

    for _ in range(2):
        assert fuzzer.run("broken", broken, criteria="pro if visa.needed") is None
    ((folder,), (sign,)) = [*found.iterdir()], fuzzer.found
    assert sign.startswith("KeyError at test_fuzz.py:")
    assert (folder / "criteria").read_text() == "pro if visa.needed"
