"""Change the code in small ways, and see whether the tests notice.

python -m tests.mutants                         every mutant of every module below
python -m tests.mutants evaluate/verdict kleene     those of these modules
python -m tests.mutants --sample 500 --seed 1 check     as many of them, drawn at random
python -m tests.mutants --quick --tests tests/conformance tests/unit/check -- check
                                                fewer tests, 2 seconds for a mutant
python -m tests.mutants --newer check           those that survived, on tests that are new since
python -m tests.mutants --since HEAD~9 check    those of functions that have changed since then

The mutants are those that mutmut makes, and those of decorated functions, which it leaves out. Each
is put into a fork of a process that has collected the tests, and the tests that ran its line are
run there until one fails, which takes 0.06 seconds of a processor for most. What survives has to be
named in mutants.toml, with the reason why no test can tell it from the code.

Which test runs which line is measured once, which takes longest, and kept in `.mutants` with the
text of the modules, by which a line is found again after the module has changed; `--again` measures
anew. A test that is newer is taken to run every line.
"""

from __future__ import annotations
import __future__

import argparse
import ast
import gc
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from itertools import zip_longest
from pathlib import Path
from types import FunctionType
from typing import Any, Final, TextIO

import libcst as cst
import pytest
from attrs import evolve, field, frozen
from coverage import CoverageData
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from dev import MEASURED_TESTS, ROOT

PACKAGE: Final = ROOT / "src" / "offerkit"
NAMED: Final = Path(__file__).with_name("mutants.toml")
MODULES: Final = (
    *("evaluate/verdict", "kleene", "values", "literals", "currencies", "amounts", "intervals"),
    *("plain_amounts", "scales", "evaluate", "check", "advise/negotiate", "advise/questions"),
    *("advise/needed", "advise/compare"),
)
"""The modules and packages that are mutated, by what a mistake in them costs."""

SECONDS_OF_A_TEST: Final = 5
SECONDS_OF_A_MUTANT: Final = 8
SECONDS_IF_QUICK: Final = 2
SECONDS_OF_A_PROCESS: Final = 300
QUICKEST_TESTS: Final = ("tests/unit/model", "tests/conformance/test_evaluate.py")
MEMORY: Final = 4 << 30
"""The bytes that a test may take: a mutant may fill a list for ever."""

KILLED, SURVIVED, UNTESTED = "killed", "survived", "run by no test"
SAME, IMPOSSIBLE = "the same", "impossible"


# --- mutants -------------------------------------------------------------------------------------


class _Visitor(MutationVisitor):
    """mutmut's visitor, which looks into decorated functions as well."""

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.FunctionDef):
            names = {getattr(d.decorator, "value", None) for d in node.decorators}
            return "overload" in names
        return super()._skip_node_and_children(node)


@frozen
class Mutant:
    """A function as it is and as it could be."""

    path: Path
    module: str
    function: str
    line: int
    change: str
    """The lines that differ, as they are and as they would be."""

    definition: int = field(repr=False)
    """The line of the ``def``."""

    code: cst.Module = field(repr=False)
    """A module that defines nothing but the mutated function, in its class if it has one."""

    whole: Callable[[], str] = field(repr=False)
    """The text of the module with the mutation."""

    @property
    def name(self) -> str:
        """What identifies it as long as its function stays as it is."""
        return f"{self.module}.{self.function}: {self.change}"


def files_of(names: Iterable[str]) -> list[Path]:
    """Return the files of modules and packages, each once, in the order of the names."""
    found: dict[Path, None] = {}
    for name in names:
        path = PACKAGE / name
        paths = sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]
        found.update(dict.fromkeys(paths))
    return list(found)


@frozen
class Place:
    """A mutation of a file, before it is written out."""

    path: Path
    whole: cst.Module
    function: cst.FunctionDef
    parent: cst.ClassDef | None
    mutation: Mutation
    line: int
    definition: int

    @property
    def name(self) -> str:
        """The function, in its class if it has one."""
        function = self.function.name.value
        return function if self.parent is None else f"{self.parent.name.value}.{function}"

    @property
    def module(self) -> str:
        """The name of the module within the package."""
        return ".".join(self.path.relative_to(PACKAGE).with_suffix("").parts)


def places_in(path: Path) -> Iterator[Place]:
    """Yield every mutation of a file, in the order of its lines."""
    wrapper = MetadataWrapper(cst.parse_module(path.read_text(encoding="utf-8")))
    visitor = _Visitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    at = wrapper.resolve(PositionProvider)
    parents = {
        method: node
        for node in wrapper.module.body
        if isinstance(node, cst.ClassDef)
        for method in node.body.body
    }
    for mutation in visitor.mutations:
        function = mutation.contained_by_top_level_function
        if isinstance(function, cst.FunctionDef):
            line, definition = (at[it].start.line for it in (mutation.original_node, function.name))
            # What is said in the signature, such as a default, counts when the function is run.
            body = list(function.body.body)[function.get_docstring() is not None :]
            line = max(line, *(at[it].start.line for it in body[:1]), definition)
            yield Place(
                path, wrapper.module, function, parents.get(function), mutation, line, definition
            )


def changed_since(revision: str, places: Sequence[Place]) -> list[Place]:
    """Return the mutations of functions that their module does not have at *revision* as they are.

    Neither their comments and docstrings count, nor where in the module they are.
    """
    git = partial(subprocess.run, cwd=ROOT, text=True)
    git(["git", "cat-file", "-e", f"{revision}^{{commit}}"], check=True)
    then, now = {}, {}
    for path in {place.path for place in places}:
        # Of a module that is new, git has nothing to show.
        command = ["git", "show", f"{revision}:./{path.relative_to(ROOT)}"]
        shown = git(command, capture_output=True, check=False)
        then[path], now[path] = _functions(shown.stdout), _functions(path.read_text("utf-8"))
    return [it for it in places if then[it.path].get(it.name) != now[it.path][it.name]]


def _functions(text: str) -> dict[str, list[str]]:
    """Return what the functions of each name do: those of a property are called alike."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.parse(text).body:
        for it in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(it, ast.FunctionDef):
                del it.body[: ast.get_docstring(it) is not None]
                name = f"{node.name}.{it.name}" if isinstance(node, ast.ClassDef) else it.name
                found[name].append(ast.dump(it))
    return dict(found)


def mutants_at(places: Iterable[Place]) -> Iterator[Mutant]:
    """Yield the mutants that differ from the code, with numbers where two are written alike."""
    seen: Counter[str] = Counter()
    for place in places:
        mutation, function = place.mutation, place.function
        mutated = cst.ensure_type(
            deep_replace(function, mutation.original_node, mutation.mutated_node), cst.FunctionDef
        )
        change = _change(function, mutated)
        if not change:
            continue
        key = f"{place.module}.{place.name}: {change}"
        seen[key] += 1
        if seen[key] > 1:
            change += f" ({seen[key]})"
        yield Mutant(
            place.path,
            place.module,
            place.name,
            place.line,
            change,
            place.definition,
            _alone(mutated, place.parent),
            partial(_whole, place.whole, function, mutated),
        )


def _change(function: cst.FunctionDef, mutated: cst.FunctionDef) -> str:
    """Return the lines of the function that a mutation replaces, and what by."""
    old, new = (_lines(node) for node in (function, mutated))
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return f"{' ⏎ '.join(old)} → {' ⏎ '.join(new)}" if old or new else ""


def _lines(node: cst.FunctionDef) -> list[str]:
    return [" ".join(line.split()) for line in cst.Module([node]).code.splitlines()]


def _alone(function: cst.FunctionDef, parent: cst.ClassDef | None) -> cst.Module:
    bare = function.with_changes(decorators=[])
    if parent is None:
        return cst.Module([bare])
    return cst.Module([cst.ClassDef(parent.name, cst.IndentedBlock([bare]))])


def _whole(module: cst.Module, function: cst.FunctionDef, mutated: cst.CSTNode) -> str:
    replaced = deep_replace(module, function, mutated)
    return cst.ensure_type(replaced, cst.Module).code


def compiled(mutant: Mutant) -> Any:
    """Return the code of the module that defines the mutated function; none if it cannot be."""
    flags = __future__.annotations.compiler_flag
    try:
        return compile(mutant.code.code, f"<{mutant.name}>", "exec", flags, dont_inherit=True)
    except SyntaxError:
        return None


class Live:
    """The functions of this process, to be changed in a fork of it."""

    def __init__(self) -> None:
        self.functions: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
        for found in gc.get_objects():
            if isinstance(found, FunctionType):
                code = found.__code__
                self.functions[code.co_filename, code.co_qualname].append(found)

    def put(self, mutant: Mutant, code: Any) -> bool:
        """Let the mutated function take the place of the function; false if there is none."""
        module = import_module(f"offerkit.{mutant.module}")
        found = self.functions[str(module.__file__), mutant.function]
        above = [it for it in found if it.__code__.co_firstlineno <= mutant.definition]
        first = max((it.__code__.co_firstlineno for it in above), default=0)
        defined: dict[str, Any] = {}
        exec(code, vars(module), defined)
        *classes, name = mutant.function.split(".")
        for class_ in classes:
            defined = vars(defined[class_])
        new = defined[name]
        new = getattr(new, "__func__", new)
        put = [it for it in above if it.__code__.co_firstlineno == first]
        for function in put:
            function.__code__ = new.__code__
            function.__defaults__, function.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
        return bool(put)


# --- tests ---------------------------------------------------------------------------------------


@frozen
class Tests:
    """Which tests run a line, and how long each of them takes."""

    lines: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]

    @classmethod
    def read(cls, folder: Path, files: Iterable[Path]) -> Tests:
        """Return what was measured about *files*, which may have changed since then."""
        data = CoverageData(str(folder / "coverage"))
        data.read()
        before = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
        lines = {}
        for path in map(str, files):
            then, found = before.get(path, []), data.contexts_by_lineno(path)
            now = Path(path).read_text(encoding="utf-8").splitlines()
            same = SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks()
            lines[path] = {
                new + at + 1: found[old + at + 1]
                for old, new, many in same
                for at in range(many)
                if old + at + 1 in found
            }
        return cls(lines, json.loads((folder / "seconds.json").read_text()))

    def of(self, mutant: Mutant, collected: Iterable[str]) -> list[str]:
        """Return the tests that run the line of a mutant, and those that are newer than what was
        measured; those that take long are left out."""
        ran = {it.removesuffix("|run") for it in self._contexts(mutant) if it.endswith("|run")}
        short = (it for it in collected if self.seconds.get(it, 0) < SECONDS_OF_A_TEST / 2)
        return sorted(it for it in short if it in ran or it not in self.seconds)

    def on_import(self, mutant: Mutant) -> bool:
        """Whether the line is run when modules are imported."""
        return "" in self._contexts(mutant)

    def _contexts(self, mutant: Mutant) -> Sequence[str]:
        lines = self.lines[str(mutant.path)]
        # The inner lines of what goes over several need not have code of their own.
        near = (lines.get(line) for line in range(mutant.line, mutant.definition - 1, -1))
        return next(filter(None, near), ())


class Stopwatch:
    """Notes how long each test takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration


def measure(folder: Path, tests: Sequence[str], jobs: int) -> None:
    """Run *tests*, and keep in *folder* what each of them ran."""
    folder.mkdir(parents=True, exist_ok=True)
    files = files_of(MODULES)
    sources = {str(it): it.read_text(encoding="utf-8").splitlines() for it in files}
    config, stopwatch = folder / "measure.ini", Stopwatch()
    include = "".join(f"\n    {path}" for path in files)
    config.write_text(f"[run]\ndata_file = {folder / 'coverage'}\ninclude ={include}\n")
    options = ("--cov", f"--cov-config={config}", "--cov-context=test", "--cov-report=")
    code = pytest.main(["-n", str(jobs), *options, *tests], plugins=[stopwatch])
    if code:
        sys.exit("Tests fail without any mutant: see above.")
    (folder / "sources.json").write_text(json.dumps(sources))
    (folder / "seconds.json").write_text(json.dumps(stopwatch.seconds))


# --- the run -------------------------------------------------------------------------------------


class Run:
    """A plugin of pytest that runs mutants in place of the tests that it collects."""

    def __init__(
        self,
        mutants: Sequence[Mutant],
        tests: Tests,
        results: Path,
        jobs: int,
        old: frozenset[str],
        *,
        quick: bool,
    ) -> None:
        self.mutants, self.tests, self.results = mutants, tests, results
        self.jobs, self.quick = jobs, quick
        self.seconds = SECONDS_IF_QUICK if quick else SECONDS_OF_A_MUTANT
        self.old = old
        """Names of mutants that only newer tests are to be tried on."""
        self.killers: dict[str, list[str]] = defaultdict(list)
        self.sound: dict[str, bool] = {}
        self.fresh = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Fork the workers, each of which forks for each of its mutants."""
        self.items = {item.nodeid: item for item in session.items}
        # What needs no mutated code, and would be done again in each fork.
        from offerkit.model.schema import schema_of
        from offerkit.span import Source
        from offerkit.syntax.parser import parse

        parse(Source("warm", "pro if leave.days > 20"))
        schema_of()
        for module in {mutant.module for mutant in self.mutants}:
            # One that nothing has imported yet would be imported without its mutant.
            import_module(f"offerkit.{module}")
        self.live = Live()
        gc.collect()
        gc.freeze()
        functions = list(dict.fromkeys((it.module, it.function) for it in self.mutants))
        workers = []
        for job in range(self.jobs):
            mine = set(functions[job :: self.jobs])
            workers.append(os.fork())
            if not workers[-1]:
                code = 1
                try:
                    self._work([it for it in self.mutants if (it.module, it.function) in mine])
                    code = 0
                finally:
                    os._exit(code)
        for worker in workers:
            if os.waitpid(worker, 0)[1]:
                raise RuntimeError("a worker ended before its time: see above")
        return True

    def _work(self, mutants: Iterable[Mutant]) -> None:
        again = []
        with self.results.open("a", encoding="utf-8") as file:
            for mutant in mutants:
                outcome, by = self._outcome(mutant)
                survives = outcome in (SURVIVED, UNTESTED)
                if survives and self.tests.on_import(mutant):
                    if not self._can_be_imported(mutant):
                        outcome, by, survives = KILLED, "it cannot be imported", False
                    elif not self.quick:
                        again.append(mutant)
                if not (survives and mutant.name in self.old):
                    _note(file, mutant, outcome, by)
            for mutant in again:
                _note(file, mutant, *self._afresh(mutant))

    def _outcome(self, mutant: Mutant) -> tuple[str, str]:
        """Return what became of a mutant, and the test that killed it."""
        code = compiled(mutant)
        if code is None:
            return IMPOSSIBLE, ""
        known = self.killers[mutant.function]
        draw = random.Random(mutant.name)
        last = {
            test: draw.expovariate(1 / (self.tests.seconds.get(test, 0) + 0.001))
            for test in self.tests.of(mutant, self.items)
            if mutant.name not in self.old or test not in self.tests.seconds
        }
        order = sorted(
            last, key=lambda it: (known.index(it) - len(known) if it in known else 0, last[it])
        )
        while True:
            order = [it for it in order if self.sound.get(it, True)]
            if not order:
                return UNTESTED, ""
            by = self._forked(lambda: self.live.put(mutant, code), order)
            if by is None:
                return SURVIVED, ""
            if by not in self.sound:
                # A test that needs what another does before it would kill everything.
                self.sound[by] = self._forked(lambda: None, [by]) is None
            if self.sound[by]:
                if by in known:
                    known.remove(by)
                known.insert(0, by)
                return KILLED, by

    def _afresh(self, mutant: Mutant) -> tuple[str, str]:
        """Import everything with the mutant: what was made of it before the fork is not changed."""
        if not self.fresh:
            self.fresh = True
            outcome, _ = self._afresh(evolve(mutant, whole=partial(mutant.path.read_text, "utf-8")))
            if outcome == KILLED:
                raise RuntimeError("the quickest tests fail without any mutant")
        with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
            file.write(mutant.whole())
            file.flush()
            command = [sys.executable, "-m", "tests.mutants", "--instead", file.name]
            command.append(str(mutant.path))
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        return (KILLED if done.returncode else SURVIVED), "a process of its own"

    def _can_be_imported(self, mutant: Mutant) -> bool:
        names = {"__name__": f"offerkit.{mutant.module}"}
        return self._forked(lambda: exec(mutant.whole(), dict(names)), ()) is None

    def _forked(self, change: Callable[[], object], tests: Sequence[str]) -> str | None:
        """Return the first of *tests* that fails or takes too long after *change*, in a fork."""
        read, write = os.pipe()
        child = os.fork()
        if not child:
            os.close(read)
            try:
                self._run(change, tests, write)
            finally:
                os._exit(1)
        os.close(write)
        with os.fdopen(read) as pipe:
            started = pipe.read().split("\0")
        _, status = os.waitpid(child, 0)
        # It says which test it begins, and ends well only after the last.
        return None if status == 0 else started[-1]

    def _run(self, change: Callable[[], object], tests: Sequence[str], write: int) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(60 * self.seconds)
        os.write(write, b"\0" + "".join(tests[:1]).encode())
        signal.setitimer(signal.ITIMER_PROF, SECONDS_OF_A_TEST)
        change()
        for test, following in zip_longest(tests, tests[1:]):
            os.write(write, b"\0" + test.encode())
            signal.setitimer(signal.ITIMER_PROF, SECONDS_OF_A_TEST)
            item, state = self.items[test], self.items[test].session._setupstate
            # Not by the protocol of pytest, which takes its time to explain what fails.
            try:
                state.setup(item)
                item.runtest()
                state.teardown_exact(None if following is None else self.items[following])
            except pytest.skip.Exception:
                state.teardown_exact(None if following is None else self.items[following])
            if time.process_time() > self.seconds:
                break
        os._exit(0)


# --- what comes out ------------------------------------------------------------------------------


def _note(file: TextIO, mutant: Mutant, outcome: str, by: str) -> None:
    note = {"mutant": mutant.name, "outcome": outcome, "by": by, "line": mutant.line}
    print(json.dumps(note), file=file, flush=True)


@frozen
class Named:
    """Survivors that no test can tell from the code, and why not."""

    why: str
    where: str = ".*"
    """A regular expression for their module and function."""

    change: str = ".*"
    """A regular expression for how they change it."""

    def covers(self, mutant: str) -> bool:
        """Whether it speaks of the mutant of that name."""
        where, change = mutant.split(": ", 1)
        return bool(re.fullmatch(self.where, where) and re.fullmatch(self.change, change))


def named() -> list[Named]:
    """Return what mutants.toml names."""
    return [Named(**it) for it in tomllib.loads(NAMED.read_text(encoding="utf-8"))["same"]]


def report(results: Iterable[Mapping[str, Any]], mutants: Sequence[Mutant]) -> bool:
    """Print what became of the mutants, and return whether each that survived is named."""
    found = {it["mutant"]: it["outcome"] for it in results}
    modules: dict[str, Counter[str]] = defaultdict(Counter)
    unnamed, names = [], named()
    for mutant in mutants:
        outcome = found.get(mutant.name, IMPOSSIBLE)
        if outcome == IMPOSSIBLE:
            continue
        if outcome == SURVIVED and any(it.covers(mutant.name) for it in names):
            outcome = SAME
        elif outcome != KILLED:
            unnamed.append(f"{outcome}: {mutant.name}")
        modules[mutant.module][outcome] += 1
    for line in unnamed:
        print(line)
    for module, counts in (*modules.items(), ("all", sum(modules.values(), Counter()))):
        tried = counts.total()
        said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
        print(f"{module}: {tried} mutants, {counts[KILLED] / tried:.1%} killed ({said})")
    return not unnamed


def test_instead(text: str, path: str) -> None:
    """Run the quickest tests with *text* instead of what the module at *path* holds."""
    original = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, name: str) -> Any:
        if self.path != path:
            return original(self, name)
        return compile(text, path, "exec", dont_inherit=True)

    SourceFileLoader.get_code = get_code  # type: ignore[assignment, method-assign]
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_A_PROCESS, SECONDS_OF_A_PROCESS))
    sys.exit(pytest.main(["-x", "-p", "no:xdist", "-p", "no:cacheprovider", *QUICKEST_TESTS]))


def main() -> None:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--sample", type=int, metavar="N", help="only N of them, drawn at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quick", action="store_true", help="give up on a mutant sooner")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutants", help="what is kept")
    parser.add_argument("--tests", nargs="+", default=MEASURED_TESTS, help="those to run")
    parser.add_argument("--again", action="store_true", help="measure the tests again")
    parser.add_argument(
        "--newer", action="store_true", help="try survivors on tests that have come since then"
    )
    parser.add_argument(
        "--since", metavar="REVISION", help="only those of functions that have changed since then"
    )
    parser.add_argument("--count", action="store_true", help="only say how many there are")
    parser.add_argument("--instead", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.instead:
        test_instead(Path(given.instead).read_text(encoding="utf-8"), *given.modules)
    files = files_of(given.modules)
    places = [place for path in files for place in places_in(path)]
    if given.since:
        places = changed_since(given.since, places)
    print(f"{len(places)} mutants of {len(files)} modules", flush=True)
    if given.sample:
        # Not in order: what has been run of a sample that is stopped is a sample, too.
        places = random.Random(given.seed).sample(places, given.sample)
    if given.count:
        for module, number in Counter(place.module for place in places).items():
            print(f"{number:6} {module}")
        return
    mutants = list(mutants_at(places))
    folder = given.folder.resolve()
    if given.again or not (folder / "seconds.json").exists():
        measure(folder, given.tests, given.jobs)
    path = folder / "results.jsonl"
    done = _results(path)
    # What has been killed stays so, as long as its function and the tests do.
    left = [it for it in mutants if done.get(it.name, {}).get("outcome") != KILLED]
    if given.newer:
        names = named()
        left = [it for it in left if not any(name.covers(it.name) for name in names)]
    if left:
        old = frozenset(done) if given.newer else frozenset()
        run = Run(left, Tests.read(folder, files), path, given.jobs, old, quick=given.quick)
        options = ("-p", "no:xdist", "-o", "tmp_path_retention_policy=none")
        pytest.main([*options, *given.tests], plugins=[run])
    sys.exit(not report(_results(path).values(), mutants))


def _results(path: Path) -> dict[str, dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {it["mutant"]: it for it in map(json.loads, lines)}


if __name__ == "__main__":
    main()
