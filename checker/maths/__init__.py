"""Pure arithmetic that knows nothing of claims: intervals in logarithms, units, formulas, dates."""
