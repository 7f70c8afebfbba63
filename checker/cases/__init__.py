"""Claims and a rulebook in, questions out: who is meant, in which context, and all the premises that speak about it."""
