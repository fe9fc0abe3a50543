"""Plugin of pytest: criteria with expectations beside them are tests, one for each offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from offerkit.criteria import Criteria
    from offerkit.expectations import Expectation

# Every run of pytest where offerkit is installed loads this module: the rest of offerkit is
# imported when there are criteria to test.


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a file of criteria if there is a file of expectations beside it."""
    if file_path.suffix == ".criteria" and file_path.with_suffix(".expect.toml").is_file():
        return TestedCriteria.from_parent(parent, path=file_path)
    return None


class TestedCriteria(pytest.File):
    """Criteria with expectations."""

    def collect(self) -> Iterator[ExpectedDecision]:
        """Yield a test for each expectation."""
        from offerkit.criteria import load_criteria
        from offerkit.errors import DiagnosticError
        from offerkit.expectations import expectations_file, load_expectations

        try:
            criteria = load_criteria(self.path)
            expected = load_expectations(expectations_file(self.path), criteria)
        except DiagnosticError as error:
            raise self.CollectError(str(error)) from None
        for one in expected:
            test: ExpectedDecision = ExpectedDecision.from_parent(self, name=one.name)
            test.criteria, test.expected = criteria, one
            yield test


class ExpectedDecision(pytest.Item):
    """What criteria say of one offer."""

    criteria: Criteria[Any]
    expected: Expectation
    # Other plugins look for the arguments of fixtures in every item.
    funcargs: Mapping[str, object] = {}

    def runtest(self) -> None:
        """Decide the offer; raise ``NotAsExpectedError`` with what is not as expected."""
        from offerkit.render.text.explain import render_explanation
        from offerkit.snippet import render_diagnostics

        decision = self.criteria.decide(self.expected.offer)
        if mistakes := self.expected.mistakes(decision):
            why = render_explanation(decision.explain(), name=self.expected.name)
            raise NotAsExpectedError(f"{render_diagnostics(mistakes)}\n\n{why}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is not as expected, without the stack."""
        if isinstance(excinfo.value, NotAsExpectedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the place of the expectation."""
        span = self.expected.span
        return Path(span.source.name), span.line - 1, self.name


class NotAsExpectedError(AssertionError):
    """A decision that is not as expected."""
