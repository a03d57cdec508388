"""What a browser fetches for its first view: requests and compressed bytes, counted in a real Chromium."""

import shutil
from typing import Any

from playwright.sync_api import sync_playwright

from bench.servers import HOST, Server
from bench.table import Ratio


def measure_weight(server: Server, path: str) -> list[Ratio]:
    """Return requests and kilobytes of a first view beside what we aim at; nothing where there is no Chromium."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        print("The browser’s first view was not measured: there is no Chromium.")
        return []
    sizes: list[int] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        watch = page.context.new_cdp_session(page)
        watch.send("Network.enable")
        watch.on("Network.loadingFinished", lambda event: sizes.append(_bytes(event)))
        page.goto(f"http://{HOST}:{server.port}{path}", wait_until="networkidle")
        browser.close()
    return [
        Ratio("first view: requests", len(sizes), 6, "count", "<= 1"),
        Ratio("first view: compressed", sum(sizes) / 1000, 100, "kB", "<= 1"),
    ]


def _bytes(event: dict[str, Any]) -> int:
    return int(event["encodedDataLength"])
