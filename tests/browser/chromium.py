"""A headless Chromium that tests drive: pages opened, what happened to them, pictures.

It speaks the Chrome DevTools Protocol over a pair of pipes, which every Chromium has: no driver
program of a matching version is needed, and no port is opened. The messages are JSON with a zero
byte behind each; see https://chromedevtools.github.io/devtools-protocol/.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import define, field

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-default-browser-check",
    "--no-first-run",
    "--remote-debugging-pipe",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
_KEY_CODES = {
    "Tab": 9,
    "Enter": 13,
    "Escape": 27,
    "Home": 36,
    "ArrowRight": 39,
    "ArrowDown": 40,
    "F8": 119,
}
_CTRL = 2
TIMEOUT = 60.0
"""Seconds to wait for anything: far more than it takes on a slow machine."""


class BrowserError(AssertionError):
    """The browser did not do what it was asked, or a page threw an error."""


def find_browser() -> str | None:
    """Return the path of a Chromium, or None if there is none on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run a browser with an empty profile, and end it.

    Raises:
        BrowserError: there is none, or it does not start.
    """
    program = find_browser()
    if program is None:
        raise BrowserError(f"none of {', '.join(NAMES)} is installed")
    with tempfile.TemporaryDirectory(prefix="offerkit-browser-") as profile:
        process, to_browser, from_browser = _start(program, profile)
        try:
            yield Browser(process, to_browser, from_browser)
        finally:
            process.kill()
            process.wait()
            os.close(to_browser)
            os.close(from_browser)


# Gives the two pipes the numbers 3 and 4, by way of numbers that are surely neither.
_LAUNCHER = """
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
os.dup2(ends[0], 3)
os.dup2(ends[1], 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def _start(program: str, profile: str) -> tuple[subprocess.Popen[bytes], int, int]:
    """Start the browser, which reads its file 3 and writes its file 4."""
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    process = subprocess.Popen(
        [
            *(sys.executable, "-c", _LAUNCHER, str(theirs_in), str(theirs_out)),
            *(program, *FLAGS, f"--user-data-dir={profile}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(theirs_in, theirs_out),
        env={**os.environ, "HOME": profile},
    )
    os.close(theirs_in)
    os.close(theirs_out)
    return process, ours_out, ours_in


@define
class Browser:
    """The connection to a browser; ``page`` opens what tests look at."""

    _process: subprocess.Popen[bytes]
    _write_end: int
    _read_end: int
    _buffer: bytes = b""
    _number: int = 0
    _pages: dict[str, Page] = field(factory=dict)

    @contextmanager
    def page(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Page]:
        """Open an empty page of that size in a context of its own, and close it."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)[
            "targetId"
        ]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session)
        self._pages[session] = page
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(f"{domain}.enable")
        page.resize(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.call("Emulation.setEmulatedMedia", features=[scheme])
        try:
            yield page
        finally:
            del self._pages[session]
            self.call("Target.disposeBrowserContext", browserContextId=context)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Return the browser's answer to a command of the protocol.

        Raises:
            BrowserError: it answers with an error, or not in time.
        """
        number = self.send(method, session, **params)
        deadline = time.monotonic() + TIMEOUT
        while True:
            answer = self.receive(deadline)
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result

    def send(self, method: str, session: str | None = None, **params: Any) -> int:
        """Send a command of the protocol, and return its number; nobody waits for the answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        os.write(self._write_end, json.dumps(message).encode() + b"\0")
        return self._number

    def adopt(self, session: str, page: Page) -> None:
        """Note as the page's own what happens in one of its workers, and let that begin."""
        self._pages[session] = page
        for method in ("Network.enable", "Runtime.enable", "Runtime.runIfWaitingForDebugger"):
            self.send(method, session)

    def receive(self, deadline: float) -> dict[str, Any]:
        """Return the next message of the browser; a page is told of what happened to it.

        Raises:
            BrowserError: the browser is gone, or nothing comes before *deadline*.
        """
        while b"\0" not in self._buffer:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._read_end], [], [], max(left, 0))
            if not ready:
                raise BrowserError("the browser does not answer")
            chunk = os.read(self._read_end, 1 << 20)
            if not chunk:
                raise BrowserError(f"the browser ended with exit code {self._process.wait()}")
            self._buffer += chunk
        raw, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        page = self._pages.get(message.get("sessionId", ""))
        if page is not None and "method" in message:
            page.happened(message["method"], message["params"])
        return message


@define
class Page:
    """A page, and all that went wrong on it since it was opened."""

    _browser: Browser
    _session: str
    requests: list[str] = field(factory=list)
    """The addresses that were asked for, in order."""
    problems: list[str] = field(factory=list)
    """Failed requests, errors of scripts, and what the console calls an error or a warning."""
    _loaded: bool = False
    _urls: dict[str, str] = field(factory=dict)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the browser's answer to a command about this page."""
        return self._browser.call(method, self._session, **params)

    def happened(self, method: str, params: Mapping[str, Any]) -> None:
        """Note what the browser says of the page."""
        match method:
            case "Page.loadEventFired":
                self._loaded = True
            case "Target.attachedToTarget":
                self._browser.adopt(params["sessionId"], self)
            case "Network.requestWillBeSent":
                self._urls[params["requestId"]] = params["request"]["url"]
                self.requests.append(params["request"]["url"])
            case "Network.responseReceived" if params["response"]["status"] >= 400:
                response = params["response"]
                self.problems.append(f"{response['status']}: {response['url']}")
            case "Network.loadingFailed" if not params.get("canceled"):
                url = self._urls.get(params["requestId"])
                self.problems.append(f"{params['errorText']}: {url}")
            case "Runtime.exceptionThrown":
                self.problems.append(f"exception: {params['exceptionDetails']}")
            case "Runtime.consoleAPICalled" if params["type"] in {"error", "warning", "assert"}:
                self.problems.append(f"console: {params['args']}")
            case "Log.entryAdded" if params["entry"]["level"] in {"error", "warning"}:
                self.problems.append(f"log: {params['entry']['text']}")

    def watch_workers(self) -> None:
        """Have what happens in workers noted, too, from their first request on."""
        self.call(
            "Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True
        )

    def resize(self, width: int, height: int) -> None:
        """Give the page another size, in CSS pixels; below 600 it is a phone's."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )

    def open(self, url: str) -> None:
        """Go to *url*, and wait until it and all it needs are loaded.

        Raises:
            BrowserError: it cannot be loaded.
        """
        self._loaded = False
        answer = self.call("Page.navigate", url=url)
        if "errorText" in answer:
            raise BrowserError(f"{url}: {answer['errorText']}")
        deadline = time.monotonic() + TIMEOUT
        while not self._loaded:
            self._browser.receive(deadline)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression on the page; a promise is awaited.

        Raises:
            BrowserError: it throws.
        """
        answer = self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise BrowserError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait_for(self, expression: str, *, seconds: float = TIMEOUT) -> Any:
        """Return the value of a JavaScript expression as soon as it is truthy.

        The page may change to another meanwhile.

        Raises:
            BrowserError: it is not, for as long as we wait.
        """
        deadline = time.monotonic() + seconds
        while not (value := self._evaluate_unless_leaving(expression)):
            if time.monotonic() > deadline:
                raise BrowserError(f"still not so: {expression}")
            time.sleep(0.05)
        return value

    def _evaluate_unless_leaving(self, expression: str) -> Any:
        try:
            return self.evaluate(expression)
        except BrowserError as error:
            if "navigated" in str(error) or "context" in str(error):
                return None
            raise

    def grant(self, *permissions: str) -> None:
        """Let the page do what otherwise the user is asked for, such as ``clipboardReadWrite``."""
        context = self.call("Target.getTargetInfo")["targetInfo"]["browserContextId"]
        self._browser.call(
            "Browser.grantPermissions", permissions=permissions, browserContextId=context
        )

    def type(self, text: str) -> None:
        """Type *text* into what has the focus."""
        self.call("Input.insertText", text=text)

    def press(self, key: str, *, ctrl: bool = False) -> None:
        """Press and release a key by its name, such as ``Enter``, ``ArrowDown`` or ``f``."""
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 and not ctrl else "")
        code = _KEY_CODES.get(key) or ord(key.upper())
        pressed = {"key": key, "windowsVirtualKeyCode": code, "modifiers": _CTRL if ctrl else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **pressed)
        self.call("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def screenshot(self, path: Path, *, full: bool = True) -> None:
        """Save a picture of the page, all of it or the part in the window."""
        picture = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=full)
        path.write_bytes(base64.b64decode(picture["data"]))
