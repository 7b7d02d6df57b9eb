-- An officer who came by VNeID is signed out when that VNeID session ends: the flow carries its id to the session.
alter table identity.flow add column upstream_sid text;
