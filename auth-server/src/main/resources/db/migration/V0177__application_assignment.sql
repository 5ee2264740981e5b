-- For whom the launcher shows an application that the operator declared: everybody with a role, or one account.
create table application_assignment (
    client_id  uuid not null references client (id) on delete cascade,
    role       text,
    account_id uuid references account (id) on delete cascade,
    check ((role is null) <> (account_id is null))
);

create unique index application_assignment_role on application_assignment (client_id, role) where role is not null;
create unique index application_assignment_account
    on application_assignment (account_id, client_id) where account_id is not null;
