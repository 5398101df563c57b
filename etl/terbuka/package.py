"""One table as its files: data.csv, data.parquet, kamus.csv and metadata.json, alone or in a zip."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from etl.access import Principal, Scope
from etl.errors import NotAllowed, WrongUsage
from etl.periods import Period
from etl.terbuka import dictionary, rfc4180
from etl.terbuka.tables import TABLES, read_table
from etl.warehouse import read

FILES = ("data.csv", "data.parquet", "kamus.csv", "metadata.json")


def narrowed(who: Principal, lingkup: str | None) -> Principal:
    """The reader within a scope. WrongUsage for what is no scope, NotAllowed for one beyond their own."""
    if lingkup is None:
        return who
    scope = Scope.parse(lingkup)
    if not who.scope.contains(scope):
        raise NotAllowed("galat.tidak_berhak", peran=who.role.value, wilayah=lingkup)
    return replace(who, scope=scope)


def files(
    lake: read.Lake, who: Principal, table: str, periode: str, lingkup: str | None = None, lang: str = "id"
) -> tuple[dict[str, bytes], int]:
    """The files of a table by name, and its number of rows. WrongUsage for a table or quarter that is none."""
    if table not in TABLES:
        raise WrongUsage("galat.tabel_terbuka", tabel=table, pilihan=", ".join(TABLES))
    Period.parse(periode)
    reader = narrowed(who, lingkup)
    rows = read_table(lake, reader, table, periode)
    parquet = io.BytesIO()
    rows.write_parquet(parquet)
    words = dictionary.dictionary(table, rows, lang)
    found = {
        "data.csv": rfc4180.lines(rows.columns, rows.iter_rows(named=True)).encode(),
        "data.parquet": parquet.getvalue(),
        "kamus.csv": rfc4180.lines(dictionary.COLUMNS, words).encode(),
    }
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in found.items()}
    told = dictionary.metadata(
        table, rows, lingkup=reader.scope.pattern, periode=periode, snapshot=read.snapshot(lake), digests=digests, lang=lang,
        now=datetime.now(UTC).replace(tzinfo=None),
    )  # fmt: skip
    return found | {"metadata.json": json.dumps(told, ensure_ascii=False, indent=1).encode()}, rows.height


def archive(
    lake: read.Lake, who: Principal, table: str, periode: str, lingkup: str | None = None, lang: str = "id"
) -> tuple[bytes, int]:
    """The same as one zip, and its number of rows."""
    found, height = files(lake, who, table, periode, lingkup, lang)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in found.items():
            out.writestr(name, body)
    return packed.getvalue(), height


def write(
    lake: read.Lake, who: Principal, target: Path, periode: str, lingkup: str | None = None, lang: str = "id"
) -> list[dict[str, object]]:
    """Every table in a folder of its own. WrongUsage where a file is there already or cannot be written."""
    told: list[dict[str, object]] = []
    for table in TABLES:
        found, height = files(lake, who, table, periode, lingkup, lang)
        folder = target / table
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, body in found.items():
                with (folder / name).open("xb") as file:
                    file.write(body)
        except FileExistsError as error:
            raise WrongUsage("galat.tujuan_ada", tujuan=f"{folder.name}/{name}") from error
        except OSError as error:
            raise WrongUsage("galat.tujuan_tak_tertulis", tujuan=target.name) from error
        told.append(
            {"tabel": table, "periode": periode, "lingkup": lingkup or who.scope.pattern, "baris": height, "folder": str(folder)}
        )
    return told
