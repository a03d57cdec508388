"""Rebuilding a file that the public will get: what it shows stays, what it carries unseen goes or is named."""
