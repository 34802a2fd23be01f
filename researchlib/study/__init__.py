"""What one piece of fieldwork is: configuration only."""
