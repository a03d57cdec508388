"""What people wrote, published by their consent, held back with a reason, and taken back at once."""
