"""The list of patterns says for each of the 45 either its tests or why there is none."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_every_pattern_has_its_tests_or_a_reason():
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| (.+) \|$", (HERE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    code = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_patterns_*.py"))
    written = set(re.findall(r"def (test_pola_\d\d_\w+)", code))
    listed = {name for _, cell in rows for name in re.findall(r"test_pola_\w+", cell)}
    assert [int(number) for number, _ in rows] == list(range(1, 46))
    assert listed == written
    assert all("test_pola_" in cell or cell.startswith("left out: ") for _, cell in rows)
    assert sum("test_pola_" in cell for _, cell in rows) >= 38
