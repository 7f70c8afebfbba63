"""Rule packs: topics and tables to one rulebook, and its compiled form."""
