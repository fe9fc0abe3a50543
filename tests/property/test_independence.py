"""Order and repetition do not matter; `unless` is `if not`."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import event, given, reject
from hypothesis import strategies as st

from offerkit.check.replacements import name_of
from offerkit.check.uses import FilesInMemory
from offerkit.core import LABELLED
from offerkit.criteria import parse_criteria
from offerkit.errors import CriteriaError
from offerkit.model.schema import schema_of
from offerkit.span import Source
from offerkit.syntax.parser import parse
from offerkit.text import fold
from tests.strategies.criteria import conditions, scope, well_typed_criteria
from tests.strategies.decisions import Case, joined, note, paths_read, said
from tests.strategies.offers import offers

RULES: Mapping[str, str] = {"dealbreaker": "", "caution": "", "pro": " weight 2", "con": ""}


@st.composite
def files_and_offers(draw: st.DrawFn) -> tuple[list[str], Case]:
    """The statements of criteria one by one, and a case of them."""
    statements = well_typed_criteria(
        exclude=("negotiable", "ask"), max_size=4, shuffled=False, wide=True
    )
    text = draw(statements)
    criteria = parse_criteria(text)
    paths = paths_read(criteria)
    return text.splitlines(), Case(criteria, draw(offers(criteria.schema, paths=paths)), paths)


@given(files_and_offers(), st.data())
def test_statements_may_change_places(found: tuple[list[str], Case], data: st.DataObject) -> None:
    """Any order of the statements gives the same decision."""
    lines, case = found
    other = parse_criteria(joined(data.draw(st.permutations(lines))))
    decision = case.criteria.decide(case.offer)
    note(decision)
    assert said(other.decide(case.offer)) == said(decision)
    assert other.verdict(case.offer) is decision.verdict


@given(files_and_offers(), st.data())
def test_statements_may_stand_twice(found: tuple[list[str], Case], data: st.DataObject) -> None:
    """A rule, preference or reason that is repeated says no more than once."""
    lines, case = found
    judged = ("dealbreaker", "pro", "con", "caution", "prefer", "leaving")
    again = [line for line in lines if line.startswith(judged) and data.draw(st.booleans())]
    decision = case.criteria.decide(case.offer)
    other = parse_criteria(joined([*again, *lines]))
    assert said(other.decide(case.offer)) == said(decision)
    assert other.verdict(case.offer) is decision.verdict


@given(
    st.sampled_from(sorted(RULES)),
    conditions(scope(derived=True)),
    st.data(),
)
def test_unless_is_if_not(keyword: str, condition: str, data: st.DataObject) -> None:
    """`unless E` and `if not (E)` are one rule."""
    weight = RULES[keyword]
    unless = parse_criteria(f'{keyword} "x" unless {condition}{weight}')
    if_not = parse_criteria(f'{keyword} "x" if not ({condition}){weight}')
    offer = data.draw(offers(schema_of(), paths=paths_read(unless)))
    decision = unless.decide(offer)
    note(decision)
    assert said(if_not.decide(offer)) == said(decision)
    assert if_not.verdict(offer) is unless.verdict(offer)


@given(files_and_offers(), st.data())
def test_what_replaces_lines_of_used_files_stands_for_them_in_any_order(
    found: tuple[list[str], Case], data: st.DataObject
) -> None:
    """`instead` and `without` give what the used file gives with the lines changed in it."""
    lines, _ = found
    names = {line: named_by(line) for line in lines}
    times = Counter(fold(name) for name in names.values() if name is not None)
    changed: dict[str, str | None] = {}
    for line, name in names.items():
        if name is None or times[fold(name)] > 1 or not data.draw(st.booleans()):
            continue
        kind = name.split()[0]
        condition = data.draw(conditions(scope(derived=True)))
        end = {"prefer": "leave.days from 20 to 30", "leaving": f"until {condition}"}
        other = f"{name} {end.get(kind, f'if {condition}')}"
        changed[line] = data.draw(st.sampled_from([other, None]))
    event(f"{len(changed)} changed")
    alone = [new for line in lines if (new := changed.get(line, line)) is not None]
    above = [
        f"without {names[line]}" if new is None else f"instead {new}"
        for line, new in changed.items()
    ]
    own = [line for line in lines if line not in changed and data.draw(st.booleans())]
    try:
        single = parse_criteria(joined(alone))
    except CriteriaError:
        reject()  # thresholds without anything that is weighed
    shuffled = st.permutations([line for line in lines if line not in own or line in changed])
    both = parse_criteria(
        joined(data.draw(st.permutations(['use "pack.criteria"', *above, *own]))),
        resolve=FilesInMemory({"pack.criteria": joined(data.draw(shuffled))}),
    )
    offer = data.draw(offers(single.schema, paths=paths_read(single)))
    decision = single.decide(offer)
    note(decision)
    assert said(both.decide(offer)) == said(decision)
    assert both.verdict(offer) is decision.verdict


def named_by(line: str) -> str | None:
    """The keyword and the label of a line, as `without` names it; None without a label."""
    [statement] = parse(Source("line", line)).file.statements
    name = name_of(statement)
    if name is None or name[0] not in LABELLED:
        return None
    label = name[1].replace("\\", "\\\\").replace('"', '\\"')
    return f'{name[0]} "{label}"'
