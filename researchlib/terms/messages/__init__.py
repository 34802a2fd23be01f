"""Every Chinese sentence the library says, a module per stage."""
