"""First notebooks, written from a codebook."""
