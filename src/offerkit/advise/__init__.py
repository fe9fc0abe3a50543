"""What a person does with a decision, or with an offer: one module a feature.

Each is a pure function from offers, criteria or decisions to a frozen model; how it is shown is in
``offerkit.render``, and the command in ``offerkit.cli``.
"""
