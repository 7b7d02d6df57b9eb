-- Who acts in this transaction is told by transaction settings (set_config(..., true)); these functions read them.
create function access.actor_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.actor', true), '')::uuid $$;
create function access.actor_kind() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.kind', true), ''), 'anonymous') $$;
create function access.person_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function access.persons() returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.persons', true), ''), '{}')::uuid[] $$;
create function access.organisations() returns uuid[] language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.organisations', true), ''), '{}')::uuid[] $$;
create function access.terms() returns jsonb language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.terms', true), ''), '{}')::jsonb $$;
create function access.basis_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.basis', true), '')::uuid $$;

create function access.has_role(wanted text) returns boolean language sql stable parallel safe as $$
  select wanted = 'anyone' or wanted = access.actor_kind() or access.terms() ? wanted
$$;
create function access.agencies(of_role text) returns uuid[] language sql stable parallel safe as $$
  select coalesce(array_agg(value::uuid), '{}') from jsonb_array_elements_text(access.terms() -> of_role -> 'agencies')
$$;
create function access.places(of_role text) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(value), '{}') from jsonb_array_elements_text(access.terms() -> of_role -> 'places')
$$;
create function access.is_assured(evidence text, account_level int, auth_level int) returns boolean language sql stable parallel safe as $$
  select coalesce(nullif(current_setting('app.evidence', true), ''), 'I0') >= evidence
     and coalesce(nullif(current_setting('app.account_level', true), ''), '0')::int >= account_level
     and coalesce(nullif(current_setting('app.auth_level', true), ''), '0')::int >= auth_level
$$;

create table access.purpose (
  code text not null,
  valid_from date not null,
  valid_to date,
  name_vi text not null,
  name_en text not null,
  legal_ground text not null,
  source text not null,
  primary key (code, valid_from)
);
comment on table access.purpose is 'Mục đích tra cứu | class: public | retention: permanent | basis: Luật BVDLCN 91/2025/QH15';

create table access.basis (
  id uuid primary key,
  kind text not null check (kind in ('case', 'purpose', 'warrant', 'break_glass', 'self', 'job')),
  actor_id uuid,
  actor_kind text not null,
  agency_id uuid,
  purpose_code text,
  case_ref text,
  reason text,
  approved_by uuid,
  opened_at timestamptz not null,
  expires_at timestamptz,
  closed_at timestamptz,
  check (kind <> 'purpose' or purpose_code is not null),
  check (kind <> 'case' or case_ref is not null)
);
comment on table access.basis is 'Căn cứ xem dữ liệu | class: personal | retention: 10 years | basis: Luật BVDLCN 91/2025/QH15';
create index basis_by_case on access.basis (case_ref) where closed_at is null;

create table access.basis_subject (
  basis_id uuid not null references access.basis (id),
  person_id uuid not null,
  primary key (basis_id, person_id)
);
comment on table access.basis_subject is 'Người được nêu trong căn cứ | class: personal | retention: 10 years | basis: Luật BVDLCN 91/2025/QH15';
create index basis_subject_by_person on access.basis_subject (person_id);

-- A basis counts while it is open, approved where a second person must agree, and used by whom it was opened for:
-- a case basis serves every officer whose policy shows them the case; other kinds serve the one who opened them.
create function access.open_basis() returns access.basis language sql stable security definer set search_path = pg_catalog, access as $$
  select b.* from access.basis b
   where b.id = access.basis_id()
     and b.closed_at is null
     and (b.expires_at is null or b.expires_at > nullif(current_setting('app.now', true), '')::timestamptz)
     and (b.kind <> 'break_glass' or b.approved_by is not null)
     and (b.kind in ('case', 'job') or b.actor_id is not distinct from access.actor_id())
$$;
create function access.basis_kind() returns text language sql stable security definer set search_path = pg_catalog, access as $$
  select (access.open_basis()).kind
$$;
create function access.basis_subjects() returns uuid[] language sql stable security definer set search_path = pg_catalog, access as $$
  select coalesce(array_agg(s.person_id), '{}') from access.basis_subject s where s.basis_id = (access.open_basis()).id
$$;
alter function access.open_basis() owner to serepok_definer;
alter function access.basis_kind() owner to serepok_definer;
alter function access.basis_subjects() owner to serepok_definer;
grant select on access.basis, access.basis_subject to serepok_definer;
