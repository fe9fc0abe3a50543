"""Records: compared, hashed and shown as attrs would."""

from typing import Any

import attrs
import pytest
from attrs import field, frozen

from offerkit.records import Record


@frozen
class Shared(Record):
    a: int
    b: str = field(default="b", eq=False)
    c: list[int] = field(factory=list, hash=False)
    d: int = field(default=0, repr=False, kw_only=True)


@frozen
class Own:
    """The same with the methods of attrs."""

    a: int
    b: str = field(default="b", eq=False)
    c: list[int] = field(factory=list, hash=False)
    d: int = field(default=0, repr=False, kw_only=True)


@frozen
class More(Shared):
    e: int = 0


@frozen
class Empty(Record):
    pass


@frozen
class Said(Record):
    a: int

    def __repr__(self) -> str:
        return "said"


@pytest.mark.parametrize(
    "other", [{}, {"a": 2}, {"b": "other"}, {"c": [1]}, {"d": 1}, {"a": 2, "d": 1}]
)
def test_what_attrs_would_say(other: dict[str, Any]) -> None:
    shared, changed = Shared(1), attrs.evolve(Shared(1), **other)
    own, also = Own(1), attrs.evolve(Own(1), **other)
    assert (shared == changed) == (own == also)
    assert (shared != changed) == (own != also)
    assert (hash(shared) == hash(changed)) == (hash(own) == hash(also))
    assert repr(changed) == repr(also).replace("Own", "Shared")


def test_records_of_two_classes_differ() -> None:
    assert Shared(1) != More(1)
    assert More(1) == More(1) != More(1, e=2)
    assert Empty() == Empty() != Shared(1)
    assert len({Empty(), Empty(), More(1), Shared(1)}) == 3
    assert Shared(1).__eq__(1) is NotImplemented


def test_attrs_compiles_no_method_that_records_share() -> None:
    for name in ("__eq__", "__hash__", "__repr__"):
        assert vars(More)[name] is vars(Record)[name]
        assert vars(Own)[name] is not vars(Record).get(name)


def test_a_class_may_have_a_method_of_its_own() -> None:
    assert repr(Said(1)) == "said"
    assert Said(1) == Said(1)
