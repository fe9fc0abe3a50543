"""``offerkit schema``, and the schema that ``offerkit new`` writes beside its offer."""

import json
from pathlib import Path

from offerkit.model.json_schema import offer_json_schema
from tests.unit.cli.conftest import Offerkit


def test_it_prints_the_schema(offerkit: Offerkit) -> None:
    ran = offerkit("schema")
    assert ran.code == 0
    assert json.loads(ran.out) == offer_json_schema()


def test_facts_of_criteria_are_in_theirs(folder: Path, offerkit: Offerkit) -> None:
    text = "fact office.dogs: yes/no\npro if office.dogs\n"
    (folder / "mine.criteria").write_text(text, encoding="utf-8")
    printed = json.loads(offerkit("schema", "mine.criteria").out)
    assert "dogs" in printed["definitions"]["office_facts"]["properties"]


def test_criteria_with_errors_have_none(folder: Path, offerkit: Offerkit) -> None:
    (folder / "mine.criteria").write_text("pro if a.b\n", encoding="utf-8")
    ran = offerkit("schema", "mine.criteria")
    assert (ran.code, ran.out) == (1, "")
    assert "unknown-fact" in ran.err


def test_criteria_that_are_not_there(offerkit: Offerkit) -> None:
    assert offerkit("schema", "mine.criteria").code == 2


def test_new_writes_it_beside_the_offer(folder: Path, offerkit: Offerkit) -> None:
    assert offerkit("new").code == 0
    written = json.loads((folder / "offer.schema.json").read_text(encoding="utf-8"))
    assert written == offer_json_schema()
    first = (folder / "offer.toml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "#:schema ./offer.schema.json"
