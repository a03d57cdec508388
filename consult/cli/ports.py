"""Whether a port can be listened on."""

import socket

from consult.kernel.errors import Misconfigured


def require_free_port(host: str, port: int, command: str) -> None:
    """Raise `Misconfigured` with one sentence when somebody else listens on the port, or it cannot be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Misconfigured(
                f"Port {port} of {host} cannot be used ({error.strerror}). "
                f"Choose another one: {command} --port {port + 1 if port < 65535 else 8001}"
            ) from error
