"""Rules for the action plans of the heads of agencies."""

from etl.validation.rules.helpers import known, rows_where

_TARGETS = "coalesce(target_tw1, 0) + coalesce(target_tw2, 0) + coalesce(target_tw3, 0) + coalesce(target_tw4, 0)"
_DONE = "coalesce(realisasi_tw1, 0) + coalesce(realisasi_tw2, 0) + coalesce(realisasi_tw3, 0) + coalesce(realisasi_tw4, 0)"

RENCANA_AKSI = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    known("penanggung_jawab", among="jabatan.kode_jabatan", rule="rujukan.penanggung_jawab"),
    known("koordinator", among="jabatan.kode_jabatan", rule="rujukan.koordinator"),
    rows_where(
        "rencana_aksi.target_jumlah",
        f"""select *, {_TARGETS} as jumlah from baris
            where coalesce(target_tw1, target_tw2, target_tw3, target_tw4) is not null
              and abs({_TARGETS} - target_total) > 0.01""",
        "target_total",
        jumlah="jumlah",
    ),
    rows_where(
        "rencana_aksi.selesai_belum_tercapai",
        f"select *, {_DONE} as jumlah from baris where status = 'selesai' and {_DONE} < target_total - 1e-9",
        "status",
        jumlah="jumlah",
        target="target_total",
    ),
    rows_where(
        "rencana_aksi.terlambat",
        """select a.* from baris a join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
           where a.tenggat < k.akhir and a.status is distinct from 'selesai'""",
        "tenggat",
        kode="kode_aksi",
    ),
    rows_where("rencana_aksi.tanpa_tenggat", "tenggat is null", "tenggat", kode="kode_aksi"),
]
