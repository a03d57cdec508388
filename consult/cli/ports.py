"""Whether a port can be listened on."""

import socket

from consult.kernel.errors import Misconfigured


def require_free_port(host: str, port: int, command: str) -> None:
    """Raise `Misconfigured` with one sentence when the port cannot be used; `command` takes another as `{port}`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            instead = command.format(port=port + 1 if port < 65535 else 8001)
            raise Misconfigured(
                f"Port {port} of {host} cannot be used ({error.strerror}). Choose another one: {instead}"
            ) from error
