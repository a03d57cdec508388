"""What a plugin is, and the checks it must pass before the application starts: types only, no web."""
