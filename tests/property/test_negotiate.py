"""What to ask for: as cheap as trying everything finds, enough, and no more than is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from random import Random
from typing import Final

from attrs import frozen
from hypothesis import event, given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from offerkit.advise.negotiate.models import Negotiation, NegotiationOutcome
from offerkit.advise.negotiate.options import changed_offer
from offerkit.criteria import Criteria, parse_criteria
from offerkit.evaluate.verdict import Verdict
from offerkit.load import write_offer
from offerkit.model.offer import Offer, known_facts, with_facts
from offerkit.paths import FactPath
from offerkit.scales import Frequency, Remoteness
from offerkit.values import UNKNOWN, FactValue, Pay, Period, Range, TextSet, Unknown

ORDER: Final = (Verdict.DECLINE, Verdict.CONSIDER, Verdict.ACCEPT)


def usd(thousands: int) -> Pay:
    return Pay(Decimal(1000 * thousands), "USD", Period.YEAR)


def words(*texts: str) -> frozenset[str]:
    return frozenset(texts)


PRESENT: Final[Mapping[str, Sequence[FactValue]]] = {
    "pay.base": (usd(40), usd(45), usd(60), Range(usd(40), usd(50)), UNKNOWN),
    "pay.commission": (usd(0), usd(5), UNKNOWN),
    "manager.mentoring": (Frequency.NEVER, Range(Frequency.RARELY, Frequency.OFTEN), UNKNOWN),
    "remote.policy": (*Remoteness, UNKNOWN),
    "hours.week": (Decimal(40), Decimal(45), UNKNOWN),
    "visa.sponsored": (False, UNKNOWN),
    "clients.names": (words(), words("Acme"), words("Acme", "Bo"), TextSet(words("Bo")), UNKNOWN),
    "contract.kind": ("permanent", "freelance", UNKNOWN),
    "team.size": (Decimal(3), Decimal(9), UNKNOWN),
}
"""What facts may be now; the last cannot be negotiated."""

LIMITS: Final[Mapping[str, Sequence[str]]] = {
    "pay.base": ("up to 50k USD per year", "up to 5k USD per month", "up to 45k USD per year"),
    "pay.commission": ("up to 10k USD per year",),
    "manager.mentoring": ("up to often", "", "up to rarely"),
    "remote.policy": ("", "up to hybrid", "down to onsite"),
    "hours.week": ("down to 35", ""),
    "visa.sponsored": ("",),
    "clients.names": ("", 'up to {"Cy"}', 'down to {"Bo"}'),
    "contract.kind": ("",),
}

ATOMS: Final = (
    "pay.base >= 45k USD per year",
    "pay.base > 50k USD per year",
    "pay.base + pay.commission >= 55k USD per year",
    "manager.mentoring >= sometimes",
    "manager.mentoring = often",
    "remote.policy >= hybrid",
    "remote.policy = hybrid",
    "hours.week <= 38",
    "hours.week < 45",
    "visa.sponsored",
    'clients.names overlaps {"Acme", "Cy"}',
    'clients.names includes "Bo"',
    'clients.names within {"Bo", "Cy"}',
    'contract.kind in {"permanent", "fixed_term"}',
    "team.size < 5",
)
PREFERENCES: Final = (
    "prefer pay.base from 40k to 60k USD per year weight 2",
    "prefer hours.week from 50 to 30",
    "prefer manager.mentoring from never to always weight 3",
)


@frozen
class Case:
    """Criteria line by line, an offer and a goal."""

    lines: tuple[str, ...]
    offer: Offer
    goal: Verdict

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        text = "\n".join(self.lines)
        printer.text(f"{text}\n--- {self.goal}\n{write_offer(self.offer)}")

    @property
    def judged(self) -> tuple[str, ...]:
        """The lines that a verdict rests on."""
        kinds = ("dealbreaker", "pro", "con", "prefer")
        return tuple(line for line in self.lines if line.startswith(kinds))

    def criteria(self, dropped: Sequence[str] = ()) -> Criteria[Offer]:
        """Return the criteria without some lines; thresholds need something that is weighed."""
        lines = [line for line in self.lines if line not in dropped]
        if not any(line.startswith(("pro", "con", "prefer")) for line in lines):
            lines = [line for line in lines if not line.startswith(("decline", "accept"))]
        return _parsed("\n".join(lines))


@lru_cache(maxsize=64)
def _parsed(text: str) -> Criteria[Offer]:
    return parse_criteria(text)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    lines = draw(st.lists(_judged(), min_size=2, max_size=5, unique=True))
    bearing = [path for path in LIMITS if any(path in line for line in lines)]
    some = st.lists(st.sampled_from(bearing or list(LIMITS)), min_size=1, max_size=3, unique=True)
    paths = draw(some)
    for path in paths:
        limit = draw(st.sampled_from(LIMITS[path]))
        lines.append(f"negotiable {path} {limit} effort {draw(st.integers(1, 3))}")
    low, high = draw(st.sampled_from((0, 30, 45, 50))), draw(st.sampled_from((50, 60, 75, 100)))
    if any(not line.startswith(("dealbreaker", "negotiable")) for line in lines):
        lines += [f"decline below {low}%", f"accept at {high}%"]
    values = {path: draw(st.sampled_from(known)) for path, known in PRESENT.items()}
    goal = draw(st.sampled_from((Verdict.CONSIDER, Verdict.ACCEPT)))
    return Case(tuple(lines), with_facts(Offer(), values), goal)


@st.composite
def _judged(draw: st.DrawFn) -> str:
    keyword = draw(st.sampled_from(("dealbreaker", "pro", "pro", "pro", "con", "prefer")))
    if keyword == "prefer":
        return draw(st.sampled_from(PREFERENCES))
    parts = draw(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=2, unique=True))
    condition = draw(st.sampled_from((" and ", " or "))).join(parts)
    if keyword == "dealbreaker":
        return f"dealbreaker {draw(st.sampled_from(('if', 'unless', 'unless')))} {condition}"
    word = draw(st.sampled_from(("if", "if", "unless")))
    return f"{keyword} {word} {condition} weight {draw(st.integers(1, 3))}"


# --- trying everything ---------------------------------------------------------------------------


def values_of(case: Case, line: str, present: FactValue) -> list[FactValue]:
    """Return all that a fact may be changed to, by its `negotiable` line; of pay, every 1k."""
    path = line.split()[1]
    every: Sequence[FactValue]
    match path:
        case "pay.base" | "pay.commission":
            top = {"5k": 60, "50k": 50, "45k": 45, "10k": 10}[line.split()[4]]
            low = present.low if isinstance(present, Range) else present
            bottom = int(low.amount / 1000) if isinstance(low, Pay) else 0
            every = [usd(thousands) for thousands in range(bottom, top + 1)]
        case "hours.week":
            most = present if isinstance(present, Decimal) else Decimal(168)
            down = "down" in line
            hours = [Decimal(n) for n in (1, 30, 32, *range(35, 51), 168)]
            every = [h for h in hours if not down or 35 <= h <= most]
        case "manager.mentoring":
            levels = list(Frequency)
            top = {"often": 3, "rarely": 1}.get(line.split()[4], 4) if "up to" in line else 4
            low = present.low if isinstance(present, Range) else present
            bottom = low.rank if isinstance(low, Frequency) and "up to" in line else 0
            every = levels[bottom : top + 1]
        case "remote.policy":
            modes = list(Remoteness)
            at = present.rank if isinstance(present, Remoteness) else None
            if "up to" in line:
                every = modes[at or 0 : 2]
            elif "down to" in line:
                every = modes[0 : (2 if at is None else at) + 1]
            else:
                every = modes
        case "visa.sponsored":
            every = [True, False]
        case "contract.kind":
            every = ["permanent", "fixed_term", "freelance", "temporary"]
        case _:
            every = list(_sets(case, line, present))
    return [value for value in every if value != present]


def _sets(case: Case, line: str, present: FactValue) -> Iterator[frozenset[str]]:
    used = {text for text in ("Acme", "Bo", "Cy") if f'"{text}"' in " ".join(case.judged)}
    now = present.at_least if isinstance(present, TextSet) else present
    now = frozenset() if not isinstance(now, frozenset) else now
    for count in range(4):
        for chosen in combinations(("Acme", "Bo", "Cy"), count):
            texts = frozenset(chosen)
            added, dropped = texts - now, now - texts
            if not added <= used:
                continue
            if "up to" in line and (dropped or not added <= {"Cy"}):
                continue
            if "down to" in line and (added or "Bo" in dropped):
                continue
            yield texts


def reaches(criteria: Criteria[Offer], offer: Offer, goal: Verdict) -> bool:
    """Whether the verdict is at least the goal, whatever is open."""
    return ORDER.index(criteria.decide(offer).possible[0]) >= ORDER.index(goal)


def changes(case: Case) -> Iterator[tuple[frozenset[str], int, dict[FactPath, FactValue]]]:
    """Yield all that may be changed: the facts, what they cost, and the values."""
    lines = [line for line in case.lines if line.startswith("negotiable")]
    schema = case.criteria().schema
    options: list[list[tuple[FactPath, int, FactValue] | None]] = []
    for line in lines:
        fact, cost = FactPath(line.split()[1]), int(line.split()[-1])
        present = schema.getter(fact)(case.offer)
        options.append([None, *((fact, cost, value) for value in values_of(case, line, present))])
    for chosen in product(*options):
        made = [one for one in chosen if one is not None]
        facts = frozenset(str(fact) for fact, _, _ in made)
        yield facts, sum(cost for _, cost, _ in made), {fact: v for fact, _, v in made}


def cheapest(case: Case, dropped: Sequence[str] = ()) -> tuple[int, set[frozenset[str]]] | None:
    """Return the least cost that reaches the goal and the facts to change, or None."""
    criteria = case.criteria(dropped)
    found: dict[int, set[frozenset[str]]] = {}
    hopeless = set[frozenset[str]]()
    for facts, cost, values in changes(case):
        if found and cost > min(found):
            continue
        if facts in found.get(cost, ()) or facts in hopeless:
            continue
        if reaches(criteria, changed_offer(case.offer, values, criteria.schema), case.goal):
            found.setdefault(cost, set()).add(facts)
    return (min(found), found[min(found)]) if found else None


def asked(case: Case) -> Negotiation:
    found = case.criteria().decide(case.offer).negotiate(case.goal)
    event(f"outcome: {found.outcome.value}")
    event(f"changes: {len(found.asks[0].changes) if found.asks else 0}")
    return found


@given(cases())
def test_as_cheap_as_trying_everything(case: Case) -> None:
    """The same least cost, and the same sets of facts to change."""
    found, best = asked(case), cheapest(case)
    if best is None:
        assert found.outcome in {NegotiationOutcome.OUT_OF_REACH, NegotiationOutcome.ASK_FIRST}
    elif best[0] == 0:
        assert found.outcome is NegotiationOutcome.NOTHING_TO_ASK
    else:
        assert found.outcome is NegotiationOutcome.FOUND
        assert {ask.effort for ask in found.asks} == {best[0]}
        sets = [frozenset(str(change.fact) for change in ask.changes) for ask in found.asks]
        assert len(set(sets)) == len(sets)
        assert set(sets) == best[1]


@given(cases())
def test_asks_suffice_and_ask_no_more(case: Case) -> None:
    """The changed offer is at the goal, and no smaller change of one fact would do."""
    criteria = case.criteria()
    found = asked(case)
    assert bool(found.first) == (found.outcome is NegotiationOutcome.ASK_FIRST)
    for ask in found.asks:
        values = {change.fact: change.wanted for change in ask.changes}
        offer = changed_offer(case.offer, values, criteria.schema)
        assert ask.decision.offer == offer
        if found.outcome is NegotiationOutcome.ASK_FIRST:
            best = criteria.decide(offer).possible[-1]
            assert ORDER.index(best) >= ORDER.index(case.goal)
            continue
        assert reaches(criteria, offer, case.goal)
        for change in ask.changes:
            enough = [
                reaches(
                    criteria,
                    changed_offer(case.offer, {**values, change.fact: less}, criteria.schema),
                    case.goal,
                )
                for less in less_demanding(case, change.fact, change.present, change.wanted)
            ]
            least = enough[-1 if isinstance(change.wanted, Decimal) else 0 :][:1]
            # Nobody asks for the least that an unknown fact can be: the last that is still enough.
            assert all(enough) if change.present is UNKNOWN and any(least) else not any(enough)


def less_demanding(
    case: Case, fact: FactPath, present: FactValue, wanted: FactValue
) -> Iterator[FactValue]:
    """Yield values between the present and the wanted one, where it is clear what that is."""
    (line,) = (one for one in case.lines if one.startswith(f"negotiable {fact} "))
    for value in values_of(case, line, present):
        match wanted, value:
            case Pay(), Pay():
                less = value.amount < wanted.amount
            case Frequency(), Frequency():
                less = "up to" in line and value < wanted
            case Decimal(), Decimal():
                less = "down" in line and value > wanted
            case _:
                less = False
        if less:
            yield value


def open_facts(offer: Offer) -> list[str]:
    """Return the facts of the cases of which more than one value is possible."""
    known = known_facts(offer)
    return [p for p in PRESENT if isinstance(known.get(p, UNKNOWN), Unknown | Range | TextSet)]


@given(cases())
def test_blockers_are_a_smallest_set(case: Case) -> None:
    """Without them the goal is within reach; without fewer statements it is not.

    Where statements share an open fact, a verdict can be exact that the parts leave open, and then
    fewer may be enough: what is reported is enough by the parts.
    """
    found = asked(case)
    if found.outcome is not NegotiationOutcome.OUT_OF_REACH:
        assert found.blockers == ()
        return
    lines = case.judged
    at = {line: number for number, line in enumerate(case.lines, 1)}
    for count in range(len(lines) + 1):
        enough = [
            dropped for dropped in combinations(lines, count) if cheapest(case, dropped) is not None
        ]
        if enough:
            blocking = {finding.span.line for finding in found.blockers}
            if any(sum(path in line for line in lines) > 1 for path in open_facts(case.offer)):
                assert len(blocking) >= count
                sets = combinations(lines, len(blocking))
                enough = [dropped for dropped in sets if cheapest(case, dropped) is not None]
            assert len(found.blockers) == len(enough[0])
            assert blocking in [{at[line] for line in dropped} for dropped in enough]
            return
    # All that is weighed is in the way of accepting, and without it there is no score.
    assert case.goal is Verdict.ACCEPT


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(case: Case, random: Random) -> None:
    """The same asks, in the same order."""
    lines = list(case.lines)
    random.shuffle(lines)
    one = asked(case)
    other = _parsed("\n".join(lines)).decide(case.offer).negotiate(case.goal)
    assert one.outcome is other.outcome
    assert [ask.changes for ask in one.asks] == [ask.changes for ask in other.asks]
    assert len(one.blockers) == len(other.blockers)
