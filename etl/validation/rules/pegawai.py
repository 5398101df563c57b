"""Rules for staff. No finding shows a number or a name."""

from etl.validation.rules.helpers import Rule, known, rows_where


def _number(problem: str) -> Rule:
    return rows_where(
        f"pegawai.nip_{problem}",
        f"""select a.* from baris a join bantu.nip n on n.kiriman_id = a.kiriman_id and n.baris_sumber = a.baris_sumber
            where n.masalah = '{problem}'""",
        "id_pegawai_lokal" if problem == "lokal" else "nip",
        status="status_kepegawaian",
    )


_NUMBERS = [_number(problem) for problem in ("wajib", "lokal", "bentuk", "nol", "lahir", "angkat", "kelamin", "pppk", "usia")]

PEGAWAI = [
    known("kode_jabatan", among="jabatan.kode_jabatan", rule="rujukan.kode_jabatan"),
    known("kode_jabatan_penilai", among="jabatan.kode_jabatan", rule="rujukan.penilai"),
    known("kode_jabatan_pengarah", among="jabatan.kode_jabatan", rule="rujukan.pengarah"),
    *_NUMBERS,
    rows_where(
        "pegawai.nip_ganda",
        """select a.*, g.jumlah from baris a join bantu.nip_ganda g on g.kiriman_id = a.kiriman_id and g.nip = a.nip
           where coalesce(a.jenis_penugasan, 'definitif') = 'definitif'""",
        "nip",
        jumlah="jumlah",
    ),
    rows_where(
        "pegawai.umur",
        # On the last day of the quarter; service ends with the month in which the age of the present post is reached.
        # Who is neither near 18 nor near the lowest of these ages by the year of birth alone needs no further look.
        """select * from (
             with calon as materialized (
               select a.kiriman_id, a.baris_sumber, a.nip, a.kode_jabatan, k.akhir
               from baris a join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
               where a.nip is not null and coalesce(a.jenis_penugasan, 'definitif') = 'definitif'
                 and a.status_kepegawaian in ('pns', 'pppk', 'pppk_paruh_waktu')
                 and not coalesce(try_cast(substr(a.nip, 1, 4) as int) between
                   year(k.akhir) - (select min(usia) from bantu.usia_pensiun) + 1 and year(k.akhir) - 19, false))
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
        """status_kepegawaian = 'pns' and not contains(golongan, '/')
           or status_kepegawaian in ('pppk', 'pppk_paruh_waktu') and contains(golongan, '/')""",
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
        # Staff by category of post = all staff - those whose post is unknown.
        """select t.kiriman_id, cast(null as bigint) as baris_sumber,
                  coalesce(p.ditempatkan, 0) as ditempatkan, t.jumlah - t.tanpa as seharusnya
           from (select a.kiriman_id, count(*) as jumlah, count(*) filter (where b.kode is null) as tanpa from baris a
                 left join bantu.pohon_jabatan b on b.kiriman_id = a.kiriman_id and b.kode = a.kode_jabatan group by all) t
           left join (select kiriman_id, sum(jumlah) as ditempatkan from (
                        select p.kiriman_id, j.jenis_jabatan, sum(p.jumlah) as jumlah from bantu.pengisi p
                        join (select distinct on (kiriman_id, kode_jabatan) kiriman_id, kode_jabatan, jenis_jabatan
                              from bantu.jabatan) j
                          on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan group by all) group by all) p
             on p.kiriman_id = t.kiriman_id
           where coalesce(p.ditempatkan, 0) <> t.jumlah - t.tanpa""",
        value="ditempatkan",
        seharusnya="seharusnya",
    ),
]
