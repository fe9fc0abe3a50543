"""offerkit says what its twin says, a second reading of the definition that shares no code."""

from hypothesis import HealthCheck, Phase, event, given, seed, settings
from lark import Lark, Token

from offerkit.syntax.grammar import grammar_text
from tests.agreement import DerivedCase, assert_agree_on, assert_same_ends, derived_cases
from tests.strategies.criteria import in_files, well_typed_criteria
from tests.strategies.decisions import Case, cases

PARSER = Lark(grammar_text(), start="file", parser="lalr", keep_all_tokens=True)


@given(cases(max_size=5, wide=True, exclude=()))
def test_truths_grades_score_verdicts_and_missing_facts(case: Case) -> None:
    """Of every statement, with the assumptions of the file and without them."""
    result = assert_agree_on(case)
    event(f"verdict: {result.verdict}")


@given(derived_cases())
def test_the_ends_of_derived_facts(case: DerivedCase) -> None:
    """In either currency, and what leaves them open."""
    known = assert_same_ends(case)
    event("a single value" if known.is_single else "an interval")


def test_every_construct_of_the_language_is_generated() -> None:
    """Each rule and each word of the grammar is in some criteria of a few hundred."""
    rules, words = set[str](), set[str]()
    named = {str(rule.origin.name) for rule in PARSER.rules if not rule.options.expand1}
    wanted = {name for name in named if not name.startswith("_")}
    wanted |= {terminal.name for terminal in PARSER.terminals} - {"IGNORED"}

    @settings(
        max_examples=100,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(well_typed_criteria(wide=True, derived=True).flatmap(in_files))
    def look(criteria: tuple[str, dict[str, str]]) -> None:
        text, files = criteria
        for one in (text, *files.values()):
            tree = PARSER.parse(one)
            rules.update(str(part.data) for part in tree.iter_subtrees())
            words.update(it.type for it in tree.scan_values(lambda it: isinstance(it, Token)))

    for number in range(5):
        if wanted - rules - words:
            seed(number)(look)()
    assert wanted - rules - words == set()
