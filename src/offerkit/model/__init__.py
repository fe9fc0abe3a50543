"""What an offer can say: the groups of facts, and the schema read off them."""
