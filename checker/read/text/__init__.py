"""Bytes of files to trees of nodes that know where they stand, and the shapes that such trees must have."""
