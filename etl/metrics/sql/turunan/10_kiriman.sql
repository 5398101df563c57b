-- The submissions whose values are wanted, with the quarter taken apart.
create or replace table turunan.kiriman as
select
    kiriman_id,
    kode_wilayah,
    periode,
    cast(substr(periode, 1, 4) as integer) as tahun,
    cast(substr(periode, 8, 1) as integer) as triwulan,
    last_day(make_date(cast(substr(periode, 1, 4) as integer), cast(substr(periode, 8, 1) as integer) * 3, 1)) as akhir
from kerja.kiriman
where dihitung;

-- What each of them reads beside itself; its own rows always stand for its own quarter.
create or replace table turunan.acuan as
select a.kiriman_id, a.peran, cast(substr(a.periode_acuan, 8, 1) as integer) as triwulan, a.kiriman_acuan
from kerja.acuan as a
inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
where a.kiriman_acuan <> a.kiriman_id and (a.peran <> 'tahun' or a.periode_acuan < k.periode)
union all
select kiriman_id, 'tahun', triwulan, kiriman_id from turunan.kiriman;
