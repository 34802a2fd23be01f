"""Work on a whole study."""
