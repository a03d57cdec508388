"""What a command of a plugin says of itself, beside what click knows."""

import click


class CommandApart(click.Command):
    """A command that works without a database, on any machine."""
