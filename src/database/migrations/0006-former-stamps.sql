-- Stamps that a pair had before its item or record was made anew: an item that a person brings back beside the one that
-- was made in its place still carries one of them.

ALTER TABLE raccordo.link ADD COLUMN former_stamps text[] NOT NULL DEFAULT '{}';
CREATE INDEX link_former_stamps ON raccordo.link USING gin (former_stamps) WHERE former_stamps <> '{}';
