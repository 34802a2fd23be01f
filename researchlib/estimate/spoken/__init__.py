"""What interviews hold, counted by person."""
