"""A small mail server on loopback, speaking just enough SMTP (RFC 5321) to take mail or to refuse it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """A running server: its port, what it took, and what it answers to a recipient."""

    port: int = 0
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    def next_answer(self) -> str:
        """Return what to say to the next recipient."""
        return self.answers.pop(0) if self.answers else "250 OK"


def _handler(server: MailServer) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 mail.example ready")
            for line in iter(self.rfile.readline, b""):
                verb = line[:4].upper()
                if verb == b"EHLO":
                    self.say("250 mail.example")
                elif verb == b"RCPT":
                    answer = server.next_answer()
                    server.recipients.append(line.decode().split("<")[1].split(">")[0])
                    self.say(answer)
                elif verb == b"DATA":
                    self.say("354 go on")
                    server.taken.append(self.read_message())
                    self.say("250 taken")
                elif verb == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 OK")

        def read_message(self) -> EmailMessage:
            lines = []
            for line in iter(self.rfile.readline, b".\r\n"):
                lines.append(line[1:] if line.startswith(b"..") else line)
            message = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(message, EmailMessage)
            return message

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    return Handler


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server while the block runs."""
    server = MailServer()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler(server)) as listening:
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()
