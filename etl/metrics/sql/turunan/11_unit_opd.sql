-- The perangkat daerah of each unit: itself if it is one, else that of the unit above it; null above all of them.
create or replace table kerja.unit_opd as
with recursive unit as (
    select
        u.kiriman_id,
        u.kode_unit,
        i.kode_unit as kode_induk,
        case when d.jenis_unit is not null then u.kode_unit end as sendiri
    from kerja.unit as u
    left join kerja.unit as i
        on u.kiriman_id = i.kiriman_id and nullif(u.kode_induk, u.kode_unit) = i.kode_unit
    left join turunan.jenis_opd as d on u.jenis_unit = d.jenis_unit
),
turun as (
    select kiriman_id, kode_unit, sendiri as kode_opd from unit where kode_induk is null
    union all
    select u.kiriman_id, u.kode_unit, coalesce(u.sendiri, t.kode_opd)
    from unit as u
    inner join turun as t on u.kiriman_id = t.kiriman_id and u.kode_induk = t.kode_unit
)
select kiriman_id, kode_unit, kode_opd from turun
union all
-- Units in a ring are never reached from a top.
select u.kiriman_id, u.kode_unit, u.sendiri
from unit as u
left join turun as t on u.kiriman_id = t.kiriman_id and u.kode_unit = t.kode_unit
where t.kode_unit is null;
