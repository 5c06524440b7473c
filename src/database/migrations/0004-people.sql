-- Who may sign in, what they did, and which mailboxes they were given.

CREATE TABLE raccordo.login (
  user_id text PRIMARY KEY,
  role text NOT NULL DEFAULT 'user' CHECK (role IN ('administrator', 'user')),
  -- PHC string of argon2id; null: cannot sign in with a password.
  password_hash text,
  -- The address that was confirmed, lower case: another one in crm.users is unconfirmed.
  verified_email text,
  last_sign_in_at timestamptz
);

-- Whoever is here was entered by the holder of the token, who vouches for the address.
INSERT INTO raccordo.login (user_id, verified_email) SELECT id, lower(email) FROM crm.users;

CREATE TABLE raccordo.session (
  id text PRIMARY KEY,
  -- SHA-256 of the token in the cookie.
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  user_id text NOT NULL REFERENCES raccordo.login (user_id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX session_of_user ON raccordo.session (user_id);

CREATE TABLE raccordo.login_link (
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  kind text NOT NULL CHECK (kind IN ('setup', 'password', 'signIn')),
  user_id text REFERENCES raccordo.login (user_id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  CHECK ((kind = 'setup') = (user_id IS NULL))
);

-- A new link of a kind replaces the older ones of that kind and person.
CREATE UNIQUE INDEX login_link_once ON raccordo.login_link (kind, coalesce(user_id, ''));

-- Refused sign-ins by name (its digest: people type passwords into the wrong field) and by address of the caller, so that
-- a restart forgives nobody.
CREATE TABLE raccordo.login_throttle (
  key text PRIMARY KEY,
  failures integer NOT NULL,
  last_failure_at timestamptz NOT NULL
);
CREATE INDEX login_throttle_age ON raccordo.login_throttle (last_failure_at);

CREATE TABLE raccordo.audit (
  ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text,
  action text NOT NULL,
  object_kind text,
  object_name text,
  details jsonb NOT NULL
);
CREATE INDEX audit_age ON raccordo.audit (at);

ALTER TABLE raccordo.profile ADD COLUMN version bigint NOT NULL DEFAULT 1;
-- What is stored was applied by the holder of the token: granted, and its first run needs no further approval.
ALTER TABLE raccordo.account
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD COLUMN first_run text NOT NULL DEFAULT 'automatic' CHECK (first_run IN ('approve', 'automatic')),
  ADD COLUMN claim jsonb NOT NULL
    DEFAULT '{"state": "granted", "reason": null, "resolvedSmtp": null, "decidedBy": "operator", "at": "1970-01-01T00:00:00Z"}';
