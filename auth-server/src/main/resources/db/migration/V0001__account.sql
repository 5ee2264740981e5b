-- People. The id is the subject of every token and is never reused; names and addresses are attributes that may change.
create table account (
    id             uuid        primary key,
    username       text        not null,
    username_key   text        not null constraint account_username_key_unique unique,
    email          text        not null,
    email_key      text        not null constraint account_email_key_unique unique,
    email_verified boolean     not null,
    name           text        not null,
    birthdate      date,
    password_hash  text,
    enabled        boolean     not null,
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    version        bigint      not null
);

create table account_role (
    account_id uuid not null references account (id) on delete cascade,
    role       text not null,
    primary key (account_id, role)
);
