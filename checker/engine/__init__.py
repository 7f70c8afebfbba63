"""Narrows the ranges of one question to a fixpoint, or those of columns of records."""
