"""The server for assistants, asked by the client of the protocol's own library."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import Client, StdioServerParameters

from offerkit import parse_criteria, read_offer
from offerkit.assistants import TOOLS, server

CRITERIA = """\
dealbreaker "Nobody to learn from" if manager.presence < sometimes
pro if pay.base >= 60k USD per year
negotiable pay.base up to 70k USD per year
accept at 50%
"""
OFFER = 'pay.base = "55k USD per year"\nmanager.presence = "often"\n'
LETTER = """\
Dear Ada,

We are pleased to offer you the position of Data Analyst at Acme Ltd.
Your base salary will be USD 95,000 per year.
You will have 20 days of paid vacation each year.
"""


def ask(tool: str, **arguments: object) -> Any:
    """Return what a tool answers, or the text of its error."""

    async def asked() -> Any:
        async with Client(server()) as client:
            result = await client.call_tool(tool, arguments)
            text = "".join(getattr(part, "text", "") for part in result.content)
            assert result.is_error or json.loads(text) == result.structured_content
            return text if result.is_error else result.structured_content

    return anyio.run(asked)


def test_all_tools_are_offered_and_change_nothing() -> None:
    async def listed() -> Any:
        async with Client(server()) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in anyio.run(listed)}
    assert list(tools) == [function.__name__ for function in TOOLS]
    for tool in tools.values():
        assert tool.description
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.open_world_hint is False
        for argument in tool.input_schema["properties"].values():
            assert "description" in argument


def test_a_decision_is_that_of_the_library() -> None:
    mine = parse_criteria(CRITERIA)
    decision = mine.decide(read_offer(OFFER))
    assert ask("decide", criteria=CRITERIA, offer=OFFER) == json.loads(
        json.dumps(decision.to_dict())
    )
    assert ask("explain", criteria=CRITERIA, offer=OFFER)["format"].startswith("offerkit/expl")
    assert ask("questions", criteria=CRITERIA, offer="")["questions"]
    asks = ask("negotiate", criteria=CRITERIA, offer=OFFER, goal="accept")["asks"]
    assert [change["fact"] for one in asks for change in one["changes"]] == ["pay.base"]
    better = OFFER.replace("55k", "65k")
    compared = ask("compare", criteria=CRITERIA, offers={"Acme": OFFER, "Bolt": better})
    assert {one["name"] for one in compared["options"]} == {"Acme", "Bolt"}
    assert compared["contests"]
    for criteria in ({}, {"criteria": CRITERIA}):
        assert ask("pay", offer=OFFER, **criteria)["years"]


def test_the_same_question_has_the_same_answer() -> None:
    assert ask("decide", criteria=CRITERIA, offer="") == ask("decide", criteria=CRITERIA, offer="")


def test_mistakes_are_answers_to_act_on() -> None:
    found = ask("check", criteria="pro if leave.day > 3", offer='pay.base = "lots"')["diagnostics"]
    assert [one["code"] for one in found] == ["unknown-fact", "bad-amount"]
    said = ask("decide", criteria="pro if leave.day > 3", offer="")
    assert "did you mean `leave.days`?" in said
    assert "error[use-without-files]" in ask("decide", criteria='use "other.criteria"', offer="")
    assert "offer" in ask("decide", criteria=CRITERIA, offer="x" * 300_000)
    assert ask("check", criteria=CRITERIA)["diagnostics"] == []


def test_a_letter_is_read_with_its_words() -> None:
    found = ask("read_letter", text=LETTER)
    facts = {one["fact"]: one for one in found["facts"]}
    assert "USD 95,000 per year" in facts["pay.base"]["source"]
    assert facts["leave.days"]["value"] == "20"
    again = ask("check_reading", offer=found["offer"], text=LETTER)
    assert again["without_source"] == again["not_in_the_text"] == again["read_otherwise"] == []


def test_a_reading_is_held_against_the_text() -> None:
    offer = """\
pay.base = "90k USD per year"
leave.days = 20
team.size = 4

[sources]
"pay.base" = "Your base salary will be USD 95,000 per year."
"leave.days" = "twenty days of vacation"
"""
    found = ask("check_reading", offer=offer, text=LETTER)
    assert found["without_source"] == ["team.size"]
    assert found["not_in_the_text"] == ["leave.days"]
    [other] = found["read_otherwise"]
    assert (other["fact"], other["yours"]) == ("pay.base", "90,000 USD per year")


def test_the_command_serves_over_standard_streams() -> None:
    async def asked() -> Any:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "offerkit", "mcp"], env=dict(os.environ)
        )
        async with Client(command) as client:
            result = await client.call_tool("decide", {"criteria": CRITERIA, "offer": OFFER})
            return result.structured_content

    assert anyio.run(asked)["verdict"] == "consider"
