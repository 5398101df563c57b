"""Rules for what became of the administrative posts of the baseline (PermenPANRB 25/2021 and 17/2021)."""

from etl.validation.rules.helpers import known, rows_where

PENYETARAAN = [
    known("kode_jabatan_baru", among="jabatan.kode_jabatan", rule="rujukan.jabatan_baru"),
    rows_where(
        "penyetaraan.pso",
        # A = rows, C = kept, B = administrative posts now: B >= C, A >= B and A > C must hold.
        """select kiriman_id, cast(null as bigint) as baris_sumber, a, b, c from (
             select p.kiriman_id, count(*) as a, count(*) filter (where nasib = 'dipertahankan') as c,
                    any_value(coalesce(j.b, 0)) as b
             from baris p left join (select kiriman_id, count(*) as b from masuk.jabatan
                  where jenis_jabatan in ('administrator', 'pengawas') or eselon = 'V.a' group by all) j
               on j.kiriman_id = p.kiriman_id
             group by all)
           where b < c or a < b or a <= c""",
        value="b",
        a="a",
        b="b",
        c="c",
    ),
    rows_where(
        "penyetaraan.jenjang_tujuan",
        """select a.*, t.jenjang as semestinya from baris a join bantu.tujuan_penyetaraan t on t.eselon_asal = a.eselon_asal
           where a.status_penyetaraan = 'disetarakan' and a.jenjang_baru <> t.jenjang""",
        "jenjang_baru",
        eselon="eselon_asal",
        semestinya="semestinya",
    ),
    *(
        rows_where(
            "penyetaraan.jabatan_baru_kosong",
            f"status_penyetaraan = 'disetarakan' and {column} is null",
            column,
            asal="kode_jabatan_asal",
        )
        for column in ("kode_jabatan_baru", "jenjang_baru")
    ),
    rows_where(
        "penyetaraan.dasar_kosong",
        # Administrators (III) stay in kabupaten and kota anyway; only a kept pengawas needs a ground.
        "nasib = 'dipertahankan' and dasar_dipertahankan is null and eselon_asal not like 'III.%'",
        "dasar_dipertahankan",
        asal="kode_jabatan_asal",
    ),
    rows_where(
        "penyetaraan.alasan_kosong",
        "status_penyetaraan = 'dikecualikan' and alasan_pengecualian is null",
        "alasan_pengecualian",
        asal="kode_jabatan_asal",
    ),
    rows_where(
        "penyetaraan.ijazah",
        # One line for all; a post that several hold does not tell who of them was equalised.
        """select kiriman_id, cast(null as bigint) as baris_sumber, count(*) as jumlah, any_value(tenggang) as tenggang,
                  array_to_string(list(baris_sumber order by baris_sumber)[1:10], ', ')
                  || case when count(*) > 10 then ', …' else '' end as baris_baris
           from (select a.kiriman_id, a.baris_sumber, (select ijazah from bantu.wajar) as tenggang from baris a
                 join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
                 join bantu.pengisi i on i.kiriman_id = a.kiriman_id and i.kode_jabatan = a.kode_jabatan_baru and i.definitif = 1
                 join masuk.pegawai p on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan_baru
                  and coalesce(p.jenis_penugasan, 'definitif') = 'definitif'
                 where a.status_penyetaraan = 'disetarakan' and p.pendidikan not in ('D-4', 'S-1', 'S-2', 'S-3')
                   and a.tanggal_pelantikan + to_years(tenggang) < k.akhir)
           group by kiriman_id""",
        value="jumlah",
        tenggang="tenggang",
        baris="baris_baris",
    ),
]
