-- The legal day of the end beside the legal day of the beginning: figures are counted by day along these indexes.
alter table dossier.dossier
  add column finished_day date generated always as ((finished_at at time zone 'Asia/Ho_Chi_Minh')::date) stored;
create index dossier_by_submitted_day on dossier.dossier (legal_day);
create index dossier_by_finished_day on dossier.dossier (finished_day);
