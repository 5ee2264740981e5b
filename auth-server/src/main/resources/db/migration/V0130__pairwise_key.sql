-- The key of pairwise subjects (OpenID Connect Core §8.1), sealed under the operator's keys. There is one for as long as the
-- installation lives: with another one, every client would take every person for a stranger.
create table pairwise_key (
    name         text primary key check (name = 'subject'),
    sealed_with  text not null,
    sealed_key   bytea not null,
    created_at   timestamptz not null
);
