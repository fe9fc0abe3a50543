"""Numbers as criteria and offers write them: which there are, and what they can mean."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from offerkit.literals import exact, is_storable, number, readings, reads_as_thousands, rounded

TOO_LONG = "a number has at most 18 digits"
EIGHTEEN = "123456789012345678"


def test_a_number_is_read_exactly() -> None:
    numbers = {
        "60k": "60000",
        "1.5M": "1500000",
        "1_000": "1000",
        "0.5": "0.5",
        "0": "0",
        "0k": "0",
        EIGHTEEN: EIGHTEEN,
        "0" * 9 + EIGHTEEN: EIGHTEEN,
        f"0.{EIGHTEEN}": f"0.{EIGHTEEN}",
        "1_2.3_4k": "12340",
        "999_999_999_999_999k": "999999999999999000",
    }
    assert {text: f"{number(text):f}" for text in numbers} == numbers
    with localcontext(prec=2):  # the program's own, which none of this heeds
        assert {text: f"{number(text):f}" for text in numbers} == numbers


@pytest.mark.parametrize(
    "text", [f"{EIGHTEEN}9", f"1{EIGHTEEN}k", f"0.0{EIGHTEEN}", "1_000_000_000_000_000k"]
)
def test_a_number_that_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{TOO_LONG}$"):
        number(text)


def test_numbers_that_can_be_written_and_read_again() -> None:
    storable = {
        "0": True,
        "0.00": True,
        "-0": False,
        "NaN": False,
        "Infinity": False,
        EIGHTEEN: True,
        f"-{EIGHTEEN}": True,
        f"{EIGHTEEN}9": False,
        "1.0000000000000000000000": True,
        "1e17": True,
        "1e18": False,
        "1e-18": True,
        "1e-19": False,
        "12e-19": False,
        "1e-9999999": False,
        "123e-18": True,
        "1.23e17": True,
    }
    assert {text: is_storable(Decimal(text)) for text in storable} == storable


def test_only_numbers_of_files_that_facts_can_have_are_worked_out() -> None:
    for text in ("3", "1e999", "1E+999", "1e-0999", "1e+00012", f"{'0' * 999}7"):
        assert str(exact(text)) == str(Decimal(text))
    for text in ("1e1000", "1E-1000", "1e+999999999", f"{'0' * 1000}7", f"{'1' * 999}e9999"):
        assert exact(text).is_nan()


def test_a_fraction_is_rounded_to_places_with_ties_to_even() -> None:
    rounds = [(1, 2, 0, "0"), (3, 2, 0, "2"), (-1, 3, 3, "-0.333"), (2, 3, 2, "0.67"),
              (1, 1, 2, "1.00"), (25, 1000, 2, "0.02"), (10**30, 1, 1, f"{10**30}.0")]  # fmt: skip
    for above, below, places, text in rounds:
        assert str(rounded(Fraction(above, below), places)) == text


def test_what_digits_with_separators_can_mean() -> None:
    found = {
        "1234": ("1234",),
        "1_234": ("1234",),
        "1_234.5": ("1234.5",),
        "65.000": ("65000", "65.000"),
        "65,000": ("65000",),
        "65'000": ("65000",),
        "65 000": ("65000",),
        "065,000": ("065.000",),
        "0,500": ("0.500",),
        "6,5": ("6.5",),
        "6.5": ("6.5",),
        "1.234.567": ("1234567",),
        "1,234,567": ("1234567",),
        "1 234 567,89": ("1234567.89",),
        "12,34,567": ("1234567",),
        "12,34,567.89": ("1234567.89",),
        "1'234.567": ("1234.567",),
        "1.23.4": (),
        "1.2,3": (),
        "1'23": (),
    }
    assert {text: readings(text) for text in found} == found
    assert readings("65,000", comma_is_open=True) == ("65000", "65.000")
    assert readings("65,0000", comma_is_open=True) == ("65.0000",)
    assert readings("1,234,567", comma_is_open=True) == ("1234567",)


def test_a_point_with_three_digits_behind_it_may_group_thousands() -> None:
    doubtful = {"72.000": True, "-72.000": True, "72.0000": False, "0.500": False, "72": False}
    assert {text: reads_as_thousands(text) for text in doubtful} == doubtful
