"""A signed assessment as a file: a tagged PDF, and a document for word processors."""
