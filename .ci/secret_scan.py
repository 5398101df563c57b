"""Look for passwords, keys, tokens and NIP in the files of the repository; fail on one that the baseline does not know.

    python .ci/secret_scan.py            scan what git holds or would take
    python .ci/secret_scan.py --accept   write the baseline anew, after looking at each line it prints

Needs no network: nothing that is found is tried out. The baseline holds hashes, never the values.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.core import baseline
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.settings import transient_settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BASELINE = HERE / "secrets.baseline"
NIP = "NipDetector"
INVENTED = ("tests/", "etl/synth/")
"""Where numbers that read as a NIP are made up."""
SAME_BY_NATURE = (".ci/secrets.baseline",)
ENDINGS = frozenset((".po", ".png", ".xlsx", ".parquet", ".gz"))
"""Words of the screens and binary files."""
FILTERS = (
    "allowlist.is_line_allowlisted",
    *(f"heuristic.is_{name}" for name in ("indirect_reference", "likely_id_string", "potential_uuid", "sequential_string")),
    *(f"heuristic.is_{name}" for name in ("prefixed_with_dollar_sign", "templated_secret", "swagger_file")),
)
"""Those of the tool that need no network."""


def files() -> list[str]:
    """What git holds and what it would take, relative to the root."""
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    names = (name for name in told.stdout.splitlines() if Path(name).suffix not in ENDINGS and name not in SAME_BY_NATURE)
    return [name for name in names if (ROOT / name).is_file()]


def settings() -> dict[str, list[dict[str, str]]]:
    """All detectors of the tool and ours; values are never verified by asking a service."""
    kinds = sorted({kind.__name__ for kind in get_mapping_from_secret_type_to_class().values()} - {NIP})
    get_mapping_from_secret_type_to_class.cache_clear()
    plugins: list[dict[str, str]] = [{"name": kind} for kind in kinds]
    return {
        "plugins_used": [*plugins, {"name": NIP, "path": f"file://{HERE / 'nip_detector.py'}"}],
        "filters_used": [{"path": f"detect_secrets.filters.{name}"} for name in FILTERS],
    }


def scan(names: Sequence[str], root: Path) -> set[PotentialSecret]:
    """What is found in these files under the root."""
    with transient_settings(settings()):
        found = SecretsCollection(str(root))
        found.scan_files(*names)
        for _, secret in found:
            secret.filename = Path(secret.filename).resolve().relative_to(root).as_posix()
        return {secret for _, secret in found if not (secret.type == "NIP" and secret.filename.startswith(INVENTED))}


def known() -> set[PotentialSecret]:
    """What was looked at and is none."""
    if not BASELINE.exists():
        return set()
    return {secret for _, secret in SecretsCollection.load_from_baseline(json.loads(BASELINE.read_text(encoding="utf-8")))}


def told(secrets: Iterable[PotentialSecret]) -> list[str]:
    """Where each is and of what kind, never what it says."""
    return sorted(f"secret scan: {secret.filename}:{secret.line_number}: {secret.type}" for secret in secrets)


def main(arguments: Sequence[str]) -> int:
    """0 when nothing new was found."""
    names = files()
    found = scan(names, ROOT)
    if "--accept" in arguments:
        kept = SecretsCollection()
        for secret in found:
            kept[secret.filename].add(secret)
        BASELINE.write_text(json.dumps({"version": baseline.VERSION, "results": kept.json()}, indent=1) + "\n", encoding="utf-8")
        print("\n".join(told(found)))
        return 0
    new = told(found - known())
    print("\n".join([*new, f"secret scan: {len(names)} files, {len(found) - len(new)} known, {len(new)} new"]))
    return int(bool(new))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
