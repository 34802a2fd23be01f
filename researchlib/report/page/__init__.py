"""An executed notebook as parts."""
