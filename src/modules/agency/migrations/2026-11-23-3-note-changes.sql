-- Agencies are few and kept in memory: tells when they change.
create trigger note_change after insert or update or delete or truncate on agency.agency
  for each statement execute function edition.note_change('agency');
