"""Files kept: a folder store, addressed by random names, and the record of each file."""
