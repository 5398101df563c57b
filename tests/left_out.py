"""Without Chromium the browser tests are left out and named at the end of the run, in which several processes may share."""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

CHROMIUM = next((found for name in ("chromium", "google-chrome", "chromium-browser") if (found := shutil.which(name))), None)
_NAMES = "browser_left_out"
_left_out: set[str] = set()


def pytest_configure() -> None:
    """RAMPING_BROWSER=required makes a missing Chromium an error."""
    if not CHROMIUM and os.environ.get("RAMPING_BROWSER") == "required":
        raise pytest.UsageError("no Chromium found, and RAMPING_BROWSER=required allows no browser test to be left out")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the browser tests out where no Chromium is found."""
    here = [] if CHROMIUM else [item for item in items if item.get_closest_marker("browser")]
    _left_out.update(item.nodeid for item in here)
    if here and hasattr(config, "workeroutput"):
        config.workeroutput[_NAMES] = sorted(_left_out)
    config.hook.pytest_deselected(items=here)
    items[:] = [item for item in items if item not in here]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Each of the processes that share the tests collects them all; hear from it what it left out."""
    _left_out.update(getattr(node, "workeroutput", {}).get(_NAMES, ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name every browser test that was left out."""
    if _left_out:
        terminalreporter.section(f"{len(_left_out)} browser tests left out: no Chromium found")
        for name in sorted(_left_out):
            terminalreporter.write_line(f"LEFT OUT {name}")
