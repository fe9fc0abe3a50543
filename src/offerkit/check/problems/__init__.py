"""Everything that checking can find wrong: one function per diagnostic, all the wording."""
