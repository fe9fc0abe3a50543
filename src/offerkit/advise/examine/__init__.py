"""Criteria examined before they decide: what is in them, how two differ, what offers they met."""
