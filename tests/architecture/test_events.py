"""What every event tells is published in docs/events.md: whoever listens by name holds to it."""

from pathlib import Path

from consult.contract.registry import Registry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "events.md"


def lines(registry: Registry) -> list[str]:
    """Return a line for each event: its name, its version, its facts with their types, and when it is told."""
    return [
        f"| `{name}` | {event.schema_version} | "
        f"{', '.join(f'`{fact}`: {kind}' for fact, kind in event.schema().items()).replace('|', 'or')} | "
        f"{(event.__doc__ or '').splitlines()[0]} |"
        for name, event in sorted(registry.events.items())
    ]


def test_the_page_says_what_every_event_tells(registry: Registry) -> None:
    written = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert written == lines(registry), (
        "Facts are a promise. When one was renamed, taken away or means something else, give the event the next "
        "schema_version; then put the expected lines into docs/events.md."
    )
