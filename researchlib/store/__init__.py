"""Files on disk: written whole, known by their fingerprint, text only."""
