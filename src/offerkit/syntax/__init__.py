"""What the author wrote: the AST, the parser and the canonical printer."""
