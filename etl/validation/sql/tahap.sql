-- What the rules of the teams, the organisation's predicate, the indices and the names of posts read.

-- Members of each team that has a row of members; a leader whom only the team names is one more.
create table bantu.isi_tim as
select m.kiriman_id, m.kode_tim,
       count(distinct coalesce(m.nip, m.id_pegawai_lokal, cast(m.baris_sumber as varchar)))
       + case when any_value(t.nip_ketua) is not null and not coalesce(bool_or(m.nip = t.nip_ketua), false) then 1 else 0 end as jumlah
from masuk.anggota_tim m
left join (select kiriman_id, kode_tim, any_value(nip_ketua) as nip_ketua from masuk.tim group by all) t
  on t.kiriman_id = m.kiriman_id and t.kode_tim = m.kode_tim
where m.kode_tim is not null group by m.kiriman_id, m.kode_tim;

-- Active teams and their share of time by person, at the person's first row.
create table bantu.beban_orang as
select m.kiriman_id, min(m.baris_sumber) as baris_sumber, count(distinct m.kode_tim) as tim, sum(m.porsi_waktu) as porsi,
       any_value(m.kode_tim) as kode_tim, any_value(m.porsi_waktu) as porsi_waktu
from masuk.anggota_tim m
join (select distinct kiriman_id, kode_tim from masuk.tim where coalesce(status, 'aktif') = 'aktif') t
  on t.kiriman_id = m.kiriman_id and t.kode_tim = m.kode_tim
where m.nip is not null or m.id_pegawai_lokal is not null
group by m.kiriman_id, coalesce(m.nip, m.id_pegawai_lokal);

-- The submissions whose staff tell persons, and of the numbers that teams name those that the staff hold.
create table bantu.berorang as
select distinct kiriman_id from masuk.pegawai where coalesce(nip, id_pegawai_lokal) is not null;

create table bantu.nip_tim as
select distinct p.kiriman_id, p.nip from masuk.pegawai p
semi join (select kiriman_id, nip_ketua as nip from masuk.tim union select kiriman_id, nip from masuk.anggota_tim) t
  on t.kiriman_id = p.kiriman_id and t.nip = p.nip;

-- The newest bands of each scale.
create table bantu.pita_kini as
select * from bantu.pita qualify berlaku = max(berlaku) over (partition by skala);

-- Predicates and names of posts as they are compared.
create macro bantu.predikat_polos(isi) as regexp_replace(lower(isi), '[^a-z0-9]', '', 'g');
create macro bantu.nama_pelaksana_polos(nama) as rtrim(regexp_replace(trim(lower(nama)), '\s+', ' ', 'g'), ' .');
