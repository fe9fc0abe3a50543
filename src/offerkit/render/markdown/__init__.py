"""Markdown, a module for each feature."""
