"""An offer: what was stated, promised and is so at present, by groups of facts."""

# The defaults of an offer are frozen, which the linter sees of no class of another module.
# ruff: noqa: RUF009

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar, get_args, get_origin

import attrs
from attrs import evolve, field, frozen

from offerkit.arguments import AsField, checks_arguments, shown
from offerkit.data import cached
from offerkit.diagnostics import Diagnostic
from offerkit.model.facts import (
    BenefitsFacts,
    ClientsFacts,
    CommuteFacts,
    CompanyFacts,
    ContractFacts,
    EquityFacts,
    GrowthFacts,
    HoursFacts,
    LeaveFacts,
    LocationFacts,
    ManagerFacts,
    OfferFacts,
    PayFacts,
    RelocationFacts,
    RemoteFacts,
    RoleFacts,
    TeamFacts,
    TravelFacts,
    VisaFacts,
    WorkFacts,
)
from offerkit.model.fields import facts_of, hints_of, is_plain_text, is_writable
from offerkit.values import DOES_NOT_APPLY, UNKNOWN, DoesNotApply, FactValue, Percent

ADVERTISED: Final = "job posting"
"""How the source of a fact begins that is only advertised; grammar/README.md, "Job postings"."""

UNSAID: Final[Mapping[str, Any]] = {
    it.name: it.default for it in attrs.fields(OfferFacts) if it.default is not UNKNOWN
}
"""Values of facts of the group ``offer`` that offers have of which they say nothing."""
LETTER: Final = "letter, line "
"""How the source of a fact begins that was read from a letter; grammar/README.md, "Letters"."""

_PATH: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")


K = TypeVar("K")
V = TypeVar("V")


class Frozen(dict[K, V]):
    """A dictionary that does not change, so that offers are values all through."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the facts of an offer do not change; make another one with attrs.evolve")

    __setitem__: Any = _refuse
    __delitem__: Any = _refuse
    __ior__: Any = _refuse
    clear: Any = _refuse
    pop: Any = _refuse
    popitem: Any = _refuse
    setdefault: Any = _refuse
    update: Any = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return type(self), (dict(self),)


_NOTHING: Final = Frozen[str, Any]()


def _frozen(given: Any) -> Any:
    """Return a copy of a mapping that does not change; other things are refused by name later."""
    if isinstance(given, Frozen) or not isinstance(given, Mapping):
        return given
    return Frozen({key: value for key, value in given.items() if value is not UNKNOWN})


def _frozen_texts(given: Mapping[str, str]) -> Mapping[str, str]:
    texts: Mapping[str, str] = _frozen(given)
    return texts


def _frozen_facts(given: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    facts: Mapping[str, FactValue] = _frozen(given)
    return facts


def _check_held(offer: Offer) -> None:
    """Check what is beside the facts of an offer."""
    held: Any
    for name in ("own", "sources", "posting"):
        held = getattr(offer, name)
        if not isinstance(held, Frozen):
            raise TypeError(f"{name}: expected a mapping, got {shown(held)}")
    for name in ("sources", "posting"):
        for key, text in getattr(offer, name).items():
            if not (isinstance(key, str) and isinstance(text, str)):
                raise TypeError(f"{name}: expected texts by text, got {shown({key: text})}")
            if not (is_writable(key) and is_writable(text)):
                raise ValueError(f"{key!r}: expected a text that a file can hold, got {text!r}")
    for name, kind, item in (("notes", tuple, Diagnostic), ("inherited", frozenset, str)):
        held = getattr(offer, name)
        if not isinstance(held, kind) or (held and not all(isinstance(it, item) for it in held)):
            words = f"a {kind.__name__} of {item.__name__}"
            raise TypeError(f"{name}: expected {words}, got {shown(held)}")


@frozen(kw_only=True)
class Offer(AsField):
    """A job offer, as far as it is known.

    Subclass it to add groups of your own, attrs classes whose facts are declared with
    ``fact``; give each group an empty instance as default. The views of such an offer have its
    own type; to have type checkers know that, repeat ``promised: YourOffer | None = None``.
    """

    offer: OfferFacts = OfferFacts()
    """The offer itself: its kind, dates and status."""
    company: CompanyFacts = CompanyFacts()
    """The company."""
    role: RoleFacts = RoleFacts()
    """The role."""
    work: WorkFacts = WorkFacts()
    """The work."""
    clients: ClientsFacts = ClientsFacts()
    """The clients."""
    manager: ManagerFacts = ManagerFacts()
    """The manager."""
    team: TeamFacts = TeamFacts()
    """The team."""
    location: LocationFacts = LocationFacts()
    """The place of work."""
    remote: RemoteFacts = RemoteFacts()
    """Working remotely."""
    commute: CommuteFacts = CommuteFacts()
    """The way to work."""
    travel: TravelFacts = TravelFacts()
    """Travel for work."""
    relocation: RelocationFacts = RelocationFacts()
    """Moving there."""
    visa: VisaFacts = VisaFacts()
    """The right to work there."""
    pay: PayFacts = PayFacts()
    """Pay."""
    equity: EquityFacts = EquityFacts()
    """Shares and options."""
    benefits: BenefitsFacts = BenefitsFacts()
    """Benefits."""
    leave: LeaveFacts = LeaveFacts()
    """Time off."""
    hours: HoursFacts = HoursFacts()
    """Working hours."""
    growth: GrowthFacts = GrowthFacts()
    """Promotion and learning."""
    contract: ContractFacts = ContractFacts()
    """The terms of the contract."""
    promised: Offer | None = None
    """What you were told; an offer of the same type, without views of its own."""
    found: Offer | None = None
    """What turned out in the job, likewise; no rule reads it, and ``promises`` looks back at it."""
    refused: Offer | None = None
    """What you asked for and were refused, likewise; ``negotiate`` asks for nothing like it."""
    current: Offer | DoesNotApply | None = None
    """Your present job, likewise; ``DOES_NOT_APPLY`` if you have none."""
    sources: Mapping[str, str] = field(default=_NOTHING, converter=_frozen_texts)
    """Where a fact was learned, by its path; views as in ``promised.pay.base``."""
    own: Mapping[str, FactValue] = field(default=_NOTHING, converter=_frozen_facts)
    """Facts that a criteria file declared, by path; a fact left out is unknown."""
    posting: Mapping[str, str] = field(default=_NOTHING, converter=_frozen_texts)
    """What a job posting said beyond the vocabulary."""
    notes: tuple[Diagnostic, ...] = field(default=(), eq=False, repr=False)
    """What a found file says that could not be read: each fact that is unknown because of it.

    Written as comments. Offers with other notes are equal, because no rule can read them.
    """
    inherited: frozenset[str] = frozenset()
    """Paths of the facts of a counter-offer that were filled in from ``current``.

    ``complete_counter`` fills it. A fact that gets another value is no longer one of them.
    """

    def __attrs_post_init__(self) -> None:
        groups = groups_of(type(self))
        for held, (name, group) in zip(_held_by(type(self))(self), groups.items(), strict=True):
            if not isinstance(held, group):
                raise TypeError(f"{name}: expected {group.__name__}, got {held!r}")
        _settle_view(self, "promised")
        _settle_view(self, "found")
        _settle_view(self, "refused")
        if self.current is DOES_NOT_APPLY:
            _settle_kind(self)
        else:
            _settle_view(self, "current")
        _check_held(self)
        for path, value in self.own.items():
            _check_own(type(self), path, value)
        if self.inherited:
            object.__setattr__(self, "inherited", _still_inherited(self))


def _check_own(offer_type: type[Offer], path: object, value: object) -> None:
    """Check a fact of a criteria file, as far as can be told without the criteria."""
    if not isinstance(path, str) or _PATH.fullmatch(path) is None:
        wrong = ValueError if isinstance(path, str) else TypeError
        raise wrong(f"own: expected a path of two or more names, got {shown(path)}")
    if has_fact(offer_type, path):
        group, _, name = path.rpartition(".")
        raise ValueError(f"own: `{path}` is a fact of {offer_type.__name__}: set {name} in {group}")
    if isinstance(value, float | int) and not isinstance(value, bool):
        raise TypeError(f'{path}: expected an exact Decimal("{value}"), got {value!r}')
    if not isinstance(value, _FACT_VALUES) or isinstance(value, datetime):
        raise TypeError(f"{path}: expected the value of a fact, got {shown(value)}")
    if isinstance(value, str) and not is_plain_text(value):
        raise ValueError(f"{path}: expected a text that says something, got {value!r}")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{path}: expected a finite number, got {value}")
    if isinstance(value, frozenset | tuple):
        item = Percent if isinstance(value, tuple) else str
        if not all(isinstance(it, item) for it in value):
            raise TypeError(f"{path}: expected only {item.__name__} in it, got {shown(value)}")


_FACT_VALUES: Final = tuple(get_origin(kind) or kind for kind in get_args(FactValue))


@cached
def has_fact(offer_type: type[Offer], path: str) -> bool:
    """Return whether a group of such offers has a fact, by its path."""
    *groups, name = path.split(".")
    holder: type | None = offer_type
    for group in groups:
        holder = None if holder is None else groups_of(holder).get(group)
    return holder is not None and name in facts_of(holder)


@cached
def groups_of(owner: type) -> Mapping[str, type]:
    """Return the groups an attrs class holds, by attribute name: their attrs classes.

    Raises:
        TypeError: an annotation names something that its module does not have.
    """
    hints = hints_of(owner)
    return {
        attribute.name: hints[attribute.name]
        for attribute in attrs.fields(owner)
        if isinstance(hints[attribute.name], type) and attrs.has(hints[attribute.name])
    }


@cached
def _held_by(offer_type: type[Offer]) -> Callable[[Offer], tuple[object, ...]]:
    """Return what reads the groups that an offer holds."""
    return attrgetter(*groups_of(offer_type))


def _settle_view(offer: Offer, view: str) -> None:
    """Check a view, and leave open what it is and how it was answered unless it says so.

    "New" and "open" is an offer that says nothing of it; of what was promised or is at present
    nobody says it, and reading it there would break a promise nobody made.
    """
    seen = getattr(offer, view)
    if seen is None:
        return
    if not isinstance(seen, type(offer)):
        wanted = type(offer).__name__
        raise TypeError(f"{view}: expected {wanted} or None, got {type(seen).__name__}")
    if any(of is not None for of in (seen.promised, seen.found, seen.refused, seen.current)):
        raise ValueError(f"{view}: a view of an offer has no views of its own")
    unsaid = {name: UNKNOWN for name, is_so in UNSAID.items() if getattr(seen.offer, name) == is_so}
    if unsaid:
        object.__setattr__(offer, view, evolve(seen, offer=evolve(seen.offer, **unsaid)))


def _settle_kind(offer: Offer) -> None:
    """Check the kind of an offer to somebody without a present job: nobody counters."""
    if offer.offer.kind == "counter":
        raise ValueError("current: a counter-offer comes from a present employer, got none")
    if offer.offer.kind is UNKNOWN:
        object.__setattr__(offer, "offer", evolve(offer.offer, kind="new"))


# --- counter-offers --------------------------------------------------------------------------

if TYPE_CHECKING:
    # With a default, so that `Decision` alone is a decision on an `Offer`.
    from typing_extensions import TypeVar as TypeVarWithDefault

    OfferT = TypeVarWithDefault("OfferT", bound=Offer, default=Offer)
else:
    OfferT = TypeVar("OfferT", bound=Offer)
"""The type of the offers that criteria decide: ``Offer``, or a subclass."""

_TOGETHER: Final = (
    ("equity.vesting", "equity.schedule"),
    ("benefits.retirement_vesting", "benefits.retirement_schedule"),
    ("pay.bonus_target", "pay.bonus_amount"),
)
"""Facts of which each says the other: they are taken from elsewhere together or not."""


def said_by(paths: Iterable[str]) -> frozenset[str]:
    """Return the paths of facts and of those that they say, too.

    That is a vesting plan as a whole, of a grant or of retirement savings, and a bonus as a share
    or as an amount.
    """
    found = frozenset(paths)
    return found.union(*(group for group in _TOGETHER if not found.isdisjoint(group)))


@checks_arguments
def complete_counter(offer: OfferT, keep_unknown: Collection[str] = ()) -> OfferT:
    """Return a counter-offer in which what it does not say is as in the present job.

    Any other offer comes back as it is, and so does one without ``current``. The group
    ``offer`` is never completed. The sources of what was taken are taken along. A vesting plan
    is taken as a whole, and so is a bonus: an offer that states the length of vesting or the
    schedule, or the bonus as a share or as an amount, has its own.
    ``inherited`` lists what was taken.

    Args:
        offer: As it was stated.
        keep_unknown: Paths of facts that the offer says are unknown.

    Raises:
        TypeError: an argument is of another type.
        ValueError: what is taken contradicts what the offer states.

    Source:
        grammar/README.md, "Counter-offers".
    """
    current = offer.current
    if not isinstance(current, Offer) or offer.offer.kind != "counter":
        return offer
    known = known_facts(offer)
    kept = {*keep_unknown, *said_by(known)}
    taken = {path: value for path, value in known_facts(current).items() if path not in kept}
    sources = {
        path: offer.sources[f"current.{path}"]
        for path in taken
        if f"current.{path}" in offer.sources
    }
    completed = with_facts(offer, {p: v for p, v in taken.items() if p not in current.own})
    own = {**{p: v for p, v in taken.items() if p in current.own}, **offer.own}
    return evolve(
        completed,
        own=own,
        sources={**sources, **offer.sources},
        inherited=offer.inherited | frozenset(taken),
    )


def _still_inherited(offer: Offer) -> frozenset[str]:
    """Return the inherited facts of an offer that are as in the present job."""
    current = offer.current
    if not isinstance(current, Offer) or offer.offer.kind != "counter":
        return frozenset()
    now, before = known_facts(offer), known_facts(current)
    kept = frozenset(p for p in offer.inherited if p in now and now[p] == before.get(p))
    for paths in _TOGETHER:
        if any(path in now and path not in kept for path in paths):
            kept = kept.difference(paths)
    return kept


def known_facts(offer: Offer) -> dict[str, FactValue]:
    """Return what is known by path, own facts included, the group ``offer`` left out."""
    return {**offer.own, **dict(_known_in(offer, ""))}


def _known_in(holder: Any, prefix: str) -> Iterator[tuple[str, FactValue]]:
    for name in facts_of(type(holder)):
        value = getattr(holder, name)
        if value is not UNKNOWN:
            yield prefix + name, value
    for name in groups_of(type(holder)):
        if prefix or name != "offer":
            yield from _known_in(getattr(holder, name), f"{prefix}{name}.")


def with_facts(offer: OfferT, values: Mapping[str, FactValue]) -> OfferT:
    """Return the offer with other values for some facts of its groups, by path.

    Raises:
        TypeError, ValueError: a value does not suit its fact, or not the others of its group.
    """
    changes: dict[str, Any] = {}
    inner: dict[str, dict[str, FactValue]] = {}
    for path, value in values.items():
        name, dot, rest = path.partition(".")
        if dot:
            inner.setdefault(name, {})[rest] = value
        else:
            changes[name] = value
    for name, facts in inner.items():
        changes[name] = with_facts(getattr(offer, name), facts)
    return evolve(offer, **changes) if changes else offer
