"""Drafting a motion together: one document that many write at once, and the log of what each of them wrote."""
