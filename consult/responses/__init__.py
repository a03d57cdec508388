"""The written response, the core's own way of taking part: its questions and their versions."""
