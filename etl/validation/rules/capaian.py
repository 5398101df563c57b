"""Rules for the realisation of indicators. A printed attainment that differs from ours is shown, never refused."""

from etl.validation.rules.helpers import Rule, known, rows_where


def _form(column: str) -> Rule:
    return rows_where(
        "nilai.bentuk",
        f"""select a.*, i.jenis_nilai from baris a
            join masuk.indikator i on i.kiriman_id = a.kiriman_id and i.kode_indikator = a.kode_indikator
            left join bantu.isi_skala s on s.skala = i.skala_predikat
            where a.{column} is not null and not bantu.bentuk_benar(a.{column}, i.jenis_nilai, s.kode)""",
        column,
        jenis="coalesce(jenis_nilai, 'angka')",
    )


CAPAIAN = [
    known("kode_indikator", among="indikator.kode_indikator", rule="rujukan.kode_indikator"),
    _form("target"),
    _form("realisasi"),
    rows_where("capaian.rentang_terbalik", "target_bawah > target_atas", "target_bawah", atas="target_atas"),
    rows_where("target_nol", "try_cast(target as double) = 0", "target", kode="kode_indikator"),
    rows_where(
        "capaian.di_luar_wajar",
        """select a.*, round(n.capaian, 2) as capaian, n.t from baris a
           join bantu.capaian_angka n on n.kiriman_id = a.kiriman_id and n.baris_sumber = a.baris_sumber
           where n.capaian < 0 or n.capaian > 150""",
        "realisasi",
        capaian="capaian",
        target="t",
    ),
    rows_where("melebihi_pagu", "realisasi_anggaran > pagu", "realisasi_anggaran", pagu="cast(pagu as decimal(38, 2))"),
    rows_where(
        "riwayat.capaian_melonjak",
        """select a.*, round(n.capaian, 2) as capaian, round(l.rerata, 2) as rerata from baris a
           join bantu.capaian_angka n on n.kiriman_id = a.kiriman_id and n.baris_sumber = a.baris_sumber
           join bantu.capaian_lalu l on l.kiriman_id = a.kiriman_id and l.kode_indikator = a.kode_indikator
           where l.rerata > 0 and abs(n.capaian - l.rerata) > 0.5 * l.rerata""",
        "realisasi",
        history=True,
        capaian="capaian",
        rerata="rerata",
    ),
]
