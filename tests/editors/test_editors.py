"""`offerkit lsp` as editors start it: by Neovim without a screen, and by a client over streams."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient, client_capabilities, make_test_lsp_client

SHARED = "scale mood: awful < fine < great\nfact team.mood: mood\n"
MINE = 'use "shared.criteria"\npro   "Nice" if team.mood >= fin and leave.dais > 20\n'
OFFER = '[team]\nmood = "fine"\n'
COMMAND = [sys.executable, "-m", "offerkit", "lsp"]

SCRIPT = """\
local command, folder, result = unpack(vim.json.decode(vim.env.GIVEN))
local uri = vim.uri_from_fname(folder .. "/my.criteria")
local id = vim.lsp.start_client({
  name = "offerkit", cmd = command, root_dir = folder,
  workspace_folders = {{ uri = vim.uri_from_fname(folder), name = "project" }},
})
vim.cmd("edit " .. folder .. "/my.criteria")
vim.bo.filetype = "criteria"
local buffer = vim.api.nvim_get_current_buf()
vim.lsp.buf_attach_client(buffer, id)
local function wait(what) vim.wait(20000, what, 20) end
local function found() return vim.diagnostic.get(buffer) end
wait(function() return #found() > 0 end)
local out = { diagnostics = found() }
local function ask(method, line, column, more)
  local params = vim.tbl_extend("force", {
    textDocument = { uri = uri }, position = { line = line, character = column },
  }, more or {})
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 20000) or {}
  return answers[id] and answers[id].result
end
local mistake = out.diagnostics[#out.diagnostics]
local range = {
  start = { line = mistake.lnum, character = mistake.col },
  ["end"] = { line = mistake.end_lnum, character = mistake.end_col },
}
local here = { range = range, context = { diagnostics = {} } }
out.actions = ask("textDocument/codeAction", 1, 0, here)
vim.lsp.util.apply_workspace_edit(out.actions[1].edit, "utf-16")
wait(function() return #found() == 1 end)
out.after = found()
out.completion = ask("textDocument/completion", 1, 31)
vim.api.nvim_buf_set_text(buffer, 1, 29, 1, 32, { "fine" })
wait(function() return #found() == 0 end)
out.left = found()
vim.wait(1500, function() return false end, 20)
out.hover = ask("textDocument/hover", 1, 8)
out.definition = ask("textDocument/definition", 1, 22)
out.symbols = ask("textDocument/documentSymbol", 0, 0)
local options = { tabSize = 2, insertSpaces = true }
local edits = ask("textDocument/formatting", 0, 0, { options = options })
vim.lsp.util.apply_text_edits(edits, buffer, "utf-16")
local renamed = ask("textDocument/rename", 1, 22, { newName = "team.spirit" })
vim.lsp.util.apply_workspace_edit(renamed, "utf-16")
vim.cmd("silent wall!")
out.text = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
local file = io.open(result, "w")
file:write(vim.json.encode(out))
file:close()
vim.lsp.stop_client(id)
vim.cmd("qall!")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path.resolve() / "project"
    folder.mkdir()
    for name, text in {
        "shared.criteria": SHARED,
        "my.criteria": MINE,
        "acme.toml": OFFER,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed here")
def test_neovim(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script, result = tmp_path / "session.lua", tmp_path / "result.json"
    script.write_text(SCRIPT, encoding="utf-8")
    monkeypatch.setenv("GIVEN", json.dumps([COMMAND, str(project), str(result)]))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    ran = subprocess.run(
        ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {script}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.exists(), ran.stderr
    out: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    assert {one["code"] for one in out["diagnostics"]} == {"unknown-level", "unknown-fact"}
    assert out["actions"][0]["title"] == "Write `leave.days`"
    assert [one["code"] for one in out["after"]] == ["unknown-level"]
    assert out["completion"]["items"][0]["label"] == "awful"
    assert out["left"] in ([], {})
    assert "**acme.toml**" in out["hover"]["contents"]["value"]
    assert out["definition"][0]["uri"].endswith("/shared.criteria")
    assert [one["name"] for one in out["symbols"]] == ["shared.criteria", "Nice"]
    assert out["text"] == [
        'use "shared.criteria"',
        'pro "Nice" if team.spirit >= fine and leave.days > 20',
    ]
    assert "fact team.spirit: mood" in (project / "shared.criteria").read_text(encoding="utf-8")
    assert (project / "acme.toml").read_text(encoding="utf-8") == '[team]\nspirit = "fine"\n'


def test_a_client_over_streams(project: Path) -> None:
    async def session() -> list[lsp.Diagnostic]:
        client: LanguageClient = make_test_lsp_client()
        await client.start_io(*COMMAND)
        await client.initialize_session(
            lsp.InitializeParams(
                capabilities=client_capabilities("neovim"), root_uri=project.as_uri()
            )
        )
        uri = (project / "my.criteria").as_uri()
        item = lsp.TextDocumentItem(uri, "criteria", 1, MINE)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        await client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        await client.shutdown_session()
        server: Any = client._server
        assert await asyncio.wait_for(server.wait(), 20) == 0
        return list(client.diagnostics[uri])

    assert {one.code for one in asyncio.run(session())} == {"unknown-level", "unknown-fact"}
