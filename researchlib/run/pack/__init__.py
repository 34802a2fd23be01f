"""A study in one zip, for the group or the class."""
