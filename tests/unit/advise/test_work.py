"""How the work of the searches grows: counted, not timed."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import pytest

from offerkit import Decision, Verdict, parse_criteria, read_offer
from offerkit.advise import needed
from offerkit.advise.explain import explain
from offerkit.advise.negotiate import search
from offerkit.advise.questions import MOST_PER_QUESTION, questions
from offerkit.advise.what_if import truths
from offerkit.advise.what_if.linear import ChangingFact
from offerkit.advise.what_if.segments import AnyValue
from offerkit.advise.what_if.what_if import WhatIf, Work
from offerkit.core import Core
from offerkit.evaluate import program, quantities, semantics
from offerkit.evaluate.cells.settle import Case
from offerkit.evaluate.cells.share import Share
from offerkit.evaluate.cells.system import Compiled
from offerkit.evaluate.facts import Facts, Judgement
from offerkit.evaluate.semantics import judged
from offerkit.evaluate.verdict import ORDERED

Found = TypeVar("Found")

TURNS = "decline below 30%\naccept at 70%\n"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Callable[[], int]]:
    """Return what counts the calls of a function of ``quantities`` from then on."""

    def count(name: str) -> Callable[[], int]:
        function, calls = getattr(quantities, name), 0

        def counting(*arguments: object) -> object:
            nonlocal calls
            calls += 1
            return function(*arguments)

        monkeypatch.setattr(quantities, name, counting)
        return lambda: calls

    return count


def decided(text: str, offer: str = "") -> Decision:
    criteria = parse_criteria(TURNS + text)
    return criteria.decide(read_offer(offer, schema=criteria.schema))


def work_of(search: Callable[[], Found]) -> tuple[int, Found]:
    """Return the steps that a search takes, and what it finds."""
    made: list[Work] = []
    original = Work.__init__

    def noting(self: Work, *arguments: int) -> None:
        original(self, *arguments)
        made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Work, "__init__", noting)
        found = search()
    return sum(work.done for work in made), found


def hourly(count: int) -> str:
    return "".join(
        f'prefer "P{n}" pay.per_hour from {20 + n} USD per hour to {60 + n} USD per hour\n'
        for n in range(count)
    )


def chain(count: int) -> str:
    lets = "".join(f"let a{n + 1} = a{n} + 1\n" for n in range(count))
    return f"let a0 = leave.days\n{lets}" + "".join(f"pro if a{n} > {n}\n" for n in range(count))


def test_a_derived_fact_is_worked_out_once_per_supposition(
    counted: Callable[[str], Callable[[], int]],
) -> None:
    calls, found = counted("_work_out"), []
    for count in (2, 20):
        whatif = WhatIf(decided(hourly(count)))
        before = calls()
        for statement in whatif.statements:
            whatif.effect(statement, {statement.facts[0]: 0})
        found.append(calls() - before)
    assert found[0] == found[1] > 0


def test_the_work_for_a_chain_of_names_is_in_proportion_to_its_length(
    counted: Callable[[str], Callable[[], int]],
) -> None:
    calls, found = counted("_measure_let"), []
    for count in (20, 40, 80):
        before = calls()
        decided(chain(count), "leave.days = 20").questions()
        found.append(calls() - before)
    assert found[2] - found[1] <= 2.2 * (found[1] - found[0])


@pytest.mark.parametrize("text", ["dealbreaker if pay.per_hour < current.pay.per_hour", hourly(9)])
def test_the_search_for_questions_ends_whatever_a_statement_costs(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(needed, "MOST_TRIED", 1_000)
    decision, budget = decided(text), 1_000
    work, found = work_of(partial(questions, decision, budget=budget))
    assert found.untested
    assert work <= 5 * budget + len(found) * MOST_PER_QUESTION


def test_the_search_for_what_to_ask_for_ends_however_many_statements_there_are() -> None:
    text = "negotiable leave.days up to 300\nnegotiable pay.base up to 900k USD per year\n"
    lines = [
        f"pro if leave.days * 1k USD per year + pay.base > {n}k USD per year\n" for n in range(40)
    ]
    decision = decided(text + "".join(lines), 'leave.days = 1\npay.base = "1k USD per year"')
    steps = 2_000
    work, _ = work_of(partial(decision.negotiate, budget=steps))
    assert work <= steps + 20 * len(lines)


def test_the_work_of_a_search_does_not_depend_on_those_before_it() -> None:
    text = (
        "negotiable team.size up to 300\n" + thresholds(9) + 'prefer "Size" team.size from 0 to 9\n'
    )
    both, one = (decided(text, "team.size = 1") for _ in range(2))
    first = both.negotiate(goal=Verdict.CONSIDER)
    assert first.asks
    assert both.negotiate(goal=Verdict.ACCEPT).steps == one.negotiate(goal=Verdict.ACCEPT).steps


def thresholds(count: int) -> str:
    return "".join(f"pro if team.size > {n}\n" for n in range(count))


def test_statements_about_one_fact_are_looked_at_where_they_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turned: list[Compiled] = []
    original = Case._in

    def noting(self: Case, one: Compiled, *arguments: object) -> Share:
        turned.append(one)
        return original(self, one, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Case, "_in", noting)
    for count in (10, 20, 40):
        turned.clear()
        text = thresholds(count) + "dealbreaker if team.size < 5 and team.size > 5\n"
        assert decided(text).possible == tuple(ORDERED)
        assert len(turned) <= 4 * count


def test_comparisons_are_not_judged_again_for_each_statement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Core] = []

    def noting(core: Core, facts: Facts) -> Judgement:
        seen.append(core)
        return judged(core, facts)

    monkeypatch.setattr(truths, "judged", noting)
    text = "pro if pay.total > current.pay.total and team.size > {}\n"
    whatif = WhatIf(decided("".join(map(text.format, range(9)))))
    for statement in whatif.statements:
        missing = whatif.decision.findings[statement.index].missing
        assert whatif.effect(statement, {}).missing == {*missing}
    assert len(seen) == 1


def calls_of(where: object, name: str, run: Callable[[], object]) -> int:
    """Return how often a function is called, or a method, while something runs."""
    function, calls = getattr(where, name), list[object]()

    def noting(*arguments: object, **named: object) -> object:
        calls.append(arguments)
        return function(*arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, noting)
        run()
    return len(calls)


def test_an_explanation_and_the_findings_judge_nothing_again() -> None:
    text = (
        "dealbreaker if leave.days < 9 and team.size < 9\n"
        "pro if leave.days > 3 or team.size > 3\n"
        'prefer "Leave" leave.days from 9 to 30\n'
    )
    criteria = parse_criteria(TURNS + text)
    offer = read_offer("", schema=criteria.schema)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "MOST_WALKED", 1)
        decision = criteria.decide(offer)

    def shown() -> None:
        _ = decision.findings, explain(decision)

    assert [calls_of(semantics, name, shown) for name in ("judge", "grade")] == [0, 0]
    assert decision.missing


def test_what_is_in_the_way_is_found_in_one_go_for_all_that_nothing_negotiable_bears_on() -> None:
    found = []
    for count in (10, 20):
        decision = decided("negotiable pay.base up to 9k USD per year\n" + thresholds(count))
        found.append(calls_of(search, "combined", decision.negotiate))
    assert found[0] == found[1] > 0


def test_of_statements_that_are_equally_in_the_way_the_last_go() -> None:
    cons = "".join(f'con "C{n}" if team.size > {n}\n' for n in range(4))
    decision = decided(f"pro if team.size > 1 weight 7\n{cons}", "team.size = 9")
    blockers = decision.negotiate(goal=Verdict.ACCEPT).blockers
    assert [finding.label for finding in blockers] == ["C3"]


def test_an_effect_is_worked_out_once_for_several_searches_which_all_count_it() -> None:
    whatif = WhatIf(decided(thresholds(3)))

    def run() -> None:
        for search_ in (whatif.anew(), whatif.anew()):
            for statement in whatif.statements:
                search_.effect(statement, {})
                search_.effect_in(statement, {})
            assert search_.work.done == 3 * 4

    assert calls_of(WhatIf, "_found", run) == 3


def test_a_fact_compared_with_too_many_values_is_not_compared_with_all_of_them() -> None:
    found = []
    for count in (200, 400):
        whatif = WhatIf(decided(thresholds(count)))
        [fact] = whatif.statements[0].facts
        found.append(calls_of(ChangingFact, "boundaries", partial(whatif.segments_of, fact)))
        assert whatif.segments_of(fact) == (AnyValue(),)
    assert found[0] == found[1] > 0


def test_the_trials_of_a_fact_end_whatever_it_is_compared_with() -> None:
    line = "pro if at least 2 of (leave.days > {n}, team.size > {n}, travel.share < {n}%)\n"
    decision = decided("".join(line.format(n=n) for n in range(1, 60)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(needed, "MOST_TRIED", 1_000)
        work, _ = work_of(partial(questions, decision, budget=100))
    assert work <= 3_000


def test_a_chain_of_names_is_no_deep_recursion() -> None:
    assert decided(chain(400)).verdict is Verdict.FIND_OUT
