"""Frames come to what the evaluator says; ``python -m tests.frames 2000`` tries more."""

from __future__ import annotations

import pytest
from hypothesis import given

pytest.importorskip("narwhals")
pytest.importorskip("polars")
pytest.importorskip("pandas")

from offerkit.criteria import Criteria
from offerkit.model.offer import Offer
from tests.frames import agree, tables
from tests.lengths import fewer


@fewer(3)
@given(tables())
def test_frames_and_the_evaluator_agree(case: tuple[Criteria[Offer], list[Offer]]) -> None:
    agree(case, ["polars", "pandas"])
