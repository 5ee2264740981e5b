-- The roles there are, in words. The first three mean something to this server; the others to whoever reads the claim.
create table role (
    name        text primary key,
    title       text not null,
    description text not null
);

insert into role (name, title, description) values
    ('USER', 'USER', ''),
    ('DEVELOPER', 'DEVELOPER', ''),
    ('ADMIN', 'ADMIN', '');

insert into role (name, title, description)
select distinct role, role, '' from account_role
on conflict do nothing;

alter table account_role add constraint account_role_role foreign key (role) references role (name);

create index account_role_role on account_role (role, account_id);
