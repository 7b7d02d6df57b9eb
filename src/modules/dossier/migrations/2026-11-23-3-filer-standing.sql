-- Whether an authorised filer still may follow the case: ended with the authorisation.
alter table dossier.dossier
  add column filer_standing text not null default 'holds' check (filer_standing in ('holds', 'ended'));
comment on column dossier.dossier.filer_standing is 'Người nộp thay còn được ủy quyền hay không';
