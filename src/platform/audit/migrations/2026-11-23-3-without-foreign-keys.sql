-- These rows are written in one statement with their entry and never change: verification accounts for them, and a
-- foreign key would lock and rewrite the entry's row once for each of them (measured: a quarter of an entry's cost).
alter table audit.entry_subject drop constraint entry_subject_entry_id_fkey;
alter table audit.unsequenced drop constraint unsequenced_entry_id_fkey;
alter table audit.sequenced drop constraint sequenced_entry_id_fkey;
-- Full of dead rows all the time and empty most of it: cleaned often, so that looking for waiting entries stays cheap.
alter table audit.unsequenced set (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 0);
