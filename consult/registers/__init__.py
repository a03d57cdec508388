"""Public registers: each row that is declared public, as pages, files and a feed."""
