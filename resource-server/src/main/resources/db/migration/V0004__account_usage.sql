-- What each account keeps, trash included, so that a quota costs one row and not a count.
CREATE TABLE account_usage
(
    owner_id      text   PRIMARY KEY,
    notes         bigint NOT NULL CHECK (notes >= 0),
    picture_bytes bigint NOT NULL CHECK (picture_bytes >= 0)
);

INSERT INTO account_usage (owner_id, notes, picture_bytes)
SELECT owner_id, count(*), coalesce(sum(picture_bytes), 0) FROM note GROUP BY owner_id;
