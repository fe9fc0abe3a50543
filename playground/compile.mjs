// Compiles for the Python that browsers run what a first verdict needs of the packages, so that no
// browser has to do it:
//
//     node compile.mjs packages.zip compiled.zip

import { readFileSync, writeFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const [, , packages, compiled] = process.argv;
const python = await loadPyodide();
python.unpackArchive(new Uint8Array(readFileSync(packages)), "zip", { extractDir: "/offerkit" });
python.runPython(`
import sys
from pathlib import Path
from py_compile import PycInvalidationMode, compile
from zipfile import ZIP_DEFLATED, ZipFile

sys.path.insert(0, "/offerkit")
from offerkit.playground import advise, judge

texts = "dealbreaker if manager.presence < often", ""
judge(*texts)
advise(*texts)
sources = {str(getattr(module, "__file__", "")) for module in sys.modules.values()}
with ZipFile("/compiled.zip", "w", ZIP_DEFLATED) as archive:
    for source in sorted(sources):
        if source.startswith("/offerkit/"):
            path = compile(source, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
            archive.write(path, Path(path).relative_to("/offerkit"))
`);
writeFileSync(compiled, python.FS.readFile("/compiled.zip"));
