"""Set up a checkout of offerkit, and check it.

    python3 dev.py         make .venv, install offerkit there, decide an example offer
    python3 dev.py test    everything continuous integration checks, stopping at the first failure
    python3 dev.py fix     let ruff format the code and mend what it can
    python3 dev.py docs    serve the documentation, rebuilt at every change
    python3 dev.py site    build the documentation into site/
    python3 dev.py bench   measure, within two minutes
    python3 dev.py hostile measure what texts that nobody writes in good faith cost
    python3 dev.py laws    hold the laws against twenty times as many cases as the tests do
    python3 dev.py fuzz    try a million calls with inputs of every kind
    python3 dev.py twin    hold the twin in tests/reference against 20,000 generated pairs
    python3 dev.py mutants change the code in thousands of small ways, and see what tests notice

It needs Python 3.11 and its standard library, and installs nothing outside .venv, which is kept
until pyproject.toml changes and made again when something in it is broken.
"""

# Older Pythons must get as far as the check of the version below: no newer syntax in this file.

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):  # noqa: UP036
    found = sys.version.split()[0]
    sys.exit(f"offerkit needs Python 3.11 or newer, and {sys.executable} is {found}.")

ROOT = Path(__file__).resolve().parent

# What is installed: to use offerkit, and to work on it. The second includes the first.
TO_USE = ("--editable", ".[cli,yaml]")
TO_WORK_ON = ("--editable", ".[all]", "--group", "dev")
PIP = "pip>=25.1"

EXAMPLE_CRITERIA = "examples/candidate.criteria"
EXAMPLE_OFFER = "examples/half-known.toml"
# Coverage triples the time of what it measures, so what is quick has to cover the code.
MEASURED_TESTS = ("tests/unit", "tests/conformance", "tests/golden", "tests/stories")
# What decides: there, no branch is left that these tests do not take.
COVERED_WHOLLY = (
    *("check/*", "evaluate/*", "kleene.py", "values.py", "literals.py", "currencies.py"),
    *("amounts.py", "intervals.py", "scales.py"),
    *("advise/compare/*", "advise/negotiate/*"),
    *("advise/needed.py", "advise/questions.py", "advise/kept.py"),
)
# What leans on other packages: the cases on attrs, cattrs and lark, the rest on the extras.
TESTS_OF_LOWEST = (
    *("tests/conformance", "tests/unit/load", "tests/unit/syntax", "tests/unit/cli/test_test.py"),
    *("tests/unit/test_assistants.py", "tests/unit/test_pydantic.py"),
)
FOLDERS_OF_CODE = ("src", "tests", "tools", "examples", "benchmarks", "fuzz")


class ExpectedError(Exception):
    """Something that may well go wrong, put so that its text is all the reader needs."""


# Environments

Note = dict[str, Any]


class Environment:
    """A virtual environment in *folder*, and a note there of what was installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.program("python")
        base = {"base": str(folder), "platbase": str(folder)}
        self.packages = Path(sysconfig.get_path("purelib", "venv", base))
        self.note = folder / "installed.json"

    def program(self, name: str) -> Path:
        """Return where the command *name* is, or would be."""
        return self.programs / (f"{name}.exe" if os.name == "nt" else name)

    def create(self) -> None:
        """Make the environment, in place of whatever is there; with pip, if Python brings it."""
        try:
            if self.folder.is_dir() and not self.folder.is_symlink():
                shutil.rmtree(self.folder)
            else:
                self.folder.unlink(missing_ok=True)
            with_pip = find_spec("ensurepip") is not None
            venv.EnvBuilder(symlinks=os.name != "nt", with_pip=with_pip).create(self.folder)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            raise ExpectedError(f"cannot make an environment in {self.folder}: {error}") from error

    def installer(self) -> tuple[str | Path, ...]:
        """Return the command that installs into the environment: its pip, uv, or Python's pip."""
        if (self.packages / "pip").is_dir():
            return (self.python, "-m", "pip", "install")
        uv = shutil.which("uv")
        if uv:
            return (uv, "pip", "install", "--python", self.python)
        if find_spec("pip"):
            return (sys.executable, "-m", "pip", "--python", self.python, "install")
        raise ExpectedError(
            f"{sys.executable} comes without pip, and there is no uv: install one of them, "
            "on Debian and Ubuntu with `apt install python3-venv`."
        )

    def install(self, *arguments: str) -> None:
        """Install what *arguments* name, under the user's own configuration of pip or uv."""
        installer = self.installer()
        try:
            if "--group" in arguments and "-m" in installer:
                # The pip that Python brings may be too old to know of groups.
                run(*installer, "--quiet", PIP, PIP_DISABLE_PIP_VERSION_CHECK="1")
                installer = self.installer()
            run(*installer, "--quiet", *arguments, PIP_DISABLE_PIP_VERSION_CHECK="1")
        except ExpectedError as error:
            raise ExpectedError(
                "could not install what is needed, for the reason above. Packages come from an "
                "index: check the network, and your configuration of pip or uv."
            ) from error

    def contents(self) -> list[str]:
        """Return the names of the installed commands and packages, relative to the folder."""
        paths = (path for folder in (self.programs, self.packages) for path in folder.iterdir())
        return sorted(
            path.relative_to(self.folder).as_posix() for path in paths if path.name != "__pycache__"
        )

    def write_note(self, installed: tuple[str, ...]) -> None:
        """Note that *installed* is here now, and from what."""
        note = {**circumstances(), "project": project_hash(), "installed": installed}
        self.note.write_text(json.dumps({**note, "contents": self.contents()}, indent=1))

    def read_note(self) -> Note:
        """Return the note, empty unless it is true: nothing is missing, moved or broken."""
        try:
            note = json.loads(self.note.read_text())
            missing = set(note.pop("contents")) - set(self.contents())
            subprocess.run([self.python, "-c", ""], check=True, capture_output=True)
        except (OSError, ValueError, LookupError, subprocess.CalledProcessError):
            return {}
        unmoved = circumstances().items() <= note.items()
        return note if unmoved and not missing else {}


def circumstances() -> Note:
    """Return what an environment cannot outlive: its place and its Python."""
    return {"root": str(ROOT), "python": "{}.{}".format(*sys.version_info)}


def project_hash() -> str:
    """Return a hash that changes with what the project asks to be installed."""
    return hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()


def prepare(wanted: tuple[str, ...]) -> Environment:
    """Return the checkout's environment with *wanted* installed, doing only what is not done."""
    environment = Environment(ROOT / ".venv")
    note = environment.read_note()
    if not note:
        environment.create()
    current = note.get("project") == project_hash()
    if not current or note["installed"] not in (list(wanted), list(TO_WORK_ON)):
        print("Installing into .venv; the first time this takes a minute or two.", flush=True)
        environment.install(*wanted)
        environment.write_note(wanted)
    return environment


# Running things


def run(*command: str | Path, cwd: Path = ROOT, **variables: str) -> None:
    """Run *command*, its output going where ours goes; anything but success is an ExpectedError."""
    arguments = [str(part) for part in command]
    # Tests start hundreds of processes, and each would compile every module anew.
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **variables}
    sys.stdout.flush()
    try:
        done = subprocess.run(arguments, cwd=cwd, env=variables, check=False)
    except OSError as error:
        raise ExpectedError(f"cannot run {arguments[0]}: {error.strerror}") from error
    if done.returncode:
        raise ExpectedError(f"{Path(arguments[0]).name} ended with exit code {done.returncode}")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Put a heading above what happens within, its time below, and its name to what goes wrong."""
    print(f"\n== {title}", flush=True)
    start = time.monotonic()
    try:
        yield
    except ExpectedError as error:
        raise ExpectedError(f"{title}: {error}") from error
    print(f"-- {title}: {time.monotonic() - start:.1f} s", flush=True)


# The subcommands


def decide_example() -> None:
    """Set up, and decide an example offer."""
    offerkit = prepare(TO_USE).program("offerkit")
    print(f"$ offerkit decide {EXAMPLE_CRITERIA} {EXAMPLE_OFFER}\n")
    run(offerkit, "decide", EXAMPLE_CRITERIA, EXAMPLE_OFFER)


def test() -> None:
    """Check everything, in the order in which failures are quickest to find."""
    start = time.monotonic()
    with step("environment"):
        environment = prepare(TO_WORK_ON)
        python = environment.python
    with step("ruff check"):
        run(python, "-m", "ruff", "check", ".")
    with step("ruff format"):
        run(python, "-m", "ruff", "format", "--check", ".")
    with step("mypy"):
        folders = (name for name in FOLDERS_OF_CODE if any((ROOT / name).rglob("*.py")))
        run(python, "-m", "mypy", "--strict", "dev.py", *folders)
    with step("pyright, types of everything public"):
        # Less than complete is a failure: other type checkers then guess what mypy inferred.
        # pyright follows no link from the environment to the sources.
        verify = ("--verifytypes", "offerkit", "--ignoreexternal", "--pythonpath", python)
        run(python, "-m", "pyright", *verify, PYTHONPATH=str(ROOT / "src"))
    with step("pytest, what is quick, with coverage"):
        run_pytest(python, "--cov", "--cov-report=", *MEASURED_TESTS)
    with step("every branch of what decides"):
        files = ",".join(f"*/offerkit/{name}" for name in COVERED_WHOLLY)
        only = ("--show-missing", "--fail-under=100", f"--include={files}")
        run(python, "-m", "coverage", "report", *only)
    with tempfile.TemporaryDirectory(prefix="offerkit-") as name:
        scratch = Path(name).resolve()
        with step("documentation"):
            build_docs(python, scratch / "site")
        with step("pytest, all else"):
            others = (f"--ignore={folder}" for folder in MEASURED_TESTS)
            run_pytest(python, *others, OFFERKIT_BUILT_SITE=str(scratch / "site"))
        with step("build"):
            # The wheel is built from the sdist, so this proves that the sdist is complete.
            run(python, "-m", "build", "--no-isolation", "--outdir", scratch / "dist")
        with step("the sdist, with the lowest versions"):
            test_sdist(environment, scratch)
        with step("the installed wheel"):
            test_installed(scratch)
    print(f"\nEverything passed, in {time.monotonic() - start:.0f} s.")


def run_pytest(python: Path, *arguments: str, cwd: Path = ROOT, **environment: str) -> None:
    """Run tests on all cores; hypothesis tries the same few examples every time."""
    run(python, "-m", "pytest", "-n", "auto", *arguments, cwd=cwd, CI="true", **environment)


def build_docs(python: Path, site: Path, root: Path = ROOT) -> None:
    """Build the documentation of the checkout *root* into *site*; a warning is a failure."""
    # Not --quiet: it keeps warnings from being counted, and then --strict never fails.
    run_mkdocs(python, "build", "--strict", "--site-dir", site, cwd=root)


def run_mkdocs(python: Path, *arguments: str | Path, cwd: Path = ROOT) -> None:
    """Run mkdocs, without the theme's announcement of its own successor."""
    run(python, "-m", "mkdocs", *arguments, cwd=cwd, NO_MKDOCS_2_WARNING="1")


def test_sdist(environment: Environment, scratch: Path) -> None:
    """Unpack the sdist, install the lowest versions it allows, test what leans on them."""
    (sdist,) = (scratch / "dist").glob("*.tar.gz")
    shutil.unpack_archive(sdist, scratch / "sdist")
    (source,) = (scratch / "sdist").iterdir()
    uv, lowest = environment.program("uv"), Environment(scratch / "lowest").python
    run(uv, "venv", "--quiet", "--python", environment.python, scratch / "lowest")
    wanted = ("--resolution", "lowest-direct", "--editable", ".[all]", "--group", "quick")
    run(uv, "pip", "install", "--quiet", "--python", lowest, *wanted, cwd=source)
    run_pytest(lowest, *TESTS_OF_LOWEST, cwd=source)


def test_installed(scratch: Path) -> None:
    """Install the wheel in *scratch* as a user would, and test it from outside the checkout."""
    (wheel,) = (scratch / "dist").glob("*.whl")
    environment = Environment(scratch / "venv")
    environment.create()
    environment.install(f"{wheel}[all]", "pytest")
    tests = shutil.copytree(ROOT / "tests" / "installed", scratch / "tests")
    # -I: neither this folder nor PYTHONPATH may lend the wheel what it lacks.
    run(environment.python, "-I", "-m", "pytest", "-q", cwd=tests, OFFERKIT_CHECKOUT=str(ROOT))


def fix() -> None:
    """Format the code, and mend what ruff can mend."""
    python = prepare(TO_WORK_ON).python
    run(python, "-m", "ruff", "format", ".")
    run(python, "-m", "ruff", "check", "--fix", ".")


def serve_docs() -> None:
    """Serve the documentation until interrupted."""
    run_mkdocs(prepare(TO_WORK_ON).python, "serve", "--livereload")


def build_site() -> None:
    """Build the documentation as the gate does, to be looked at or published."""
    build_docs(prepare(TO_WORK_ON).python, ROOT / "site")


def bench() -> None:
    """Run the benchmarks."""
    run(prepare(TO_WORK_ON).python, "-m", "benchmarks")


def hostile() -> None:
    """Measure hostile input; what costs too much, or gets no error, is a failure."""
    run(prepare(TO_WORK_ON).python, "-m", "benchmarks.hostile")


def laws() -> None:
    """Run the properties at length, and say how often each kind of outcome occurred."""
    python = prepare(TO_WORK_ON).python
    options = ("--hypothesis-profile=thorough", "--hypothesis-show-statistics")
    run(python, "-m", "pytest", "-n", "0", *options, "tests/property")


def twin() -> None:
    """Decide generated offers here and by the twin, and say on how many pairs both agree."""
    run(prepare(TO_WORK_ON).python, "-m", "tests.agreement", "20000")


def fuzz() -> None:
    """Call everything with generated and damaged inputs; what raises is a failure."""
    run(prepare(TO_WORK_ON).python, "-m", "fuzz", "1000000")


def mutants() -> None:
    """Run every mutant of what decides; one that survives and is not named is a failure."""
    run(prepare(TO_WORK_ON).python, "-m", "tests.mutants", CI="true")


COMMANDS = {
    "setup": decide_example,
    "test": test,
    "fix": fix,
    "docs": serve_docs,
    "site": build_site,
    "bench": bench,
    "hostile": hostile,
    "laws": laws,
    "twin": twin,
    "fuzz": fuzz,
    "mutants": mutants,
}


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", choices=COMMANDS, default="setup")
    try:
        COMMANDS[parser.parse_args().command]()
    except ExpectedError as error:
        sys.exit(f"\ndev.py: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        os._exit(1)  # the reader of our output has left, and sys.exit would still write to it


if __name__ == "__main__":
    main()
