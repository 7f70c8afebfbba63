"""Figures as people write them: texts to ranges, and names of chips to those that a table has."""
