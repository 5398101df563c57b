-- The baseline's administrative posts under today's perangkat daerah: by the old unit, else by the new post,
-- else by the baseline's own unit table where that perangkat daerah still exists.
create or replace table turunan.penyetaraan as
select
    p.kiriman_id, w.opd, p.kode_jabatan_asal, p.eselon_asal, p.nasib, p.status_penyetaraan, p.jenjang_baru,
    j.jenis_jabatan || coalesce(':' || j.jenjang, '') as jabatan_baru,
    -- The post was to go, yet its code still stands among the administrative posts.
    p.nasib <> 'dipertahankan' and coalesce(a.jenis_jabatan in ('administrator', 'pengawas') or a.eselon = 'V.a', false) as masih_ada
from kerja.penyetaraan as p
inner join turunan.kiriman as k on p.kiriman_id = k.kiriman_id
left join kerja.unit_opd as o on p.kiriman_id = o.kiriman_id and p.kode_unit_asal = o.kode_unit
left join turunan.jabatan as j on p.kiriman_id = j.kiriman_id and p.kode_jabatan_baru = j.kode_jabatan
left join turunan.jabatan as a on p.kiriman_id = a.kiriman_id and p.kode_jabatan_asal = a.kode_jabatan
left join turunan.acuan as d on p.kiriman_id = d.kiriman_id and d.peran = 'dasar'
left join kerja.unit_opd as b on d.kiriman_acuan = b.kiriman_id and p.kode_unit_asal = b.kode_unit
left join kerja.unit_opd as n on p.kiriman_id = n.kiriman_id and b.kode_opd = n.kode_unit
inner join kerja.opd as w
    on p.kiriman_id = w.kiriman_id and coalesce(o.kode_opd, j.kode_opd, n.kode_opd, '') = coalesce(w.kode_opd, '');
