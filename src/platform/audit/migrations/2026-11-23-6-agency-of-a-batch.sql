-- A batch is done by the system for an office: the person sees the office that its basis names.
create or replace function audit.accesses_of(person uuid, before_at timestamptz, before_id uuid, page int)
returns table (
  entry_id uuid, recorded_at timestamptz, kind text, action text, actor_kind text, by_self boolean, agency_id uuid,
  basis_kind text, purpose_code text, purpose_vi text, purpose_en text, case_ref text
)
language sql stable security definer set search_path = pg_catalog, audit, access as $$
  select e.id, e.recorded_at, e.kind, e.action, e.actor_kind,
         coalesce(e.actor_kind = 'citizen' and e.actor_id = access.actor_id(), false),
         case when b.kind = 'job' then coalesce(e.agency_id, b.agency_id) else e.agency_id end,
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
