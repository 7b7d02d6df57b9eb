-- What was read and done on a declared basis: for who holds it, who approves emergencies, and auditors.
create index entry_by_basis on audit.entry (basis_id, recorded_at) where kind = 'look' and basis_id is not null;
create function audit.uses_of(basis uuid)
returns table (at timestamptz, kind text, action text, persons int)
language sql stable security definer set search_path = pg_catalog, audit, access as $$
  select e.recorded_at, e.kind, e.action, coalesce((e.detail ->> 'count')::int, 0)
    from audit.entry e
   where e.basis_id = basis and e.kind = 'look'
     and exists (select 1 from access.basis b where b.id = basis
                   and (b.actor_id = access.actor_id() or access.has_role('auditor')
                        or (b.kind = 'break_glass' and access.has_role('access-approver'))))
   order by e.recorded_at desc
   limit 200
$$;
alter function audit.uses_of(uuid) owner to serepok_definer;
