"""Issues, what was done with each, and the decision that ends a consultation."""
