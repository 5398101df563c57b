"""Rules for the submission itself and for what could not be read."""

from etl.contracts.parsed import ISSUE_RULES
from etl.validation.rules.helpers import rows_where

_NO_ROW = "cast(null as bigint) as baris_sumber"

KIRIMAN = [
    rows_where(
        "kiriman.wilayah",
        f"""select *, {_NO_ROW} from baris
            where not coalesce(regexp_full_match(kode_wilayah, '[0-9]{{{{2}}}}([.][0-9]{{{{2}}}})?'), false)
            or kode_wilayah not in (select kode from bantu.wilayah)""",
        value="kode_wilayah",
    ),
    rows_where(
        "kiriman.periode",
        f"select *, {_NO_ROW} from baris where not coalesce(regexp_full_match(periode, '[0-9]{{{{4}}}}-TW[1-4]'), false)",
        value="periode",
    ),
    rows_where(
        "internal.skala",
        # Bands from the highest down: each lower limit below the one before, the last open: no gap, no overlap, no end.
        f"""select kiriman_id, {_NO_ROW}, skala, kode from baris cross join (
              select skala, kode, bawah, lag(bawah) over w as atas, lead(kode) over w as berikut from bantu.pita
              window w as (partition by skala, berlaku order by urut))
            where coalesce(bawah >= atas, false) or (bawah is null) <> (berikut is null)""",
        value="skala",
        kode="kode",
    ),
    rows_where(
        "kiriman.opd_diam",
        # A placeholder for each: named as not sent, never filled from an earlier quarter.
        f"select d.*, {_NO_ROW} from baris b join bantu.opd_diam d on d.kiriman_id = b.kiriman_id",
        value="kode_opd",
        history=True,
        nama="nama",
        lalu="lalu",
        terima="terima",
        semua="semua",
    ),
    rows_where(
        "riwayat.jumlah_baris",
        f"""select j.*, {_NO_ROW} from baris b join bantu.jumlah_opd j on j.kiriman_id = b.kiriman_id
            where j.lalu > 0 and abs(j.kini - j.lalu) > 0.1 * j.lalu
              and (j.kiriman_id, j.kode_opd) not in (select (kiriman_id, kode_opd) from bantu.opd_diam)""",
        value="kini",
        history=True,
        isi="jenis_data",
        opd="kode_opd",
        lalu="lalu",
        kini="kini",
    ),
    rows_where(
        "riwayat.wilayah_lain",
        f"""select u.*, {_NO_ROW}, b.kode_wilayah from baris b join bantu.unit_dikenal u on u.kiriman_id = b.kiriman_id
            where u.dikenal * 2 < u.semua""",
        value="kode_wilayah",
        history=True,
        hilang="semua - dikenal",
        semua="semua",
        lalu="lalu",
    ),
]

SEL = [rows_where(rule, f"aturan = '{rule}'") for rule in ISSUE_RULES]
