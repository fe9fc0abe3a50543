"""What to ask for: the cheapest changes that bring the verdict to a goal."""
