-- Asked many times a second by the sequencer, outside any transaction: tells only whether there is work.
create function audit.has_waiting() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, audit as $$
begin
  return exists (select 1 from audit.unsequenced);
end $$;
alter function audit.has_waiting() owner to serepok_definer;
grant select on audit.unsequenced to serepok_definer;
