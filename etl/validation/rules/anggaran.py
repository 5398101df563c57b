"""Rules for budget lines."""

from etl.validation.rules.helpers import known, rows_where

ANGGARAN = [
    known("kode_unit", among="unit.kode_unit", rule="rujukan.kode_unit"),
    rows_where("melebihi_pagu", "realisasi_sd > pagu", "realisasi_sd", pagu="cast(pagu as decimal(38, 2))"),
    rows_where(
        "kode_awalan",
        # Only where the sender gives the upper level at all.
        """select a.* from baris a
           join (select kiriman_id, tingkat from baris group by all) t on t.kiriman_id = a.kiriman_id
            and t.tingkat = case a.tingkat when 'kegiatan' then 'program' when 'subkegiatan' then 'kegiatan' end
           where not exists (select 1 from bantu.atas_anggaran i where i.kiriman_id = a.kiriman_id
               and i.baris_sumber = a.baris_sumber and i.tingkat_induk = t.tingkat)""",
        "kode_program",
        kode="kode_program",
    ),
    rows_where(
        "anggaran.jumlah_turunan",
        # A line and the lines right under it must have the same ceiling; only leaves are added up.
        """select a.*, s.jumlah from baris a join (
             select kiriman_id, kode_induk as kode_program, sum(pagu) as jumlah from bantu.atas_anggaran
             where tingkat = case tingkat_induk when 'program' then 'kegiatan' when 'kegiatan' then 'subkegiatan' end
             group by all) s on s.kiriman_id = a.kiriman_id and s.kode_program = a.kode_program
           where abs(a.pagu - s.jumlah) > 1""",
        "pagu",
        value="cast(pagu as decimal(38, 2))",
        jumlah="cast(jumlah as decimal(38, 2))",
    ),
    rows_where(
        "anggaran.tunjangan_guru",
        # Allowances are taken off personnel expenditure: outside of it they would lower what they are not part of.
        "tunjangan_guru_tkd = 'ya' and jenis_belanja is distinct from 'pegawai'",
        "tunjangan_guru_tkd",
        kode="kode_program",
        jenis="jenis_belanja",
    ),
    rows_where(
        "anggaran.transfer_semua",
        # Over the leaves: nothing left to take the infrastructure share of.
        """select kiriman_id, cast(null as bigint) as baris_sumber, cast(transfer as decimal(38, 2)) as transfer,
                  cast(semua as decimal(38, 2)) as semua
           from (select a.kiriman_id, sum(a.pagu) as semua, sum(a.pagu) filter (where a.jenis_belanja = 'transfer') as transfer
                 from baris a anti join (select distinct kiriman_id, kode_induk from bantu.atas_anggaran) u
                   on u.kiriman_id = a.kiriman_id and u.kode_induk = a.kode_program
                 where a.kiriman_id in (select kiriman_id from baris where jenis_belanja = 'transfer')
                 group by a.kiriman_id)
           where semua > 0 and transfer >= semua""",
        value="transfer",
        semua="semua",
    ),
]
