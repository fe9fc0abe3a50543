// Runs offerkit, by Python in WebAssembly, beside the page: a long search never holds up typing.
// It fetches files of this site when it starts, and nothing else.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = new URL(".", import.meta.url);
const fetched = async (name) => {
  const answer = await fetch(new URL(name, here));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.arrayBuffer();
};
const unpack = (python, archive) =>
  python.unpackArchive(archive, "zip", { extractDir: "/offerkit" });

const started = (async () => {
  const packages = fetched("packages.zip");
  const compiled = fetched("compiled.zip");
  const python = await loadPyodide({ indexURL: new URL("pyodide/", here).href });
  unpack(python, await packages);
  unpack(python, await compiled);
  python.runPython("import sys; sys.path.insert(0, '/offerkit')");
  return { python, offerkit: python.pyimport("offerkit.playground") };
})();

// What reads PDF, Word and YAML, for those who drop such a file.
let documents;
const withDocuments = (python) => {
  documents ??= fetched("documents.zip").then((archive) => unpack(python, archive));
  return documents;
};

onmessage = async ({ data: { id, name, given } }) => {
  try {
    const { python, offerkit } = await started;
    let answer = "null";
    if (name === "open_file") {
      const [file, bytes] = given;
      if (/\.(pdf|docx|ya?ml)(#\d+)?$/i.test(file)) await withDocuments(python);
      python.runPython("import importlib; importlib.invalidate_caches()");
      answer = offerkit.call_open_file(file, python.toPy(bytes).tobytes());
    } else if (name !== "start") {
      answer = offerkit.call(name, JSON.stringify(given));
    }
    postMessage({ id, answer: JSON.parse(answer) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
