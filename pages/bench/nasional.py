"""`python -m pages.bench.nasional`: each page of a national lake, warm against its floors and cold; prints one JSON document.

The lake is that of RAMPING_WAREHOUSE; without sign-in the reader is the ministry's.
"""

from __future__ import annotations

import asyncio
import json
import os
import time

from pages.bench.__main__ import FLOOR_PAGES, _page
from pages.bench.client import Viewer
from pages.bench.server import bench_app, serving


def chosen(pages: list[str], asked: str | None) -> list[str]:
    """The pages to measure: those named in RAMPING_BENCH_HALAMAN (`,` between), else all but the floors."""
    names = asked.split(",") if asked else []
    return [page for page in pages if page not in FLOOR_PAGES and (not names or (page or "ringkasan") in names)]


async def _hashes(port: int) -> dict[str, str]:
    async with await Viewer.open(port) as viewer:
        return (await viewer.run()).pages


async def _warm(port: int) -> list[dict[str, object]]:
    async with await Viewer.open(port) as viewer:
        hashes = (await viewer.run()).pages
        names = chosen(list(hashes), os.environ.get("RAMPING_BENCH_HALAMAN"))
        return [await _page(viewer, hashes, page) for page in names]


async def _cold(port: int, page_hash: str, floor_hash: str) -> float:
    """The first time that anybody opens the page on this server, which has shown an empty page before."""
    async with await Viewer.open(port) as viewer:
        await viewer.run(floor_hash, "isi=text:1")
        begun = time.perf_counter()
        await viewer.run(page_hash)
        return time.perf_counter() - begun


def main() -> None:
    """All pages warm on one server, then each cold on a server of its own."""
    with bench_app() as script:
        with serving(script) as port:
            hashes = asyncio.run(_hashes(port))
            found = asyncio.run(_warm(port))
        for page in found:
            name = str(page["halaman"])
            with serving(script) as port:
                target = hashes.get(name, hashes.get("", ""))
                page["dingin"] = asyncio.run(_cold(port, target, hashes["lantai"]))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
