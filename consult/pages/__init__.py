"""The home page and the few pages that every public service owes its users."""
