"""Rules for the workload analysis: the unit of time must be declared, the need follows from it (PermenPANRB 1/2020)."""

from etl.validation.rules.helpers import known, rows_where

BEBAN_KERJA = [
    known("kode_jabatan", among="jabatan.kode_jabatan", rule="rujukan.kode_jabatan"),
    rows_where("beban_kerja.satuan_waktu", "satuan_waktu is null", "satuan_waktu", kode="kode_jabatan"),
    rows_where(
        "beban_kerja.kebutuhan_beda",
        # Once a post, at its first task; a post with a task of unknown unit is another rule's.
        """select *, round(hitung, 2) as terhitung from (
             select a.kiriman_id, a.kode_jabatan, min(a.baris_sumber) as baris_sumber, any_value(j.kebutuhan) as kebutuhan,
                    sum(a.volume * a.norma_waktu / w.waktu) as hitung
             from baris a left join bantu.waktu_efektif w on w.satuan = a.satuan_waktu
             join (select kiriman_id, kode_jabatan, any_value(kebutuhan) as kebutuhan from masuk.jabatan group by all) j
               on j.kiriman_id = a.kiriman_id and j.kode_jabatan = a.kode_jabatan
             group by a.kiriman_id, a.kode_jabatan having count(*) = count(a.satuan_waktu))
           where abs(hitung - kebutuhan) > (select kebutuhan from bantu.wajar) + 1e-9""",
        "kode_jabatan",
        terhitung="terhitung",
        kebutuhan="kebutuhan",
    ),
]
