-- A write that was announced and certainly refused leaves neither an entry in the journal nor a conflict in the inbox.
ALTER TABLE raccordo.journal ADD COLUMN intent_id text;
ALTER TABLE raccordo.conflict
  ADD COLUMN intent_id text,
  -- The announced write that made it superseded: should that be refused, it is open again.
  ADD COLUMN superseded_by text;
