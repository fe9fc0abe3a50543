"""Inputs put together from parts of the language and of files, and everything done with them."""
