"""From a new study to checked data."""
