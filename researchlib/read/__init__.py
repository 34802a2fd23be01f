"""Files to frames, values untouched."""
