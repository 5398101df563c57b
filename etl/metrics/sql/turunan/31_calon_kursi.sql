-- The occupied view again, with each empty seat as a report.
insert into turunan.calon by name
select * replace (cast('dengan_lowong' as turunan.pandangan) as varian) from turunan.calon where varian = 'terisi'
union all by name
select
    cast('dengan_lowong' as turunan.pandangan) as varian, j.nomor, cast(null as integer) as simpul, '~' as bagian, cast(null as integer) as arah,
    j.formasi - j.isi as orang, true as lowong, p.nomor is not null as plt, h.simpul as simpul_atasan, h.polos
from turunan.jabatan as j
left join turunan.penanggung as h on j.atasan = h.nomor
left join turunan.pejabat as p on j.nomor = p.nomor
where j.formasi > j.isi and not (j.terisi and j.isi = 0);

-- Seats by post, whoever fills them: reports stay with the post.
insert into turunan.calon by name
select
    cast('struktural' as turunan.pandangan) as varian, j.nomor, case when s.bagian = '' then j.nomor end as simpul, s.bagian, cast(null as integer) as arah,
    case when coalesce(i.formal, false) then case s.bagian when '' then 1 else j.formasi - 1 end else j.formasi end as orang,
    not j.terisi as lowong, not j.terisi and p.nomor is not null as plt, j.atasan as simpul_atasan, j.atasan as polos
from turunan.jabatan as j
cross join (select '' as bagian union all select '+') as s
left join turunan.induk as i on j.nomor = i.nomor
left join turunan.pejabat as p on j.nomor = p.nomor
where case when coalesce(i.formal, false) then s.bagian = '' or j.formasi > 1 else s.bagian = '' and j.formasi > 0 end;
