"""`python -m pages.bench`: prints the timings of the screens as one JSON document (used by `python -m etl bench`)."""

from __future__ import annotations

import asyncio
import json
import statistics
import time

from etl.paths import ROOT
from pages.bench.client import Run, Viewer
from pages.bench.server import bench_app, floor_app, serving

ROUNDS = 40
BURST = 20
REPEATS = 3
STARTS = 7
FLOOR_PAGES = ("lantai", "placeholder")


async def _warm(viewer: Viewer, page_hash: str, query: str = "") -> Run:
    await viewer.run(page_hash, query)
    return await viewer.run(page_hash, query)


async def _first_seen(port: int, page_hash: str) -> Run:
    """What the page sends to a viewer who has nothing yet; later runs replace what the browser holds by references."""
    async with await Viewer.open(port) as viewer:
        return await viewer.run(page_hash)


async def _page(viewer: Viewer, hashes: dict[str, str], page: str) -> dict[str, object]:
    """One page against its two floors, measured in turn so that a slow moment hits all three alike."""
    seen = await _first_seen(viewer.port, hashes[page])
    contents = ",".join(f"{kind}:{n}" for kind, n in sorted(seen.elements.items()) if kind != "(cached)")
    rounds: dict[str, list[float]] = {page: [], **{floor: [] for floor in FLOOR_PAGES}}
    await _warm(viewer, hashes[page])
    for floor in FLOOR_PAGES:
        await _warm(viewer, hashes[floor], f"isi={contents}")
    for _ in range(ROUNDS):
        for name, found in rounds.items():
            found.append((await viewer.run(hashes[name], f"isi={contents}" if name in FLOOR_PAGES else "")).seconds)
    mid = {name: statistics.median(found) for name, found in rounds.items()}
    return {
        "halaman": page or "ringkasan",
        "elemen": sum(seen.elements.values()),
        "byte": seen.bytes,
        "galat": seen.failed,
        "detik": mid[page],
        "lantai": mid["lantai"],
        "placeholder": mid["placeholder"],
        "kali_lantai": mid[page] / mid["lantai"],
        "kali_placeholder": mid[page] / mid["placeholder"],
        **await _many(viewer.port, hashes, page, contents),
    }


async def _many(port: int, hashes: dict[str, str], page: str, contents: str) -> dict[str, float]:
    """p95 of 20 viewers in one burst and spread over 5 s, beside the floor under the same load."""
    result: dict[str, float] = {}
    for name, wait in (("serentak", 0.0), ("tersebar", 5.0)):
        for who, target, query in (("halaman", page, ""), ("lantai", "lantai", f"isi={contents}")):
            found = [await _p95(port, hashes[target], query, wait) for _ in range(REPEATS)]
            result[f"{name}_{who}"] = statistics.median(found)
    return result


async def _p95(port: int, page_hash: str, query: str, spread_s: float) -> float:
    viewers = [await Viewer.open(port) for _ in range(BURST)]
    await asyncio.gather(*(_warm(v, page_hash, query) for v in viewers))

    async def one(viewer: Viewer, index: int) -> float:
        await asyncio.sleep(spread_s * ((index * 7919) % BURST) / BURST)
        return (await viewer.run(page_hash, query)).seconds

    seconds = sorted(await asyncio.gather(*(one(v, i) for i, v in enumerate(viewers))))
    for viewer in viewers:
        await viewer.close()
    return seconds[int(0.95 * BURST) - 1]


async def _first(port: int) -> Run:
    async with await Viewer.open(port) as viewer:
        return await viewer.run()


def start() -> dict[str, float]:
    """Seconds from starting the server to the first page's end, for the app and for the floor app; the median of each."""
    found: dict[str, list[float]] = {"aplikasi": [], "lantai": []}
    with floor_app() as floor:
        for _ in range(STARTS):
            for name, script in (("aplikasi", ROOT / "app.py"), ("lantai", floor)):
                begun = time.perf_counter()
                with serving(script) as port:
                    asyncio.run(_first(port))
                    found[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in found.items()}


async def screens(port: int) -> list[dict[str, object]]:
    """All pages of the menu, one after the other."""
    async with await Viewer.open(port) as viewer:
        hashes = (await viewer.run()).pages
        return [await _page(viewer, hashes, page) for page in hashes if page not in FLOOR_PAGES]


def main() -> None:
    """Start the servers, measure, print."""
    begin = start()
    with bench_app() as script, serving(script) as port:
        pages = asyncio.run(screens(port))
    print(json.dumps({"mulai": begin, "layar": pages}))


if __name__ == "__main__":
    main()
