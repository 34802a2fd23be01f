"""What is published held against what is computed now."""
