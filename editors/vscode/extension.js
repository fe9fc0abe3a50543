// The client of `offerkit lsp`: it starts the server, and tells it of criteria and offers.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function selector(settings) {
  const offers = settings.get("offers") ? ["toml", "json", "jsonc", "yaml"] : [];
  const files = offers.map((language) => ({ language, scheme: "file" }));
  return [{ language: "criteria", scheme: "file" }, { language: "criteria", scheme: "untitled" }, ...files];
}

async function start() {
  const settings = vscode.workspace.getConfiguration("offerkit");
  const [command, ...args] = settings.get("command");
  client = new LanguageClient(
    "offerkit",
    "offerkit",
    { command, args },
    {
      documentSelector: selector(settings),
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{criteria,toml,json,yaml,yml}"),
      },
    },
  );
  try {
    await client.start();
  } catch (error) {
    const how = "Install it with: pip install 'offerkit[cli,lsp,yaml]', or set offerkit.command.";
    vscode.window.showErrorMessage(`offerkit: \`${command}\` cannot be started. ${how} (${error.message})`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running?.isRunning()) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("offerkit.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("offerkit")) {
        restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
