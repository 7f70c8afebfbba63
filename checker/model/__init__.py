"""Frozen records handed from stage to stage: what was said, what we believe, what is judged, what came out."""
