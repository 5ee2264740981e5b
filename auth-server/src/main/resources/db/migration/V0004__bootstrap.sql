-- Which secret of the bootstrap file was applied last, as a hash under a key that is not in this database. A password
-- that its owner changed stays changed until the file says something new.
create table bootstrap_secret (
    subject     text  primary key,
    fingerprint bytea not null
);
