"""Hints: what they offer works when it is put in, in every case of the definition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from offerkit.check.checker import check
from offerkit.check.uses import FilesInMemory
from offerkit.diagnostics import Diagnostic, Offered
from offerkit.model.schema import schema_of
from offerkit.span import Source, Span
from offerkit.syntax.parser import parse
from tests.conformance.cases import case_files

SCHEMA = schema_of()


def found_in(text: str, files: Mapping[str, str] | None = None) -> list[Diagnostic]:
    parsed = parse(Source("case.criteria", text))
    _, _, found = check(parsed, SCHEMA, resolve=FilesInMemory(files) if files else None)
    return list(found)


def hint_of(text: str, code: str) -> str | None:
    """The hint of the only diagnostic with a code."""
    [found] = [one for one in found_in(text) if one.code == code]
    return found.hint


def with_mistakes() -> Iterator[Any]:
    for file in case_files():
        if file.phase not in {"parse", "check"}:
            continue
        for table in file.tables:
            if table.get("diagnostics"):
                text = table.get("criteria") or f"let x = {table['expression']}"
                name = f"{file.path.stem}: {table['name']}"
                yield pytest.param(text, table.get("files"), id=name)


CASES = [*with_mistakes()]


@pytest.mark.parametrize(("text", "files"), CASES)
def test_a_hint_is_not_refused(text: str, files: Mapping[str, str] | None) -> None:
    for mistake in found_in(text, files):
        here = mistake.primary.span
        if isinstance(mistake.advice, Offered) and here.source.text == text:
            for offered in mistake.advice.texts:
                assert_mends(text, mistake, offered, mistake.advice.at or here, files)


SAID_OF_THE_WHOLE = {
    "unused-name",
    "duplicate-statement",
    "use-without-files",
    "threshold-without-score",
}


def assert_mends(
    text: str, mistake: Diagnostic, offered: str, at: Span, files: Mapping[str, str] | None
) -> None:
    """Fail if a mistake, or one in what was put in, is there when a hint was followed."""
    mended = text[: at.start] + offered + text[at.end :]
    end = at.start + len(offered)
    left = [
        one
        for one in found_in(mended, files)
        if one.code not in SAID_OF_THE_WHOLE
        and one.primary.span.start < end
        and at.start < one.primary.span.end
    ]
    assert left == [], f"{mistake.hint}\n{mended}\n{[(str(d), d.hint) for d in left]}"


@pytest.mark.parametrize(("text", "files"), CASES)
def test_what_stands_before_a_mistake_changes_nothing(
    text: str, files: Mapping[str, str] | None
) -> None:
    before = 'ask "What is it?" about role.title later\n'
    alone, behind = found_in(text, files), found_in(before + text, files)
    assert [*map(said, alone)] == [said(one, len(before)) for one in behind]


def said(mistake: Diagnostic, shift: int = 0) -> tuple[object, ...]:
    here, at = mistake.primary.span, getattr(mistake.advice, "at", None)
    start = here.start - (shift if here.source.name == "case.criteria" else 0)
    return start, mistake.message, mistake.hint, at and at.start - here.start


def test_many_hints_are_tried() -> None:
    found = [one for case in CASES for one in found_in(*case.values)]
    assert sum(isinstance(one.advice, Offered) for one in found) > 60


OFFERING = re.compile(r"(?:write|did you mean|in quotes|in braces|as) `[^`…]+`")
FORMS = (
    "levels: ",
    "which is ",
    "valid escapes",
    "takes one to six",
    "only facts have dots",
    "for a condition; to compare",
    "may be followed by",
    "add a period, such as",
    "delete it; inside quotes",
    "is a duration in days: write",
    "before its question",
    "a line such as",
    "before it, so that",
)
"""What is said where no text could be put in."""


@pytest.mark.parametrize(("text", "files"), CASES)
def test_what_is_offered_is_offered_to_be_tried(text: str, files: Mapping[str, str] | None) -> None:
    for mistake in found_in(text, files):
        if OFFERING.search(mistake.hint or "") and not isinstance(mistake.advice, Offered):
            assert any(form in str(mistake.hint) for form in FORMS), mistake.hint


# --- one slip gives one error ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pro if pay.base >= 50k Euro per year", "write the currency as a code: `EUR`"),
        ("pro if pay.base >= 50k Euro", "write the currency as a code: `EUR per year`"),
        ("pro if pay.sign_on >= 5k dollars", "write the currency as a code: `USD`"),
        (
            "pro if pay.base >= $65,000",
            "write the currency code after the number: `65_000 USD per year`",
        ),
        ("pro if commute.time > 45", "add the unit: `45 min`"),
        ("pro if commute.time > 45 minuts", "did you mean `minute` or `minutes`?"),
        ("pro if contract.notice_mine > 25 dys", "did you mean `days`?"),
        ("pro if offer.deadline < 1 December 2026", "dates are YYYY-MM-DD: write `2026-12-01`"),
        ("pro if offer.deadline < December 1, 2026", "dates are YYYY-MM-DD: write `2026-12-01`"),
        ("pro if offer.deadline < Dec 1st 2026", "dates are YYYY-MM-DD: write `2026-12-01`"),
        ("pro if offer.deadline < 15.12.2026", "dates are YYYY-MM-DD: write `2026-12-15`"),
        (
            "pro if offer.deadline < 1.12.2026",
            "dates are YYYY-MM-DD: write `2026-12-01` or `2026-01-12`",
        ),
        (
            "pro if offer.deadline < 12/01/2026",
            "dates are YYYY-MM-DD, such as `2026-12-01`: write `2026-01-12` or `2026-12-01`",
        ),
        ('pro if equity.kind = "isoo"', 'did you mean `"iso"`?'),
        ("pro if company.remote", "did you mean `remote.policy >= hybrid`?"),
        ("pro if company.remote = yes", "did you mean `remote.policy >= hybrid`?"),
        ("pro if vacation > 25", "did you mean `leave.days`?"),
        ("pro if vacation > 25 USD", "did you mean `leave.days >= 25`?"),
        ("pro if salary > 50000", "did you mean `pay.base > 50_000 USD per year`?"),
        ("pro if commuting < 45", "did you mean `commute.time < 45 min`?"),
        ('pro if level >= "senior"', "did you mean `role.seniority >= senior`?"),
        ('pro if insurance >= "good"', "did you mean `benefits.health >= good`?"),
        ('pro if city = "Berlin"', "did you mean `location.city`?"),
        ("pro if location.city = Berlin", 'write texts in quotes: `"Berlin"`'),
        ("pro if location.city = town", 'write texts in quotes: `"town"`'),
        ("pro if WFH", "did you mean `remote.policy >= hybrid`?"),
        ("pro if remote = yes", "did you mean `remote.policy >= hybrid`?"),
        (
            "con if hours > 45",
            "`hours` is a word of the language; write a fact, such as `hours.week`",
        ),
        (
            "pro if work.interest in {good, great}",
            "sets contain only texts; for levels use `between`, or `=` with `or`: "
            "`(work.interest = good or work.interest = great)`",
        ),
        ("pro if promised.salary > 3k USD per year", "did you mean `promised.pay.base`?"),
        (
            "pro if commute.time = 45 min..1 hour",
            "a condition has ranges with `between`: `between 45 min and 1 hour`",
        ),
        (
            "pro if leave.days in 25..30 and visa.needed",
            "a condition has ranges with `between`: `between 25 and 30`",
        ),
        (
            "pro if pay.base is 50k..60k EUR per year",
            "a condition has ranges with `between`: "
            "`between 50k EUR per year and 60k EUR per year`",
        ),
    ],
)
def test_one_slip_gives_one_error(text: str, hint: str) -> None:
    [found] = found_in(text)
    assert found.is_error
    assert found.hint == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pro if pay.base >= 50,000 Euro per year", "write `50_000 EUR per year`"),
        ("pro if pay.base >= 50,000", "write `50_000 USD per year`"),
        ("pro if pay.base >= 50,000 EUR weight 2", "write `50_000 EUR per year`"),
        ("pro if pay.base >= 50 000 EUR", "write `50_000 EUR per year`"),
        ("pro if pay.base >= 50K eur", "write `50_000 EUR per year`"),
        ("pro if pay.base >= 50k EUR p.a.", "write `50_000 EUR per year`"),
        ("pro if pay.base >= 50.000", "write `50_000 USD per year` or `50 USD per year`"),
        ("pro if pay.base >= EUR 50.000", "write `50_000 EUR per year` or `50 EUR per year`"),
        ("pro if pay.base >= $50.000", "write `50_000 USD per year` or `50 USD per year`"),
        (
            "pro if pay.base >= 5.000 Euro monthly",
            "write `5000 EUR per month` or `5 EUR per month`",
        ),
        ("pro if pay.sign_on >= 5,000 Euro per year", "write `5000 EUR`"),
        ("pro if travel.share < 0,25", "write `25%` or `0.25%`"),
        ("assume pay.base = 50,000 Euro", "write `50_000 EUR per year`"),
        ("negotiable pay.base up to 80,000 Euro", "write `80_000 EUR per year`"),
        (
            "pro if pay.base > 1M INR per year\npro if pay.base > 1,5k",
            "write `1500 INR per year` or `1500 INR per month`",
        ),
    ],
)
def test_all_that_is_wrong_with_an_amount_is_said_at_once(text: str, hint: str) -> None:
    [found] = found_in(text)
    assert found.hint == hint
    assert isinstance(found.advice, Offered)
    at = found.advice.at or found.primary.span
    for offered in found.advice.texts:
        assert found_in(f"{text[: at.start]}{offered}{text[at.end :]}") == []


def test_a_choice_is_explained() -> None:
    hint = hint_of('pro if equity.kind = "options"', "unknown-value")
    assert hint is not None
    assert '`"iso"` (stock options that the papers call incentive stock options)' in hint
    assert '`"nso"` (any other stock options)' in hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pro if pay.sign_on > 3", "add the unit: `3 CHF`"),
        ("pro if pay.base > 3k", "add the unit: `3k CHF per year` or `3k CHF per month`"),
        ("pro if salary", "did you mean `pay.base >= 60k CHF per year`?"),
        (
            "let floor: pay",
            "set it there, or give it a value that holds without: "
            "`let floor: pay = 60k CHF per year`",
        ),
    ],
)
def test_hints_are_in_the_currency_of_the_file(text: str, hint: str) -> None:
    other = 'pro "A" if pay.base > 40k CHF per year\n'
    assert [d.hint for d in found_in(f"{other}{text}")] == [hint]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("let weight = 2\npro if team.size > 3", "choose another name, such as `my_weight`"),
        ("scale mood: bad < from < good", "choose another name, such as `my_from`"),
        (
            "pro if team.size > weight weight 2",
            "`weight` is a word of the language; write a value, such as `3`",
        ),
        (
            "pro if pay.base >= weight 3",
            "`weight` is a word of the language; write a value, such as `60k USD per year weight`",
        ),
        (
            "pro if manager.presence >= month",
            "`month` is a word of the language; write a value, such as `sometimes`",
        ),
        (
            "prefer team.size from from to 9",
            "`from` is a word of the language; write a value, such as `3`",
        ),
        (
            "pro if weight > 3",
            "`weight` is a word of the language; write a fact, such as `team.size`",
        ),
        (
            "pro if weight",
            "`weight` is a word of the language; write a fact, such as `visa.sponsored`",
        ),
        (
            "pro if from >= good",
            "`from` is a word of the language; write a fact, such as `work.interest`",
        ),
        (
            "assume to = 30 min",
            "`to` is a word of the language; write a fact, such as `commute.time`",
        ),
        (
            "rate 1 from = 2 USD",
            "`from` is a word of the language; write a currency, such as `USD`",
        ),
        ("accept at from", "`from` is a word of the language; write a percentage, such as `70%`"),
        (
            "pro if visa.needed weight to",
            "`to` is a word of the language; write a number, such as `2`",
        ),
        (
            "pro if at least to of (visa.needed, visa.sponsored)",
            "`to` is a word of the language; write a number, such as `2`",
        ),
    ],
)
def test_a_hint_names_what_fits_in_place_of_a_word_of_the_language(text: str, hint: str) -> None:
    assert hint in [d.hint for d in found_in(text)]


# --- against the direction of a fact ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("pro if work.interest = good", "write `work.interest >= good`"),
        ("pro if good = work.interest", "write `good <= work.interest`"),
        ("dealbreaker unless work.interest = good", "write `work.interest >= good`"),
        ("dealbreaker if work.interest != good", "write `work.interest < good`"),
        ("dealbreaker if work.interest = poor", "write `work.interest <= poor`"),
        ("con if work.interest = poor", "write `work.interest <= poor`"),
        ("pro if not (work.interest = poor)", "write `work.interest <= poor`"),
        ("pro if hours.overtime = rarely", "write `hours.overtime <= rarely`"),
        ("pro if leave.days = 25", "write `leave.days >= 25`"),
        ("con if leave.days = 3", "write `leave.days <= 3`"),
        ('leaving "x" until work.interest = good', "write `work.interest >= good`"),
        ("let a = work.interest = good\npro if a", "write `work.interest >= good`"),
        (
            "let a = good = work.interest\nlet b = a\nlet c = not b\ncon if c",
            "write `good <= work.interest`",
        ),
        ("let a = work.interest\npro if a = good", "write `a >= good`"),
        ("pro if visa.sponsored and work.interest = good", "write `work.interest >= good`"),
        ("pro if at least 1 of (visa.sponsored, leave.days = 25)", "write `leave.days >= 25`"),
        ("con if at most 1 of (visa.sponsored, leave.days = 25)", "write `leave.days >= 25`"),
        ("scale tone: low < high\nfact a.b: quality\npro if a.b = fair\npro if a.b > a.b", None),
    ],
)
def test_an_equality_that_leaves_out_what_is_better(text: str, hint: str | None) -> None:
    found = [one for one in found_in(text) if one.code == "shuts-out"]
    assert [one.is_error for one in found] == [False]
    assert hint is None or found[0].hint == hint


@pytest.mark.parametrize(
    "text",
    [
        "pro if work.interest = great",
        "con if work.interest = terrible",
        "pro if company.size = medium",
        "pro if work.interest = good or work.interest = great",
        "pro if work.interest = good or work.interest > good",
        "pro if hours.overtime = never",
        "con if leave.days = 0",
        "pro if remote.policy = hybrid",
        "pro if work.interest = current.work.interest",
        "pro if promised.work.interest = good",
        "pro if pay.bonus_guaranteed = yes",
        "pro if team.size = 5",
        "let a = work.interest = good\npro if a or work.interest = great",
        "let a = work.interest = great\npro if a or work.interest = good",
        "pro if exactly 1 of (visa.sponsored, leave.days = 25)",
        "pro if at least 1 of (leave.days = 25, leave.days > 25)",
    ],
)
def test_an_equality_that_leaves_nothing_out(text: str) -> None:
    assert [one for one in found_in(text) if one.code == "shuts-out"] == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("prefer commute.time from 10 to 60 min", "`60 to 10 min`"),
        ("prefer commute.time from 10 min to 1 hours", "`1 hours to 10 min`"),
        ("prefer pay.base from 80k to 45k USD per year", "`45k to 80k USD per year`"),
        ("prefer work.interest from great to poor", "`poor to great`"),
        ("let way = commute.time\nlet it = way\nprefer it from 10 to 60 min", "`60 to 10 min`"),
    ],
)
def test_a_preference_against_the_direction(text: str, hint: str) -> None:
    [found] = found_in(text)
    assert (found.code, found.is_error) == ("against-direction", False)
    assert hint in str(found.hint)


@pytest.mark.parametrize(
    "text",
    [
        "prefer commute.time from 60 min to 10 min",
        "prefer team.size from 9 to 3",
        "prefer pay.base from 45k to 80k USD per year",
        "prefer -commute.time from -60 min to -10 min",
        "prefer current.leave.days from 30 to 20",
    ],
)
def test_a_preference_in_the_direction(text: str) -> None:
    assert found_in(text) == []


def test_names_that_double_at_each_step_are_looked_at_once() -> None:
    chain = "".join(f"let x{n} = x{n - 1} or x{n - 1}\n" for n in range(1, 500))
    found = found_in(f"let x0 = work.interest = good\n{chain}pro if x499")
    assert not any(one.is_error for one in found)


def test_both_ends_without_a_period_are_reported() -> None:
    found = found_in("prefer pay.base from 45k USD to 80k USD")
    assert [one.hint for one in found] == [
        "write `45k USD per year`",
        "write `80k USD per year`",
    ]


def test_a_hint_need_not_mend_what_else_is_wrong() -> None:
    text = "pro if leave.days = 25 and manager.presence >= never"
    assert hint_of(text, "shuts-out") == "write `leave.days >= 25`"
    assert hint_of(text, "never-differs") is None


def test_a_long_file_is_not_tried_for_ever() -> None:
    line = 'pro "{}" if leave.dayz > 3\n'
    long = line.format("a" * (10_000 - len(line.format(""))))
    hints = [one.hint for one in found_in(long * 12)]
    # 15,000 characters are tried.
    assert (
        hints
        == ["did you mean `leave.days`?"] + ["did you mean `leave.days`, which is a number?"] * 11
    )


@pytest.mark.parametrize(
    ("declared", "wrong"),
    [
        ("", "pro if team.size > 3 + naame{}"),
        ("scale tone: {levels}\nfact a.b: tone\n", "pro if a.b > naame{}"),
        ("scale tone: {levels}\nfact a.b: tone\n", 'pro if a.b = "naame{}"'),
        ("fact a.b: text {{{texts}}}\n", 'pro if a.b = "naame{}"'),
        ("fact a.b: text {{{texts}}}\n", "pro if a.b = naame{}"),
    ],
)
def test_what_is_meant_is_not_looked_for_after_many_mistakes(declared: str, wrong: str) -> None:
    names = [f"name{number}" for number in range(30)]
    lets = "" if declared else "".join(f"let {name} = 3\n" for name in names)
    head = declared.format(levels=" < ".join(names), texts=", ".join(f'"{it}"' for it in names))
    text = lets + head + "\n".join(wrong.format(number) for number in range(30))
    found = [one for one in found_in(text) if one.is_error]
    meant = [re.match(r'did you mean `"?name(\d+)"?`', str(one.hint)) for one in found]
    assert [it and int(it[1]) for it in meant] == [*range(20), *[None] * 10]
