"""Notebooks run, and what need not run again."""
