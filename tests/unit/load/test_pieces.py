"""Every match of a pattern has one of the pieces that are said to be needed."""

import re

import pytest

from offerkit.load.letter.lines import sentences
from offerkit.load.letter.matching import phrases, topics
from offerkit.load.letter.pieces import needed_in
from tools.letters import LETTERS


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        (r"salary(?:s)?|wages?", {"salary", "wage"}),
        (r"(?<!not )guaranteed (?:annual )?bonus", {"guaranteed "}),
        (r"(?:car|bus) ?pass", {"pass"}),
        (r"(?:car|bus)+ \d", {"car", "bus"}),
        (r"[ab]cd{2}ef", {"cd"}),
        (r"a(?:bc|x)?d", None),
        (r"(?:abc)*|def", None),
        (r"RSU\.x\b", {"rsu.x"}),
        (r"\d+", None),
    ],
)
def test_pieces_of_patterns(pattern: str, pieces: set[str] | None) -> None:
    assert needed_in(pattern) == pieces


def test_no_form_is_left_out_that_would_match() -> None:
    forms = [form for form, _ in topics()] + [form for form, _, _ in phrases()]
    assert all(len(piece) > 1 for form in forms for piece in form.needed)
    for path in (path for path in LETTERS.glob("*.*") if path.suffix != ".facts"):
        text = path.read_text(encoding="utf-8")
        for sentence in sentences([*enumerate(text.splitlines(), 1)]):
            for form in forms:
                if not form.may_be_in(sentence.text.lower()):
                    assert re.search(form.text, sentence.text, re.IGNORECASE) is None
