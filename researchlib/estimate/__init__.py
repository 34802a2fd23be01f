"""Answers to Estimates."""
