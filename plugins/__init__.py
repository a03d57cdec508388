"""The first-party plugins; each reaches the core through `consult.sdk` alone."""
