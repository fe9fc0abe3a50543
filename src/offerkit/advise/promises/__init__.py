"""Promises: what was said, what a letter or contract says, and what turned out."""
