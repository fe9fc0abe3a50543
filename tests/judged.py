"""The generated cases of ``grammar/cases/evaluate``: conditions on what is known in part.

python -m tests.corpus      writes them anew

Each reads facts of any group, of which the offer leaves at least one open. What is expected is what
the twin says. Of the cases drawn, one is kept if it shows something that none before it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import Any, Final

from offerkit.criteria import parse_criteria
from offerkit.errors import CriteriaError, OfferError
from offerkit.load import read_offer
from offerkit.load.write import toml_data
from offerkit.model.schema import schema_of
from tests.conformance.cases import GRAMMAR, offer_text
from tests.reference import decision as twin
from tests.strategies.criteria import EVERY, LEVELS

PATH: Final = GRAMMAR / "cases" / "evaluate" / "generated.toml"
MOST: Final = 320
SCHEMA: Final = schema_of()
VALUES: Final[Mapping[str, Sequence[str]]] = {
    "number": ("2", "3", "4", "5", "6"),
    "percent": ("20%", "30%", "40%", "50%", "60%"),
    "money": ("2k USD", "3k USD", "4k USD", "5k USD", "6k USD"),
    "pay": tuple(f"{amount}k USD per year" for amount in range(20, 70, 10)),
    "clock": ("20 min", "30 min", "40 min", "50 min", "1 hour"),
    "calendar": ("2 months", "3 months", "4 months", "5 months", "6 months"),
    "date": ("2026-06-01", "2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"),
    **{scale: levels for scale, levels in LEVELS.items() if scale != "noise"},
}
"""Values of what has an order, from low to high."""
TEXTS: Final = ("Acme", "Bank", "Cole")
KINDS: Final = {path: kind for path, kind in EVERY.items() if not SCHEMA.facts[path].derived}
ADDED: Final = ("number", "percent", "money", "pay", "clock")
_VIEWS: Final = ("", "", "", "promised.", "current.")
_ORDERS: Final = ("<", "<=", ">", ">=", "=", "!=")


class Drawn:
    """A condition that is drawn, with the offer that it is about and the form of both."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.offer: dict[str, Any] = {}
        self.form: list[str] = []
        self.open = False

    def state(self, path: str, state: str, value: Any) -> None:
        """Note what the offer says of a fact, which may be nothing."""
        self.form.append(state)
        self.open |= state != "known"
        *groups, name = path.split(".")
        inner = self.offer
        if state != "unknown":
            for group in groups:
                inner = inner.setdefault(group, {})
            inner[name] = value

    def ordered(self, kind: str) -> str:
        """Return a fact with an order, and state it."""
        path = self._fact(kind)
        values = VALUES[kind]
        low, high = sorted(self.random.sample(range(len(values)), 2))
        state = self.random.choice(("known", "range", "range", "from", "up to", "unknown"))
        one, other = values[low], values[high]
        said = {"known": one, "from": f"from {one}", "up to": f"up to {other}"}
        text = said.get(state, f"{one}..{other}")
        number = kind == "number" and state == "known"
        self.state(path, state, int(text) if number else text)
        return path

    def condition(self) -> str:
        """Return a condition without `and`, `or`, `not` or counting."""
        draw = self.random.choice
        kind = draw((*VALUES, *VALUES, "text", "closed", "set", "set", "yes/no"))
        if kind in VALUES:
            return self._ordering(kind)
        path = self._fact(kind)
        if kind == "yes/no":
            known = draw(("known", "unknown", "unknown"))
            self.state(path, known, draw((True, False)))
            self.form.append(kind)
            return path
        if kind == "set":
            return self._of_set(path)
        texts = SCHEMA.facts[path.removeprefix("promised.").removeprefix("current.")]
        values = list(getattr(texts.datatype, "values", None) or TEXTS)[:3]
        self.state(path, draw(("known", "unknown", "unknown")), draw(values))
        operator = draw(("=", "!=", "in", "not in"))
        self.form += [kind, operator]
        if operator in {"=", "!="}:
            return f'{path} {operator} "{values[0]}"'
        return f"{path} {operator} {toml_data(values[:2]).replace('[', '{').replace(']', '}')}"

    def _ordering(self, kind: str) -> str:
        draw = self.random.choice
        left, operator = self.ordered(kind), draw(_ORDERS)
        forms = ["literal", "literal", "between", "fact", "least"]
        form = draw([*forms, "sum", "times"] if kind in ADDED else forms)
        self.form += [form, operator, kind if kind not in LEVELS else "level"]
        middle = VALUES[kind][len(VALUES[kind]) // 2]
        if form == "between":
            return f"{left} between {VALUES[kind][1]} and {VALUES[kind][-1]}"
        if form == "fact":
            return f"{left} {operator} {self.ordered(kind)}"
        if form == "least":
            function = draw(("min", "max"))
            self.form.append(function)
            return f"{function}({left}, {self.ordered(kind)}) {operator} {middle}"
        if form == "sum":
            sign = draw("+-")
            self.form.append(sign)
            return f"{left} {sign} {self.ordered(kind)} {operator} {middle}"
        return f"{left}{' * 2' if form == 'times' else ''} {operator} {middle}"

    def _of_set(self, path: str) -> str:
        draw = self.random.choice
        state = draw(("known", "at least", "at least", "at most", "unknown"))
        least = self.random.sample(TEXTS, draw((0, 1, 2)))
        most = [text for text in TEXTS if text in least or draw((True, False))]
        both = {"at_least": least} | ({"at_most": most} if state == "at most" else {})
        self.state(path, state, least if state == "known" else both)
        form = draw(("in", "not in", "includes", "overlaps", "within", "size"))
        self.form += [form, f"{len(least)} of {len(most)}"]
        if form in {"in", "not in"}:
            return f'"Acme" {form} {path}'
        if form == "includes":
            return f'{path} includes "Acme"'
        if form == "size":
            operator = draw(_ORDERS)
            self.form.append(operator)
            return f"size of {path} {operator} 1"
        return f'{path} {form} {{"Acme", "Bank"}}'

    def _fact(self, kind: str) -> str:
        path = self.random.choice([path for path, other in KINDS.items() if other == kind])
        view = self.random.choice(_VIEWS)
        if kind == "text" and path == "location.country":
            path = "location.city"
        self.form.append(view or "offer")
        return view + path


def drawn(random: Random) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """Return a case with what is expected of it and what it shows; None if there is none."""
    it = Drawn(random)
    word = random.choice(("", "", "", "and", "or", "not", "of"))
    parts = [it.condition() for _ in range({"": 1, "not": 1, "of": 3}.get(word, 2))]
    it.form.append(word)
    if word == "of":
        quantifier = random.choice(("at least", "at most", "exactly"))
        it.form.append(quantifier)
        text = f"{quantifier} 2 of ({', '.join(parts)})"
    else:
        text = f"not ({parts[0]})" if word == "not" else f" {word} ".join(parts)
    try:
        criteria = parse_criteria(f'dealbreaker "case" if {text}')
        offer = read_offer(offer_text(it.offer))
    except (CriteriaError, OfferError):
        return None
    outcome = twin.decide(criteria.checked, offer).outcomes[0]
    may_be = sorted(outcome.truth)
    case: dict[str, Any] = {"expression": text, "offer": it.offer}
    if len(may_be) == 1:
        case["truth"] = may_be[0]
    else:
        case |= {"truth": "unknown", "may_be": may_be}
        case |= {"missing": sorted(map(str, outcome.missing))} if outcome.missing else {}
    return (case, (*it.form, *may_be)) if it.open else None


def generated() -> Iterator[dict[str, Any]]:
    """Yield cases, each of which shows something that none before it shows."""
    random, seen, names = Random(0), set[object](), set[str]()
    while True:
        found = drawn(random)
        if found is None or found[1] in seen:
            continue
        case, sign = found
        name = f"{case['expression']}, {len(names) + 1}"
        seen.add(sign)
        names.add(name)
        yield {"name": name, **case}


def written() -> str:
    """Return the text of the file."""
    blocks = ['# Made by `python -m tests.corpus`.\nsection = "Truth"\n']
    blocks += [
        "[[case]]\n" + "".join(f"{key} = {toml_data(it)}\n" for key, it in case.items())
        for case in islice(generated(), MOST)
    ]
    return "\n".join(blocks)
