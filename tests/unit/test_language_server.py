"""The server for editors, in this process, asked by a real client."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

pytest.importorskip("pygls")
pytest.importorskip("pytest_lsp")

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

from offerkit.language_server import Lines, server

T = TypeVar("T")

SHARED = """\
scale mood: awful < fine < great
fact team.mood: mood "Wie ist 🙂 es?"
let floor: pay
dealbreaker "Pays too little" if pay.base < floor
"""
MINE = """\
use "shared.criteria"
let floor = 60k USD per year
pro "Nice 🙂" if team.mood >= fine and leave.dais > 20
"""
OFFER = '[pay]\nbase = "58k USD per year"\n[team]\nmood = "fine"\n'


class Session:
    """A client of a server in another thread, and the files of a project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        for name, text in {"shared.criteria": SHARED, "acme.toml": OFFER}.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        made = server()

        def serve() -> None:
            with suppress(SystemExit):  # how a session ends
                made.start_tcp("127.0.0.1", port)

        self.thread = threading.Thread(target=serve, daemon=True)
        self.thread.start()
        self.runner = asyncio.Runner()
        self.client: LanguageClient = make_test_lsp_client()
        self.versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.run(self._connect(port))

    async def _connect(self, port: int) -> None:
        for _ in range(100):
            try:
                await self.client.start_tcp("127.0.0.1", port)
                break
            except OSError:
                await asyncio.sleep(0.05)
        uri = self.folder.as_uri()
        await self.client.initialize_session(
            lsp.InitializeParams(
                capabilities=client_capabilities("visual-studio-code"),
                workspace_folders=[lsp.WorkspaceFolder(uri, "project")],
                root_uri=uri,
            )
        )

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def uri(self, name: str) -> str:
        return name if ":" in name else (self.folder / name).as_uri()

    def document(self, name: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri(name))

    def write(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Open a file, or edit it; return its mistakes once the whole of it has been checked."""
        uri = self.uri(name)
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        self.texts[name] = text

        async def written() -> None:
            if version == 1:
                kind = "criteria" if "criteria" in name else "toml"
                item = lsp.TextDocumentItem(uri, kind, version, text)
                self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
            else:
                change = lsp.TextDocumentContentChangeWholeDocument(text)
                of = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
                self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(of, [change]))
            await asyncio.sleep(0)

        self.run(written())
        return self.told(uri)

    def told(self, uri: str) -> list[lsp.Diagnostic]:
        """The mistakes of a file, once they have stayed the same for a while."""
        last: object = None
        until = time.monotonic() + 20
        while time.monotonic() < until:
            self.run(asyncio.sleep(0.3))
            now = self.client.diagnostics.get(uri)
            if now is not None and now == last:
                return list(now)
            last = now
        raise AssertionError("nothing was told")

    def position(self, name: str, words: str, more: int = 0) -> lsp.Position:
        text = self.texts[name]
        return Lines(text, "utf-16").position(text.index(words) + more)

    def ask(self, method: str, kind: type[Any], name: str, words: str, **more: Any) -> Any:
        position = self.position(name, words, more.pop("by", 1))
        params = kind(text_document=self.document(name), position=position, **more)
        return self.request(method, params)

    def request(self, method: str, params: Any) -> Any:
        return self.run(getattr(self.client, f"text_document_{method}_async")(params))

    def applied(self, name: str, edits: Sequence[lsp.TextEdit], text: str) -> str:
        lines = Lines(text, "utf-16")
        for edit in sorted(edits, key=lambda one: -lines.offset(one.range.start)):
            start, end = lines.offset(edit.range.start), lines.offset(edit.range.end)
            text = text[:start] + edit.new_text + text[end:]
        return text


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = Session(tmp_path_factory.mktemp("project"))
    yield made
    made.run(made.client.shutdown_session())
    made.thread.join(10)
    made.runner.close()


def test_mistakes_and_the_fix_that_mends_them(session: Session) -> None:
    [found] = session.write("my.criteria", MINE)
    assert (found.code, found.severity) == ("unknown-fact", lsp.DiagnosticSeverity.Error)
    assert "did you mean `leave.days`?" in found.message
    # In UTF-16, as editors count.
    assert found.range.start == session.position("my.criteria", "leave.dais")
    params = lsp.CodeActionParams(
        session.document("my.criteria"), found.range, lsp.CodeActionContext([])
    )
    [action] = session.request("code_action", params)
    assert action.title == "Write `leave.days`"
    edits = action.edit.changes[session.uri("my.criteria")]
    mended = session.applied("my.criteria", edits, MINE)
    assert mended == MINE.replace("dais", "days")
    assert session.write("my.criteria", mended) == []


def test_hover_says_what_a_rule_comes_to_for_the_offer_beside_it(session: Session) -> None:
    session.write("my.criteria", MINE.replace("dais", "days"))
    session.run(asyncio.sleep(1.1))
    found = session.ask("hover", lsp.HoverParams, "my.criteria", '"Nice')
    assert "**acme.toml** (decline): Pro: unknown (weight 1)." in found.contents.value
    session.write("acme.toml", OFFER.replace("fine", "awful"))
    session.run(asyncio.sleep(1.1))
    found = session.ask("hover", lsp.HoverParams, "my.criteria", '"Nice')
    assert "Pro: not true" in found.contents.value
    session.write("acme.toml", OFFER)
    found = session.ask("hover", lsp.HoverParams, "acme.toml", "mood")
    assert "Wie ist 🙂 es?" in found.contents.value
    assert session.ask("hover", lsp.HoverParams, "acme.toml", "58k") is not None


def test_completion(session: Session) -> None:
    session.write("my.criteria", MINE.replace("dais", "days"))
    text = MINE.replace("fine and leave.dais > 20", "")
    session.write("my.criteria", text)
    found = session.ask("completion", lsp.CompletionParams, "my.criteria", ">= ", by=3)
    assert [item.label for item in found.items[:3]] == ["awful", "fine", "great"]
    new = session.applied("my.criteria", [found.items[1].text_edit], text)
    assert new == MINE.replace(" and leave.dais > 20", "")
    session.write("acme.toml", OFFER.replace('"fine"', ""))
    found = session.ask("completion", lsp.CompletionParams, "acme.toml", "mood = ", by=7)
    assert [item.label for item in found.items] == ['"awful"', '"fine"', '"great"']
    session.write("acme.toml", OFFER)


def test_names_across_files(session: Session) -> None:
    session.write("my.criteria", MINE.replace("dais", "days"))
    [found] = session.ask("definition", lsp.DefinitionParams, "my.criteria", "team.mood", by=6)
    assert found.uri == session.uri("shared.criteria")
    assert found.range.start == lsp.Position(1, 5)
    for declaration, count in ((True, 3), (False, 2)):
        context = lsp.ReferenceContext(declaration)
        places = session.ask(
            "references", lsp.ReferenceParams, "my.criteria", "team.mood", context=context
        )
        assert len(places) == count
    may = session.ask("prepare_rename", lsp.PrepareRenameParams, "my.criteria", "floor")
    assert may.placeholder == "floor"
    edit = session.ask("rename", lsp.RenameParams, "my.criteria", "floor", new_name="least_pay")
    changed = session.applied("", edit.changes[session.uri("shared.criteria")], SHARED)
    assert changed == SHARED.replace("floor", "least_pay")
    with pytest.raises(JsonRpcException, match="not declared"):
        session.ask("rename", lsp.RenameParams, "acme.toml", "base", new_name="basis")
    with pytest.raises(JsonRpcException, match="Only what"):
        session.ask("prepare_rename", lsp.PrepareRenameParams, "my.criteria", "pro ")


def test_layout_and_outline(session: Session) -> None:
    text = 'pro   "A" if leave.days>20\nlet x = 3\n'
    session.write("free.criteria", text)
    options = lsp.FormattingOptions(2, insert_spaces=True)
    params = lsp.DocumentFormattingParams(session.document("free.criteria"), options)
    edits = session.request("formatting", params)
    assert session.applied("", edits, text) == 'pro "A" if leave.days > 20\nlet x = 3\n'
    asked = lsp.DocumentSymbolParams(session.document("free.criteria"))
    found = session.request("document_symbol", asked)
    assert [one.name for one in found] == ["A", "x"]
    text = OFFER.replace(" = ", "=")
    session.write("acme.toml", text)
    params = lsp.DocumentFormattingParams(session.document("acme.toml"), options)
    edits = session.request("formatting", params)
    assert session.applied("", edits, text) == OFFER.replace("\n[team]", "\n\n[team]")
    asked = lsp.DocumentSymbolParams(session.document("acme.toml"))
    found = session.request("document_symbol", asked)
    assert [one.children[0].name for one in found] == ["base", "mood"]
    session.write("acme.toml", OFFER)


def test_an_edit_of_a_used_file_that_is_not_saved(session: Session) -> None:
    session.write("my.criteria", MINE.replace("dais", "days"))
    session.write("shared.criteria", SHARED.replace("fine", "okay"))
    found = session.told(session.uri("my.criteria"))
    assert "`fine`" in found[0].message
    assert [one.code for one in session.told(session.uri("acme.toml"))] == ["unknown-level"]
    closed = lsp.DidCloseTextDocumentParams(session.document("shared.criteria"))

    async def close() -> None:
        session.client.text_document_did_close(closed)
        await asyncio.sleep(0)

    session.run(close())
    del session.versions[session.uri("shared.criteria")]
    # It is again as it is saved.
    assert session.told(session.uri("my.criteria")) == []
    assert session.told(session.uri("acme.toml")) == []


def test_the_mistakes_of_an_offer_are_mended(session: Session) -> None:
    text = OFFER.replace("mood", "moood")
    [found] = session.write("acme.toml", text)
    session.run(asyncio.sleep(1.1))
    params = lsp.CodeActionParams(
        session.document("acme.toml"), found.range, lsp.CodeActionContext([])
    )
    actions = session.request("code_action", params)
    edits = actions[0].edit.changes[session.uri("acme.toml")]
    assert session.applied("", edits, text) == OFFER
    assert session.write("acme.toml", OFFER) == []


def test_files_that_are_no_offers_and_files_that_are_not_saved(session: Session) -> None:
    assert session.write("pyproject.toml", "[project]\nname = 3\n") == []
    assert session.ask("hover", lsp.HoverParams, "pyproject.toml", "name") is None
    assert session.ask("completion", lsp.CompletionParams, "pyproject.toml", "name") is None
    [found] = session.write("untitled:criteria-1", "pro if leave.dais > 3\n")
    assert found.code == "unknown-fact"
    assert session.ask("hover", lsp.HoverParams, "untitled:criteria-1", "pro", by=1) is not None


def test_mistakes_are_told_at_once_after_an_edit(session: Session) -> None:
    lines = [f'pro "{n}" if leave.days > {n} and team.size < 9' for n in range(200)]
    assert session.write("long.criteria", "\n".join(lines)) == []
    lines[150] = lines[150].replace("days", "dais")
    session.write("long.criteria", "\n".join(lines))
    # The statement alone, before the whole file: with the same place and words.
    known = list(session.client.diagnostics[session.uri("long.criteria")])
    assert [(one.code, one.range.start.line) for one in known] == [("unknown-fact", 150)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_positions(encoding: str) -> None:
    text = "aß🙂\r\nb\rc\n\u2028d\ue000"
    lines = Lines(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":
            assert lines.offset(lines.position(offset)) == offset
    assert lines.position(3) == lsp.Position(0, {"utf-8": 7, "utf-16": 4, "utf-32": 3}[encoding])
    assert lines.position(len(text)).line == 3
    assert lines.offset(lsp.Position(0, 99)) == 3
    assert lines.offset(lsp.Position(9, 0)) == len(text)
