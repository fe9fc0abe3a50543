"""A context of decimal arithmetic that a host program might have, at its worst."""

import decimal

STRANGE = decimal.Context(
    prec=2,
    Emax=9,
    Emin=-9,
    rounding=decimal.ROUND_UP,
    traps=[decimal.Inexact, decimal.Rounded, decimal.Clamped, decimal.FloatOperation],
)
"""A context in which hardly any arithmetic is possible."""
