-- The sequencer reads an entry with its subjects, verification does it for every entry.
create index entry_subject_by_entry on audit.entry_subject (entry_id);

-- The position of an entry in chain and tree, and the canonical bytes the tree holds of it.
create table audit.sequenced (
  position bigint primary key check (position >= 0),
  entry_id uuid not null unique references audit.entry (id),
  leaf bytea not null
);
comment on table audit.sequenced is 'Thứ tự trong chuỗi | class: technical | retention: 20 years | basis: TT 12/2022/TT-BTTTT';

-- 256 hashes each: level 0 holds the leaves, level n the roots of full tiles of level n-1.
create table audit.tile (
  level int not null,
  index bigint not null,
  hashes bytea not null check (length(hashes) = 8192),
  primary key (level, index)
);
alter table audit.tile alter column hashes set storage external;
comment on table audit.tile is 'Ô băm của cây Merkle | class: technical | retention: 20 years | basis: TT 12/2022/TT-BTTTT';

-- Where the sequencer stands: one row. `state` is the compact range, `partial` the leaves of the unfinished tile.
create table audit.tree (
  only_row boolean primary key check (only_row),
  origin text not null,
  size bigint not null check (size >= 0),
  state bytea not null,
  link bytea not null,
  partial bytea not null
);
alter table audit.tree alter column partial set storage external;
comment on table audit.tree is 'Trạng thái cây Merkle | class: technical | retention: permanent | basis: vận hành';

-- Signed tree heads (C2SP notes) and what witnesses added to them.
create table audit.checkpoint (
  size bigint primary key,
  signed_at timestamptz not null,
  note text not null
);
comment on table audit.checkpoint is 'Điểm kiểm tra đã ký | class: public | retention: permanent | basis: TT 12/2022/TT-BTTTT';

create table audit.cosignature (
  size bigint not null references audit.checkpoint (size),
  witness text not null,
  cosigned_at timestamptz not null,
  line text not null,
  primary key (size, witness)
);
comment on table audit.cosignature is 'Chữ ký của bên làm chứng | class: public | retention: permanent | basis: TT 12/2022/TT-BTTTT';

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % on %.% refused', tg_op, tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;
create function audit.refuse_shrinking() returns trigger language plpgsql as $$
begin
  if new.size <= old.size or new.origin <> old.origin then
    raise exception 'the audit log only grows' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

do $$
declare
  name text;
begin
  foreach name in array array['entry', 'entry_subject', 'sequenced', 'tile', 'checkpoint', 'cosignature'] loop
    execute format('create trigger append_only before update or delete or truncate on audit.%I for each statement execute function audit.refuse_change()', name);
  end loop;
end $$;
create trigger keep before delete or truncate on audit.tree for each statement execute function audit.refuse_change();
create trigger grow before update on audit.tree for each row execute function audit.refuse_shrinking();

-- "Who looked at my data": the person's own page, or an auditor's. The reader is checked here; names of officers are not given.
create function audit.accesses_of(person uuid, before_at timestamptz, before_id uuid, page int)
returns table (
  entry_id uuid, recorded_at timestamptz, kind text, action text, actor_kind text, by_self boolean, agency_id uuid,
  basis_kind text, purpose_code text, purpose_vi text, purpose_en text, case_ref text
)
language sql stable security definer set search_path = pg_catalog, audit, access as $$
  select e.id, e.recorded_at, e.kind, e.action, e.actor_kind,
         coalesce(e.actor_kind = 'citizen' and e.actor_id = access.actor_id(), false), e.agency_id,
         b.kind, b.purpose_code, p.name_vi, p.name_en, b.case_ref
    from audit.entry_subject s
    join audit.entry e on e.id = s.entry_id
    left join access.basis b on b.id = e.basis_id
    left join access.purpose p on p.code = b.purpose_code
      and p.valid_from <= (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date
      and (p.valid_to is null or p.valid_to > (e.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date)
   where s.person_id = person
     and (person = any (access.persons()) or access.has_role('auditor'))
     and (s.recorded_at, s.entry_id) < (before_at, before_id)
   order by s.recorded_at desc, s.entry_id desc
   limit least(greatest(page, 1), 200)
$$;
alter function audit.accesses_of(uuid, timestamptz, uuid, int) owner to serepok_definer;
grant select on audit.entry, audit.entry_subject to serepok_definer;
grant select on access.purpose to serepok_definer;
