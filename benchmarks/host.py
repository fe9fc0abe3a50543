"""What a program pays for one offer: reading it, deciding it, and writing the decision as data.

Run `python -m benchmarks.host`. Beside it stands pydantic, which reads the same JSON into a model
of the same fields, as texts: the amounts and scales in them it does not read.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

from benchmarks.timing import best
from offerkit import load_criteria, read_offer

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CRITERIA = EXAMPLES / "candidate.criteria"
OFFER = EXAMPLES / "half-known.toml"
FORTY = 40
PAYS = range(46_000, 47_000)


def with_pydantic(text: str) -> Callable[[], object]:
    """Return what reads JSON into a model of its fields."""
    import pydantic

    def model(name: str, fields: dict[str, Any]) -> Any:
        kinds = {
            key: model(key.title(), value) if isinstance(value, dict) else type(value)
            for key, value in fields.items()
        }
        required: dict[str, Any] = {key: (kind, ...) for key, kind in kinds.items()}
        return pydantic.create_model(name, **required)

    offer = model("Offer", json.loads(text))
    return lambda: offer.model_validate_json(text)


def forty_lines(folder: Path) -> Path:
    """Write criteria of forty lines, and return where they are."""
    lines = [line for line in CRITERIA.read_text().splitlines() if line.strip()]
    for number in range(FORTY - len(lines)):
        size = f"team.size between {number} and {number + 9}"
        lines.append(f'pro "Reason {number}" if manager.mentoring >= often and {size}')
    path = folder / "forty.criteria"
    path.write_text("\n".join(lines))
    return path


def main() -> None:
    """Print a table of what is done for one offer."""
    from tempfile import TemporaryDirectory

    criteria, toml = load_criteria(CRITERIA), OFFER.read_text()
    text = json.dumps(tomllib.loads(toml))
    offer = read_offer(toml, schema=criteria.schema)
    # No two offers in a row state the same pay, which would be remembered.
    tomls, texts = (
        cycle([it.replace("46k..52k", f"{n}..{n + 6_000}") for n in PAYS]) for it in (toml, text)
    )
    rows: dict[str, Callable[[], object]] = {
        "reading TOML": lambda: read_offer(next(tomls), schema=criteria.schema),
        "reading JSON": lambda: read_offer(next(texts), schema=criteria.schema, format="json"),
        "Criteria.verdict": lambda: criteria.verdict(offer),
        "Criteria.decide": lambda: criteria.decide(offer).verdict,
        "deciding, and to_dict": lambda: criteria.decide(offer).to_dict(),
        "the same without questions": lambda: criteria.decide(offer).to_dict(questions=False),
    }
    try:
        rows["pydantic, the same JSON"] = with_pydantic(text)
    except ImportError:
        print("pydantic is not installed")
    with TemporaryDirectory() as name:
        path = forty_lines(Path(name))
        rows["load_criteria of forty lines"] = lambda: load_criteria(path)
        found = best(rows)
    print(f"{'One offer, seventeen statements':<36}{'µs':>10}")
    for row, seconds in found.items():
        print(f"  {row:<34}{seconds * 1e6:>10.1f}")


if __name__ == "__main__":
    main()
