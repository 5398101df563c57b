"""Rules for work teams, their members and the targets they serve (PermenPANRB 7/2022). No finding shows a number."""

from etl.validation.rules.helpers import Rule, known, rows_where
from etl.validation.rules.nip import shape

_ACTIVE = "coalesce(a.status, 'aktif') = 'aktif'"
_PERSONS_TOLD = "a.kiriman_id in (from bantu.berorang)"


def _lacks(rule: str, condition: str, column: str = "kode_tim") -> Rule:
    """An active team of which something is missing."""
    return rows_where(rule, f"select a.* from baris a where {_ACTIVE} and {condition}", column, nama="nama_tim")


def _told(sheet: str, key: str) -> str:
    # A submission without the sheet, or without its key column, is not told of it at every team.
    return f"a.kiriman_id in (select distinct kiriman_id from masuk.{sheet} where {key} is not null)"


TIM = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    *shape("nip_ketua"),
    rows_where(
        "tim.ketua_tak_dikenal",
        f"""select a.* from baris a where a.nip_ketua is not null and {_PERSONS_TOLD}
            and not exists (select 1 from bantu.nip_tim p where p.kiriman_id = a.kiriman_id and p.nip = a.nip_ketua)""",
        "nip_ketua",
        tim="kode_tim",
    ),
    rows_where(
        "tim.ketua_bukan_anggota",
        """select a.* from baris a where a.nip_ketua is not null
           and exists (select 1 from masuk.anggota_tim m where m.kiriman_id = a.kiriman_id and m.kode_tim = a.kode_tim)
           and not exists (select 1 from masuk.anggota_tim m
             where m.kiriman_id = a.kiriman_id and m.kode_tim = a.kode_tim and m.nip = a.nip_ketua)""",
        "nip_ketua",
        tim="kode_tim",
    ),
    _lacks(
        "tim.tanpa_ketua",
        """a.nip_ketua is null and not exists (select 1 from masuk.anggota_tim m
           where m.kiriman_id = a.kiriman_id and m.kode_tim = a.kode_tim and m.peran = 'ketua')""",
    ),
    _lacks("tim.tanpa_sk", "a.nomor_sk is null", "nomor_sk"),
    _lacks(
        "tim.tanpa_anggota",
        f"""{_told("anggota_tim", "kode_tim")} and not exists (select 1 from masuk.anggota_tim m
            where m.kiriman_id = a.kiriman_id and m.kode_tim = a.kode_tim)""",
    ),
    _lacks(
        "tim.satu_anggota",
        "exists (select 1 from bantu.isi_tim t where t.kiriman_id = a.kiriman_id and t.kode_tim = a.kode_tim and t.jumlah = 1)",
    ),
    _lacks(
        "tim.tanpa_indikator",
        f"""{_told("tim_indikator", "kode_tim")} and not exists (select 1 from masuk.tim_indikator i
            where i.kiriman_id = a.kiriman_id and i.kode_tim = a.kode_tim)""",
    ),
    rows_where("tim.tanggal_terbalik", "tanggal_selesai < tanggal_mulai", "tanggal_selesai", mulai="tanggal_mulai"),
    rows_where(
        "tim.lewat_masa",
        f"""select a.*, k.akhir from baris a join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
            where {_ACTIVE} and a.tanggal_selesai < k.akhir""",
        "tanggal_selesai",
        nama="nama_tim",
    ),
]

ANGGOTA_TIM = [
    known("kode_tim", among="tim.kode_tim", rule="rujukan.kode_tim"),
    *shape("nip"),
    rows_where(
        "anggota_tim.tanpa_orang",
        "nip is null and id_pegawai_lokal is null and instansi_asal is null and kode_wilayah_asal is null",
        "nip",
        tim="kode_tim",
    ),
    rows_where(
        "anggota_tim.tak_dikenal",
        f"""select a.* from baris a where a.instansi_asal is null
            and coalesce(a.kode_wilayah_asal, a.kode_wilayah) = a.kode_wilayah
            and (a.nip is not null or a.id_pegawai_lokal is not null) and {_PERSONS_TOLD}
            and not exists (select 1 from bantu.nip_tim p where p.kiriman_id = a.kiriman_id and p.nip = a.nip)
            and not exists (select 1 from masuk.pegawai p
              where p.kiriman_id = a.kiriman_id and p.id_pegawai_lokal = a.id_pegawai_lokal and a.nip is null)""",
        "nip",
        tim="kode_tim",
    ),
    rows_where(
        "anggota_tim.wilayah_asal",
        "kode_wilayah_asal is not null and kode_wilayah_asal not in (select kode from bantu.wilayah)",
        "kode_wilayah_asal",
    ),
    rows_where(
        "anggota_tim.terlalu_banyak_tim",
        # Told once a person, at the first row.
        """select *, (select tim from bantu.wajar) as batas from bantu.beban_orang
           where kiriman_id in (select kiriman_id from baris) and tim > (select tim from bantu.wajar)""",
        "kode_tim",
        value="tim",
        batas="batas",
    ),
    rows_where(
        "anggota_tim.porsi_waktu",
        "select * from bantu.beban_orang where kiriman_id in (select kiriman_id from baris) and porsi > 100 + 1e-9",
        "porsi_waktu",
        value="porsi",
        tim="tim",
    ),
    rows_where(
        "anggota_tim.ketua_ganda",
        """select a.*, g.jumlah from baris a join (
             select kiriman_id, kode_tim, count(*) as jumlah from baris where peran = 'ketua' group by all having count(*) > 1) g
             on g.kiriman_id = a.kiriman_id and g.kode_tim = a.kode_tim
           where a.peran = 'ketua'""",
        "peran",
        tim="kode_tim",
        jumlah="jumlah",
    ),
]

TIM_INDIKATOR = [
    known("kode_tim", among="tim.kode_tim", rule="rujukan.kode_tim"),
    known("kode_indikator", among="indikator.kode_indikator", rule="rujukan.kode_indikator"),
]

INDIKATOR_OPD = [
    known("kode_indikator", among="indikator.kode_indikator", rule="rujukan.kode_indikator"),
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    rows_where(
        "indikator_opd.bukan_opd",
        """select a.* from baris a join bantu.opd o on o.kiriman_id = a.kiriman_id and o.kode_unit = a.kode_unit
           where o.kode_opd is distinct from a.kode_unit""",
        "kode_unit",
    ),
    rows_where(
        "indikator_opd.pemilik_ganda",
        """select a.*, g.jumlah from baris a join (
             select kiriman_id, kode_indikator, count(distinct kode_unit) as jumlah from baris
             where peran = 'pemilik' group by all having count(distinct kode_unit) > 1) g
             on g.kiriman_id = a.kiriman_id and g.kode_indikator = a.kode_indikator
           where a.peran = 'pemilik'""",
        "peran",
        kode="kode_indikator",
        jumlah="jumlah",
    ),
]
