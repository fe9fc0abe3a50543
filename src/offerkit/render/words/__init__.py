"""The words that all forms share, a module for each feature."""
