"""What an offer would be worth if facts were other than they are, or known."""
