"""Pages of text for the terminal, a module for each feature."""
