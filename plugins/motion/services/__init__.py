"""What is done with motions, each act in a function that flushes and never commits."""
