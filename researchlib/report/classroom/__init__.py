"""What a class works with."""
