-- Accounts of offices are kept in memory: tells when accounts are opened or closed.
create trigger note_change after insert or update or delete or truncate on money.account
  for each statement execute function edition.note_change('money-account');
