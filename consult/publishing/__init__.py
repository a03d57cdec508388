"""Documents that are published as a page, as a tagged PDF, and for word processors: one mechanism for all of them."""
