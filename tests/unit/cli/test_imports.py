"""What the command imports: only what it needs, because imports are most of what it costs."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

SELDOM: Final = """
offerkit.advise.answer offerkit.advise.compare offerkit.advise.counter
offerkit.advise.explain
offerkit.advise.negotiate offerkit.advise.pay.pay offerkit.advise.procon offerkit.highlight
offerkit.load.each offerkit.load.letter offerkit.load.pages offerkit.load.posting
offerkit.load.tables offerkit.load.workbook offerkit.load.write offerkit.load.yaml_file
offerkit.render.html offerkit.render.markdown
offerkit.render.text.compare offerkit.render.words.answer
openpyxl yaml email html hypothesis rich
""".split()
"""What other commands and formats need."""
READING: Final = (
    "offerkit.check offerkit.evaluate offerkit.load offerkit.syntax lark cattrs".split()
)
"""What reads files and decides."""
OFFERS: Final = """
cattrs tomllib offerkit.advise.questions offerkit.criteria offerkit.dates offerkit.decision
offerkit.load.offers offerkit.render
""".split()
"""What only those need that look at offers."""
UNUSED: Final = {
    "--help": [*SELDOM, *READING, "offerkit.criteria", "offerkit.model"],
    "check mine.criteria": [*SELDOM, *OFFERS],
    "format mine.criteria": [*SELDOM, *OFFERS, "offerkit.evaluate"],
    "decide mine.criteria offer.toml": SELDOM,
}
CODE: Final = """
import sys
from offerkit.cli.app import run
code = run(sys.argv[2:])
print(*(name for name in sys.argv[1].split() if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("command", UNUSED)
def test_a_command_imports_only_what_it_needs(command: str, tmp_path: Path) -> None:
    (tmp_path / "mine.criteria").write_text("dealbreaker if leave.days < 5\n")
    (tmp_path / "offer.toml").write_text("leave.days = 20\n")
    result = subprocess.run(
        [sys.executable, "-c", CODE, " ".join(UNUSED[command]), *command.split()],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert result.stderr == "\n"
