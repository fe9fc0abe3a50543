"""Packs: criteria files that ``use NAME`` takes in without a path."""
