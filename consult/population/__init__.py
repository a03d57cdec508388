"""Who lives here, by the source that says so: figures against which turnout and engagement are measured."""
