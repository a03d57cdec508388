"""The report on a consultation: one document with its method, its figures, its words and what was done with them."""
