"""Frames and codebook to Answers."""
