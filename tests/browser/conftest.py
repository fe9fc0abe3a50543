from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Browser, browser, find_browser
from tests.browser.serving import served
from tests.docs.building import shared_site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser for all tests; each opens pages of its own in it."""
    if find_browser() is None:
        pytest.skip("there is no chromium or google-chrome on this machine")
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def address(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the documentation is served, in the folder of the host that its ``site_url`` names."""
    with served(shared_site(tmp_path_factory), "/offerkit/") as address:
        yield address
