-- Opening hours, holidays and notices are kept in memory: tells when they change.
create trigger note_change after insert or update or delete or truncate on calendar.opening_hours
  for each statement execute function edition.note_change('calendar');
create trigger note_change after insert or update or delete or truncate on calendar.holiday_rule
  for each statement execute function edition.note_change('calendar');
create trigger note_change after insert or update or delete or truncate on calendar.notice
  for each statement execute function edition.note_change('calendar');
