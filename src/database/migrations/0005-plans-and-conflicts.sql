-- Plans as documents, decisions about conflicts, runs that undo and verify, and what the engine must remember to tell
-- a restored CRM from a deletion and a category that its user took away from one that was never given.

ALTER TABLE raccordo.run
  ADD COLUMN kind text NOT NULL DEFAULT 'sync' CHECK (kind IN ('sync', 'undo', 'verify')),
  -- The run that this one takes back.
  ADD COLUMN undo_of text;

-- The plan of a run that only planned, or that a brake held. One document: head and lines live and die together.
CREATE TABLE raccordo.plan (
  run_id text COLLATE "C" PRIMARY KEY REFERENCES raccordo.run (id) ON DELETE CASCADE,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  hash text NOT NULL,
  counts jsonb NOT NULL,
  brake jsonb,
  steps integer NOT NULL,
  -- `outdated`: the world had moved on when it was to be carried out; another plan stands in its place.
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'outdated')),
  -- The run that carried it out.
  applied_by text,
  made_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX plan_newest ON raccordo.plan (scope_id, made_at);

CREATE TABLE raccordo.plan_step (
  run_id text COLLATE "C" NOT NULL REFERENCES raccordo.run (id) ON DELETE CASCADE,
  ordinal integer NOT NULL,
  kind text NOT NULL,
  -- What is approved of the step; null for a step that changes nothing.
  line text COLLATE "C",
  -- Its turn has come in the run that carries the plan out, and it was as approved.
  taken boolean NOT NULL DEFAULT false,
  step jsonb NOT NULL,
  PRIMARY KEY (run_id, ordinal)
);
CREATE INDEX plan_step_kind ON raccordo.plan_step (run_id, kind, ordinal);
CREATE INDEX plan_step_line ON raccordo.plan_step (run_id, line) WHERE line IS NOT NULL;

-- Looked at again when other unlinked items change. A mailbox may leave out many items, and few for another's sake.
CREATE INDEX unlinked_undecided ON raccordo.unlinked (scope_id, side, item_id)
  WHERE state = 'review' OR reason -> 'params' ->> 'side' <> side;

-- What a verification found.
CREATE TABLE raccordo.finding (
  run_id text COLLATE "C" NOT NULL REFERENCES raccordo.run (id) ON DELETE CASCADE,
  ordinal integer NOT NULL,
  finding jsonb NOT NULL,
  PRIMARY KEY (run_id, ordinal)
);

-- Its head: what was compared with the memory.
CREATE TABLE raccordo.verification (
  run_id text COLLATE "C" PRIMARY KEY REFERENCES raccordo.run (id) ON DELETE CASCADE,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  links integer NOT NULL,
  records integer NOT NULL,
  items integer NOT NULL
);

-- What the two sides list while a verification goes on: a mailbox may have more items than fit into memory.
CREATE TABLE raccordo.sighted (
  run_id text COLLATE "C" NOT NULL REFERENCES raccordo.run (id) ON DELETE CASCADE,
  side text COLLATE "C" NOT NULL CHECK (side IN ('crm', 'exchange')),
  item_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (run_id, side, item_id)
);

-- The value of a field that lost, until a person has looked at it.
CREATE TABLE raccordo.conflict (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  run_id text NOT NULL,
  link_id text,
  crm_id text,
  exchange_id text,
  field text NOT NULL,
  winner text NOT NULL CHECK (winner IN ('crm', 'exchange')),
  base jsonb,
  crm jsonb,
  exchange jsonb,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'taken', 'edited', 'superseded')),
  decided_by text,
  decided_at timestamptz
);
CREATE INDEX conflict_open ON raccordo.conflict (scope_id, id) WHERE state = 'open';
CREATE INDEX conflict_newest ON raccordo.conflict (scope_id, id);
CREATE INDEX conflict_link ON raccordo.conflict (scope_id, link_id, field) WHERE state = 'open';
CREATE INDEX conflict_age ON raccordo.conflict (at);
INSERT INTO raccordo.conflict (scope_id, run_id, link_id, crm_id, exchange_id, field, winner, base, crm, exchange, at)
SELECT scope_id, run_id, link_id, crm_id, exchange_id, conflict ->> 'field', conflict ->> 'winner',
  conflict -> 'base', conflict -> 'crm', conflict -> 'exchange', at
FROM raccordo.journal WHERE op = 'conflict' AND conflict IS NOT NULL ORDER BY id;

ALTER TABLE raccordo.journal
  -- The run that took the entry back.
  ADD COLUMN undone_by text,
  -- Of `after` what the side made something else of, as it was read back.
  ADD COLUMN kept jsonb;
CREATE INDEX journal_run ON raccordo.journal (run_id, id);
-- A run is taken back link by link.
CREATE INDEX journal_run_link ON raccordo.journal (run_id, link_id, id);

-- What the link is once the write is done, where the kind of write does not say it.
ALTER TABLE raccordo.intent ADD COLUMN leaves text CHECK (leaves IN ('LINKED', 'DET_E', 'DET_C', 'CLOSED'));

-- A CRM that comes back from a backup knows less than it once told: its deletions then are none.
ALTER TABLE raccordo.scope DROP CONSTRAINT scope_status_check;
ALTER TABLE raccordo.scope
  ADD CONSTRAINT scope_status_check CHECK (status IN ('ok', 'hold', 'relink', 'restored', 'paused')),
  ADD COLUMN crm_instance text,
  ADD COLUMN crm_high_water bigint;

-- The profile's categories that the item has been given once. One that its user took away is not given again.
ALTER TABLE raccordo.link ADD COLUMN given_categories text[] NOT NULL DEFAULT '{}';
UPDATE raccordo.link l SET given_categories = s.managed_categories
FROM raccordo.scope s WHERE s.id = l.scope_id;

-- A create that certainly did nothing is no evidence: its record goes with the intent.
ALTER TABLE raccordo.issue ADD COLUMN intent_id text;
CREATE INDEX issue_intent ON raccordo.issue (scope_id, intent_id);

-- Deletions that a person approved are not held against the next ones.
ALTER TABLE raccordo.journal ADD COLUMN approved boolean NOT NULL DEFAULT false;
