"""Statements that replace others: which apply, and that the order of files means nothing."""

from __future__ import annotations

from itertools import permutations

import pytest

from offerkit.check.uses import FilesInMemory
from offerkit.checking import check_criteria
from offerkit.criteria import Criteria, parse_criteria
from offerkit.errors import CriteriaError
from offerkit.load import read_offer
from offerkit.model.offer import Offer
from offerkit.render.markdown.explain import explanation_to_markdown
from offerkit.render.text.decide import render_decision
from offerkit.render.text.explain import render_explanation

PACK = """
let floor: pay
let enough: number = 25
pro "Time off" if leave.days >= enough weight 2
con "Far" if commute.time > 30 min
dealbreaker "Rent" if pay.base < floor
prefer "Money" pay.base from floor to 90k USD per year
negotiable pay.base
assume hours.week = 40
"""
ANNA = """
use "pack.criteria"
let floor = 50k USD per year
instead pro "Time off" if leave.days >= enough weight 5
without con "Far"
instead assume hours.week = 35
"""
WRITTEN_OUT = """
let floor = 50k USD per year
let enough = 25
pro "Time off" if leave.days >= enough weight 5
dealbreaker "Rent" if pay.base < floor
prefer "Money" pay.base from floor to 90k USD per year
negotiable pay.base
assume hours.week = 35
"""


def criteria(text: str, **files: str) -> Criteria[Offer]:
    resolve = FilesInMemory({f"{name}.criteria": data for name, data in files.items()})
    return parse_criteria(text, name="mine.criteria", resolve=resolve)


def offer(text: str) -> Offer:
    return read_offer(text, format="toml")


def test_replaced_is_as_if_it_had_been_written_out() -> None:
    replaced, plain = criteria(ANNA, pack=PACK).checked, criteria(WRITTEN_OUT).checked
    assert replaced.statements == plain.statements
    assert replaced.assumptions == plain.assumptions
    assert replaced.negotiables == plain.negotiables


def test_the_order_of_statements_and_files_has_no_meaning() -> None:
    lines = [line for line in ANNA.splitlines() if line]
    uses = ['use "anna.criteria"', 'use "pack.criteria"', 'use "ben.criteria"']
    ben = 'use "pack.criteria"'
    found = set()
    for order in permutations(lines):
        for used in permutations(uses):
            made = criteria("\n".join(used), pack=PACK, ben=ben, anna="\n".join(order)).checked
            found.add((frozenset(made.statements), frozenset(made.assumptions)))
    assert len(found) == 1


def test_decisions_and_explanations_name_what_was_replaced_and_by_which_file() -> None:
    made = criteria('use "anna.criteria"', pack=PACK, anna=ANNA)
    decision = made.decide(offer("leave.days = 30"))
    said = 'pro "Time off" of pack.criteria: replaced by anna.criteria'
    gone = 'con "Far" of pack.criteria: left out by anna.criteria'
    for page in (
        render_decision(decision.questions(), width=100),
        render_explanation(decision.explain(), width=100),
        explanation_to_markdown(decision.explain()),
    ):
        assert said in page
        assert gone in page
    assert "left out by anna.criteria" in decision.report()
    data = decision.to_dict()["criteria"]["replacements"]
    assert {(r["kind"], r["name"], r["by"], r["of"], r["removed"]) for r in data} == {
        ("let", "floor", "anna.criteria", "pack.criteria", False),
        ("pro", "Time off", "anna.criteria", "pack.criteria", False),
        ("con", "Far", "anna.criteria", "pack.criteria", True),
        ("assume", "hours.week", "anna.criteria", "pack.criteria", False),
    }
    assert decision.explain().to_dict()["replacements"] == data


def test_a_replacement_is_called_by_the_keyword_and_name_of_its_line() -> None:
    lines = (
        ("scale", "noise", "scale noise: low < high"),
        ("fact", "office.noise", "fact office.noise: noise"),
        ("let", "enough", "let enough = 30"),
        ("rate", "EUR USD", "rate 1 USD = 0.9 EUR"),
        ("assume", "hours.week", "assume hours.week = 35"),
        ("negotiable", "pay.base", "negotiable pay.base"),
        ("caution", "office.noise > low", "caution if office.noise > low"),
        ("con", "unless leave.days > enough", "con unless leave.days > enough"),
        ("prefer", "Money", 'prefer "Money" pay.base from 40k to 90k USD per year'),
        ("leaving", "Alone", 'leaving "Alone" until team.size > 4'),
    )
    pack = "\n".join(line for *_, line in lines)
    text = "\n".join(f"instead {line}" for *_, line in lines)
    made = criteria(f'use "pack.criteria"\n{text}', pack=pack).checked
    assert [(it.kind, it.name) for it in made.replacements] == [(k, n) for k, n, _ in lines]


def test_what_one_file_sets_a_file_above_replaces() -> None:
    between = 'use "pack.criteria"\nlet floor = 50k USD per year'
    text = 'use "between.criteria"\ninstead let floor = 40k USD per year'
    made = criteria(text, pack=PACK, between=between)
    assert str(made.decide(offer("pay.base = '45k USD per year'")).verdict) != "decline"


def test_a_file_that_leaves_a_name_checks_but_does_not_decide() -> None:
    schema, warnings = check_criteria(PACK, name="pack.criteria")
    assert warnings == ()
    assert "pay.base" in schema.facts
    with pytest.raises(CriteriaError) as failed:
        parse_criteria(PACK, name="pack.criteria")
    [found] = failed.value.diagnostics
    assert (found.code, found.primary.span.text) == ("unset-let", "let floor: pay")
    assert found.hint is not None
    corrected = found.hint.split("`")[1]
    assert parse_criteria(PACK.replace("let floor: pay\n", f"{corrected}\n")).warnings == ()


def test_a_file_in_between_may_leave_the_name_to_those_above() -> None:
    between = 'use "pack.criteria"\nlet floor: pay'
    files = FilesInMemory({"pack.criteria": PACK})
    assert check_criteria(between, resolve=files)[1] == ()
    with pytest.raises(CriteriaError, match="unset-let"):
        check_criteria('use "pack.criteria"', resolve=files)
    made = criteria(
        'use "between.criteria"\nlet floor = 50k USD per year', pack=PACK, between=between
    )
    assert str(made.decide(offer("pay.base = '45k USD per year'")).verdict) == "decline"


def test_what_is_made_of_a_value_left_for_others_may_count_what_they_set() -> None:
    text = 'let few: duration\nlet more = few + 1 day\npro "p" if leave.days > more'
    assert check_criteria(text)[1] == ()


def test_two_packs_that_leave_the_same_name_are_set_together() -> None:
    other = "let floor: pay\ncon 'Low' if pay.base < floor".replace("'", '"')
    text = 'use "pack.criteria"\nuse "other.criteria"\nlet floor = 50k USD per year'
    made = criteria(text, pack=PACK, other=other)
    assert made.warnings == ()


def test_a_missing_file_is_reported_alone() -> None:
    with pytest.raises(CriteriaError) as failed:
        criteria('use "gone.criteria"\ninstead pro "A" if leave.days > 3')
    assert [found.code for found in failed.value.diagnostics] == ["use-missing"]


def test_a_value_left_for_others_can_be_a_condition() -> None:
    """It refers to itself, which nothing may follow for ever."""
    schema, found = check_criteria('let t: yes/no\npro "p" if t and not t\ndealbreaker if t')
    assert (schema.own, found) == (frozenset(), ())
