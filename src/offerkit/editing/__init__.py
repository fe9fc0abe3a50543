"""What an editor asks of criteria and offers, independent of any editor or protocol."""
