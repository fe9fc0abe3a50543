"""Cells: the finitely many ways in which criteria tell the values of their facts apart."""
