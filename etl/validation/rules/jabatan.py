"""Rules for the posts: who is above whom, category against echelon and level, who sits where."""

from etl.validation.rules.helpers import known, rows_where

RESOLVED = 0.95
"""Least share of posts with a superior whose superior exists (rule 23 of the table in README.md)."""

JABATAN = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    known("kode_atasan", among="jabatan.kode_jabatan", rule="rujukan.atasan"),
    rows_where(
        "jabatan.siklus",
        "select a.* from baris a join bantu.siklus_jabatan s on s.kiriman_id = a.kiriman_id and s.kode = a.kode_jabatan",
        "kode_atasan",
        kode="kode_jabatan",
    ),
    rows_where("jabatan.atasan_sendiri", "kode_atasan = kode_jabatan", "kode_atasan"),
    rows_where(
        "jabatan.puncak_ganda",
        # The agency's own head and those right under the head of the region are lawful tops; any other beside them is a stray.
        """select a.*, p.jumlah, p.kode_opd from baris a
           join bantu.puncak p on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
           where p.jumlah > 1 and not p.kepala""",
        "kode_atasan",
        opd="kode_opd",
        jumlah="jumlah",
    ),
    rows_where(
        "jabatan.atasan_terhubung",
        f"""select kiriman_id, cast(null as bigint) as baris_sumber, jumlah, terhubung,
                   round(100.0 * terhubung / jumlah, 1) as persen
            from (select a.kiriman_id, count(*) as jumlah, count(b.kode) as terhubung from baris a
                  left join bantu.pohon_jabatan b on b.kiriman_id = a.kiriman_id and b.kode = a.kode_atasan
                  where a.kode_atasan is not null group by all)
            where terhubung < {RESOLVED} * jumlah""",
        "kode_atasan",
        value="persen",
        jumlah="jumlah",
        terhubung="terhubung",
    ),
    rows_where(
        "jabatan.atasan_lebih_rendah",
        """select a.*, u.jenis_atasan from baris a
           join (select j.kiriman_id, j.baris_sumber, u.jenis_jabatan as jenis_atasan from bantu.jabatan j
                 join bantu.atasan u on u.kiriman_id = j.kiriman_id and u.kode_jabatan = j.induk
                 where u.tingkat > j.tingkat) u on u.kiriman_id = a.kiriman_id and u.baris_sumber = a.baris_sumber""",
        "kode_atasan",
        jenis="jenis_jabatan",
        atasan="jenis_atasan",
    ),
    rows_where(
        "jabatan.eselon_bukan_struktural",
        """eselon is not null and (jenis_jabatan in ('fungsional', 'kepala_daerah')
           or jenis_jabatan = 'pelaksana' and eselon <> 'V.a')""",
        "eselon",
        jenis="jenis_jabatan",
    ),
    rows_where(
        "jabatan.pasangan_eselon",
        """select a.* from baris a where a.eselon is not null
           and a.jenis_jabatan in (select jenis_jabatan from bantu.eselon_jabatan)
           and not (a.jenis_jabatan = 'pengawas' and a.eselon = 'V.a')
           and not exists (select 1 from bantu.eselon_jabatan e
             where e.jenis_jabatan = a.jenis_jabatan and e.eselon = a.eselon)""",
        "eselon",
        jenis="jenis_jabatan",
    ),
    rows_where(
        "jabatan.jenjang_bukan_fungsional",
        "jenjang is not null and jenis_jabatan <> 'fungsional'",
        "jenjang",
        jenis="jenis_jabatan",
    ),
    rows_where(
        "jabatan.kelompok_bukan_pelaksana",
        "kelompok_pelaksana is not null and jenis_jabatan <> 'pelaksana'",
        "kelompok_pelaksana",
        jenis="jenis_jabatan",
    ),
    rows_where(
        "jabatan.pejabat_ganda",
        """select a.*, p.definitif + p.pj as jumlah from baris a
           join bantu.pengisi p on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
           where a.jenis_jabatan not in ('fungsional', 'pelaksana') and p.definitif + p.pj > coalesce(a.jumlah_formasi, 1)""",
        "kode_jabatan",
        jumlah="jumlah",
        nama="nama_jabatan",
    ),
    rows_where(
        "jabatan.pejabat_kosong",
        # Which of the few managers' posts are held is asked first, so that not all posts that are held are looked up.
        """select a.* from baris a
           anti join (select m.kiriman_id, m.baris_sumber from bantu.pengisi p
                      join bantu.jabatan m on m.kiriman_id = p.kiriman_id and m.kode_jabatan = p.kode_jabatan
                      where m.tingkat between 1 and 4) t on t.kiriman_id = a.kiriman_id and t.baris_sumber = a.baris_sumber
           where a.jenis_jabatan in ('jpt_madya', 'jpt_pratama', 'administrator', 'pengawas')
             and a.kiriman_id in (select distinct kiriman_id from masuk.pegawai)""",
        "kode_jabatan",
        nama="nama_jabatan",
    ),
    rows_where(
        "jabatan.terisi_melebihi_formasi",
        """select a.*, p.definitif + p.pj as jumlah from baris a
           join bantu.pengisi p on p.kiriman_id = a.kiriman_id and p.kode_jabatan = a.kode_jabatan
           where a.jenis_jabatan in ('fungsional', 'pelaksana') and p.definitif + p.pj > a.jumlah_formasi""",
        "jumlah_formasi",
        jumlah="jumlah",
    ),
    rows_where(
        "jabatan.nomenklatur",
        # Once a name, at its first post.
        """select kiriman_id, min(baris_sumber) as baris_sumber, arg_min(nama_jabatan, baris_sumber) as nama_jabatan,
                  count(*) as jumlah
           from baris join (
             select nama_jabatan, bantu.nama_pelaksana_polos(nama_jabatan) as nama from (
               select distinct nama_jabatan from baris where jenis_jabatan = 'pelaksana' and nama_jabatan is not null)
             where exists (select 1 from bantu.nama_pelaksana) and nama not in (select nama from bantu.nama_pelaksana))
             using (nama_jabatan)
           where jenis_jabatan = 'pelaksana' group by kiriman_id, nama""",
        "nama_jabatan",
        jumlah="jumlah",
    ),
    rows_where(
        "internal.rentang_rerata",
        # Mean span = (N - roots) / M must hold for the posts of every submission.
        """select kiriman_id, cast(null as bigint) as baris_sumber, rerata, seharusnya from (
             select n.kiriman_id, s.rerata, (n.jumlah - n.puncak) / s.manajer as seharusnya
             from (select kiriman_id, count(distinct kode) as jumlah, count(distinct kode) filter (where induk is null) as puncak
                   from bantu.pohon_jabatan group by all) n
             join (select kiriman_id, avg(rentang) as rerata, count(*) as manajer from (
                     select kiriman_id, induk, count(*) as rentang from bantu.pohon_jabatan where induk is not null group by all)
                   group by all) s on s.kiriman_id = n.kiriman_id)
           where abs(rerata - seharusnya) > 1e-9""",
        value="rerata",
        seharusnya="seharusnya",
    ),
]
