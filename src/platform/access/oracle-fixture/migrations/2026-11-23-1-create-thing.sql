create table oracle.thing (
  id uuid primary key,
  person_id uuid,
  agency_id uuid,
  place text,
  owner_id uuid,
  organisation_id uuid,
  state text
);
comment on table oracle.thing is 'Bảng thử chính sách | class: technical | retention: 1 day | basis: kiểm thử';
