from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Browser, browser, find_browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for all tests; each opens pages of its own in it."""
    if find_browser() is None:
        pytest.skip("there is no chromium or google-chrome on this machine")
    with browser() as running:
        yield running
