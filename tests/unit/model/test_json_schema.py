"""The JSON Schema of offer files: current, right for all that loads, and of use to an editor."""

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from offerkit import OfferError, parse_criteria, read_offer
from offerkit.cli.new import blank_offer
from offerkit.datatypes import OrdinalType, TextType
from offerkit.model.json_schema import offer_json_schema
from offerkit.model.schema import schema_of
from offerkit.model.vocabulary import example

ROOT = Path(__file__).parents[3]
SCHEMA = offer_json_schema()
VALIDATOR = Draft7Validator(SCHEMA)
STORIES = sorted((ROOT / "tests" / "stories").glob("*.toml"))


def data_of(text: str) -> Any:
    """What an editor's library for TOML hands to the one for JSON Schema: dates are texts."""
    return json.loads(json.dumps(tomllib.loads(text), default=str))


def errors(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_it_is_a_schema_of_draft_7() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_the_one_in_the_package_is_current() -> None:
    shipped = files("offerkit").joinpath("offer.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == SCHEMA, "run `offerkit schema > src/offerkit/offer.schema.json`"


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.stem)
def test_the_stories_are_right(story: Path) -> None:
    data = data_of(story.read_text(encoding="utf-8"))
    data.pop("expect", None)
    assert errors(data) == []


def test_the_examples_are_right() -> None:
    for path in (ROOT / "examples").glob("*.toml"):
        assert errors(data_of(path.read_text(encoding="utf-8"))) == []


def test_a_blank_offer_is_right_and_points_to_it() -> None:
    text = blank_offer()
    assert text.startswith("#:schema ./offer.schema.json\n")
    assert errors(data_of(text)) == []
    filled = re.sub(r"^#(?=\w+ = )", "", text, flags=re.MULTILINE)
    assert errors(data_of(filled)) == []
    assert len(data_of(filled)["pay"]) > 5


def test_every_fact_has_its_question_and_every_level_its_place() -> None:
    for info in schema_of().facts.values():
        if info.derived:
            continue
        group, _, name = info.path.partition(".")
        table = SCHEMA["definitions"][f"{group}_facts"]
        shown = table.get("anyOf", [table])[-1]["properties"][name]
        assert shown["description"].startswith(info.question)
        definition = SCHEMA["definitions"][
            shown.get("allOf", shown.get("anyOf"))[-1]["$ref"].rpartition("/")[2]
        ]
        if isinstance(info.datatype, OrdinalType):
            assert definition["anyOf"][0]["enum"][:-2] == list(info.datatype.scale.levels)
        if isinstance(info.datatype, TextType) and info.datatype.values:
            assert definition["enum"][:-2] == list(info.datatype.values)


@pytest.mark.parametrize("view", ["", "promised.", "current."])
def test_every_example_of_a_fact_is_right_in_every_view(view: str) -> None:
    for info in schema_of().facts.values():
        if not info.derived:
            assert errors(data_of(f"{view}{info.path} = {example(info)}")) == [], info.path


RIGHT = [
    'pay.base = "30 USD/hour"',
    'pay.base = "60k..75k USD per year"',
    'pay.base = "60k USD per year..75k USD per year"',
    'pay.base = { amount = 52_000, currency = "USD", per = "year" }',
    'pay.base = { amount = "52k", currency = "USD", per = "year" }',
    'pay.base = { low = 50_000, high = 60_000, currency = "USD", per = "year" }',
    'pay.base = { low = "50k USD per year", high = "60k USD per year" }',
    'pay.base = "unknown"',
    'commute.time = "45..60 min"',
    'commute.time = "30 min..60 min"',
    'contract.notice_mine = "4 weeks"',
    'contract.notice_mine = "3 months"',
    'manager.presence = "rarely..sometimes"',
    'team.size = "4..6"',
    "team.size = 5",
    'company.layoffs_last_year = "5..10%"',
    "offer.start = 2027-03-01",
    'offer.start = "2027-03-01..2027-04-01"',
    'offer.start = "from 2027-03-01"',
    'pay.base = "from 95k USD per year"',
    'commute.time = "up to 45 min"',
    'pay.base = { low = 95_000, currency = "USD", per = "year" }',
    'pay.bonus_amount = "5k USD per year"',
    'clients.names = ["a", "b"]',
    'clients.names = { at_least = ["a"] }',
    'manager = "none"',
    'clients = "does not apply"',
    'current = "none"',
    'current.manager = "none"',
    'manager.presence = "does not apply"',
    'equity.strike = "none"',
    'visa.needed = "no"',
    "visa.needed = false",
    '"$schema" = "./offer.schema.json"',
]
WRONG = [
    'manager.presense = "often"',
    'manager.presence = "somtimes"',
    'managr.presence = "often"',
    "manager = 3",
    'team = "none"',
    'promised = "none"',
    'pay.base = "does not apply"',
    'pay.base = "52k USD"',
    'pay.base = "52k"',
    "pay.base = 52_000",
    'pay.base = "about 52k USD per year"',
    'pay.base = { amount = 52_000, currency = "USD" }',
    'pay.sign_on = "5k USD per year"',
    'pay.total = "60k USD per year"',
    'commute.time = "2 days"',
    "commute.time = 45",
    "hours.week = 200",
    'location.city = ""',
    "location.city = 3",
    'contract.kind = "permanant"',
    'clients.names = "Lakeside Bank"',
    "clients.names = {}",
    'visa.needed = "maybe"',
    'offer.start = "1 Mars 2027"',
    'pay.base = { currency = "USD", per = "year" }',
    "sources = 3",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_loads_is_right(text: str) -> None:
    read_offer(text)
    assert errors(data_of(text)) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_does_not_load_is_wrong(text: str) -> None:
    with pytest.raises(OfferError):
        read_offer(text)
    assert errors(data_of(text)) != []


def test_facts_of_criteria_are_in_theirs() -> None:
    criteria = parse_criteria(
        "scale noise: calm < loud\n"
        'fact office.noise: noise "How loud is it?"\n'
        "fact office.desk.wide: yes/no\n"
        "con if office.noise >= loud\n"
        "pro if office.desk.wide\n"
    )
    own = Draft7Validator(offer_json_schema(criteria.schema))
    assert own.is_valid({"office": {"noise": "loud", "desk": {"wide": True}}})
    assert not own.is_valid({"office": {"noise": "quiet"}})
    assert not VALIDATOR.is_valid({"office": {"noise": "loud"}})
