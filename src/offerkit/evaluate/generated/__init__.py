"""Criteria as generated Python functions: the quick way to a verdict."""
