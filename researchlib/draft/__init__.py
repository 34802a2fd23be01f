"""A first codebook from a file nobody prepared."""
