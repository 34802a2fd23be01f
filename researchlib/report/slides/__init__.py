"""A report as slides to present it with."""
