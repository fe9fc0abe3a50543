"""What the page of the playground is told; a browser tries the page itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from offerkit import load_criteria, load_offer, read_offer
from offerkit.advise.answer.models import ReplyKind
from offerkit.packs import packs
from offerkit.playground import CRITERIA, OFFER, OTHER, call, call_open_file, open_file
from offerkit.values import UNKNOWN

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
CRITERIA_TEXT = (EXAMPLES / "candidate.criteria").read_text(encoding="utf-8")


def example(name: str) -> str:
    return (EXAMPLES / f"{name}.toml").read_text(encoding="utf-8")


def ask(name: str, *texts: object) -> Any:
    return json.loads(call(name, json.dumps(texts)))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_it_decides_as_the_package_does(path: Path) -> None:
    decision = load_criteria(EXAMPLES / "candidate.criteria").decide(load_offer(path))
    said = ask("judge", CRITERIA_TEXT, path.read_text(encoding="utf-8"))
    assert said["verdict"] == decision.verdict.value
    assert said["sentence"] == decision.sentence
    assert said["decision"]["score"] == decision.to_dict()["score"]
    assert said["problems"] == {CRITERIA: [], OFFER: [], OTHER: []}
    assert said["words"] in said["html"]


def test_errors_leave_no_verdict_and_every_text_is_read() -> None:
    said = ask("judge", "dealbreaker if manger.presence < often", "pay.bas = 3", "[pay\n")
    assert said["verdict"] is None
    codes = {name: [one["code"] for one in found] for name, found in said["problems"].items()}
    assert codes == {CRITERIA: ["unknown-fact"], OFFER: ["unknown-key"], OTHER: ["bad-syntax"]}
    for name in ("advise", "report"):
        assert not ask(name, "dealbreaker if", "").get("html" if name == "advise" else "page")
    assert "error" in ask("letter", "dealbreaker if", "")


def test_facts_of_ones_own_are_known_though_criteria_have_errors() -> None:
    criteria = "fact dogs.welcome: yes/no\ndealbreaker unless dogs.welcom"
    assert ask("judge", criteria, "dogs.welcome = true")["problems"][OFFER] == []


def put(text: str, fix: dict[str, Any]) -> str:
    """Replace as an editor in a browser does: offsets count UTF-16 code units."""
    units = text.encode("utf-16-le")
    whole = units[: 2 * fix["start"]] + fix["text"].encode("utf-16-le") + units[2 * fix["end"] :]
    return str(whole, "utf-16-le")


@pytest.mark.parametrize(
    ("offer", "mended"),
    [
        ('[manager]\npresence = "sometims"', '[manager]\npresence = "sometimes"'),
        ("manager.presence = 'oftn'", 'manager.presence = "often"'),
        ('[pay]\nbse = "60k USD per year"', '[pay]\nbase = "60k USD per year"'),
        ('# 😀\n[comute]\ntime = "1 h"', '# 😀\n[commute]\ntime = "1 h"'),
        ('[location]\nmarkt = "large"', '[location]\nmarket = "large"'),
        ('[contract]\nnotice = "3 mnths"', '[contract]\nnotice_mine = "3 mnths"'),
        ("[commute]\ntime = 30 min", '[commute]\ntime = "30 min"'),
        ('[pay]\nbase = "60k"', '[pay]\nbase = "60_000 USD per year"'),
        ('offer.kind = "countr"', 'offer.kind = "counter"'),
    ],
)
def test_an_offer_is_mended_by_what_the_message_suggests(offer: str, mended: str) -> None:
    problem = ask("judge", "accept at 50%", offer)["problems"][OFFER][0]
    assert put(offer, problem["fixes"][0]) == mended


@pytest.mark.parametrize(
    ("criteria", "mended"),
    [
        ("dealbreaker if manager.presence < somtimes", "manager.presence < sometimes"),
        ('con "😀" if comute.time > 1 h weight 2', "commute.time > 1 h weight 2"),
        ("dealbreker if manager.presence < often", "dealbreaker if"),
        ("pro if pay.base >= 60k USD weight 1", "60k USD per year weight 1"),
    ],
)
def test_criteria_are_mended_by_what_the_message_suggests(criteria: str, mended: str) -> None:
    problem = ask("judge", criteria, "")["problems"][CRITERIA][0]
    text = put(criteria, problem["fixes"][0])
    assert mended in text
    left = [one["severity"] for one in ask("judge", text, "")["problems"][CRITERIA]]
    assert "error" not in left


def test_advice_takes_longer_and_says_more() -> None:
    said = ask("advise", CRITERIA_TEXT, example("half-known"), example("counter-that-cures"))
    assert "What to ask for" in said["html"]
    assert OTHER in said["comparison"]
    alone = ask("advise", CRITERIA_TEXT, example("half-known"), " \n")
    assert alone["comparison"] is None
    idle = "dealbreaker if pay.base < 10 USD per year\ndealbreaker if pay.base < 5 USD per year"
    assert "shadowed-dealbreaker" in str(ask("advise", idle, "")["problems"])
    assert "error" in str(ask("advise", "dealbreaker if", "")["problems"])


@pytest.mark.parametrize("kind", ["", *(kind.value for kind in ReplyKind)])
def test_every_kind_of_letter_is_written_or_refused_in_a_sentence(kind: str) -> None:
    said = ask("letter", CRITERIA_TEXT, example("half-known"), "", "2026-11-26", kind)
    if "error" in said:
        assert said["error"][0].isupper()
        assert said["error"].endswith((".", "?"))
    else:
        assert said["letter"].startswith("Hello")
        assert said["kind"] == (kind or "ask")
        assert said["notes"]


def test_the_day_is_what_criteria_read() -> None:
    criteria = "dealbreaker if offer.today > date(2026-11-25)"
    problems = ask("judge", criteria, "")["problems"][CRITERIA]
    criteria = "dealbreaker if offer.today > 2026-11-25" if problems else criteria
    assert ask("judge", criteria, "", "", "2026-11-26")["verdict"] == "decline"
    assert ask("judge", criteria, "", "", "")["verdict"] == "find_out"


def test_the_report_is_of_all_offers() -> None:
    assert "half-known" not in ask("report", CRITERIA_TEXT, example("half-known"))["page"]
    both = ask("report", CRITERIA_TEXT, example("half-known"), example("other-work"))["page"]
    assert "<title>Compared" in both


def test_an_interview_goes_on_from_what_it_returned() -> None:
    offer, day = example("half-known"), "2026-11-26"
    first = ask("interview", CRITERIA_TEXT, offer, "", day)
    assert first["question"]["fact"] == "manager.presence"
    assert first["choices"][0] == "never"
    assert first["may_not_apply"] is True
    assert (first["offer"], first["aside"], first["taken"]) == (offer, [], [])
    asked_back = ask("interview", CRITERIA_TEXT, offer, "", day, [], "umm")
    assert list(asked_back) == ["refused"]
    assert "never < rarely" in asked_back["refused"][0]
    then = ask("interview", CRITERIA_TEXT, offer, "", day, first["aside"], "often")
    assert then["taken"] == [
        "manager.presence: often",
        "- dealbreaker “My manager would rarely be around”: no",
    ]
    assert then["offer"].splitlines()[0] == offer.splitlines()[0], "comments are kept"
    assert read_offer(then["offer"]).manager.presence is not UNKNOWN
    assert then["question"]["fact"] == "manager.mentoring"
    assert then["notes"] is None
    end = ask("interview", CRITERIA_TEXT, then["offer"], "", day, then["aside"], "don't know")
    assert end["question"] is None
    assert end["taken"] == ["It goes on the list for the call."]
    assert end["words"] == "Find out"
    assert "How often would the manager teach me something?" in end["notes"]
    assert end["sentence"] == ask("judge", CRITERIA_TEXT, end["offer"], "", day)["sentence"]
    again = ask("interview", CRITERIA_TEXT, end["offer"], "", day)
    assert again["question"] is None, "the text says that it is not known"


def test_an_interview_ends_with_the_verdict() -> None:
    said = ask("interview", CRITERIA_TEXT, example("half-known"), "", "", [], "rarely")
    assert (said["question"], said["words"], said["possible"]) == (None, "Decline", ["decline"])


def test_what_is_set_aside_is_not_asked() -> None:
    aside = ["manager.presence"]
    said = ask("interview", CRITERIA_TEXT, example("half-known"), "", "", aside)
    assert said["aside"] == aside
    assert said["question"] is None, "no other answer settles it before that one"
    assert "How often is the manager around?" in said["notes"]


def test_whether_it_is_a_counter_offer_is_asked_once() -> None:
    criteria = 'leaving "Nobody to learn from" until manager.mentoring >= often'
    first = ask("interview", criteria, "")
    assert first["question"]["fact"] == "offer.kind"
    assert ask("interview", criteria, 'offer.kind = "new"')["question"] is None
    then = ask("interview", criteria, "", "", "", [], "don't know")
    assert then["aside"] == ["offer.kind"]
    assert 'kind = "unknown"' in then["offer"]
    left = ask("interview", criteria, then["offer"], "", "", then["aside"])["question"]
    assert left is None or left["fact"] != "offer.kind"
    assert ask("interview", criteria, then["offer"])["question"]["fact"] == "offer.kind"


def test_texts_with_errors_are_asked_nothing_about() -> None:
    for texts in (("dealbreaker if", ""), (CRITERIA_TEXT, "[pay")):
        assert ask("interview", *texts)["error"].startswith("A text has errors")


def test_criteria_come_of_packs() -> None:
    topics = {pack["name"]: pack for pack in ask("topics")["packs"]}
    assert set(topics) == {pack.name for pack in packs()}
    left, *others = topics["manager"]["labels"]
    assert others
    criteria = ask("begin", ["manager"], [left])["criteria"]
    assert "use manager\n" in criteria
    assert f'without dealbreaker "{left}"' in criteria
    assert ask("interview", criteria, "")["question"] is not None


def test_a_letter_becomes_an_offer_with_what_was_not_read() -> None:
    data = (ROOT / "tests" / "letters" / "uk-care.txt").read_bytes()
    read = json.loads(call_open_file("letter.txt", data))
    assert ask("judge", CRITERIA_TEXT, read["offer"])["problems"][OFFER] == []
    assert "[sources]" in read["offer"]
    assert read["problems"] == []
    assert all(note["message"] and note["words"] for note in read["notes"])
    assert read["notes"]


def test_a_file_that_cannot_be_read_says_why() -> None:
    for name, data in (("a.toml", b"[pay"), ("b.exe", b"MZ"), ("c.doc", b""), ("d.json", b"{}{")):
        read = open_file(name, data)
        assert read["offer"] is None
        assert read["problems"][0]["message"]


def test_one_of_several_postings_is_chosen_by_its_number() -> None:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "hiringOrganization": {"@type": "Organization", "name": "Acme"},
    }
    both = [{**posting, "title": "Planner"}, {**posting, "title": "Buyer"}]
    script = f'<script type="application/ld+json">{json.dumps(both)}</script>'
    page = f"<!doctype html><title>Jobs</title>{script}".encode()
    (problem,) = open_file("jobs.html", page)["problems"]
    assert problem["code"] == "several-postings"
    assert problem["message"].startswith("2 ")
    assert "Buyer" in open_file("jobs.html#2", page)["offer"]


@pytest.mark.parametrize(
    ("name", "text", "expected", "start"),
    [
        (CRITERIA, "caut", "caution", 0),
        (CRITERIA, "dealbreaker if manager.pre", "manager.presence", 15),
        (CRITERIA, 'con "😀" if manager.presence < some', "sometimes", 31),
        (CRITERIA, "fact dogs.welcome: yes/no\npro if dogs.", "dogs.welcome", 33),
        (OFFER, "[manager]\npres", "presence", 10),
        (OFFER, '[manager]\npresence = "some', "sometimes", 22),
        (OTHER, "dogs.", "dogs.welcome", 0),
    ],
)
def test_words_are_completed(name: str, text: str, expected: str, start: int) -> None:
    place = len(text.encode("utf-16-le")) // 2
    criteria = "fact dogs.welcome: yes/no"
    found = json.loads(call("complete", json.dumps([name, text, place, criteria])))
    assert expected in [option["label"] for option in found["options"]]
    assert found["start"] == start
