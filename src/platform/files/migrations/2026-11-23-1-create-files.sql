-- Contents lie outside the database, sealed with one data key each; the rooms that own documents refer to objects here.
create table files.object (
  id uuid primary key,
  content_hash bytea not null check (octet_length(content_hash) = 32),
  size bigint not null check (size > 0),
  media_type text not null,
  key_id text not null,
  wrapped_key bytea not null,
  stored_at timestamptz not null,
  unique (content_hash)
);
comment on table files.object is 'Nội dung tệp (mã băm, khoá bọc) | class: technical | retention: while referenced | basis: Luật Lưu trữ 33/2024/QH15';
create index object_by_key on files.object (key_id);

create table files.reference (
  id uuid primary key,
  object_id uuid not null references files.object (id),
  holder text not null,
  holder_id uuid not null,
  created_at timestamptz not null,
  unique (object_id, holder, holder_id)
);
comment on table files.reference is 'Nơi dùng tệp | class: technical | retention: as its holder | basis: Luật Lưu trữ 33/2024/QH15';
create index reference_by_holder on files.reference (holder_id, holder);
