-- One row per consent: which text in which version, who, how, with what evidence, and whether it was taken back.
create table consent.consent (
  id uuid primary key,
  case_ref text not null,
  key text not null,
  -- who is asked; the number itself is never kept here
  person_id uuid,
  person_name text not null,
  number_hint text not null,
  text_vi text not null,
  text_hash bytea not null,
  channel text not null check (channel in ('vneid', 'signature', 'counter')),
  state text not null check (state in ('asked', 'given', 'refused', 'expired', 'withdrawn')),
  outside_ref text,
  evidence text,
  asked_by uuid,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  withdrawn_at timestamptz
);
comment on table consent.consent is 'Sự đồng ý | class: personal | retention: 10 years | basis: Luật BVDLCN 91/2025/QH15; NĐ 356/2025/NĐ-CP';
create index consent_by_case on consent.consent (case_ref, key);
create unique index consent_by_outside on consent.consent (outside_ref);
create index consent_by_person on consent.consent (person_id, asked_at);
