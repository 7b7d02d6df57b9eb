-- What is made from catalogue rows is kept in memory: tells when they change.
create trigger note_change after insert or update or delete or truncate on catalog.entry
  for each statement execute function edition.note_change('catalog');
