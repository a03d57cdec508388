"""Where things have been: the table of moves of each kind of row, and every move that was made."""
