"""Offers in the rows of data frames, decided by the engine that the frame is of."""
