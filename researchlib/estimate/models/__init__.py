"""Tests, models and scales."""
