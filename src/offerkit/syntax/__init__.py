"""The syntax of criteria: AST, parser and canonical printer."""
