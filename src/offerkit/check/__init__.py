"""From AST to typed core: names resolved, sugar gone, a datatype on every node."""
