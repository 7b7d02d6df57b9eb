create table catalog.sheet (
  id text not null,
  revision int not null check (revision > 0),
  kind text not null,
  about text not null,
  sources json not null,
  row_keys text[] not null,
  content_hash text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (id, revision)
);
comment on table catalog.sheet is 'Tờ danh mục | class: public | retention: permanent | basis: NĐ 61/2018, NĐ 118/2025';

create table catalog.entry (
  kind text not null,
  row_key text not null,
  revision int not null check (revision > 0),
  sheet_id text not null,
  content json not null,
  content_hash text not null,
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (kind, row_key, revision)
);
comment on table catalog.entry is 'Dòng danh mục, theo phiên bản | class: public | retention: permanent | basis: NĐ 61/2018, NĐ 118/2025';
create index entry_by_sheet on catalog.entry (sheet_id);
