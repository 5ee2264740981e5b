-- What a person says of themselves beyond a name: the standard claims of OpenID Connect Core, section 5.1.
create table account_profile (
    account_id          uuid        primary key references account (id) on delete cascade,
    given_name          text,
    family_name         text,
    nickname            text,
    gender              text,
    website             text,
    zoneinfo            text,
    locale              text,
    phone_number        text,
    street_address      text,
    locality            text,
    region              text,
    postal_code         text,
    country             text,
    username_changed_at timestamptz
);

alter table account add column password_changed_at timestamptz;

-- Accounts whose owner asked for deletion. Signing in before the time is over takes the row away.
create table account_deletion (
    account_id    uuid        primary key references account (id) on delete cascade,
    requested_at  timestamptz not null,
    due_at        timestamptz not null
);

create index account_deletion_due on account_deletion (due_at);
