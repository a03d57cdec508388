"""The command line: `consult`."""

from consult.cli.main import main

__all__ = ["main"]
