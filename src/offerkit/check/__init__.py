"""From AST to typed core: names resolved, a datatype on every node."""
