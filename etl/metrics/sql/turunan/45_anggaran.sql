-- Budget lines that may be added: leaves, whose code no other line begins with. chr(1) sorts before any other character.
create or replace table turunan.anggaran as
with urut as (
    select
        a.*,
        lead(a.kode_program) over (partition by a.kiriman_id order by replace(a.kode_program, '.', chr(1))) as berikut
    from kerja.anggaran as a
    inner join turunan.kiriman as k on a.kiriman_id = k.kiriman_id
)
select a.* exclude (berikut), o.kode_opd
from urut as a
left join kerja.unit_opd as o on a.kiriman_id = o.kiriman_id and a.kode_unit = o.kode_unit
where a.berikut is null or not starts_with(a.berikut, a.kode_program || '.');
