-- A person's or organisation's papers: issued by an agency, signed, verifiable, revocable.
create table vault.document (
  id uuid primary key,
  owner_person_id uuid,
  owner_organisation_id uuid,
  kind text not null,
  title_vi text not null,
  title_en text not null,
  number text,
  issued_on date not null,
  valid_to date,
  issuer_agency_id uuid not null,
  issuer_name text not null,
  subject_hint text not null,
  file_id uuid not null,
  content_hash bytea not null,
  bytes bigint not null,
  verification_code text not null unique,
  source_ref text not null unique,
  revoked_on date,
  revoke_reason text,
  seen_at timestamptz,
  deposited_at timestamptz not null,
  check (owner_person_id is not null or owner_organisation_id is not null)
);
comment on table vault.document is 'Kho giấy tờ điện tử | class: personal | retention: permanent | basis: NĐ 45/2020/NĐ-CP; Luật Lưu trữ 33/2024/QH15';
create index document_of_person on vault.document (owner_person_id, deposited_at desc, id);
create index document_of_organisation on vault.document (owner_organisation_id, deposited_at desc, id);
create index document_by_hash on vault.document (content_hash);

-- What anyone may learn of a paper by the code printed on it or by its exact bytes: never more than it shows itself.
create function vault.find_for_verification(code text, hash bytea)
  returns table (id uuid, title_vi text, title_en text, number text, issued_on date, valid_to date, issuer_name text, subject_hint text, revoked_on date, content_hash bytea, verification_code text)
  language sql stable security definer set search_path = pg_catalog, vault as $$
  select d.id, d.title_vi, d.title_en, d.number, d.issued_on, d.valid_to, d.issuer_name, d.subject_hint, d.revoked_on, d.content_hash, d.verification_code
    from vault.document d where d.verification_code = code or d.content_hash = hash limit 1
$$;
grant select on vault.document to serepok_definer;
alter function vault.find_for_verification(text, bytea) owner to serepok_definer;
