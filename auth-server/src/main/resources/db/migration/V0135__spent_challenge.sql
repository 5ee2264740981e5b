-- Puzzles that have been solved and used. Until then a puzzle is a signed value that only the browser holds. The row is worth
-- nothing after expires_at and is swept.
create table spent_challenge (
    hash        bytea       primary key,
    expires_at  timestamptz not null
);

create index spent_challenge_expires on spent_challenge (expires_at);
