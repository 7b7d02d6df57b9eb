-- Which transaction last changed the tables of a name: what a process keeps in memory of them is good as long as this stands.
create table edition.edition (
  name text primary key,
  changed_in xid8 not null
);
comment on table edition.edition is 'Ấn bản của dữ liệu giữ trong bộ nhớ | class: technical | retention: permanent | basis: vận hành';

-- Trigger function; its argument is the name.
create function edition.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog, edition as $$
begin
  insert into edition.edition values (tg_argv[0], pg_current_xact_id())
  on conflict (name) do update set changed_in = excluded.changed_in where edition.changed_in <> excluded.changed_in;
  return null;
end $$;
alter function edition.note_change() owner to serepok_definer;
grant select, insert, update on edition.edition to serepok_definer;
