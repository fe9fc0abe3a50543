"""Criteria that are right: every statement and operator, over few facts that offers hit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen
from hypothesis import strategies as st

from offerkit.datatypes import (
    DateType,
    DurationType,
    MoneyType,
    Number,
    OrdinalType,
    PayType,
    PercentType,
    TextSetType,
    TextType,
    YesNo,
)
from offerkit.model.fields import FactInfo
from offerkit.model.schema import schema_of
from offerkit.values import DurationFamily

# --- what there is to read -------------------------------------------------------------------

FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "yes/no": ("visa.needed", "location.near_family"),
    "number": ("hours.week", "team.size", "leave.days"),
    "percent": ("team.turnover", "pay.bonus_target"),
    "money": ("pay.sign_on", "relocation.support"),
    "pay": ("pay.base", "commute.cost", "pay.commission"),
    "clock": ("commute.time",),
    "calendar": ("contract.notice_mine", "contract.probation", "team.age"),
    "date": ("offer.start", "offer.deadline"),
    "frequency": ("manager.presence", "clients.contact"),
    "quality": ("work.interest", "team.learn_from"),
    "size": ("location.market",),
    "text": ("manager.name", "location.city", "location.country"),
    "closed": ("contract.kind",),
    "set": ("clients.names", "work.tools", "remote.where"),
}
"""The facts that generated criteria read, by what they are."""

DERIVED: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("hours.year",),
    "pay": ("pay.yearly", "pay.cash", "pay.total", "pay.per_hour"),
}
"""The computed facts that they read where that is asked for."""

_KINDS: Final[Mapping[type, str]] = {
    YesNo: "yes/no",
    Number: "number",
    PercentType: "percent",
    MoneyType: "money",
    PayType: "pay",
    DateType: "date",
    TextSetType: "set",
}


def _kind(info: FactInfo) -> str:
    match info.datatype:
        case OrdinalType(scale=scale):
            return scale.name
        case TextType(values=values):
            return "closed" if values else "text"
        case DurationType(families=families):
            return "clock" if DurationFamily.CLOCK in families else "calendar"
        case other:
            return _KINDS.get(type(other), "")


EVERY: Final[Mapping[str, str]] = {
    path: kind for path, info in schema_of().facts.items() if (kind := _kind(info))
}
"""Every fact that criteria can read, derived ones too, and what it is."""

OWN: Final[Mapping[str, tuple[str, ...]]] = {
    "yes/no": ("office.dogs",),
    "number": ("office.desks",),
    "clock": ("office.walk",),
    "noise": ("office.noise",),
    "set": ("office.perks",),
    "percent": ("office.share",),
    "money": ("office.rent",),
    "pay": ("office.fee",),
    "calendar": ("office.lease",),
    "date": ("office.opened",),
    "text": ("office.motto",),
    "closed": ("office.plan",),
    "quality": ("manager.patience",),
}
"""The facts that they declare where that is allowed."""

DECLARATIONS: Final = (
    "scale noise: silent < calm < lively < loud",
    'fact office.noise: noise ask "How loud is the office?"',
    "fact office.dogs: yes/no",
    "fact office.desks: number from -5 to 40",
    "fact office.walk: duration in min",
    "fact office.perks: set of text",
    "fact office.share: percent from -50% to 50%",
    'fact office.rent: money "What is the rent?"',
    "fact office.fee: pay",
    "fact office.lease: duration",
    "fact office.opened: date from 2020-01-01 to 2030-01-01",
    "fact office.motto: text",
    'fact office.plan: text {"permanent", "open"}',
    "fact manager.patience: quality",
)

PATHS: Final = tuple(path for paths in FACTS.values() for path in paths)
"""Every stated fact of the vocabulary that generated criteria may read, without views."""

LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "frequency": ("never", "rarely", "sometimes", "often", "always"),
    "quality": ("terrible", "poor", "fair", "good", "great"),
    "size": ("tiny", "small", "medium", "large", "huge"),
    "noise": ("silent", "calm", "lively", "loud"),
    **{
        scale.name: tuple(map(str, scale))
        for info in schema_of().facts.values()
        if isinstance(info.datatype, OrdinalType)
        for scale in [info.datatype.scale]
    },
}
_TEXTS: Final = (
    *('"Acme"', '"acme "', '"Dana Reyes"', '"Lakeside Bank"', '"Zürich"', '"a \\"b\\""'),
    *('"US"', '"United States"', '"Côte d’Ivoire"'),
)
_CLOSED: Final[Mapping[str, tuple[str, ...]]] = {
    "contract.kind": ('"permanent"', '"fixed_term"', '"freelance"', '"Temporary"'),
    "office.plan": ('"permanent"', '"OPEN"'),
    **{
        path: tuple(f'"{value}"' for value in info.datatype.values)
        for path, info in schema_of().facts.items()
        if isinstance(info.datatype, TextType) and info.datatype.values
        if path != "contract.kind"
    },
}
_LITERALS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("0", "1", "3", "7.5", "12", "30", "40", "45", "1_500"),
    "percent": ("0%", "12%", "30%", "45.5%", "100%"),
    "money": ("0 USD", "1k USD", "40k USD", "40k EUR", "52_000 EUR"),
    "pay": (
        "0 USD per year",
        "40k USD per year",
        "52k EUR per year",
        "3k USD per month",
        "1k EUR per week",
        "200 USD per day",
        "30 USD/hour",
    ),
    "clock": ("0 min", "30 min", "45 min", "1 hour", "2 hours"),
    "calendar": ("0 days", "30 days", "3 weeks", "1 month", "3 months", "1 year"),
    "date": ("2025-06-01", "2026-01-01", "2026-12-01", "2027-12-31"),
}
_SCALARS: Final = ("number", "percent")
_CALCULABLE: Final = ("number", "percent", "money", "pay", "clock", "calendar")
_LINES: Final = (*_CALCULABLE, "date")  # what lies on a line
_PREFIXES: Final = ("", "", "", "promised.", "current.")

STATEMENTS: Final = frozenset(
    {
        "dealbreaker",
        "pro",
        "con",
        "caution",
        "prefer",
        "leaving",
        "negotiable",
        "ask",
        "assume",
        "rate",
        "threshold",
        "declare",
        "let",
    }
)
"""What can be left out of generated criteria; ``declare`` is ``scale`` and ``fact``."""


@frozen
class Scope:
    """The names that an expression may use, by what they are."""

    names: Mapping[str, tuple[str, ...]]
    views: bool = True

    def including(self, more: Mapping[str, tuple[str, ...]]) -> Scope:
        """Return the scope with more names."""
        kinds = {*self.names, *more}
        both = {kind: self.names.get(kind, ()) + more.get(kind, ()) for kind in kinds}
        return evolve(self, names=both)


def scope(*, views: bool = True, derived: bool = False) -> Scope:
    """Return the facts of the vocabulary, with or without views and computed facts."""
    facts = Scope(FACTS, views)
    return facts.including(DERIVED) if derived else facts


@st.composite
def _any_facts(draw: st.DrawFn, within: Scope) -> Scope:
    """The scope with some more facts of all that there are, and more often these than others.

    What hangs on another fact is more often drawn together with that.
    """
    gates = [(path, gate) for path, info in schema_of().facts.items() for gate in info.gates]
    drawn = draw(st.lists(st.sampled_from(sorted(EVERY)), max_size=3, unique=True))
    for path, gate in draw(st.lists(st.sampled_from(gates), max_size=1)):
        drawn += [path, gate.fact, *filter(None, [gate.instead])]
    for path in drawn:
        if path in EVERY:
            within = within.including({EVERY[path]: (path,) * 3})
    return within


# --- expressions -----------------------------------------------------------------------------


@st.composite
def _name(draw: st.DrawFn, kind: str, within: Scope) -> str:
    """A fact, in one of its views, or a ``let``."""
    name = draw(st.sampled_from(within.names[kind]))
    prefixes = _PREFIXES if within.views and "." in name else ("",)
    return draw(st.sampled_from(prefixes)) + name


def literals(kind: str) -> st.SearchStrategy[str]:
    """Constants, levels included."""
    return st.sampled_from(_LITERALS.get(kind) or LEVELS[kind])


@st.composite
def quantities(draw: st.DrawFn, kind: str, within: Scope, depth: int = 2) -> str:
    """Quantities or levels that depend on the offer.

    They begin with what depends on it: that gives literals behind it their scale, and lets both
    families of calendar durations stand together.
    """
    forms = ["name", "name", "name"]
    if depth > 0:
        forms += ["choice"] + (["sum", "product", "negative"] if kind in _CALCULABLE else [])
        forms += ["share"] if kind in ("money", "pay", "clock") else []
        has_scalars = all(within.names.get(scalar) for scalar in _SCALARS)
        forms += ["times", "times", "over", "over"] if kind in _CALCULABLE and has_scalars else []
        forms += ["ratio", "ratio"] if kind == "number" else []
        if within.names.get("date") and within.names.get("calendar"):
            forms += {"date": ["moved", "moved"], "calendar": ["between"]}.get(kind, [])
    form = draw(st.sampled_from(forms))
    if form == "name":
        return draw(_name(kind, within))
    if form == "share":
        scalar = draw(quantities(draw(st.sampled_from(_SCALARS)), within, depth - 1))
        return draw(_either_way(f"({scalar})", "*", draw(literals(kind))))
    if form == "times":
        scalar = "percent" if kind == "percent" else draw(st.sampled_from(_SCALARS))
        one, other = (draw(quantities(it, within, depth - 1)) for it in (scalar, kind))
        return draw(_either_way(f"({one})", "*", f"({other})"))
    if form == "over":
        dividend, by = draw(quantities(kind, within, depth - 1)), draw(st.sampled_from(_SCALARS))
        by = "number" if kind == "percent" else by
        return f"({dividend}) / {draw(_positive(by, within))}"
    if form == "ratio":
        of = draw(st.sampled_from([it for it in _ABOVE_0 if within.names.get(it)]))
        return f"({draw(quantities(of, within, depth - 1))}) / {draw(_positive(of, within))}"
    if form == "between":
        dates = quantities("date", within, depth - 1)
        return f"({draw(dates)}) - ({draw(dates)})"
    first = draw(quantities(kind, within, depth - 1))
    if form == "moved":
        sign = draw(st.sampled_from("+-"))
        return f"({first}) {sign} ({draw(operands('calendar', within, depth - 1))})"
    if form == "negative":
        return f"-({first})"
    if form == "product":
        factor = draw(st.sampled_from(("2", "1.5", "10%", "(3 - 4)")))
        if draw(st.booleans()):
            return draw(_either_way(f"({first})", "*", factor))
        divisors = ("2", "3") if kind == "percent" else ("2", "3", "50%")
        return f"({first}) / {draw(st.sampled_from(divisors))}"
    rest = draw(st.lists(operands(kind, within, depth - 1), min_size=1, max_size=2))
    if form == "choice":
        return f"{draw(st.sampled_from(('min', 'max')))}({', '.join((first, *rest))})"
    signs = st.sampled_from((" + ", " - "))
    return f"({first})" + "".join(f"{draw(signs)}({term})" for term in rest)


_ABOVE_0: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("{}hours.week", "max({}, 1)", "({} + 0.5)", "-({} + 2)", "{}hours.paid"),
    "percent": ("({} + 10%)", "max({}, 5%)", "(-200% - {})", "40%"),
    "money": ("({} + 500 EUR)", "max({}, 1k USD)", "2k USD"),
    "pay": ("({} + 1k USD per year)", "max({}, 5 USD/hour)", "40k EUR per year"),
    "clock": ("({} + 1 min)", "8 hours"),
    "calendar": ("({} + 1 month)", "max({}, 1 week)", "1 month", "30 days"),
}
"""Divisors that are never 0, with a place for a fact or a view."""


@st.composite
def _positive(draw: st.DrawFn, kind: str, within: Scope) -> str:
    """Divisors."""
    if kind == "number" and not within.views:
        return "hours.week"
    form = draw(st.sampled_from(_ABOVE_0[kind]))
    if form.startswith("{}hours"):
        return form.format(draw(st.sampled_from(_PREFIXES)))
    names = [name for name in within.names[kind] if not name.startswith(("office", "part"))]
    return form.format(draw(st.sampled_from(_PREFIXES)) + draw(st.sampled_from(names)))


@st.composite
def _either_way(draw: st.DrawFn, left: str, operator: str, right: str) -> str:
    one, other = (left, right) if draw(st.booleans()) else (right, left)
    return f"{one} {operator} {other}"


def operands(kind: str, within: Scope, depth: int = 2) -> st.SearchStrategy[str]:
    """Quantities or levels, constant or not."""
    return st.one_of(literals(kind), quantities(kind, within, depth))


@st.composite
def _sets(draw: st.DrawFn, within: Scope) -> str:
    if draw(st.booleans()):
        return draw(_name("set", within))
    return f"{{{', '.join(draw(st.lists(st.sampled_from(_TEXTS), max_size=3)))}}}"


def _texts(within: Scope) -> st.SearchStrategy[str]:
    return st.one_of(_name("text", within), st.sampled_from(_TEXTS))


@st.composite
def orderings(draw: st.DrawFn, within: Scope, depth: int) -> str:
    """Comparisons of quantities or levels."""
    kinds = [kind for kind in (*_LINES, *LEVELS) if within.names.get(kind)]
    kind = draw(st.sampled_from(kinds))
    left, right = draw(quantities(kind, within, depth)), draw(operands(kind, within, depth))
    if draw(st.integers(0, 4)) == 0:
        return f"{left} between {right} and {draw(operands(kind, within, depth))}"
    operator = draw(st.sampled_from(("<", "<=", ">", ">=", "=", "!=", "is", "is not")))
    return f"{left} {operator} {right}"


@st.composite
def _of_texts(draw: st.DrawFn, within: Scope) -> str:
    form = draw(st.sampled_from(("same", "closed", "in", "includes", "sets", "size")))
    equal = st.sampled_from(("=", "!=", "==", "is", "is not"))
    membership = st.sampled_from(("in", "not in"))
    if form == "same":
        return f"{draw(_name('text', within))} {draw(equal)} {draw(_texts(within))}"
    if form == "closed":
        kind = draw(_name("closed", within))
        known = _CLOSED[".".join(kind.split(".")[-2:])]
        if draw(st.booleans()):
            return f"{kind} {draw(equal)} {draw(st.sampled_from(known))}"
        values = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))
        return f"{kind} {draw(membership)} {{{', '.join(values)}}}"
    if form == "in":
        return f"{draw(_texts(within))} {draw(membership)} {draw(_sets(within))}"
    if form == "includes":
        return f"{draw(_sets(within))} includes {draw(_texts(within))}"
    if form == "sets":
        operator = draw(st.sampled_from(("overlaps", "within")))
        return f"{draw(_sets(within))} {operator} {draw(_sets(within))}"
    operator = draw(st.sampled_from(("<", ">=", "=")))
    return f"size of {draw(_name('set', within))} {operator} {draw(literals('number'))}"


@st.composite
def _truths(draw: st.DrawFn, within: Scope) -> str:
    name = draw(_name("yes/no", within))
    tail = ("", "", " = yes", " != no", f" = {draw(_name('yes/no', within))}")
    return name + draw(st.sampled_from(tail))


@st.composite
def conditions(
    draw: st.DrawFn, within: Scope | None = None, *, depth: int = 2, arithmetic: int = 1
) -> str:
    """Conditions of every operator.

    Args:
        within: The names they may use; the facts of the vocabulary by default.
        depth: How deep ``and``, ``or`` and ``not`` may stand in one another.
        arithmetic: How deep arithmetic may go.
    """
    within = within or scope()
    forms = ("ordering", "ordering", "texts", "truth")
    form = draw(st.sampled_from(forms + (("and", "or", "not", "of") if depth > 0 else ())))
    if form == "ordering":
        return draw(orderings(within, arithmetic))
    if form == "texts":
        return draw(_of_texts(within))
    if form == "truth":
        return draw(_truths(within))
    inner = conditions(within, depth=depth - 1, arithmetic=arithmetic)
    if form == "not":
        return f"not ({draw(inner)})"
    parts = draw(st.lists(inner, min_size=2, max_size=3))
    if form == "of":
        quantifier = draw(st.sampled_from(("at least", "at most", "exactly")))
        return f"{quantifier} {draw(st.integers(0, 3))} of ({', '.join(parts)})"
    return f" {form} ".join(f"({part})" for part in parts)


# --- statements ------------------------------------------------------------------------------

_LABELS: Final = ('"One"', '"Another"', '"Long way to work"', '"Zoë \\"said\\" so"')


@st.composite
def _rule(draw: st.DrawFn, keyword: str, within: Scope) -> str:
    label = draw(st.sampled_from(("", *(f" {label}" for label in _LABELS))))
    weighed = ("", " weight 1", " weight 3", " weight 1.5") if keyword in ("pro", "con") else ("",)
    condition = draw(conditions(within))
    word = draw(st.sampled_from(("if", "unless")))
    return f"{keyword}{label} {word} {condition}{draw(st.sampled_from(weighed))}"


_ENDS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("1", "12", "40"),
    "percent": ("0%", "30%", "100%"),
    "money": ("0 USD", "1k USD", "40k USD"),
    "pay": ("3k USD per year", "40k USD per year", "80k USD per year"),
    "clock": ("10 min", "45 min", "2 hours"),
    "calendar": ("0 months", "3 months", "1 year"),
    "date": ("2025-06-01", "2026-01-01", "2026-12-01"),
    **LEVELS,
}


@st.composite
def _prefer(draw: st.DrawFn, within: Scope) -> str:
    kind = draw(st.sampled_from([kind for kind in _ENDS if within.names.get(kind)]))
    subject = draw(quantities(kind, within, 1))
    worst, best = draw(st.lists(st.sampled_from(_ENDS[kind]), min_size=2, max_size=2, unique=True))
    label = draw(st.sampled_from(("", *(f" {label}" for label in _LABELS))))
    # A sign behind the keyword would be read on from a label only; brackets are always right.
    subject = f"({subject})" if subject.startswith("-") else subject
    return f"prefer{label} {subject} from {worst} to {best}" + draw(
        st.sampled_from(("", " weight 2", " weight 0.25"))
    )


@st.composite
def _leaving(draw: st.DrawFn, within: Scope) -> str:
    return f"leaving {draw(st.sampled_from(_LABELS))} until {draw(conditions(within))}"


_NEGOTIABLES: Final = (
    "negotiable pay.base up to 60k USD per year step 500 USD per year effort 2",
    "negotiable hours.week down to 32",
    "negotiable manager.presence up to often effort 3",
    'negotiable clients.names up to {"Acme"}',
    "negotiable visa.sponsored",
)
_ASKS: Final = (
    'ask "How often is the manager there?" about manager.presence',
    'ask "And the \\"base\\"?" about pay.base',
    'ask "Who?" about manager.name',
)
_ASSUMPTIONS: Final = (
    "assume hours.week = 40..45",
    "assume hours.days_week = 5",
    "assume pay.base = 40k USD per year",
    "assume pay.commission = pay.base",
    "assume location.city = current.location.city",
    "assume promised.pay.sign_on = pay.sign_on",
    "assume location.near_family = visa.needed",
    "assume remote.where = clients.names",
    "assume promised.pay.base = 45k..52k EUR per year",
    "assume manager.presence = rarely..often",
    "assume commute.time = 45 min",
    'assume clients.names = {"Acme", "Lakeside Bank"}',
    "assume visa.needed = no",
    'assume contract.kind = "permanent"',
    'assume manager.name = "Dana Reyes"',
    "assume team.turnover = 30%",
    "assume offer.start = 2026-01-01..2026-12-01",
    "assume remote.policy = remote",
    'assume equity.kind = "none"',
    "assume pay.bonus_amount = 3k USD per year",
    "assume leave.unlimited = yes",
    "assume leave.unpaid = 0..10",
    "assume pay.days_year = 200..220",
)
_RATES: Final = ("rate 1 EUR = 1.08 USD", "rate 100 USD = 93 EUR on 2026-11-02")


_TYPES: Final[Mapping[str, str]] = {
    "yes/no": "yes/no",
    "number": "number",
    "pay": "pay",
    "clock": "duration in min",
    "frequency": "frequency",
    "set": "set of text",
    "text": "text",
}
"""What a ``let`` may stand for, and its type as the language writes it."""


@st.composite
def _lets(draw: st.DrawFn, within: Scope, most: int = 3) -> tuple[list[str], Scope]:
    """``let`` lines, each of which may use those before it, and the scope with their names."""
    lines = []
    for index in range(draw(st.integers(0, most))):
        kind = draw(st.sampled_from(sorted(_TYPES)))
        name = f"part_{index}"
        datatype = f": {_TYPES[kind]}" if draw(st.integers(0, 3)) == 0 else ""
        lines.append(f"let {name}{datatype} = {draw(_value(kind, within))}")
        within = within.including({kind: (name,)})
    return lines, within


def _value(kind: str, within: Scope) -> st.SearchStrategy[str]:
    if kind == "yes/no":
        return conditions(within, depth=1)
    if kind == "set":
        return _sets(within)
    if kind == "text":
        return _name("text", within)
    return quantities(kind, within, 1)


@st.composite
def _thresholds(draw: st.DrawFn) -> list[str]:
    low, high = sorted(draw(st.lists(st.integers(0, 100), min_size=2, max_size=2)))
    both = [f"decline below {low}%", f"accept at {high}%"]
    return draw(st.sampled_from((both, both, both[:1], both[1:], [])))


@st.composite
def well_typed_criteria(
    draw: st.DrawFn,
    *,
    include: Collection[str] = STATEMENTS,
    exclude: Collection[str] = (),
    min_size: int = 1,
    max_size: int = 5,
    views: bool = True,
    derived: bool = False,
    shuffled: bool = True,
    wide: bool = False,
) -> str:
    """The text of criteria without a mistake, though perhaps with reasons for a warning.

    Args:
        include: The kinds of statements that may occur, out of ``STATEMENTS``.
        exclude: Those that may not, in spite of *include*.
        min_size: The least number of rules, preferences and reasons for leaving.
        max_size: The greatest number of them.
        views: Whether ``promised.`` and ``current.`` occur.
        derived: Whether computed facts are read.
        shuffled: Whether statements stand in any order; else declarations come first.
        wide: Whether facts outside the vocabulary may be read: any that there is.
    """
    kinds = set(include) - set(exclude)
    within, lines = scope(views=views, derived=derived), list[str]()
    if wide:
        within = draw(_any_facts(within))
    if "declare" in kinds and draw(st.booleans()):
        within = within.including(OWN)
        lines += DECLARATIONS
    if "let" in kinds:
        bindings, within = draw(_lets(within))
        lines += bindings
    judged = [*sorted(kinds & {"dealbreaker", "pro", "con", "caution", "prefer", "leaving"})]
    count = draw(st.integers(min_size, max_size)) if judged else 0
    lines += [draw(_statement(draw(st.sampled_from(judged)), within)) for _ in range(count)]
    lines += draw(_beside(kinds))
    return "\n".join(draw(st.permutations(lines)) if shuffled else lines) + "\n"


def _statement(kind: str, within: Scope) -> st.SearchStrategy[str]:
    if kind == "prefer":
        return _prefer(within)
    return _leaving(within) if kind == "leaving" else _rule(kind, within)


@st.composite
def _beside(draw: st.DrawFn, kinds: Collection[str]) -> list[str]:
    """Statements that are there beside the judged ones."""
    choices: Sequence[tuple[str, Sequence[str], int]] = (
        ("negotiable", _NEGOTIABLES, 2),
        ("ask", _ASKS, 2),
        ("assume", _ASSUMPTIONS, 3),
        ("rate", _RATES, 1),
    )
    lines = list[str]()
    for kind, known, most in choices:
        if kind in kinds:
            lines += draw(st.lists(st.sampled_from(known), unique=True, max_size=most))
    return [*lines, *draw(_thresholds())] if "threshold" in kinds else lines


# --- criteria that are not right -------------------------------------------------------------

_SOUP: Final = (
    *("pro", "dealbreaker", "if", "unless", "until", "let", "fact", "scale", "assume", "prefer"),
    *("from", "to", "and", "or", "not", "in", "is", "between", "includes", "within", "overlaps"),
    *("(", ")", "{", "}", ",", "+", "-", "*", "/", "<", ">=", "=", "!=", ":", "..", "%", "min("),
    *(
        "size of",
        "at least 2 of (",
        "exactly",
        "use",
        "rate",
        "on",
        "weight",
        "effort",
        "cost",
        "negotiable",
        "up",
        "down",
        "leaving",
    ),
    *("ask", "about", "accept at", "decline below", "often", "a", "b", "yes", "3", "0", "50%"),
    *("40k USD", "60k USD per year", "45 min", "6 months", "2026-12-01", '"x"', '""', "noise"),
    *("pay.base", "promised.pay.base", "manager.presence", "clients.names", "equity.schedule"),
    *("pay.total", "visa.needed", "manager", "office.x", "yes/no", "number", "starter", "text"),
)


def token_soup() -> st.SearchStrategy[str]:
    """Words of the language in any order."""
    return st.lists(st.sampled_from(_SOUP), max_size=30).map(" ".join)


@st.composite
def mutated_criteria(draw: st.DrawFn) -> str:
    """Criteria of which some words were left out, doubled, or exchanged for others."""
    words = draw(well_typed_criteria()).split(" ")
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(words) - 1))
        change = draw(st.sampled_from(("drop", "double", "exchange")))
        word = draw(st.sampled_from(_SOUP)) if change == "exchange" else words[at]
        words[at : at + 1] = {"drop": [], "double": [word, word], "exchange": [word]}[change]
        words = words or [word]
    return " ".join(words)
