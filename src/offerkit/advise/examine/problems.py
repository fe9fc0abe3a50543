"""All wording of warnings about criteria whatever the offer: one function for each."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit.advise.examine.models import RemarkKind
from offerkit.core import CheckedStatement
from offerkit.diagnostics import Diagnostic, Hint, Label, Offered, warning
from offerkit.evaluate.verdict import StatementKind
from offerkit.span import Span
from offerkit.text import listed


def never_holds(
    name: str, kind: StatementKind, at: Span, parts: Sequence[str], fix: Offered | None
) -> Diagnostic:
    """A condition that no offer makes true."""
    if kind is StatementKind.LEAVING:
        said, otherwise = "can never be addressed", "as it is, every counter-offer is declined"
    else:
        said = "can never hold"
        counts = kind in {StatementKind.PRO, StatementKind.CON}
        otherwise = "leave it out: it " + (
            "has the same part in every score" if counts else "says nothing about any offer"
        )
    why = f": {listed(parts, 'and')} exclude each other" if len(parts) > 1 else ""
    why = f": {parts[0]} is never so" if len(parts) == 1 else why
    return warning("never-holds", f"{name} {said}{why}", at, hint=fix or otherwise)


def always_holds(
    name: str, kind: StatementKind, at: Span, parts: Sequence[str], fix: Offered | None
) -> Diagnostic:
    """A condition that every offer makes true."""
    otherwise: Hint = "write a condition that some offers do not meet"
    if kind is StatementKind.DEALBREAKER:
        said = "rules out every offer"
    elif kind is StatementKind.LEAVING:
        said, otherwise = "is always addressed", "leave it out: no counter-offer is declined for it"
    else:
        said = "always holds"
    which = f"one of {listed(parts, 'and')}" if len(parts) > 1 else "".join(parts)
    why = f": {which} is always so" if parts else ""
    return warning("always-holds", f"{name} {said}{why}", at, hint=fix or otherwise)


def shadowed(kind: RemarkKind, name: str, at: Span, other: str, place: Span) -> Diagnostic:
    """A dealbreaker that rules out nothing that another one does not."""
    same = kind is RemarkKind.SAME
    relation = f"exactly where {other} does" if same else f"only where {other} does"
    return warning(
        "shadowed-dealbreaker",
        f"{name} rules offers out {relation}",
        at,
        secondary=(Label(place, "this one"),),
        hint="leave one of them out" if same else "leave it out: no verdict would change",
    )


def no_offer_left(statements: Sequence[tuple[str, CheckedStatement]]) -> Diagnostic:
    """Dealbreakers of which every offer meets one; the first is where it is reported."""
    names = listed([name for name, _ in statements], "and")
    (_, first), *others = statements
    return warning(
        "no-offer-left",
        f"{names} together rule out every offer",
        first.span,
        secondary=tuple(Label(one.span, "together with this") for _, one in others),
        hint="leave out one of them, or let it rule out less",
    )


def out_of_reach(
    keyword: str, at: Span, percent: int | None, dealbreakers: Sequence[CheckedStatement]
) -> Diagnostic:
    """A threshold to which no offer comes that is not ruled out."""
    side = "reaches" if keyword == "accept at" else "falls below"
    end = "highest" if keyword == "accept at" else "lowest"
    fix = Offered(f"the {end} whole percentage with such an offer is {{}}", (f"{percent}%",))
    return warning(
        "out-of-reach",
        f"no offer that is not ruled out {side} {at.text.strip()}",
        at,
        secondary=tuple(Label(one.span, "because of this") for one in dealbreakers),
        hint="leave it out" if percent is None else fix,
    )
