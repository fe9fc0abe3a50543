"""Templates: their two parts, their placeholders, and what they are filled with."""

from __future__ import annotations

import pytest

from offerkit import parse_criteria
from offerkit.advise.answer.models import ReasonSubject, ReplyKind, Trace
from offerkit.advise.answer.reasons import subject_of
from offerkit.advise.answer.templates import (
    PLACEHOLDERS,
    Template,
    fill_letter,
    fill_notes,
    read_template,
    template_names,
    template_text,
    used,
)
from offerkit.errors import TemplateError
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath
from offerkit.render.words.answer import SUBJECTS

KNOWN = ("reason", "from", "questions")


def read(text: str | bytes) -> Template:
    return read_template(text, KNOWN, name="mine.txt")


def said(*texts: str) -> list[Trace]:
    return [Trace(text, ()) for text in texts]


def letter(text: str, **words: list[Trace]) -> list[str]:
    template = read(text)
    assert template.letter is not None
    return fill_letter(template.letter, {"reason": [], "from": [], "questions": [], **words})


def notes(text: str, **words: list[Trace]) -> list[str]:
    template = read(f"[notes]\n{text}")
    assert template.notes is not None
    return fill_notes(template.notes, {"reason": [], "from": [], "questions": [], **words})


class TestReading:
    def test_a_text_without_headings_is_a_letter(self) -> None:
        found = read("Hello,\n\nNo.\n")
        assert found.notes is None
        assert letter("Hello,\n\nNo.\n") == ["Hello,", "", "No."]

    def test_two_parts_in_either_order(self) -> None:
        found = read("[letter]\nHello\n[notes]\r\nBe brief\n")
        assert found.letter == (("Hello",),)
        assert found.notes is not None
        assert found.notes[0] == ("Be brief",)

    def test_parts_that_are_missing_come_from_another(self) -> None:
        own, other = read("[notes]\nMine"), read("[notes]\nTheirs\n[letter]\nTheirs")
        both = own.or_else(other)
        assert both.notes == (("Mine",),)
        assert both.letter == (("Theirs",),)

    def test_an_empty_file_is_an_empty_letter(self) -> None:
        assert read("") == Template(None, ())

    @pytest.mark.parametrize(
        ("text", "at", "hint"),
        [
            ("Hello\nIt is $resaon.", "$resaon", "did you mean `$reason`?"),
            ("${ Reason }", "${ Reason }", "did you mean `$reason`?"),
            ("a $zzz", "$zzz", "there are $reason, $from and $questions; a dollar sign by itself"),
            ("a ${reason and", "${reason and", "did you mean `$reason`?"),
            ("${}", "${}", "is $$"),
        ],
    )
    def test_an_unknown_placeholder_has_a_place(self, text: str, at: str, hint: str) -> None:
        with pytest.raises(TemplateError) as caught:
            read(text)
        (found,) = caught.value.diagnostics
        assert found.code == "unknown-placeholder"
        assert found.primary.span.text == at
        assert found.hint is not None
        assert hint in found.hint

    def test_all_of_them_are_reported(self) -> None:
        with pytest.raises(TemplateError) as caught:
            read("$one\n[notes]\n$two $reason")
        assert [d.primary.span.text for d in caught.value.diagnostics] == ["$one", "$two"]

    @pytest.mark.parametrize("data", [b"\xff\xfe", "a\x00b", "x" * 300_000])
    def test_what_is_no_text(self, data: str | bytes) -> None:
        with pytest.raises(TemplateError):
            read(data)


class TestFilling:
    def test_dollars(self) -> None:
        assert letter("$$5, $5 and $$reason: ${reason}", reason=said("it")) == [
            "$5, $5 and $reason: it"
        ]

    def test_what_is_filled_in_is_not_read_again(self) -> None:
        assert letter("$reason", reason=said("$from $$")) == ["$from $$"]

    def test_a_placeholder_without_words_leaves_no_gap(self) -> None:
        assert letter("A $reason b.\n\n$from\n\nC $reason") == ["A b.", "", "C"]

    def test_blank_lines_at_the_ends_go(self) -> None:
        assert letter("\n$reason\n\nA\n\n$from\n") == ["A"]

    def test_a_list_stands_alone_on_its_line(self) -> None:
        found = letter("$questions\n- ${questions}\nAsk: $questions", questions=said("A?", "B?"))
        assert found == ["- A?", "- B?", "- A?", "- B?", "Ask: A? B?"]

    def test_notes_without_anything_to_say_go(self) -> None:
        assert notes("Say: $reason\n\nBe brief\n$questions", questions=said("A?")) == [
            "Be brief",
            "- A?",
        ]


class TestTheTemplates:
    def test_there_is_one_for_each_kind_and_for_counter_offers(self) -> None:
        of_all = [f"{kind}" for kind in ReplyKind]
        alike = {ReplyKind.TIME, ReplyKind.PROMISE, ReplyKind.BROKEN}
        alike |= {ReplyKind.HOLD, ReplyKind.DOOR, ReplyKind.WAITING, ReplyKind.OTHER}
        of_counters = [f"{kind}-counter" for kind in ReplyKind if kind not in alike]
        special = ["negotiate-time", "ask-accepted"]
        assert list(template_names()) == sorted([*of_all, *of_counters, *special])

    @pytest.mark.parametrize("name", template_names())
    def test_it_has_both_parts_and_names_only_what_there_is(self, name: str) -> None:
        kind = ReplyKind(name.partition("-")[0])
        found = read_template(template_text(name), PLACEHOLDERS[kind], name=name)
        assert found.notes
        assert found.letter
        assert {"greeting", "from"} <= used(found.letter)
        assert not {"offer", "accepted", "position"}.isdisjoint(used(found.letter))

    @pytest.mark.parametrize("name", template_names())
    def test_it_is_plain_text(self, name: str) -> None:
        assert template_text(name).isascii()
        assert "!" not in template_text(name)


class TestReasons:
    def test_every_group_has_a_phrase_and_none_names_a_person(self) -> None:
        program = parse_criteria("").program
        phrases = {
            path: SUBJECTS[subject_of([FactPath(path)], program)] for path in schema_of().facts
        }
        assert phrases["manager.presence"] == phrases["team.size"] == "the way the role is set up"
        assert not any("manager" in phrase or "team" in phrase for phrase in phrases.values())
        others = {path.partition(".")[0] for path, said in phrases.items() if "between the" in said}
        assert others == {"manager", "team", "role", "company"}
        own = {path for path, said in phrases.items() if said == "a personal matter"}
        assert {path.partition(".")[0] for path in own} == {"offer"}
        assert {*phrases.values()} == {*SUBJECTS.values()}
        assert SUBJECTS.keys() == set(ReasonSubject)
