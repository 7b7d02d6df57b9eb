create table law.instrument (
  id text primary key,
  number text not null,
  kind text not null,
  title text not null,
  issuer text not null,
  issued_on date,
  valid_from date,
  valid_to date,
  amends text[] not null,
  replaced_by text[] not null,
  governs text not null,
  search_text text not null,
  source text not null,
  verified boolean not null,
  note text
);
comment on table law.instrument is 'Văn bản pháp luật | class: public | retention: permanent | basis: Luật Ban hành văn bản quy phạm pháp luật';
