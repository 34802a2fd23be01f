"""One file opened: whatever it is, within limits."""
