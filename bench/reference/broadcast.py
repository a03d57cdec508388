"""A server that passes on what each page sends, at once, and keeps nothing: what keeping it costs shows beside it."""

import asyncio
import json
import sys
from pathlib import Path

from websockets.asyncio.server import ServerConnection, broadcast, serve


async def main(port: int, begun: str) -> None:
    """Serve connections until the process ends; `begun` is what each page gets first."""
    pages: set[ServerConnection] = set()

    async def pass_on(page: ServerConnection) -> None:
        await page.send(begun)
        pages.add(page)
        try:
            async for text in page:
                found = json.loads(text)
                broadcast(pages, json.dumps({"updates": found["updates"], "seq": 0}))
                await page.send(json.dumps({"saved": found["number"]}))
        finally:
            pages.discard(page)

    async with serve(pass_on, "127.0.0.1", port, compression=None):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]).read_text()))
