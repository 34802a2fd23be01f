"""The Word report of GB/T 9704."""
