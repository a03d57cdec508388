"""Files with rows: read by a declaration, and taken as a whole or not at all, with a report by line."""
