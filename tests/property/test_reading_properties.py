"""Whatever is sent is read or refused with a message, and no row is lost on the way."""

import tempfile
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from etl.errors import DataRefused
from etl.ingest import read

BYTES = st.lists(
    st.sampled_from(
        [b"kode_unit", b"nama_unit", b"jenis_unit", b"dinas", b",", b";", b"\n", b'"', b"\xff", b"1.01", b"A", b" ", b"-"]
    )
)
LABELS = st.sampled_from(["dinas", "Badan", "salah", "-", ""])
CODES = st.integers(min_value=1, max_value=999).map(lambda n: f"{n}.{n:02}")


def sent(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "unit.csv"
        path.write_bytes(content)
        return read([path], "36.72", "2024-TW2")


@settings(deadline=None, max_examples=80)
@given(BYTES)
def test_any_bytes_are_read_or_refused(parts):
    try:
        datasets = set(sent(b"".join(parts)).tables)
    except DataRefused as error:
        datasets, message = {"unit"}, error.message()
        event(message.split()[0])
    assert datasets == {"unit"}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.none(), st.tuples(CODES, LABELS)), min_size=1, max_size=12))
def test_every_row_is_data_or_blank(rows):
    lines = ["" if row is None else f"{row[0]},Unit Contoh,{row[1]}" for row in rows]
    if not any(rows):
        return
    got = sent("\n".join(["kode_unit,nama_unit,jenis_unit", *lines]).encode())
    last = max(i for i, row in enumerate(rows) if row)
    counts, table = got.counts["unit"], got.tables["unit"]
    assert counts.kosong == rows[:last].count(None)
    assert counts.dibaca == table.height + counts.kosong
    assert table["kode_unit"].to_list() == [row[0] for row in rows if row]
    assert table["baris_sumber"].to_list() == [i + 2 for i, row in enumerate(rows) if row]
    assert got.issues.filter(aturan="tipe.pilihan").height == sum(row is not None and row[1] == "salah" for row in rows)
