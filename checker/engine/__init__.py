"""Narrows arrays of ranges, quantities by cases, to a fixpoint."""
