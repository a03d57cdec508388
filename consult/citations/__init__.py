"""That one row rests on another: an issue on a response, a decision on a motion, a plugin's row on any of them."""
