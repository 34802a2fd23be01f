"""What survey platforms export, as columns by question."""
