"""offerkit in editors: a server of the Language Server Protocol (``offerkit lsp``).

It only translates: what is found, said and offered is worked out in ``editing``. Whatever takes
long runs in other threads, so that typing never waits: after an edit the statements that changed
are checked at once, and the whole file as soon as nobody types.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from attrs import define, field
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from offerkit import __version__
from offerkit.diagnostics import Diagnostic, Severity
from offerkit.editing.criteria_text import (
    CriteriaText,
    Outcome,
    Outcomes,
    after_edit,
    files_of,
    fixes_of_criteria,
    format_text,
    outline_criteria,
    read_criteria_text,
    with_warnings,
)
from offerkit.editing.criteria_words import complete_criteria, hover_criteria
from offerkit.editing.layout import format_offer
from offerkit.editing.models import CannotRenameError, Edit, Fix, Kind, Symbol
from offerkit.editing.names import definitions, references, renamable, rename
from offerkit.editing.offers import (
    OfferText,
    complete_offer,
    fixes_of_offer,
    hover_offer,
    is_offer,
    outline_offer,
    read_offer_text,
    schema_for,
)
from offerkit.editing.project import CRITERIA_SUFFIX, OFFER_FORMATS, Workspace
from offerkit.load.formats import Format
from offerkit.model.schema import schema_of
from offerkit.scales import BUILT_IN_SCALES
from offerkit.span import Source, Span

_T = TypeVar("_T")

PAUSE: Final = 0.12
"""Seconds without an edit after which everything is checked again."""
PATIENCE: Final = 0.06
"""Seconds that an answer soon after an edit waits for what takes longer."""
_LONG: Final = 10.0
"""Seconds that an answer waits where nobody types."""
_REQUEST_FAILED: Final = -32803

_SEVERITIES: Final = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_ITEM_KINDS: Final = {
    Kind.STATEMENT: lsp.CompletionItemKind.Keyword,
    Kind.WORD: lsp.CompletionItemKind.Keyword,
    Kind.FACT: lsp.CompletionItemKind.Field,
    Kind.GROUP: lsp.CompletionItemKind.Module,
    Kind.LET: lsp.CompletionItemKind.Variable,
    Kind.SCALE: lsp.CompletionItemKind.Enum,
    Kind.LEVEL: lsp.CompletionItemKind.EnumMember,
    Kind.VALUE: lsp.CompletionItemKind.Value,
    Kind.FILE: lsp.CompletionItemKind.File,
}
_SYMBOL_KINDS: Final = {
    Kind.STATEMENT: lsp.SymbolKind.Event,
    Kind.WORD: lsp.SymbolKind.Key,
    Kind.FACT: lsp.SymbolKind.Field,
    Kind.GROUP: lsp.SymbolKind.Module,
    Kind.LET: lsp.SymbolKind.Variable,
    Kind.SCALE: lsp.SymbolKind.Enum,
    Kind.LEVEL: lsp.SymbolKind.EnumMember,
    Kind.VALUE: lsp.SymbolKind.Constant,
    Kind.FILE: lsp.SymbolKind.File,
}


# --- places ------------------------------------------------------------------------------


class Lines:
    """Offsets of a text in code points, and the positions of the protocol."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        # Lines end where the protocol says, which is not where Python's `splitlines` does.
        ends = [at + 1 for at, char in enumerate(text) if _ends_line(text, at, char)]
        self._starts = [0, *ends]
        self._size = _SIZES[encoding]

    def offset(self, position: lsp.Position) -> int:
        """Return the offset of a position; one behind the end of its line is the end."""
        if position.line >= len(self._starts):
            return len(self.text)
        start = self._starts[position.line]
        last = position.line + 1 >= len(self._starts)
        end = len(self.text) if last else self._starts[position.line + 1]
        line = self.text[start:end]
        line = line if last else line.rstrip("\r\n")
        if line.isascii():
            return start + min(position.character, len(line))
        left = position.character
        for at, char in enumerate(line):
            if left <= 0:
                return start + at
            left -= self._size(char)
        return start + len(line)

    def position(self, offset: int) -> lsp.Position:
        """Return the position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        count = len(before) if before.isascii() else sum(map(self._size, before))
        return lsp.Position(line, count)

    def range(self, span: Span) -> lsp.Range:
        """Return the range of a place in the text."""
        return lsp.Range(self.position(span.start), self.position(span.end))


def _ends_line(text: str, at: int, char: str) -> bool:
    return char == "\n" or (char == "\r" and text[at + 1 : at + 2] != "\n")


_SIZES: Final[Mapping[str, Callable[[str], int]]] = {
    "utf-8": lambda char: len(char.encode("utf-8", "surrogatepass")),
    "utf-16": lambda char: 1 + (char > "\uffff"),
    "utf-32": len,
}


# --- the state ---------------------------------------------------------------------------


@define
class Editor:
    """What is open, what is known of it, and what has been told of it."""

    server: LanguageServer
    workspace: Workspace = field(factory=Workspace)
    uris: dict[str, str] = field(factory=dict)
    """Addresses of open files by real path, as the client writes them."""
    versions: dict[str, int] = field(factory=dict)
    criteria: dict[str, CriteriaText] = field(factory=dict)
    """Criteria that were checked as a whole, of a moment ago perhaps."""
    offers: dict[str, OfferText] = field(factory=dict)
    shown: dict[str, tuple[str, tuple[Diagnostic, ...]]] = field(factory=dict)
    """Mistakes of open files that were told last, each with the text that they are of."""
    elsewhere: dict[str, set[str]] = field(factory=dict)
    """Files that are not open whose mistakes were told, by the open file that uses them."""
    outcomes: Outcomes = field(factory=Outcomes)
    edited: float = 0.0
    """When something was edited last."""
    round: int = 0
    """Number of the latest edit, which ends the work on earlier ones."""
    _keys: dict[str, object] = field(factory=dict)
    _waiting: asyncio.Task[None] | None = None
    _aside: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(1))
    """One thread for what takes long, so that nothing is worked out twice at a time."""

    # --- files ---------------------------------------------------------------------------

    def path(self, uri: str, language: str | None = None) -> str:
        """Return the real path of a file, and one that nothing has for what is not saved yet."""
        parts = urlsplit(uri)
        if parts.scheme in {"file", ""}:
            return os.path.realpath(to_fs_path(uri) or parts.path)
        known = next((path for path, of in self.uris.items() if of == uri), None)
        suffix = f".{language}" if language and f".{language}" in OFFER_FORMATS else CRITERIA_SUFFIX
        return known or f"/<{parts.scheme}>/{parts.path.strip('/')}{suffix}"

    def uri(self, path: str) -> str:
        """Return the address of a file, as the client writes it if it is open there."""
        if path.startswith("<"):
            pack = package_files("offerkit") / "packs" / f"{path.strip('<>')}{CRITERIA_SUFFIX}"
            path = str(pack)
        return self.uris.get(path) or from_fs_path(path) or path

    def lines(self, text: str) -> Lines:
        """Return the lines of a text, with positions as the client counts them."""
        encoding = self.server.workspace.position_encoding
        return Lines(text, getattr(encoding, "value", None) or "utf-16")

    def location(self, span: Span) -> lsp.Location:
        """Return a place in any file."""
        return lsp.Location(self.uri(span.source.name), self.lines(span.source.text).range(span))

    def change(self, uri: str, text: str, version: int, language: str | None = None) -> str:
        """Take in the text of an open file, tell what is quickly known, and check the rest soon."""
        path = self.path(uri, language)
        self.uris[path], self.versions[path] = uri, version
        self.workspace.open[path] = text
        self.edited = asyncio.get_running_loop().time()
        before = self.criteria.get(path)
        if before is not None:
            known = before.source.text == text
            quick = before.diagnostics if known else after_edit(before, text)
            if quick is not None:
                self.tell(path, text, quick)
        self.check_soon(path)
        return path

    def close(self, uri: str) -> None:
        """Forget the text of a file that was closed."""
        path = self.path(uri)
        for known in (self.workspace.open, self.criteria, self.offers, self.shown, self._keys):
            known.pop(path, None)
        self._publish(uri, None, [])
        for other in self.elsewhere.pop(path, ()):
            self._publish(self.uri(other), None, [])
        self.uris.pop(path, None)
        self.check_soon()

    # --- checking ------------------------------------------------------------------------

    def check_soon(self, first: str | None = None, pause: float = PAUSE) -> None:
        """Check all open files once nobody types, the one that was edited first."""
        self.round += 1
        if self._waiting is not None:
            self._waiting.cancel()
        is_new = first is not None and first not in self.criteria and first not in self.offers
        wait = 0.0 if is_new else pause
        self._waiting = asyncio.get_running_loop().create_task(self._check_after(wait, first))

    async def _check_after(self, pause: float, first: str | None) -> None:
        await asyncio.sleep(pause)
        loop = asyncio.get_running_loop()
        order = sorted(self.workspace.open, key=lambda path: path != first)
        texts = [(path, self.workspace.open[path]) for path in order]
        await loop.run_in_executor(self._aside, self._check_all, loop, self.round, texts)

    def _check_all(
        self, loop: asyncio.AbstractEventLoop, number: int, texts: Sequence[tuple[str, str]]
    ) -> None:
        """Check files in the other thread, until there is a later edit."""
        later: list[tuple[str, CriteriaText]] = []
        for path, text in texts:
            if number != self.round:
                return
            if path.endswith(CRITERIA_SUFFIX):
                files = files_of(self.workspace, path)
                if self._keys.get(path) == files:
                    continue
                found = read_criteria_text(self.workspace, path)
                loop.call_soon_threadsafe(self._checked, path, found)
                later.append((path, found))
                self._keys[path] = files
            elif Path(path).suffix in OFFER_FORMATS:
                offer = read_offer_text(self.workspace, path, text)
                loop.call_soon_threadsafe(self._read, path, text, offer)
        for path, found in later:
            if number != self.round:
                # The warnings of these are yet to be found.
                self._keys.pop(path, None)
            else:
                loop.call_soon_threadsafe(self._checked, path, with_warnings(found))

    def _checked(self, path: str, found: CriteriaText) -> None:
        if self.workspace.open.get(path) == found.source.text:
            self.criteria[path] = found
            self.tell(path, found.source.text, found.diagnostics)

    def _read(self, path: str, text: str, found: OfferText | None) -> None:
        if self.workspace.open.get(path) == text:
            if found is not None:
                self.offers[path] = found
            else:
                self.offers.pop(path, None)
            self.tell(path, text, () if found is None else found.diagnostics)

    # --- telling -------------------------------------------------------------------------

    def tell(self, path: str, text: str, found: tuple[Diagnostic, ...]) -> None:
        """Tell the client the mistakes of an open file, and of files that it uses."""
        self.shown[path] = text, found
        by_file: dict[str, list[Diagnostic]] = {path: []}
        for one in found:
            by_file.setdefault(one.primary.span.source.name, []).append(one)
        others = {name for name in by_file if name != path and name not in self.uris}
        for gone in self.elsewhere.get(path, set()) - others:
            self._publish(self.uri(gone), None, [])
        self.elsewhere[path] = others
        for name in (path, *others):
            self._publish(self.uri(name), self.versions.get(name), by_file[name])

    def _publish(self, uri: str, version: int | None, found: Iterable[Diagnostic]) -> None:
        told = [self._diagnostic(one) for one in found]
        self.server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(uri, told, version)
        )

    def _diagnostic(self, found: Diagnostic) -> lsp.Diagnostic:
        message = found.message if found.hint is None else f"{found.message}\n{found.hint}"
        return lsp.Diagnostic(
            range=self.lines(found.primary.span.source.text).range(found.primary.span),
            message=message,
            severity=_SEVERITIES[found.severity],
            code=found.code,
            source="offerkit",
            related_information=[
                lsp.DiagnosticRelatedInformation(self.location(label.span), label.message or "")
                for label in found.secondary
            ],
        )

    # --- answering -----------------------------------------------------------------------

    async def aside(self, work: Callable[[], _T], otherwise: _T) -> _T:
        """Return what is worked out in another thread; *otherwise* if that takes too long.

        That is little time after an edit, for somebody is typing.
        """
        loop = asyncio.get_running_loop()
        number = self.round
        future = loop.run_in_executor(
            self._aside, lambda: work() if number == self.round else otherwise
        )
        typing = loop.time() - self.edited < 1.0 and bool(self.criteria or self.offers)
        patience = PATIENCE if typing else _LONG
        done, _ = await asyncio.wait({future}, timeout=patience)
        return future.result() if done else otherwise

    def workspace_edit(self, edits: Iterable[Edit]) -> lsp.WorkspaceEdit:
        """Return edits of any files."""
        changes: dict[str, list[lsp.TextEdit]] = {}
        for edit in edits:
            lines = self.lines(edit.span.source.text)
            told = lsp.TextEdit(lines.range(edit.span), edit.text)
            changes.setdefault(self.uri(edit.span.source.name), []).append(told)
        return lsp.WorkspaceEdit(changes=changes)


# --- the server --------------------------------------------------------------------------


def server() -> LanguageServer:
    """Return the server, which is yet to run: ``server().start_io()`` speaks over streams."""
    # Full texts: positions in edits would be counted by lines that are not the protocol's.
    made = LanguageServer(
        "offerkit", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full
    )
    editor = Editor(made)
    _follow(made, editor)
    _answer(made, editor)
    return made


def run() -> None:
    """Serve an editor over standard input and output until it ends the session."""
    # Otherwise, an answer may wait 5 ms at each turn for a thread that checks.
    sys.setswitchinterval(0.001)
    # A request that is refused is an answer, and nothing to log.
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    # Copies, for the server closes what it writes to.
    with os.fdopen(os.dup(0), "rb") as given, os.fdopen(os.dup(1), "wb") as taken:
        server().start_io(given, taken)


def _follow(made: LanguageServer, editor: Editor) -> None:
    """Take in what the client says of its files."""

    @made.feature(lsp.INITIALIZED)
    def initialized(_: lsp.InitializedParams) -> None:
        folders = made.workspace.folders.values()
        editor.workspace.folders = [editor.path(folder.uri) for folder in folders]

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        of = params.text_document
        editor.change(of.uri, of.text, of.version, of.language_id)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        of = params.text_document
        if params.content_changes:
            editor.change(of.uri, params.content_changes[-1].text, of.version)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        editor.close(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(_: lsp.DidSaveTextDocumentParams) -> None:
        editor.check_soon()

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_files(_: lsp.DidChangeWatchedFilesParams) -> None:
        editor.check_soon()

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def did_change_folders(_: lsp.DidChangeWorkspaceFoldersParams) -> None:
        folders = made.workspace.folders.values()
        editor.workspace.folders = [editor.path(folder.uri) for folder in folders]
        editor.check_soon()


class _At:
    """A file of a request, and a place in it."""

    def __init__(self, editor: Editor, uri: str, position: lsp.Position | None = None) -> None:
        self.path = editor.path(uri)
        self.text = editor.workspace.text(self.path) or ""
        self.lines = editor.lines(self.text)
        self.offset = 0 if position is None else self.lines.offset(position)
        self.kind: Format | None = OFFER_FORMATS.get(Path(self.path).suffix)
        self.is_criteria = self.path.endswith(CRITERIA_SUFFIX)


def _answer(made: LanguageServer, editor: Editor) -> None:
    """Answer what the client asks."""

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        at = _At(editor, params.text_document.uri, params.position)
        if at.is_criteria:
            known = editor.criteria.get(at.path)
            none: list[Outcome] = []
            outcomes = await editor.aside(
                lambda: editor.outcomes.of(editor.workspace, at.path, at.offset), none
            )
            schema = schema_of() if known is None else known.names.schema
            scales = BUILT_IN_SCALES if known is None else known.names.scales
            found = hover_criteria(
                editor.workspace, at.path, at.text, schema, scales, at.offset, outcomes
            )
        elif at.kind is not None and _is_offer(at):
            found = hover_offer(at.text, at.kind, _schema(at), at.offset)
        else:
            return None
        if found is None:
            return None
        says = lsp.MarkupContent(lsp.MarkupKind.Markdown, found.says)
        return lsp.Hover(says, at.lines.range(found.span))

    def _schema(at: _At) -> Any:
        known = editor.offers.get(at.path)
        return schema_for(editor.workspace, at.path) if known is None else known.schema

    def _is_offer(at: _At) -> bool:
        return at.path in editor.offers or is_offer(at.text, at.path, _schema(at))

    @made.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=[".", " ", '"', "=", "<", ">", ":", "{"]),
    )
    async def complete(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        at = _At(editor, params.text_document.uri, params.position)
        if at.is_criteria:
            known = editor.criteria.get(at.path)
            schema = schema_of() if known is None else known.names.schema
            scales = BUILT_IN_SCALES if known is None else known.names.scales
            found = complete_criteria(editor.workspace, at.path, at.text, schema, scales, at.offset)
        elif at.kind is not None and _is_offer(at):
            found = complete_offer(at.text, at.kind, _schema(at), at.offset)
        else:
            return None
        place = at.lines.range(found.span)
        items = [
            lsp.CompletionItem(
                label=one.text,
                kind=_ITEM_KINDS[one.kind],
                detail=one.detail or None,
                documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, one.says)
                if one.says
                else None,
                sort_text=f"{number:04}",
                filter_text=one.text,
                text_edit=lsp.TextEdit(place, one.text),
            )
            for number, one in enumerate(found.items)
        ]
        # With nothing begun, only the likeliest are offered.
        begun = found.span.end > found.span.start
        return lsp.CompletionList(is_incomplete=not begun, items=items)

    @made.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    async def layout(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        at = _At(editor, params.text_document.uri)
        loop = asyncio.get_running_loop()
        if at.is_criteria:
            laid_out = await loop.run_in_executor(None, format_text, at.path, at.text)
        elif at.kind is not None and _is_offer(at):
            laid_out = format_offer(at.text, at.kind)
        else:
            return None
        if laid_out is None or laid_out == at.text:
            return []
        whole = lsp.Range(lsp.Position(0, 0), at.lines.position(len(at.text)))
        return [lsp.TextEdit(whole, laid_out)]

    @made.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def define_(params: lsp.DefinitionParams) -> list[lsp.Location]:
        at = _At(editor, params.text_document.uri, params.position)
        found = definitions(editor.workspace, at.path, at.offset)
        return [editor.location(span) for span in found]

    @made.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: lsp.ReferenceParams) -> list[lsp.Location]:
        at = _At(editor, params.text_document.uri, params.position)
        found = references(editor.workspace, at.path, at.offset)
        if not params.context.include_declaration:
            declared = definitions(editor.workspace, at.path, at.offset)
            found = [span for span in found if span not in declared]
        return [editor.location(span) for span in found]

    @made.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    async def change_name(params: lsp.RenameParams) -> lsp.WorkspaceEdit:
        at = _At(editor, params.text_document.uri, params.position)
        try:
            edits = rename(editor.workspace, at.path, at.offset, params.new_name)
        except CannotRenameError as error:
            raise JsonRpcException(str(error), _REQUEST_FAILED) from None
        return editor.workspace_edit(edits)

    @made.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    async def may_change_name(
        params: lsp.PrepareRenameParams,
    ) -> lsp.PrepareRenamePlaceholder:
        at = _At(editor, params.text_document.uri, params.position)
        try:
            named = renamable(editor.workspace, at.path, at.offset)
        except CannotRenameError as error:
            raise JsonRpcException(str(error), _REQUEST_FAILED) from None
        return lsp.PrepareRenamePlaceholder(at.lines.range(named.span), named.name)

    @made.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def outline(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        at = _At(editor, params.text_document.uri)
        loop = asyncio.get_running_loop()
        found: tuple[Symbol, ...] = ()
        if at.is_criteria:
            found = await loop.run_in_executor(None, outline_criteria, at.path, at.text)
        elif at.kind is not None and _is_offer(at):
            found = outline_offer(at.text, at.kind)
        return [_symbol(one, at.lines) for one in found]

    @made.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    )
    async def mend(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        at = _At(editor, params.text_document.uri)
        text, told = editor.shown.get(at.path, ("", ()))
        if text != at.text:
            return []
        low, high = at.lines.offset(params.range.start), at.lines.offset(params.range.end)
        here = tuple(
            one
            for one in told
            if one.primary.span.source.name == at.path
            if one.primary.span.start <= high and low <= one.primary.span.end
        )
        found: list[Fix] = []
        if at.is_criteria:
            found = list(fixes_of_criteria(here, Source(at.path, at.text)))
        elif (offer := editor.offers.get(at.path)) is not None and here:
            found = await editor.aside(
                lambda: [
                    fix
                    for fix in fixes_of_offer(editor.workspace, at.path, offer)
                    if fix.diagnostic in here
                ],
                [],
            )
        counts = [one.diagnostic for one in found]
        return [
            lsp.CodeAction(
                title=one.title,
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[editor._diagnostic(one.diagnostic)],
                is_preferred=counts.count(one.diagnostic) == 1,
                edit=editor.workspace_edit(one.edits),
            )
            for one in found
        ]


def _symbol(one: Symbol, lines: Lines) -> lsp.DocumentSymbol:
    return lsp.DocumentSymbol(
        name=one.name,
        kind=_SYMBOL_KINDS[one.kind],
        range=lines.range(one.span),
        selection_range=lines.range(one.name_span),
        detail=one.detail,
        children=[_symbol(inner, lines) for inner in one.inner],
    )
