"""Files of responses from elsewhere: read, checked row by row, taken in or undone."""
