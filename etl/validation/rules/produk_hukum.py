"""Rules for the register of local legal products."""

from etl.validation.rules.helpers import rows_where

PRODUK_HUKUM = [
    rows_where("produk_hukum.tanpa_tanggal", "status = 'ditetapkan' and tanggal is null", "tanggal", kode="kode_produk"),
    rows_where("produk_hukum.tanpa_nomor", "status = 'ditetapkan' and nomor is null", "nomor", kode="kode_produk"),
    rows_where("produk_hukum.tahun_beda", "year(tanggal) <> tahun", "tanggal", tahun="cast(tahun as varchar)"),
    rows_where(
        "produk_hukum.tanggal_kemudian",
        """select a.*, k.akhir from baris a join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
           where a.status = 'ditetapkan' and a.tanggal > k.akhir""",
        "tanggal",
        akhir="akhir",
    ),
    rows_where(
        "produk_hukum.rancangan_lama",
        """select a.*, (select rancangan from bantu.wajar) as batas from baris a
           join bantu.akhir_periode k on k.kiriman_id = a.kiriman_id
           where a.status in ('rencana', 'pembahasan', 'harmonisasi')
             and a.tanggal_mulai_tahap + to_months(batas) < k.akhir""",
        "tanggal_mulai_tahap",
        kode="kode_produk",
        status="status",
        batas="batas",
    ),
    rows_where(
        "produk_hukum.dicabut_masih_berlaku",
        """select a.*, b.kode_produk as pencabut from baris a join baris b
            on b.kiriman_id = a.kiriman_id and b.mencabut = a.kode_produk and b.status = 'ditetapkan'
           where a.status = 'ditetapkan' and b.kode_produk <> a.kode_produk""",
        "status",
        kode="kode_produk",
        pencabut="pencabut",
    ),
]
