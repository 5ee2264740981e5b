-- The roles that the groups of somebody mean who has come from the directory for the first time.
alter table federated_arrival add column roles text not null default '';
