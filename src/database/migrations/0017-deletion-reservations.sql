-- Deletions that a run under way is about to carry out. A row counts while its scope still has this fence.
CREATE TABLE raccordo.deletion_reservation (
  scope_id text COLLATE "C" PRIMARY KEY REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  fence bigint NOT NULL,
  run_id text NOT NULL,
  -- Of the whole run: what its earlier rounds deleted is in it, and in the journal.
  deletions integer NOT NULL
);
