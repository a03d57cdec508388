"""Whether a port can be listened on."""

import socket
from contextlib import suppress

from consult.kernel.errors import Misconfigured


def require_free_port(host: str, port: int, command: str) -> None:
    """Raise `Misconfigured` with one sentence when the port cannot be used; `command` takes another as `{port}`."""
    with _socket_for(host) as probe:
        try:
            probe.bind((host, port))
        except OSError as error:
            instead = command.format(port=port + 1 if port < 65535 else 8001)
            raise Misconfigured(
                f"Port {port} of {host} cannot be used ({error.strerror}). Choose another one: {instead}"
            ) from error


def port_beside(host: str, port: int) -> int:
    """Return the port after another one; any free one, where that cannot be used."""
    for wanted in (port + 1, 0):
        with _socket_for(host) as probe, suppress(OSError, OverflowError):
            probe.bind((host, wanted))
            found: int = probe.getsockname()[1]
            return found
    raise Misconfigured(f"No port of {host} can be used.")


def _socket_for(host: str) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return made
