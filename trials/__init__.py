"""Long trials of promises: not part of the tests, bounded in time and in what they do."""
