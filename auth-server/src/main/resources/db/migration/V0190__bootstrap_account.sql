-- Which account each user name of the bootstrap file has made. Its owner may take another name: at the next start it is known
-- again, instead of being in the way of the one that the file declares.
create table bootstrap_account (
    username   text primary key,
    account_id uuid not null references account (id) on delete cascade
);

create index bootstrap_account_account on bootstrap_account (account_id);
