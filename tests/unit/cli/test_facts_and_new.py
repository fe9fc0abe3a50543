from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from offerkit.cli.new import STARTER, blank_offer
from offerkit.criteria import parse_criteria
from offerkit.load import load_offer, read_offer
from offerkit.model import vocabulary
from offerkit.model.offer import Offer
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.values import UNKNOWN
from tests.unit.cli.conftest import Offerkit

BLANK = blank_offer().splitlines()
STATING = [number for number, line in enumerate(BLANK) if re.match(r'#["a-z]', line)]
STATED = [
    info
    for info in schema_of().facts.values()
    if not info.derived and info.path != "pay.bonus_amount"
]
"""A bonus is a share or an amount; an amount under `bonus_target` is loaded as one."""


def test_facts_lists_the_whole_vocabulary(offerkit: Offerkit) -> None:
    ran = offerkit("facts")
    assert (ran.code, ran.err) == (0, "")
    paths = [line for line in ran.out.splitlines() if not line.startswith(" ")]
    assert paths == list(schema_of().facts)
    assert all(len(line) <= 80 for line in ran.out.splitlines())


def test_facts_with_a_prefix(offerkit: Offerkit) -> None:
    ran = offerkit("facts", "manager.pre")
    assert ran.out == (
        "manager.presence\n"
        f"    {schema_of().facts['manager.presence'].question}\n"
        "    never < rarely < sometimes < often < always; may not apply; rarely\n"
        "    negotiable\n"
    )
    assert offerkit("facts", "promised.manager.pre").out == ran.out


def test_a_derived_fact_is_listed_with_its_parts(offerkit: Offerkit) -> None:
    assert "derived from pay.yearly, pay.bonus" in offerkit("facts", "pay.cash").out


def test_no_such_fact(offerkit: Offerkit) -> None:
    ran = offerkit("facts", "manger")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "offerkit: no fact begins with `manger`; did you mean `manager`?\n"


def test_new_writes_files_that_work_at_once(folder: Path, offerkit: Offerkit) -> None:
    ran = offerkit("new", "hunt/first")
    assert (ran.code, ran.err) == (0, "")
    files = sorted(path.name for path in (folder / "hunt/first").iterdir())
    assert files == ["my.criteria", "offer.schema.json", "offer.toml"]
    command = ran.out.splitlines()[-1].split()
    assert command[:2] == ["offerkit", "decide"]
    ran = offerkit(*command[1:])
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("FIND OUT")
    assert offerkit("format", "--check", "hunt/first/my.criteria").code == 0


@pytest.mark.parametrize("there", ["my.criteria", "offer.toml"])
def test_new_never_overwrites(folder: Path, offerkit: Offerkit, there: str) -> None:
    (folder / there).write_text("mine")
    ran = offerkit("new")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"offerkit: {there} already exists; nothing is written.\n"
    assert [(path.name, path.read_text()) for path in folder.iterdir()] == [(there, "mine")]


def test_new_does_not_write_through_a_dangling_link(folder: Path, offerkit: Offerkit) -> None:
    (folder / "offer.toml").symlink_to("elsewhere.toml")
    assert offerkit("new").code == 1
    assert [path.name for path in folder.iterdir()] == ["offer.toml"]


def test_new_in_what_is_no_folder(folder: Path, offerkit: Offerkit) -> None:
    (folder / "file").write_text("mine")
    ran = offerkit("new", "file")
    assert (ran.code, ran.err) == (2, "offerkit: cannot write to file: it is not a folder.\n")


PAGE = """<script type="application/ld+json">{"@type": "JobPosting", "title": "Planner",
"datePosted": "2026-11-01", "jobStartDate": "as soon as possible", "description": "%s",
"baseSalary": {"currency": "USD", "value": {"minValue": 52000, "maxValue": 6e4, "unitText": "YEAR"}}
}</script>"""


def test_new_from_a_page(folder: Path, offerkit: Offerkit) -> None:
    (folder / "my.criteria").write_text("pro if pay.base > 50k USD per year\n")
    (folder / "page.html").write_text(PAGE % ("x" * 9_000))
    ran = offerkit("new", "--from", "page.html")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Wrote offer.toml. Fill it in")
    assert (folder / "my.criteria").read_text().startswith("pro if")
    written, found = load_offer(folder / "offer.toml"), load_offer(folder / "page.html")
    assert evolve(written, posting={}, promised=None, current=None) == evolve(found, posting={})
    assert written.sources["pay.range"] == "job posting, 2026-11-01"
    assert written.posting.keys() == found.posting.keys()
    assert len(written.posting["description"]) == 4_001
    text = (folder / "offer.toml").read_text()
    assert "# Not read: `as soon as possible` cannot be read as a date" in text
    assert text.index("# When would I start?") < text.index("# Not read") < text.index("#start = ")
    ran = offerkit("decide", "my.criteria", "offer.toml")
    assert "What is the base pay? (52,000 to 60,000 USD per year is advertised)" in ran.out
    criteria = "assume pay.base = pay.range\npro if pay.base > 0 USD per year"
    (folder / "my.criteria").write_text(criteria)
    ran = offerkit("decide", "my.criteria", "offer.toml")
    assert "Only advertised so far: pay.range" in ran.out


def test_new_from_a_page_that_says_more_than_an_offer_holds(
    folder: Path, offerkit: Offerkit
) -> None:
    more = "".join(f'"more{index}": "{chr(1 + index % 2) * 600}", ' for index in range(300))
    page = PAGE.replace('"title"', more.replace("\x01", "\\u0001").replace("\x02", "é") + '"title"')
    (folder / "page.html").write_text(page % "x", encoding="utf-8")
    assert offerkit("new", "--from", "page.html").code == 0
    assert 20 < len(load_offer(folder / "offer.toml").posting) < 300


def test_new_from_a_page_writes_what_is_not_there(folder: Path, offerkit: Offerkit) -> None:
    (folder / "page.html").write_text(PAGE % "x")
    assert offerkit("new", "hunt", "--from", "page.html#1").code == 0
    names = ["my.criteria", "offer.schema.json", "offer.toml"]
    assert sorted(path.name for path in (folder / "hunt").iterdir()) == names
    ran = offerkit("new", "hunt", "--from", "page.html")
    assert (ran.code, ran.out) == (1, "")
    assert "offer.toml already exists; nothing is written" in ran.err


def test_new_from_what_is_no_page(folder: Path, offerkit: Offerkit) -> None:
    (folder / "page.html").write_text("<p>We hire!")
    ran = offerkit("new", "--from", "page.html")
    assert (ran.code, ran.out) == (1, "")
    assert "error[no-posting]" in ran.err
    (folder / "own.toml").write_text('role.title = "x"')
    (folder / "own.json").write_text('{"current": {"role": {"title": "x"}}}')
    for name in ("own.toml", "own.json"):
        ran = offerkit("new", "--from", name)
        assert (ran.code, ran.err) == (
            2,
            f"offerkit: {name} is an offer file: --from takes a job page or a letter.\n",
        )
    assert offerkit("new", "--from", "gone.html").code == 2
    assert not (folder / "offer.toml").exists()


def uncommented(chosen: set[int]) -> str:
    lines = (line[1:] if number in chosen else line for number, line in enumerate(BLANK))
    return "\n".join(lines) + "\n"


def test_the_blank_offer_states_nothing() -> None:
    offer = read_offer(blank_offer(), format="toml", name="blank")
    assert all(
        schema_of().getter(FactPath(info.path))(offer) in {UNKNOWN, "new", "open"}
        for info in STATED
    )


def test_the_blank_offer_has_every_fact_with_its_question_and_datatype() -> None:
    text = blank_offer()
    tables = tomllib.loads(uncommented(set(STATING)))
    for info in STATED:
        group, _, name = info.path.rpartition(".")
        assert name in tables[group]
    words = " ".join(text.replace("\n#", " ").split())
    for info in STATED:
        assert f"{info.question} {vocabulary.describe(info)}" in words


@pytest.mark.parametrize("number", STATING, ids=lambda number: BLANK[number])
def test_the_blank_offer_loads_with_any_line_uncommented(number: int) -> None:
    read_offer(uncommented({number}), format="toml", name="blank")


@settings(max_examples=30, deadline=None)
@given(st.sets(st.sampled_from(STATING)))
def test_the_blank_offer_loads_with_any_lines_uncommented(chosen: set[int]) -> None:
    read_offer(uncommented(chosen), format="toml", name="blank")


def test_the_blank_offer_loads_with_all_lines_uncommented() -> None:
    offer = read_offer(uncommented(set(STATING)), format="toml", name="blank")
    unknown = [
        info.path for info in STATED if schema_of().getter(FactPath(info.path))(offer) is UNKNOWN
    ]
    assert unknown == []


def test_the_starter_criteria_work_with_what_they_show_as_comments() -> None:
    text = re.sub(r"^# (?=con |dealbreaker |leaving )", "", STARTER, flags=re.MULTILINE)
    assert text.count("# ") == STARTER.count("# ") - 3
    for criteria in (parse_criteria(STARTER), parse_criteria(text)):
        assert criteria.warnings == ()
        assert criteria.decide(Offer()).missing
