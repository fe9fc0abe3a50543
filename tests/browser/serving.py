"""A folder served to a browser on this machine."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any


class _Quiet(SimpleHTTPRequestHandler):
    """As hosts of pages do it: what is not there is answered with the folder's ``404.html``."""

    def __init__(self, *args: Any, below: str, **options: Any) -> None:
        self.below = below
        super().__init__(*args, **options)

    def log_message(self, *_: object) -> None:
        pass

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.below):
            return super().translate_path("/no-such-file")
        return super().translate_path(path[len(self.below) - 1 :])

    def send_head(self) -> io.BytesIO | IO[bytes] | None:  # type: ignore[override]
        page = Path(self.directory) / "404.html"
        if Path(self.translate_path(self.path)).exists() or not page.exists():
            return super().send_head()
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def served(folder: Path, below: str = "/") -> Iterator[str]:
    """Serve *folder* as the path *below*, on a free port; yield its address, which ends with /."""
    handler = partial(_Quiet, directory=str(folder), below=below)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
