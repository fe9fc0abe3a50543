"""Answers to an offer: notes for a call, and a letter."""
