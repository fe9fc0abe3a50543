"""Explanations: what stands in the tree, what decides it, and what was converted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from offerkit.advise.explain import MOST_NESTED, Explanation, Step
from offerkit.check.uses import FilesInMemory
from offerkit.criteria import parse_criteria
from offerkit.decision import Decision
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.derived import DERIVED
from offerkit.render.text.explain import render_explanation
from offerkit.values import show


def decide(criteria: str, offer: str = "", **files: str) -> Decision:
    resolve = FilesInMemory({f"{name}.criteria": text for name, text in files.items()})
    checked = parse_criteria(criteria, name="my.criteria", resolve=resolve)
    return checked.decide(read_offer(offer, schema=checked.schema))


def explained(criteria: str, offer: str = "", **files: str) -> Explanation:
    return decide(criteria, offer, **files).explain()


def root(criteria: str, offer: str = "", **files: str) -> Step:
    return explained(criteria, offer, **files).statements[0].root


def shape(step: Step) -> object:
    """Return a step as its operation and outcome, and those of its parts."""
    outcome = str(step.truth) if step.value is None else show(step.value)
    here = f"{step.operation} {outcome}"
    return [here, *map(shape, step.parts)] if step.parts else here


class TestAsItWasWritten:
    @pytest.mark.parametrize(
        ("written", "operation"),
        [
            ("team.size > 3", ">"),
            ("team.size >= 3", ">="),
            ("team.size != 3", "!="),
            ("team.size is not 3", "!="),
            ("team.size between 1 and 3", "between"),
            ('manager.name not in {"A"}', "not in"),
            ('"A" in clients.names', "in"),
            ("not visa.needed", "not"),
        ],
    )
    def test_operators(self, written: str, operation: str) -> None:
        step = root(f"pro if {written}").parts[0]
        assert step.operation == operation
        assert step.text == written.replace("is not", "!=")
        assert step.truth is Kleene.UNKNOWN

    def test_the_sides_stand_as_they_were_written(self) -> None:
        step = root("pro if team.size > 3", "team.size = 4").parts[0]
        assert [part.text for part in step.parts] == ["team.size", "3"]

    def test_unless(self) -> None:
        step = root("dealbreaker unless visa.sponsored", "visa.sponsored = true")
        assert shape(step) == ["unless false", "fact true"]
        assert step.text == "unless visa.sponsored"

    def test_arithmetic(self) -> None:
        step = root("pro if (team.size - 2) * 3 / 2 > -4 + 1", "team.size = 6").parts[0]
        assert shape(step) == [
            "> true",
            ["* 6", ["+ 4", "fact 6", "literal 2"], "literal 3", "literal 2"],
            ["+ -3", ["- -4", "literal 4"], "literal 1"],
        ]

    @pytest.mark.parametrize(
        ("expression", "offer", "value"),
        [
            ("max(commute.time, 30 min) > 1 hour", 'commute.time = "90 min"', "90 min"),
            ("commute.time * 2 > 1 hour", 'commute.time = "90 min"', "3 hours"),
            ("contract.notice_mine * 2 > 1 week", 'contract.notice_mine = "7 days"', "2 weeks"),
            ("equity.vesting * 2 > 1 year", 'equity.vesting = "5 months"', "10 months"),
            ("team.turnover * 2 > 1%", 'team.turnover = "7.5%"', "15%"),
            ("offer.start - 2026-12-01 > 1 week", "offer.start = 2026-12-22", "3 weeks"),
            ("offer.start + 1 month > 2026-12-01", "offer.start = 2027-01-31", "2027-02-28"),
            ("offer.start + 9999 years > 2026-12-01", "offer.start = 2027-01-31", "unknown"),
            ("equity.vesting + 1 day > 1 week", 'equity.vesting = "1 month"', "29 days..32 days"),
            ("min(manager.presence, often) < often", "", "never..often"),
            ("max(offer.start, 2026-12-01) > 2027-01-01", "offer.start = 2027-02-01", "2027-02-01"),
            ("size of clients.names > 2", 'clients.names = ["a", "B", "b"]', "2"),
            ("size of clients.names > 2", 'clients.names = {at_least = ["a", "B"]}', "at least 2"),
            ("-team.size < 3", "", "at most 0"),
            ("team.size / 3 < 3", "team.size = 2", "0.67"),
            ("team.size + 1 < 3", "", "at least 1"),
            ("100 USD * team.size / 2 > 3 USD", "team.size = 5", "250 USD"),
        ],
    )
    def test_what_is_calculated_is_shown_as_a_fact_would_be(
        self, expression: str, offer: str, value: str
    ) -> None:
        calculated = root(f"pro if {expression}", offer).parts[0].parts[0]
        assert calculated.value is not None
        assert show(calculated.value) == value

    def test_months_beside_days_are_said(self) -> None:
        step = root("pro if equity.vesting > 366 days", 'equity.vesting = "1 year"').parts[0]
        found = step.conversions
        assert found is not None
        assert [one.text for one in found.by] == ["1 year is 365 to 366 days"]
        assert list(map(show, found.values)) == ["365 days..366 days", "366 days"]

    def test_months_beside_months_are_not_converted(self) -> None:
        step = root("pro if equity.vesting > 12 months", 'equity.vesting = "1 year"').parts[0]
        assert step.conversions is None

    def test_a_preference(self) -> None:
        statement = explained(
            "prefer pay.base from 45k to 80k USD per year", 'pay.base = "52k USD per year"'
        ).statements[0]
        assert statement.root.text == "pay.base from 45k to 80k USD per year"
        assert [show(part.value) for part in statement.root.parts if part.value is not None] == [
            "52,000 USD per year",
            "45,000 USD per year",
            "80,000 USD per year",
        ]
        assert str(statement.grade) == "20%"

    def test_used_files_and_packs(self) -> None:
        explanation = explained(
            'use "other.criteria"\nuse starter\npro "Mine" if big',
            "team.size = 4",
            other='let big = team.size > 3\npro "Other" unless big',
        )
        labels = [statement.finding.label for statement in explanation.statements]
        assert labels[0] == "Other"
        assert labels[-1] == "Mine"
        assert len(labels) > 4
        assert shape(explanation.statements[-1].root) == [
            "if true",
            ["let true", ["> true", "fact 4", "literal 3"]],
        ]
        place = explanation.statements[0].root.place
        assert place is not None
        assert (place.source.name, place.text) == ("other.criteria", "big")


class TestNames:
    def test_a_name_is_unfolded_once_in_a_statement(self) -> None:
        explanation = explained(
            "let near = commute.time < 20 min\n"
            "pro if near or visa.needed and near\ncon if near and team.size > 3\n"
        )
        first = [s for s in explanation.statements[0].root.walk() if s.operation == "let"]
        assert [(bool(s.parts), s.abridged) for s in first] == [(True, None), (False, "above")]
        second = [s for s in explanation.statements[1].root.walk() if s.operation == "let"]
        assert [bool(s.parts) for s in second] == [True]

    def test_long_chains_are_neither_deep_nor_wide(self) -> None:
        lines = ["let a0 = visa.needed or team.size > 3"]
        lines += [f"let a{n} = a{n - 1} and a{n - 1}" for n in range(1, 400)]
        explanation = explained("\n".join([*lines, "pro if a399"]), "visa.needed = true")
        steps = list(explanation.statements[0].root.walk())
        assert len(steps) < 8 * MOST_NESTED
        assert {step.abridged for step in steps} == {None, "above", "deep"}
        assert all(step.truth is Kleene.TRUE for step in steps)
        assert "a391: true ..." in render_explanation(explanation)

    def test_constants_texts_and_sets(self) -> None:
        step = root(
            'let disliked = {"A", "B"}\nlet mine = clients.names\nlet other = mine\n'
            "pro if other overlaps disliked",
            'clients.names = ["b"]',
        )
        assert shape(step) == [
            "if true",
            [
                "overlaps true",
                ['let {"b"}', ['let {"b"}', 'fact {"b"}']],
                ['let {"A", "B"}', 'literal {"A", "B"}'],
            ],
        ]


class TestWhatDecides:
    def decisive(self, criteria: str, offer: str) -> list[str]:
        statement = explained(criteria, offer).statements[0]
        return [str(reading.fact) for reading in statement.decisive]

    def test_a_false_operand_of_and(self) -> None:
        found = self.decisive("pro if visa.needed and team.size > 3", "visa.needed=false")
        assert found == ["visa.needed"]

    def test_a_true_operand_of_or(self) -> None:
        found = self.decisive("pro if visa.needed or team.size > 3", "team.size=5")
        assert found == ["team.size"]

    def test_all_operands_of_a_true_and(self) -> None:
        found = self.decisive(
            "pro if visa.needed and team.size > 3", "visa.needed = true\nteam.size=5"
        )
        assert found == ["visa.needed", "team.size"]

    def test_what_is_open(self) -> None:
        found = self.decisive("pro if visa.needed and team.size > 3", "team.size=5")
        assert found == ["visa.needed"]
        sides = self.decisive("pro if team.size > manager.reports * 10", "team.size=5")
        assert sides == ["manager.reports"]

    def test_below_what_does_not_decide_nothing_does(self) -> None:
        step = root(
            "pro if visa.needed or (team.size > 3 and location.near_family)",
            "visa.needed = true\nteam.size = 5\nlocation.near_family = false",
        )
        assert [s.text for s in step.walk() if s.decides] == [
            step.text,
            "visa.needed or team.size > 3 and location.near_family",
            "visa.needed",
        ]

    @pytest.mark.parametrize(
        ("size", "deciding"),
        [("0", "1"), ("9", "3"), ('"0..2"', "1"), ('"2..9"', "3")],
    )
    def test_the_end_of_between(self, size: str, deciding: str) -> None:
        step = root("pro if team.size between 1 and 3", f"team.size = {size}").parts[0]
        assert [part.text for part in step.parts[1:] if part.decides] == [deciding]

    def test_both_ends_of_between(self) -> None:
        step = root("pro if team.size between 1 and 3", "team.size = 2").parts[0]
        assert all(part.decides for part in step.parts)

    def test_the_parts_of_a_derived_fact_that_are_open(self) -> None:
        offer = (
            'pay.base = "50k USD per year"\npay.bonus_target = "20%"\npay.bonus_guaranteed = false'
        )
        found = self.decisive("pro if pay.cash > 55k USD per year", offer)
        assert found == ["pay.cash", "pay.bonus", "pay.bonus_paid"]


class TestConversions:
    def by(self, step: Step) -> list[str]:
        return [by.text for by in step.conversions.by] if step.conversions else []

    def test_none_where_the_units_are_one(self) -> None:
        step = root("pro if pay.base > 40k USD per year", 'pay.base = "50k USD per year"')
        assert step.parts[0].conversions is None

    def test_a_rate_and_a_period(self) -> None:
        step = root(
            "rate 1 EUR = 1.25 USD on 2026-01-02\npro if pay.base > 40k USD per year",
            'pay.base = "4k EUR per month"',
        ).parts[0]
        assert self.by(step) == ["12 months are a year", "1 EUR = 1.25 USD on 2026-01-02"]
        assert step.conversions is not None
        assert [show(value) for value in step.conversions.values] == [
            "60,000 USD per year",
            "40,000 USD per year",
        ]
        place = step.conversions.by[1].place
        assert place is not None
        assert place.line == 1

    def test_hours_with_where_they_are_from(self) -> None:
        statement = explained(
            "assume hours.week = 40\npro if pay.base > 40k USD per year",
            'pay.base = "30 USD/hour"\ncontract.kind = "permanent"',
        ).statements[0]
        step = statement.root.parts[0]
        assert self.by(step) == ["hours.paid hours are a year"]
        assert step.conversions is not None
        reading = step.conversions.by[0].reading
        assert reading is not None
        assert (str(reading.fact), reading.value) == ("hours.paid", Decimal(2_080))
        assert [(str(part.fact), part.assumed) for part in reading.parts] == [
            ("hours.week", True),
            ("contract.kind", False),
        ]
        assert show(step.conversions.values[0]) == "62,400 USD per year"
        assert [str(r.fact) for r in statement.decisive] == ["pay.base", "hours.paid"]

    def test_hours_of_the_view_of_the_fact(self) -> None:
        step = root(
            "pro if current.pay.base > 40 USD/hour", 'current.pay.base = "90k USD per year"'
        )
        assert self.by(step.parts[0]) == ["current.hours.paid hours are a year"]

    def test_a_rate_that_nobody_states(self) -> None:
        step = root("pro if pay.base > 40k USD per year", 'pay.base = "50k EUR per year"').parts[0]
        assert step.truth is Kleene.UNKNOWN
        assert step.conversions is not None
        assert [(by.text, by.is_known) for by in step.conversions.by] == [("1 EUR = ? USD", False)]

    def test_of_a_preference(self) -> None:
        step = root(
            "prefer pay.base from 20 to 40 USD/hour",
            'pay.base = "62_400 USD per year"\nhours.week = 40',
        )
        assert step.conversions is not None
        assert [show(value) for value in step.conversions.values] == [
            "30 USD per hour",
            "20 USD per hour",
            "40 USD per hour",
        ]

    def test_of_between(self) -> None:
        step = root(
            "pro if pay.base between 3k USD per month and 5k USD per month",
            'pay.base = "70k USD per year"',
        ).parts[0]
        assert step.conversions is not None
        assert [show(value) for value in step.conversions.values] == [
            "70,000 USD per year",
            "60,000 USD per year",
        ]

    def test_inside_a_derived_fact(self) -> None:
        step = root(
            "rate 1 EUR = 1.25 USD\npro if pay.cash_first_year > 1k EUR per year",
            'pay.base = "4k EUR per month"\npay.sign_on = "5k USD"\npay.bonus_target = "0%"',
        )
        found = {s.text: self.by(s) for s in step.walk() if s.formula and not s.abridged}
        assert found["pay.cash_first_year"] == ["1 EUR = 1.25 USD"]
        assert found["pay.yearly"] == ["12 months are a year"]
        values = {s.text: show(s.value) for s in step.walk() if s.value is not None}
        assert values["pay.cash_first_year"] == "52,000 EUR per year"


class TestDerivedFacts:
    def test_every_one_has_a_formula_of_its_parts(self) -> None:
        for derived in DERIVED.values():
            assert any(part in derived.formula for part in derived.parts), derived.path

    def test_views(self) -> None:
        step = root(
            "pro if pay.total > current.pay.total", 'current.pay.base = "50k USD per year"'
        ).parts[0]
        assert step.parts[1].formula == (
            "current.pay.cash + current.equity.per_year + "
            "current.benefits.retirement_match * current.pay.yearly"
        )
        assert [part.text for part in step.parts[1].parts] == [
            "current.pay.cash",
            "current.equity.per_year",
            "current.benefits.retirement_match * current.pay.yearly",
        ]

    def test_what_a_share_of_nothing_comes_to_is_not_shown(self) -> None:
        step = root(
            "pro if pay.total > 1k EUR per year",
            'pay.base = "0 EUR per year"\npay.bonus_target = "0%"\nequity.kind = "rsu"',
        ).parts[0]
        assert [part.text for part in step.parts[0].parts] == ["pay.cash", "equity.per_year"]

    def test_assumed_and_sourced_parts(self) -> None:
        step = root(
            "assume pay.bonus_target = 10%\npro if pay.cash > 1k USD per year",
            'pay.base = "50k USD per year"\n[sources]\n"pay.base" = "letter"',
        )
        readings = {s.text: s.reading for s in step.walk() if s.reading is not None}
        assert readings["pay.base"].source == "letter"
        assert readings["pay.bonus_target"].assumed


class TestTheSentence:
    def test_a_dealbreaker(self) -> None:
        decision = decide(
            'dealbreaker "Never there." if manager.presence < sometimes',
            'manager.presence = "rarely"\n[sources]\n"manager.presence" = "second interview"',
        )
        assert decision.explain().sentence == (
            "Decline: Never there (manager.presence is rarely, second interview)."
        )

    def test_several(self) -> None:
        text = "".join(f'dealbreaker "D{n}" if team.size > {n}\n' for n in range(3))
        assert explained(text, "team.size = 9").sentence == (
            "Decline: D0 (team.size is 9); 2 more rule it out too."
        )

    def test_a_reason_for_leaving(self) -> None:
        text = 'leaving "Alone" until team.size > 3'
        sentence = explained(text, 'offer.kind = "counter"\nteam.size = 1').sentence
        assert sentence == (
            "Decline: the counter-offer does not address why you are leaving: "
            "Alone (team.size is 1)."
        )

    @pytest.mark.parametrize(
        ("offer", "beginning"),
        [
            ("visa.needed = true", "Accept: there is no dealbreaker, and the score is 100%"),
            (
                "visa.needed = false",
                "Consider: there is no dealbreaker, and the score is 0%",
            ),
            ("", "Find out: it could still be consider or accept: part of the score is unknown."),
        ],
    )
    def test_the_others(self, offer: str, beginning: str) -> None:
        sentence = explained("pro if visa.needed\naccept at 70%", offer).sentence
        assert sentence.startswith(beginning)

    def test_it_is_the_same_of_a_part_of_the_explanation(self) -> None:
        explanation = explained(
            'dealbreaker "Big" if team.size > 3\npro "Small" if team.size < 3', "team.size = 9"
        )
        assert explanation.about("small").sentence == explanation.sentence


class TestAbout:
    EXPLANATION = explained('pro "Pay" if visa.needed\npro "Pay rise" if team.size > 3\n')

    def labels(self, *labels: str) -> list[str]:
        return [s.finding.label for s in self.EXPLANATION.about(*labels).statements]

    def test_whole_labels_come_before_parts_of_them(self) -> None:
        assert self.labels("pay") == ["Pay"]
        assert self.labels("RISE") == ["Pay rise"]
        assert self.labels("pa") == ["Pay", "Pay rise"]
        assert self.labels() == ["Pay", "Pay rise"]

    @pytest.mark.parametrize("label", ["nothing", ""])
    def test_unknown_labels(self, label: str) -> None:
        with pytest.raises(LookupError) as caught:
            self.EXPLANATION.about(label)
        assert caught.value.args == (label,)


def test_what_stands_beside_a_decision_is_explained_without_assumptions() -> None:
    decision = decide("assume team.size = 9\ndealbreaker if team.size > 3")
    assert decision.explain().statements[0].root.truth is Kleene.TRUE
    assert decision.without_assumptions is not None
    beside = decision.without_assumptions.explain().statements[0]
    assert beside.root.truth is Kleene.UNKNOWN
    assert beside.root.parts[0].parts[0].value is not None
    assert show(beside.root.parts[0].parts[0].value) == "unknown"
