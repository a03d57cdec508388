"""The Flask-aware floor: guard, transactions, forms, templates, errors and headers."""
