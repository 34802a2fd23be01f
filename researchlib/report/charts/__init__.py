"""Pictures of protected numbers."""
