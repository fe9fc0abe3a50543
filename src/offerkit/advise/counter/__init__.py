"""Reviews of counter-offers."""
