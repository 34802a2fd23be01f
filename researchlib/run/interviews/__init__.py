"""Transcripts out to coders and back."""
