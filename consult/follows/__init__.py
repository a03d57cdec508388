"""Following a row by email: whoever asks is told what becomes of it, until they stop it."""
