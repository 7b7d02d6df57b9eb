create index agency_by_code on agency.agency (code);
create index agency_by_dossier_prefix on agency.agency (dossier_prefix);
