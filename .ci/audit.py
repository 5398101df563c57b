"""Ask whether an installed package has a published vulnerability; fail on one that `.ci/advisories.yaml` does not excuse.

Two advisory services are tried one after the other. When neither can be asked (no network, a mirror without advisories) that is
printed and nothing fails: a build must not stand still because somebody else's server does.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

EXCUSES = Path(__file__).with_name("advisories.yaml")
SERVICES = ("pypi", "osv")
SECONDS = 120


@dataclass
class Verdict:
    """What is printed, and whether the build fails."""

    lines: list[str] = field(default_factory=list)
    failed: bool = False


def ask(service: str) -> list[dict[str, Any]] | None:
    """The installed packages with what this service knows of each; None when it could not be asked."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off", "-s", service]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None
    # A mirror that knows no advisories answers for every package that it does not exist.
    return packages if any("vulns" in package for package in packages) else None


def excuses(text: str, today: datetime.date) -> tuple[dict[str, str], list[str]]:
    """(advisory → reason) of those still in force, and what is wrong with the others. Each needs id, alasan, sampai."""
    valid, wrong = {}, []
    for entry in (yaml.safe_load(text) or {}).get("diterima") or []:
        until = entry.get("sampai")
        if not entry.get("alasan") or not isinstance(until, datetime.date):
            wrong.append(f"{entry.get('id')}: an excuse needs a reason (alasan) and an end (sampai: YYYY-MM-DD)")
        elif until < today:
            wrong.append(f"{entry['id']}: the excuse ended on {until}")
        else:
            valid[str(entry["id"])] = str(entry["alasan"])
    return valid, wrong


def judge(packages: list[dict[str, Any]] | None, text: str, today: datetime.date) -> Verdict:
    """The verdict on what the services said and on the file of excuses."""
    excused, wrong = excuses(text, today)
    verdict = Verdict([f"dependency audit: {line}" for line in wrong], bool(wrong))
    if packages is None:
        verdict.lines.append("dependency audit: NOT DONE, no advisory service could be asked from here")
        return verdict
    unknown = sorted(package["name"] for package in packages if "vulns" not in package)
    for package in packages:
        for vulnerability in package.get("vulns", []):
            names = {vulnerability["id"], *vulnerability.get("aliases", [])}
            reason = next((excused[name] for name in names if name in excused), None)
            verdict.failed |= reason is None
            cure = ", ".join(vulnerability.get("fix_versions", [])) or "none yet"
            end = f"excused: {reason}" if reason else f"cure: {cure}"
            verdict.lines.append(f"dependency audit: {package['name']} {package['version']}: {vulnerability['id']}, {end}")
    verdict.lines.append(f"dependency audit: {len(packages) - len(unknown)} packages asked about, {len(unknown)} unknown there")
    return verdict


def main() -> int:
    """0 when nothing speaks against it, or nobody could be asked."""
    found = next((packages for service in SERVICES if (packages := ask(service)) is not None), None)
    verdict = judge(found, EXCUSES.read_text(encoding="utf-8"), datetime.datetime.now(datetime.UTC).date())
    print("\n".join(verdict.lines))
    return int(verdict.failed)


if __name__ == "__main__":
    sys.exit(main())
