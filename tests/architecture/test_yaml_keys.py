"""A key that stands twice in a YAML file would silently replace the first; none does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.paths import ROOT

FILES = sorted((ROOT / "etl").rglob("*.yaml"))


class Strict(yaml.SafeLoader):
    """Refuses what the others overwrite."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # type: ignore[no-untyped-call]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.MarkedYAMLError(problem=f"twice: {sorted(map(str, twice))}", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_no_key_stands_twice(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), Loader=Strict)


def test_the_check_sees_a_key_that_stands_twice() -> None:
    with pytest.raises(yaml.MarkedYAMLError, match="twice: \\['skala'\\]"):
        yaml.load("rb: {skala: a, dari: 0, skala: b}", Loader=Strict)
