-- The picture of a note: what is known about it lies with the note, its bytes lie apart under a key that is used once.
CREATE TABLE picture
(
    key     uuid  PRIMARY KEY,
    content bytea NOT NULL
);
ALTER TABLE picture ALTER COLUMN content SET STORAGE EXTERNAL; -- PNG and JPEG are compressed already

ALTER TABLE note
    ADD COLUMN picture_key    uuid,
    ADD COLUMN picture_etag   text,
    ADD COLUMN picture_type   text,
    ADD COLUMN picture_bytes  integer,
    ADD COLUMN picture_width  integer,
    ADD COLUMN picture_height integer,
    ADD CONSTRAINT note_picture_whole_or_none
        CHECK (num_nulls(picture_key, picture_etag, picture_type, picture_bytes, picture_width, picture_height) IN (0, 6));

-- The trash is listed by account and swept by age.
CREATE INDEX note_trash_newest ON note (owner_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL;
