"""Diagnostics about statements: weights, labels, fact values, rates, thresholds."""

from __future__ import annotations

from collections.abc import Sequence

from offerkit.check.problems.expressions import percent_or_number
from offerkit.check.problems.wording import (
    MOST_LISTED,
    first_label,
    quote,
    quoted_list,
    replace_it,
)
from offerkit.core import CheckedStatement
from offerkit.datatypes import (
    Datatype,
    Number,
)
from offerkit.diagnostics import Diagnostic, Label, Offered, error, warning
from offerkit.span import Span
from offerkit.syntax import nodes
from offerkit.values import plain


def unknown_version(stated: nodes.Name, known: str) -> Diagnostic:
    """A version of the language other than the one that this program reads."""
    return error(
        "unknown-version",
        f"this program reads version {known} of the language, not {quote(stated.value)}",
        stated.span,
        hint=Offered("write {}, or use a program that reads the other version", (known,)),
    )


def not_a_constant(at: Span) -> Diagnostic:
    """An expression that depends on the offer where a constant is needed."""
    return error("not-a-constant", f"{quote(at)} must be a constant", at)


def not_another(at: Span) -> Diagnostic:
    """A fact that is assumed to be itself."""
    return error("not-a-constant", f"{quote(at)} must be a constant or another fact", at)


def inexact_constant(at: Span) -> Diagnostic:
    """A constant without a finite decimal where one is needed."""
    return error(
        "inexact-constant",
        f"{quote(at)} has no exact decimal value",
        at,
        hint="write the amount as a number",
    )


def weight_not_allowed(rule: nodes.Rule, weight: nodes.Expr) -> Diagnostic:
    """A weight for a rule that is not weighed."""
    kind = rule.kind.value
    why = (
        "nothing outweighs it"
        if rule.kind is nodes.RuleKind.DEALBREAKER
        else "it does not affect the score"
    )
    return error(
        "weight-not-allowed",
        f"a {kind} has no weight: {why}",
        weight.span,
        hint="remove the weight, or make it a `pro` or a `con`",
    )


def not_a_positive_whole(what: str, at: Span) -> Diagnostic:
    """A weight or an effort that is not a positive whole number."""
    return error(
        "not-a-positive-whole",
        f"{what} must be a positive whole number, not {quote(at)}",
        at,
    )


def not_a_weight(at: Span) -> Diagnostic:
    """A weight that is neither a number nor a percentage above 0."""
    return error(
        "not-a-positive-whole",
        f"a weight must be a number or a percentage above 0, not {quote(at)}",
        at,
    )


def mixed_weights(statement: CheckedStatement) -> Diagnostic:
    """A weight that is no percentage, beside others that are."""
    written = getattr(statement.node, "weight", None)
    said = "it has no weight" if written is None else f"{quote(written.span)} is none"
    return error(
        "mixed-weights",
        f"other weights are percentages, and {said}",
        statement.span if written is None else written.span,
        hint="write all weights in percent, or none",
    )


def not_a_hundred(statement: CheckedStatement, whole: str) -> Diagnostic:
    """Weights in percent that make more or less than 100%."""
    return warning(
        "weights-not-100",
        f"the weights make {whole}, not 100%",
        getattr(statement.node, "weight", statement.node).span,
    )


def empty_text(what: str, text: nodes.TextLiteral) -> Diagnostic:
    """A blank label, question or value."""
    return error("empty-text", f"the {what} is empty", text.span, hint="write a text")


def says_nothing(at: Span) -> Diagnostic:
    """A blank text, or one that means "unknown", as the value of a fact."""
    return error(
        "empty-text",
        f"{quote(at)} says nothing about the fact",
        at,
        hint="remove the line: facts that are not stated are unknown",
    )


def not_a_fact(path: nodes.Path) -> Diagnostic:
    """A ``let`` where a fact is needed."""
    return error("not-a-fact", f"{quote(path.name)} is a `let`, but a fact is needed", path.span)


def not_a_term(path: nodes.Path, *, own: bool) -> Diagnostic:
    """A negotiable fact that is not a term of an offer; *own* if a criteria file declares it."""
    if own:
        return warning(
            "not-a-term",
            f"{quote(path.name)} is not asked of the employer, so no letter can ask for it",
            path.span,
            hint=f'write `ask` before its question: `fact {path.name}: … ask "…"`',
        )
    return warning(
        "not-a-term",
        f"{quote(path.name)} is usually not something that an employer can change",
        path.span,
    )


def not_gradable(at: Span, datatype: Datatype) -> Diagnostic:
    """A graded preference for a datatype without an order."""
    return error(
        "not-gradable",
        f"{quote(at)} is {datatype}, which cannot be graded",
        at,
        hint="use `pro … if` or `con … if`",
    )


def ambiguous_range(
    first: nodes.NumberLiteral, second: nodes.NumberLiteral, end: Span, to: str
) -> Diagnostic:
    """Two numbers of which one has a suffix that may be meant for both.

    *end* is the place of the second one with its unit, *to* is what stands between them.
    """
    at = first.span.to(end)
    (bare,) = (one for one in (first, second) if one.spelling[-1] not in "kM")
    suffixed = second if bare is first else first
    suffix, value = suffixed.spelling[-1], suffixed.value
    exact = f"{int(value):_}" if value == int(value) else plain(value)
    unit = end.text.removeprefix(second.spelling)

    def written(changed: nodes.NumberLiteral, text: str) -> str:
        one, other = (text if it is changed else it.spelling for it in (first, second))
        return f"{one}{to}{other}{unit}"

    both, one = written(bare, f"{bare.spelling}{suffix}"), written(suffixed, exact)
    return error(
        "ambiguous-range",
        f"it is open whether `{bare.spelling}` is meant in `{suffix}`, too",
        at,
        hint=Offered("write {}", (both, one)),
    )


def ends_in_two_units(at: Span, other: Span) -> Diagnostic:
    """Ends of a preference or range in different units."""
    return error(
        "ends-in-two-units",
        f"{quote(other)} and {quote(at)} are in different units",
        at,
        secondary=(Label(other),),
        hint="use the same currency, period and family of durations for both",
    )


def equal_ends(at: Span) -> Diagnostic:
    """A preference with equal worst and best values."""
    return error(
        "equal-ends",
        "the worst and the best value are the same",
        at,
        hint="use `pro … if` or `con … if`",
    )


def view_not_allowed(path: nodes.Path, statement: str) -> Diagnostic:
    """A promised or current fact where a fact of the offer is needed."""
    return error(
        "view-not-allowed",
        f"`{statement}` takes facts of the offer itself, not {quote(path.parts[0])} ones",
        path.span,
        hint=Offered("write {}", (".".join(path.parts[1:]),)),
    )


def derived_fact(path: nodes.Path, parts: Sequence[str], verb: str) -> Diagnostic:
    """A derived fact where a stated fact is needed."""
    return error(
        "derived-fact",
        f"{quote(path.name)} is computed and cannot be {verb}",
        path.span,
        hint=Offered(
            "name one of its parts: {}",
            tuple(parts[:MOST_LISTED]),
            f"its parts: {quoted_list(parts)}",
        ),
    )


def no_direction(at: Span, node: nodes.Negotiable, datatype: Datatype) -> Diagnostic:
    """``up to`` or ``down to`` with a fact that has no direction."""
    return error(
        "no-direction",
        f"{quote(node.path.name)} is {datatype}, which has no up or down",
        at,
        hint=Offered("write {} alone", (f"negotiable {node.path.name}",), at=node.span),
    )


def no_step(at: Span, node: nodes.Negotiable, datatype: Datatype) -> Diagnostic:
    """``step`` with a fact that is no amount."""
    return error(
        "no-direction",
        f"{quote(node.path.name)} is {datatype}, which has no step",
        at,
        hint="only amounts, numbers and durations are asked for in steps; leave it out",
    )


def not_a_step(at: Span) -> Diagnostic:
    """A step of 0 or less."""
    return error("not-a-positive-whole", f"a step must be above 0, not {quote(at)}", at)


def out_of_bounds(at: Span, path: str, bounds: str) -> Diagnostic:
    """A value that a fact cannot have."""
    return error(
        "out-of-bounds",
        f"{quote(at)} is not a possible value of {quote(path)}",
        at,
        hint=f"it is {bounds}",
    )


def bounds_without_unit(at: Span) -> Diagnostic:
    """Bounds of a duration that may be stated in days or in months."""
    return error(
        "missing-unit",
        f"{quote(at)} with bounds needs the unit that they are in",
        at,
        hint=Offered("write {}", ("duration in days", "duration in months")),
    )


def empty_range(at: Span) -> Diagnostic:
    """A range whose first end is above its second."""
    return error(
        "empty-range", f"the range {quote(at)} is empty", at, hint="write the low end first"
    )


def said_twice(what: str, path: str, at: Span, first: Span, *, used: bool = False) -> Diagnostic:
    """Two different statements about a fact that allows only one.

    *used*: the first one is in a file that this one uses.
    """
    return error(
        "said-twice",
        f"there are two {what} for {quote(path)}",
        at,
        secondary=first_label(first),
        hint=replace_it(first) if used else "remove one of them",
    )


def duplicate_statement(what: str, at: Span, first: Span) -> Diagnostic:
    """A rule, preference or reason for leaving that occurs twice."""
    return warning(
        "duplicate-statement",
        f"another {what} says the same",
        at,
        secondary=first_label(first),
        hint="remove one of them",
    )


def duplicate_label(what: str, label: str, at: Span, first: Span, *, used: bool) -> Diagnostic:
    """Two different statements of one kind with the same label.

    *used*: the first one is in a file that this one uses.
    """
    different = "give them different labels, to tell them apart in a decision"
    return warning(
        "duplicate-label",
        f"another {what} has the same label {quote(label)}",
        at,
        secondary=first_label(first),
        hint=f"{replace_it(first)}; or {different}" if used else different,
    )


def rate_of_one_currency(rate: nodes.Rate) -> Diagnostic:
    """A rate from a currency to itself."""
    return error(
        "rate-of-one-currency",
        f"both sides of the rate are in {quote(rate.base.currency)}",
        rate.quote.span,
        hint="a rate gives the worth of an amount in another currency",
    )


def rate_not_positive(amount: nodes.MoneyLiteral) -> Diagnostic:
    """A rate with an amount of zero."""
    return error("rate-not-positive", f"{quote(amount.span)} is not above zero", amount.span)


def duplicate_rate(rate: nodes.Rate, first: Span) -> Diagnostic:
    """A second rate between two currencies, in either direction."""
    return error(
        "duplicate-rate",
        f"there are two rates between {quote(rate.base.currency)} and {quote(rate.quote.currency)}",
        rate.span,
        secondary=first_label(first),
        hint="remove one of them; a rate applies in both directions",
    )


def threshold_in_percent(at: nodes.Expr, datatype: Datatype) -> Diagnostic:
    """A threshold that is not a percentage."""
    message = f"{quote(at.span)} is {datatype}, but a threshold is a percentage"
    if isinstance(datatype, Number):
        return percent_or_number(at, message, ())
    return error("datatype-mismatch", message, at.span)


def threshold_range(at: Span) -> Diagnostic:
    """A threshold below 0% or above 100%."""
    return error("threshold-range", f"a threshold must be from 0% to 100%, not {quote(at)}", at)


def duplicate_threshold(threshold: nodes.Threshold, first: Span) -> Diagnostic:
    """A threshold that occurs twice in a file."""
    return error(
        "duplicate-threshold",
        f"{quote(threshold.kind.value)} occurs twice",
        threshold.span,
        secondary=first_label(first),
        hint="remove one of them",
    )


def conflicting_thresholds(
    kind: nodes.ThresholdKind, at: Span, first: Span, second: Span
) -> Diagnostic:
    """Different thresholds in two used files, and none in the file that uses them."""
    return error(
        "conflicting-thresholds",
        f"the used files have different percentages for {quote(kind.value)}",
        at,
        secondary=(Label(first, "one"), Label(second, "the other")),
        hint=f"add `{kind.value} …%` to this file",
    )


def thresholds_crossed(accept: Span, decline: Span) -> Diagnostic:
    """An accept threshold below the decline threshold."""
    return error(
        "thresholds-crossed",
        "`accept at` is below `decline below`",
        accept,
        secondary=(Label(decline, "`decline below`"),),
        hint="raise `accept at` to that percentage or higher",
    )


def threshold_without_score(threshold: nodes.Threshold) -> Diagnostic:
    """A threshold in criteria without a score."""
    return warning(
        "threshold-without-score",
        f"{quote(threshold.span)} has no effect: nothing here is weighed",
        threshold.span,
        hint="add a `pro`, a `con` or a `prefer`",
    )
