"""Facts that hang on others: what is read of them, what is asked, and how it is shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve

from offerkit.criteria import parse_criteria
from offerkit.data import to_data
from offerkit.datatypes import OrdinalType, TextType, YesNo
from offerkit.decision import Decision
from offerkit.evaluate.facts import Facts, World
from offerkit.evaluate.findings import SetAside
from offerkit.evaluate.quantities import base_of
from offerkit.evaluate.verdict import Means, UnitRange
from offerkit.kleene import Kleene
from offerkit.load import read_offer
from offerkit.model.gates import Gate, either
from offerkit.model.schema import schema_of
from offerkit.paths import FactPath, View
from offerkit.render.text.decide import render_decision
from offerkit.render.text.questions import render_questions
from offerkit.render.words.common import reading_text
from offerkit.values import FactValue, plain, show

SCHEMA = schema_of()
GATED = [
    pytest.param(path, gate, id=f"{path} {'/'.join(map(str, gate.closed_by))}")
    for path, info in SCHEMA.facts.items()
    for gate in info.gates
]


def decided(criteria: str, offer: str) -> Decision:
    checked = parse_criteria(criteria)
    return checked.decide(read_offer(offer, schema=checked.schema))


def asked(criteria: str, offer: str) -> list[str]:
    return [str(question.fact) for question in decided(criteria, offer).questions()]


class TestDeclarations:
    def test_a_gate_is_a_stated_fact_and_no_fact_hangs_on_itself(self) -> None:
        world = World(SCHEMA)
        for path, gates in world.gates.items():
            for gate in gates:
                assert not SCHEMA.facts[gate.fact].derived
                assert path not in world.rests_on(gate.fact)
                assert world.rests_on(path)[-1] == path
                assert not gate.same_as or gate.same_as in SCHEMA.facts

    @pytest.mark.parametrize(("path", "gate"), GATED)
    def test_a_closed_gate_settles_what_is_behind_it(self, path: str, gate: Gate) -> None:
        """In each view, and whatever is stated of it."""
        for closing in gate.closed_by:
            for view in ("", "promised.", "current."):
                text = f"{view}{gate.fact} = {_toml(gate.fact, closing)}"
                offer = read_offer(text, schema=SCHEMA)
                fact = FactPath(path, View(view.rstrip(".")))
                facts = Facts(World(SCHEMA), offer)
                assert facts.is_closed(gate, fact.view) is Kleene.TRUE
                if not gate.same_as:
                    assert facts.value(fact) == gate.gives
                    assert facts.missing(fact) == ()
                    assert facts.doubts(fact) == ()

    @pytest.mark.parametrize(("path", "gate"), GATED)
    def test_what_closes_a_gate_is_a_cell_by_itself(self, path: str, gate: Gate) -> None:
        """An end of the bounds, a truth, a level, or a text of a closed list."""
        info = SCHEMA.facts[gate.fact]
        for closing in gate.closed_by:
            if isinstance(info.datatype, TextType):
                assert closing in (info.datatype.values or ())
            elif not isinstance(info.datatype, YesNo | OrdinalType):
                assert base_of(closing) in (info.bounds.low, info.bounds.high)

    def test_which_gate_may_be_closed_although_something_is_stated(self) -> None:
        hiding = {g.fact for info in SCHEMA.facts.values() for g in info.gates if g.may_hide}
        assert hiding == {"equity.kind", "pay.bonus_target"}


def _toml(path: str, value: FactValue) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if path in {"pay.bonus_target", "travel.share", "benefits.retirement_match"}:
        return '"0%"'
    if path in {"pay.sign_on", "relocation.support"}:
        return '"0 USD"'
    return plain(value) if path == "clients.count" else f'"{value}"'  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("stated", "nothing", "wanted"),
    [
        ('equity.value = "5k USD"', "0", "0 USD..5,000 USD"),
        ('equity.value = "2k..5k USD"', "0", "0 USD..5,000 USD"),
        ('pay.bonus_paid = "80%"', "0%", "0%..80%"),
        ("equity.shares = 100", "0", "0..100"),
        ('equity.value = "0 USD"', "0", "0 USD"),
    ],
)
def test_the_least_that_is_known_behind_a_gate(stated: str, nothing: str, wanted: str) -> None:
    offer = read_offer(stated, schema=SCHEMA)
    path = stated.split(" = ")[0]
    facts = Facts(World(SCHEMA), offer)
    (gate,) = SCHEMA.facts[path].gates
    assert show(gate.gives) == nothing
    assert show(either(facts.stated(FactPath(path)), gate.gives)) == wanted
    assert show(facts.value(FactPath(path))) == wanted


class TestWhatIsShown:
    def test_a_value_that_does_not_count_is_kept_with_a_note(self) -> None:
        decision = decided(
            'con "Long way" if commute.time > 45 min',
            'commute.time = "60 min"\nremote.policy = "remote"\n'
            '[sources]\n"remote.policy" = "call, 2026-11-02"',
        )
        (reading,) = decision.cons[0].readings
        aside = reading.set_aside
        assert isinstance(aside, SetAside)
        assert (show(reading.value), show(aside.stated), aside.surely) == ("0 min", "60 min", True)
        page = render_decision(decision.questions())
        assert "commute.time: 0 min (60 min does not count: remote.policy is remote)" in page
        assert "from remote.policy: remote (call, 2026-11-02)" in page
        data = decision.to_dict()["findings"][0]["readings"][0]
        assert data["set_aside"]["because"] == "remote.policy is remote"

    def test_a_value_that_may_not_count_says_what_it_waits_for(self) -> None:
        decision = decided('pro "A share" if equity.value >= 20k USD', 'equity.value = "50k USD"')
        (reading,) = decision.pros[0].readings
        wanted = 'equity.value: 50,000 USD, unless equity.kind is "none"'
        assert reading_text(reading) == wanted

    def test_nothing_is_said_of_what_was_not_stated(self) -> None:
        decision = decided('con "Long way" if commute.time > 45 min', 'remote.policy = "remote"')
        assert decision.cons[0].readings[0].set_aside is None
        assert "does not count" not in render_decision(decision.questions())


class TestWhatIsAsked:
    def test_whether_there_is_a_clause_comes_before_how_long_it_binds(self) -> None:
        criteria = 'dealbreaker "Bound" if contract.noncompete_length > 6 months'
        assert asked(criteria, "") == ["contract.noncompete", "contract.noncompete_length"]
        assert asked(criteria, "contract.noncompete = true") == ["contract.noncompete_length"]
        assert asked(criteria, "contract.noncompete = false") == []

    def test_a_chain_of_gates_is_asked_in_its_order(self) -> None:
        criteria = 'dealbreaker "Tied" if benefits.retirement_vesting > 3 years'
        wanted = ["benefits.retirement_match", "benefits.retirement_vesting"]
        assert asked(criteria, "") == wanted
        assert asked(criteria, 'contract.kind = "contractor"') == []

    def test_a_question_that_takes_nothing_for_granted_stands_alone(self) -> None:
        assert asked("dealbreaker if leave.days < 20", "") == ["leave.days"]
        assert asked("dealbreaker if commute.time > 45 min", "") == ["commute.time"]

    def test_the_answers_to_a_gate_are_told_apart(self) -> None:
        decision = decided("dealbreaker unless equity.value >= 20k USD", "")
        found = decision.questions()
        assert [str(question.fact) for question in found] == ["equity.kind", "equity.value"]
        kind = found.asked[0]
        assert any("none" in answer.words and answer.settles for answer in kind.answers)
        assert "Which kind of equity is it?" in render_questions(found)

    def test_what_may_be_behind_a_closed_gate_is_asked_for_itself(self) -> None:
        decision = decided(
            "dealbreaker if commute.time > 45 min", 'remote.policy = "hybrid..remote"'
        )
        assert [str(question.fact) for question in decision.questions()] == ["commute.time"]


class TestInTheCode:
    """The generated code decides as the reference semantics do, whatever is stated of a gate."""

    @pytest.mark.parametrize("policy", ["", "onsite", "hybrid", "remote", "hybrid..remote"])
    @pytest.mark.parametrize("time", ["", "60 min", "30..60 min"])
    @pytest.mark.parametrize(
        "assumption", ["", "assume remote.policy = remote", "assume commute.time = 50 min"]
    )
    def test_a_way(self, policy: str, time: str, assumption: str) -> None:
        lines = [f'remote.policy = "{policy}"'] if policy else []
        lines += [f'commute.time = "{time}"'] if time else []
        checked = parse_criteria(f"{assumption}\ndealbreaker if commute.time > 45 min")
        offer = read_offer("\n".join(lines), schema=checked.schema)
        value = "remote" if not policy and "policy" in assumption else policy
        way = "50 min" if not time and "time" in assumption else time
        closed = value == "remote"
        wanted = "consider" if closed else "decline" if way in {"50 min", "60 min"} else "find_out"
        assert checked.decide(offer).verdict.value == wanted
        assert checked.verdict(offer).value == wanted

    def test_learning_that_there_is_no_grant_turns_nothing_that_was_settled(self) -> None:
        checked = parse_criteria(
            'pro "A share" if equity.value >= 20k USD\ncon "Dear" if equity.strike > 3 USD\n'
            "accept at 50%\ndecline below 40%"
        )
        offer = read_offer(
            'equity.value = "50k USD"\nequity.strike = "5 USD"', schema=checked.schema
        )
        before = checked.decide(offer)
        for kind in ("none", "rsu", "iso"):
            after = checked.decide(evolve(offer, equity=evolve(offer.equity, kind=kind)))
            assert set(after.possible) <= set(before.possible)


def test_dealbreakers_that_do_not_apply_are_named_in_the_data() -> None:
    criteria = parse_criteria('dealbreaker "Strike" if equity.strike > 1 USD')
    decision = criteria.decide(read_offer('equity.kind = "none"'))
    assert decision.to_dict()["not_applying"] == ["Strike"]


def test_the_least_mean_begins_with_the_least_value() -> None:
    weighed = [
        (weight, Fraction(at), Fraction(at), Kleene.UNKNOWN) for weight, at in ((1, 1), (3, 0))
    ]
    assert Means.of(weighed) == Means(Fraction(0), Fraction(1), may_lack=True)


def test_a_share_has_two_decimals_in_percent() -> None:
    low, high = to_data(UnitRange(Fraction(1, 3), Fraction(2, 3))).values()
    assert (low["percent"], high["percent"]) == ("33.33", "66.67")
