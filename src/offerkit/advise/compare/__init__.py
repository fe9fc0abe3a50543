"""Offers side by side, and what is certain about their order."""
