-- The occupied view again, with each empty seat as a report.
insert into turunan.calon by name
select * replace ('dengan_lowong' as varian) from turunan.calon where varian = 'terisi'
union all by name
select
    j.kiriman_id, 'dengan_lowong' as varian, j.kode_jabatan || '~' as simpul_id, j.kode_jabatan,
    j.formasi - j.isi as orang, true as lowong, p.kode_jabatan is not null as plt, h.simpul as simpul_atasan, h.polos
from turunan.jabatan as j
left join turunan.penanggung as h on j.kiriman_id = h.kiriman_id and j.atasan = h.kode_jabatan
left join turunan.pejabat as p on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan
where j.formasi > j.isi and not (j.terisi and j.isi = 0);

-- Seats by post, whoever fills them: reports stay with the post.
insert into turunan.calon by name
select
    j.kiriman_id, 'struktural' as varian,
    j.kode_jabatan || case when s.bagian = 2 then '+' else '' end as simpul_id, j.kode_jabatan,
    case when coalesce(i.formal, false) then case s.bagian when 1 then 1 else j.formasi - 1 end else j.formasi end as orang,
    not j.terisi as lowong, not j.terisi and p.kode_jabatan is not null as plt, j.atasan as simpul_atasan, j.atasan as polos
from turunan.jabatan as j
cross join (select 1 as bagian union all select 2) as s
left join turunan.induk as i on j.kiriman_id = i.kiriman_id and j.kode_jabatan = i.kode_jabatan
left join turunan.pejabat as p on j.kiriman_id = p.kiriman_id and j.kode_jabatan = p.kode_jabatan
where case when coalesce(i.formal, false) then s.bagian = 1 or j.formasi > 1 else s.bagian = 1 and j.formasi > 0 end;
