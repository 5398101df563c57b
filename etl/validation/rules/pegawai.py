"""Rules for staff. No finding shows a number or a name."""

from etl.validation.rules.helpers import Rule, known, rows_where


def _number(problem: str) -> Rule:
    return rows_where(
        f"pegawai.nip_{problem}",
        f"select * from bantu.nip where masalah = '{problem}'",
        "id_pegawai_lokal" if problem == "lokal" else "nip",
        status="status_kepegawaian",
    )


_NUMBERS = [_number(problem) for problem in ("wajib", "lokal", "bentuk", "nol", "lahir", "angkat", "kelamin", "pppk", "usia")]

PEGAWAI = [
    rows_where(
        "rujukan.kode_jabatan",
        # As `known`, over the posts that are held and not over all who hold them.
        """select a.* from baris a join bantu.pengisi p on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
           where not p.dikenal
             and a.kiriman_id in (select distinct kiriman_id from masuk.jabatan where kode_jabatan is not null)""",
        "kode_jabatan",
        rujukan="'jabatan'",
    ),
    known("kode_jabatan_penilai", among="jabatan.kode_jabatan", rule="rujukan.penilai"),
    known("kode_jabatan_pengarah", among="jabatan.kode_jabatan", rule="rujukan.pengarah"),
    *_NUMBERS,
    rows_where(
        "pegawai.nip_ganda",
        """select a.*, g.jumlah from bantu.nip_kembar a join bantu.nip_ganda g on g.kiriman_id = a.kiriman_id and g.nip = a.nip
           where coalesce(a.jenis_penugasan, 'definitif') = 'definitif'""",
        "nip",
        jumlah="jumlah",
    ),
    rows_where(
        "pegawai.umur",
        # On the last day of the quarter; service ends with the month in which the age of the present post is reached.
        """select * from (
             with calon as materialized (
               select a.kiriman_id, a.baris_sumber, a.nip, a.kode_jabatan, k.akhir
               from bantu.nip_ragu a join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
               where a.nip is not null and coalesce(a.jenis_penugasan, 'definitif') = 'definitif'
                 and a.status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu'))
             select a.kiriman_id, a.baris_sumber, b.usia as batas, a.akhir, strptime(a.nip[1:8], '%Y%m%d')::date as lahir,
                    date_sub('year', lahir, a.akhir) as umur
             from calon a join masuk.jabatan j on j.kiriman_id = a.kiriman_id and j.kode_jabatan = a.kode_jabatan
             join bantu.usia_pensiun b on b.jenis_jabatan = j.jenis_jabatan and b.jenjang is not distinct from j.jenjang
              and b.guru = (j.jenis_jabatan = 'fungsional' and j.nama_jabatan ilike 'guru%')
             anti join bantu.nip n on n.kiriman_id = a.kiriman_id and n.baris_sumber = a.baris_sumber)
           where umur < 18 or last_day((lahir + to_years(batas))::date) < akhir""",
        "nip",
        umur="umur",
        batas="batas",
    ),
    rows_where(
        "pegawai.golongan_status",
        """contains(golongan, '/') <> (status_kepegawaian = 'pns')
           and status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu')""",
        "golongan",
        status="status_kepegawaian",
    ),
    rows_where(
        "pegawai.predikat",
        # Nine cells of result and behaviour (PermenPANRB 6/2022).
        """select * from (select *, case
               when hasil_kerja is null or perilaku_kerja is null then null
               when perilaku_kerja = 'di_bawah' then case when hasil_kerja = 'di_bawah' then 'sangat_kurang' else 'kurang' end
               when hasil_kerja = 'di_bawah' then 'butuh_perbaikan'
               when hasil_kerja = 'di_atas' and perilaku_kerja = 'di_atas' then 'sangat_baik'
               else 'baik' end as semestinya from baris)
           where predikat_kinerja <> semestinya""",
        "predikat_kinerja",
    ),
    rows_where(
        "internal.jumlah_pegawai",
        # Staff counted by post = all staff - those without a post - those whose post is unknown.
        """select t.kiriman_id, cast(null as bigint) as baris_sumber, coalesce(p.ditempatkan, 0) as ditempatkan,
                  t.berjabatan - coalesce(p.asing, 0) as seharusnya
           from (select kiriman_id, count(kode_jabatan) as berjabatan from baris group by all) t
           left join (select kiriman_id, coalesce(sum(jumlah) filter (where dikenal), 0) as ditempatkan,
                             sum(jumlah) filter (where not dikenal) as asing from bantu.pengisi group by all) p
             on p.kiriman_id = t.kiriman_id
           where coalesce(p.ditempatkan, 0) <> t.berjabatan - coalesce(p.asing, 0)""",
        value="ditempatkan",
        seharusnya="seharusnya",
    ),
]
