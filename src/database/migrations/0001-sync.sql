-- The memory of the synchronisation and its settings. Everything that decides what is written where stands here;
-- the records of the built-in CRM have a schema of their own.
CREATE SCHEMA raccordo;

-- One row, made with the database: it travels with a backup, because the stamps in the mailboxes depend on it.
CREATE TABLE raccordo.installation (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  stamp_key bytea NOT NULL CHECK (length(stamp_key) = 32),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- ------------------------------------------------------------------------------------------------- settings

CREATE TABLE raccordo.profile (
  id text PRIMARY KEY,
  name text NOT NULL,
  -- The rest of the profile as the settings define it. Passwords inside are sealed.
  document jsonb NOT NULL,
  CONSTRAINT profile_name_unique UNIQUE (name)
);

CREATE TABLE raccordo.account (
  id text PRIMARY KEY,
  name text NOT NULL,
  user_id text NOT NULL,
  profile_id text NOT NULL,
  -- Trimmed and lower case; as typed in the document.
  mailbox_key text NOT NULL,
  contacts boolean NOT NULL,
  appointments boolean NOT NULL,
  active boolean NOT NULL,
  document jsonb NOT NULL,
  CONSTRAINT account_name_unique UNIQUE (name),
  CONSTRAINT account_profile_exists FOREIGN KEY (profile_id) REFERENCES raccordo.profile (id)
);
CREATE INDEX account_mailbox ON raccordo.account (mailbox_key);
CREATE INDEX account_profile ON raccordo.account (profile_id);
-- A user may have accounts on several profiles; each item type is active in one of them at a time.
CREATE UNIQUE INDEX account_contacts_once ON raccordo.account (user_id) WHERE active AND contacts;
CREATE UNIQUE INDEX account_appointments_once ON raccordo.account (user_id) WHERE active AND appointments;

-- ---------------------------------------------------------------------------------------------------- scope

CREATE TABLE raccordo.scope (
  id text COLLATE "C" PRIMARY KEY DEFAULT gen_random_uuid()::text,
  account_id text NOT NULL,
  item_type text NOT NULL CHECK (item_type IN ('contacts', 'appointments')),
  crm_user_id text NOT NULL,
  -- An inactive scope keeps its memory and takes no part in the exclusions below.
  active boolean NOT NULL DEFAULT true,
  mailbox_smtp text,
  mailbox_fingerprint text,
  epoch integer NOT NULL DEFAULT 0,
  rules_hash text,
  window_from text,
  status text NOT NULL DEFAULT 'ok' CHECK (status IN ('ok', 'hold', 'relink', 'paused')),
  status_reason jsonb,
  last_run_at timestamptz,
  last_success_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  -- Grows with every lease. A write that names an older one is refused.
  fence bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT scope_identity UNIQUE (account_id, item_type, crm_user_id)
);
CREATE UNIQUE INDEX scope_account_once ON raccordo.scope (account_id, item_type) WHERE active;
CREATE UNIQUE INDEX scope_mailbox_once ON raccordo.scope (mailbox_smtp, item_type) WHERE active AND mailbox_smtp IS NOT NULL;
CREATE UNIQUE INDEX scope_user_once ON raccordo.scope (crm_user_id, item_type) WHERE active;

CREATE TABLE raccordo.cursor (
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  side text NOT NULL CHECK (side IN ('crm', 'exchange')),
  -- One position per folder: subfolders come without a migration.
  container text NOT NULL DEFAULT '',
  position text NOT NULL,
  PRIMARY KEY (scope_id, side, container)
);

-- One counter for all hints: a hint that is removed and made again never has a version that was seen before.
CREATE SEQUENCE raccordo.hint_version;

CREATE TABLE raccordo.hint (
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  side text COLLATE "C" NOT NULL CHECK (side IN ('crm', 'exchange')),
  item_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL DEFAULT nextval('raccordo.hint_version'),
  PRIMARY KEY (scope_id, side, item_id)
);

-- ----------------------------------------------------------------------------------------------------- link

CREATE TABLE raccordo.link (
  id text COLLATE "C" PRIMARY KEY,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('LINKED', 'DET_E', 'DET_C', 'CLOSED')),
  ambiguous boolean NOT NULL,
  crm_id text COLLATE "C",
  crm_version text,
  exchange_id text COLLATE "C",
  change_key text,
  uid text,
  search_key text,
  stamp text NOT NULL,
  stamped boolean NOT NULL,
  generation integer NOT NULL,
  base_crm jsonb NOT NULL,
  -- Only where it differs from base_crm: {"differs": {field: value}, "absent": [field]}.
  base_exchange jsonb NOT NULL,
  projection integer NOT NULL,
  suppressed text[] NOT NULL,
  pending boolean NOT NULL,
  review_reason text,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- I3: live links are a bijection.
CREATE UNIQUE INDEX link_crm_once ON raccordo.link (scope_id, crm_id) WHERE state <> 'CLOSED';
CREATE UNIQUE INDEX link_exchange_once ON raccordo.link (scope_id, exchange_id) WHERE state <> 'CLOSED';
CREATE UNIQUE INDEX link_stamp_once ON raccordo.link (scope_id, stamp) WHERE state <> 'CLOSED';
-- A stamp that was ever used is looked for among closed links too.
CREATE INDEX link_stamp ON raccordo.link (scope_id, stamp);
-- Not unique: a user's copy of an item carries the same search key.
CREATE INDEX link_search_key ON raccordo.link (scope_id, search_key) WHERE state <> 'CLOSED' AND search_key IS NOT NULL;
CREATE INDEX link_in_order ON raccordo.link (scope_id, id) WHERE state <> 'CLOSED';
-- "Is this CRM record linked in another mailbox?"
CREATE INDEX link_crm_anywhere ON raccordo.link (crm_id) WHERE state = 'LINKED';

CREATE TABLE raccordo.unlinked (
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  side text COLLATE "C" NOT NULL CHECK (side IN ('crm', 'exchange')),
  item_id text COLLATE "C" NOT NULL,
  strong_keys text[] NOT NULL,
  weak_keys text[] NOT NULL,
  reason jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('ignored', 'review', 'wait', 'pending', 'not_synchronised', 'failed')),
  PRIMARY KEY (scope_id, side, item_id)
);

-- Match keys hold names and subjects of any length; the digest has one length, and an index has a limit.
CREATE TABLE raccordo.unlinked_key (
  scope_id text COLLATE "C" NOT NULL,
  side text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('strong', 'weak')),
  digest bytea NOT NULL,
  item_id text COLLATE "C" NOT NULL,
  PRIMARY KEY (scope_id, side, kind, digest, item_id),
  FOREIGN KEY (scope_id, side, item_id) REFERENCES raccordo.unlinked (scope_id, side, item_id) ON DELETE CASCADE
);
CREATE INDEX unlinked_key_item ON raccordo.unlinked_key (scope_id, side, item_id);

-- -------------------------------------------------------------------------------------------------- intents

CREATE TABLE raccordo.intent (
  id text COLLATE "C" PRIMARY KEY,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  kind text NOT NULL,
  link_id text,
  crm_id text,
  exchange_id text,
  search_key text,
  stamp text NOT NULL,
  payload jsonb NOT NULL,
  payload_hash text NOT NULL,
  source_fields jsonb NOT NULL,
  fence bigint NOT NULL,
  outcome text NOT NULL DEFAULT 'issued' CHECK (outcome IN ('issued', 'unknown')),
  issued_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX intent_scope ON raccordo.intent (scope_id, id);

-- Every create that was ever sent: the proof that a second item with one of our stamps is our own late write.
CREATE TABLE raccordo.issue (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  stamp text NOT NULL,
  payload_hash text NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX issue_stamp ON raccordo.issue (scope_id, stamp);

-- ----------------------------------------------------------------------------------- journal, quarantine, runs

CREATE TABLE raccordo.journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  run_id text NOT NULL,
  link_id text,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  side text NOT NULL CHECK (side IN ('crm', 'exchange')),
  op text NOT NULL CHECK (op IN ('create', 'update', 'delete', 'link', 'detach', 'conflict')),
  reason jsonb NOT NULL,
  crm_id text,
  exchange_id text,
  before jsonb,
  after jsonb,
  conflict jsonb
);
CREATE INDEX journal_newest ON raccordo.journal (scope_id, id);
CREATE INDEX journal_link ON raccordo.journal (scope_id, link_id, id) WHERE link_id IS NOT NULL;
CREATE INDEX journal_op ON raccordo.journal (scope_id, op, at);
CREATE INDEX journal_age ON raccordo.journal (at);

CREATE TABLE raccordo.quarantine (
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  side text COLLATE "C" NOT NULL CHECK (side IN ('crm', 'exchange')),
  item_id text COLLATE "C" NOT NULL,
  attempts integer NOT NULL,
  next_at timestamptz NOT NULL,
  error_code text NOT NULL,
  error_details jsonb NOT NULL,
  PRIMARY KEY (scope_id, side, item_id)
);

CREATE TABLE raccordo.run (
  -- Two runs may start in the same millisecond: the order of the history is this.
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE,
  scope_id text COLLATE "C" NOT NULL REFERENCES raccordo.scope (id) ON DELETE CASCADE,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  outcome text NOT NULL DEFAULT 'running' CHECK (outcome IN ('running', 'done', 'held', 'failed')),
  dry_run boolean NOT NULL,
  counts jsonb NOT NULL,
  problem jsonb
);
CREATE INDEX run_scope ON raccordo.run (scope_id, ordinal);
CREATE INDEX run_open ON raccordo.run (ordinal) WHERE outcome = 'running';
