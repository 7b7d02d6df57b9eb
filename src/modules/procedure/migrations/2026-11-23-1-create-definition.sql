-- A published definition is never overwritten: a change is a new version. A case pins the version it began under.
create table procedure.definition (
  code text not null,
  version int not null,
  valid_from date not null,
  valid_to date,
  body jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  primary key (code, version)
);
comment on table procedure.definition is 'Định nghĩa thủ tục | class: public | retention: permanent | basis: NĐ 63/2010/NĐ-CP; QĐ công bố TTHC';

-- Procedures known by their facts alone, and what people find when they search.
create table procedure.listing (
  code text primary key,
  essential_number int,
  name_vi text not null,
  name_en text not null,
  field_vi text not null,
  field_en text not null,
  search_text text not null,
  levels text[] not null,
  time_limit text,
  fee_text text,
  fee_amount bigint,
  is_open boolean not null,
  verified boolean not null,
  source text not null
);
comment on table procedure.listing is 'Danh mục thủ tục | class: public | retention: permanent | basis: QĐ 06/QĐ-TTg, QĐ 422/QĐ-TTg';
create index listing_search on procedure.listing using gin (search_text gin_trgm_ops);
