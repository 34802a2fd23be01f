"""Transcripts, and what coders wrote on them."""
