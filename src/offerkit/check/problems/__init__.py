"""Wording of the checker's diagnostics: one function per diagnostic."""
