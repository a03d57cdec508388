"""The entry point for WSGI servers: `granian --interface wsgi wsgi:app`."""

from consult.app import create_served_app

app = create_served_app()
