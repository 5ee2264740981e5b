-- The notes people write. owner_id is the subject of their access tokens: opaque, never reused.
CREATE EXTENSION IF NOT EXISTS btree_gin; -- trusted: the owner of the database may create it

-- 'simple' takes words as they are, in any language. A text can exceed what one tsvector holds; then its beginning is
-- what can be found.
CREATE FUNCTION note_search(title text, body text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS
$$
BEGIN
    RETURN setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B');
EXCEPTION WHEN program_limit_exceeded THEN
    RETURN setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', left(body, 20000)), 'B');
END
$$;

CREATE TABLE note
(
    id         uuid        PRIMARY KEY,
    owner_id   text        NOT NULL CHECK (length(owner_id) BETWEEN 1 AND 255),
    title      text        NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    text       text        NOT NULL CHECK (length(text) <= 100000),
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    deleted_at timestamptz,
    version    bigint      NOT NULL CHECK (version > 0),
    search     tsvector    NOT NULL GENERATED ALWAYS AS (note_search(title, text)) STORED
);

CREATE INDEX note_newest ON note (owner_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX note_search ON note USING gin (owner_id, search) WHERE deleted_at IS NULL;
CREATE INDEX note_trash ON note (deleted_at) WHERE deleted_at IS NOT NULL;
