"""Text with places in; claims, rule packs and problems out."""
