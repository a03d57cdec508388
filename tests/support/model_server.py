"""A small server that speaks the endpoint of a model on 127.0.0.1, and answers as a test wants."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Asked"], object]


@dataclass
class Asked:
    """One question to the model: its prompt, which texts it is about, and what the answer has to look like."""

    prompt: str
    texts: list[int]
    schema: str
    headers: dict[str, str]


@dataclass
class Model:
    """What the server answers, and all it was asked."""

    answer: Answer
    url: str = ""
    status: int = 200
    pause: float = 0.0
    asked: list[Asked] = field(default_factory=list)


def _handler(model: Model) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = sent["messages"][0]["content"]
            texts = [int(number) for number in re.findall(r"'response_id': (\d+), 'response'", prompt)]
            schema = sent.get("response_format", {}).get("json_schema", {}).get("name", "")
            asked = Asked(prompt, texts, schema, dict(self.headers))
            model.asked.append(asked)
            time.sleep(model.pause)
            content = model.answer(asked)
            body = json.dumps(
                {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 1,
                    "model": sent["model"],
                    "choices": [
                        {
                            "index": 0,
                            "finish_reason": "stop",
                            "message": {
                                "role": "assistant",
                                "content": content if isinstance(content, str) else json.dumps(content),
                            },
                        }
                    ],
                }
            ).encode()
            try:
                self.send_response(model.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except BrokenPipeError:
                pass

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    return Handler


@contextmanager
def answering(answer: Answer, *, status: int = 200, pause: float = 0.0) -> Iterator[Model]:
    """Serve a model on a free port of this machine."""
    model = Model(answer, status=status, pause=pause)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(model))
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
