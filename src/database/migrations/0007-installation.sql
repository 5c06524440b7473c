-- Whether this database is the one that the data directory last saw: the other half of the mark in that directory.
ALTER TABLE raccordo.installation
  -- Begins anew whenever an administrator lets an installation go on with a restored or copied database.
  ADD COLUMN timeline uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN former_timelines uuid[] NOT NULL DEFAULT '{}',
  -- Grows before every batch of writes to a mailbox or the CRM.
  ADD COLUMN generation bigint NOT NULL DEFAULT 0,
  -- Which database server and database it lived in when a mark was made last; null: no mark was ever made.
  ADD COLUMN home text,
  -- Why nothing is synchronised before an administrator has confirmed, where one process has noticed it for all.
  ADD COLUMN doubt text CHECK (doubt IN ('restored', 'copied', 'foreign'));
