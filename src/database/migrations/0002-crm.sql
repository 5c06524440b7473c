-- The built-in CRM: users, companies, and one table for contacts and appointments, because rights,
-- versions, tombstones and the change feed are the same for both.
CREATE SCHEMA crm;

CREATE TABLE crm.users (
  id           text PRIMARY KEY,
  name         text NOT NULL,
  display_name text NOT NULL,
  email        text NOT NULL,
  time_zone    text NOT NULL,
  active       boolean NOT NULL DEFAULT true,
  created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_name ON crm.users (lower(name));
CREATE UNIQUE INDEX users_email ON crm.users (lower(email));

CREATE TABLE crm.companies (
  id         text PRIMARY KEY,
  version    integer NOT NULL DEFAULT 1,
  name       text NOT NULL,
  address    jsonb,
  phone      text,
  web_page   text,
  notes      text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX companies_name ON crm.companies (lower(name));

CREATE TABLE crm.records (
  id               text PRIMARY KEY,
  item_type        text NOT NULL CHECK (item_type IN ('contacts', 'appointments')),
  version          integer NOT NULL DEFAULT 1,
  fields           jsonb NOT NULL,
  -- What an imported file said beyond our fields, kept to be exported again.
  extra            jsonb,
  owner_id         text NOT NULL REFERENCES crm.users (id),
  shared           boolean NOT NULL DEFAULT false,
  lists            text[] NOT NULL DEFAULT '{}',
  participant_ids  text[] NOT NULL DEFAULT '{}',
  uid              text,
  external_key     text,
  not_synchronised text CHECK (not_synchronised IN ('series', 'meeting')),
  company_id       text REFERENCES crm.companies (id) ON DELETE SET NULL,
  -- Folded name of a contact; start of an appointment. Bytewise order, so that paging is the same everywhere.
  sort_key         text COLLATE "C" NOT NULL,
  end_key          text COLLATE "C",
  search_text      text NOT NULL,
  created_at       timestamptz NOT NULL DEFAULT now(),
  updated_at       timestamptz NOT NULL DEFAULT now(),
  CHECK (item_type = 'appointments' OR participant_ids = '{}'),
  CHECK (item_type = 'contacts' OR (NOT shared AND lists = '{}' AND company_id IS NULL))
);
CREATE UNIQUE INDEX records_external_key ON crm.records (item_type, external_key) WHERE external_key IS NOT NULL;
CREATE INDEX records_order ON crm.records (item_type, sort_key, id);
CREATE INDEX records_uid ON crm.records (item_type, uid) WHERE uid IS NOT NULL;
CREATE INDEX records_company ON crm.records (company_id) WHERE company_id IS NOT NULL;

-- A remembered deletion, kept for ever: it is the only proof that somebody deleted the record.
CREATE TABLE crm.tombstones (
  id           text PRIMARY KEY,
  item_type    text NOT NULL,
  external_key text,
  -- Who could see the record when it was deleted.
  audience     text[] NOT NULL,
  everyone     boolean NOT NULL,
  deleted_at   timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX tombstones_external_key ON crm.tombstones (item_type, external_key) WHERE external_key IS NOT NULL;

-- The clock of the change feed: one row. Whoever changes a record advances it in the same transaction and
-- so holds its lock until the end of that transaction. Positions therefore become visible in their own order:
-- a slow transaction cannot slip a smaller position behind a reader, as sequences and time stamps do.
CREATE TABLE crm.feed (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  -- A cursor names the feed that made it. Another database, or this one rebuilt, is another feed.
  feed_id  text NOT NULL DEFAULT gen_random_uuid()::text,
  position bigint NOT NULL DEFAULT 0
);
INSERT INTO crm.feed DEFAULT VALUES;

CREATE TABLE crm.changes (
  position  bigint PRIMARY KEY,
  item_type text NOT NULL,
  record_id text NOT NULL,
  version   integer NOT NULL,
  deleted   boolean NOT NULL,
  -- Whoever could see the record before or after: those who lose sight of it have to hear of that too.
  audience  text[] NOT NULL,
  everyone  boolean NOT NULL
);
CREATE INDEX changes_feed ON crm.changes (item_type, position);
CREATE INDEX changes_record ON crm.changes (record_id);

-- In a trigger, so that no statement can change a record without the feed.
CREATE FUNCTION crm.log_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  seen_by     text[] := '{}';
  seen_by_all boolean := false;
  next        bigint;
  subject     crm.records;
BEGIN
  IF TG_OP <> 'DELETE' THEN
    subject := NEW;
    seen_by := NEW.participant_ids || NEW.owner_id;
    seen_by_all := NEW.shared;
  END IF;
  IF TG_OP = 'DELETE' THEN
    subject := OLD;
    INSERT INTO crm.tombstones (id, item_type, external_key, audience, everyone)
    VALUES (OLD.id, OLD.item_type, OLD.external_key, OLD.participant_ids || OLD.owner_id, OLD.shared);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    seen_by := seen_by || OLD.participant_ids || OLD.owner_id;
    seen_by_all := seen_by_all OR OLD.shared;
  END IF;

  UPDATE crm.feed SET position = position + 1 RETURNING position INTO next;
  -- The feed says "look at this record", so the latest entry is enough for everybody whom it reaches.
  -- Entries that reach somebody else, who has lost sight of the record, stay.
  DELETE FROM crm.changes
  WHERE record_id = subject.id AND (seen_by_all OR (audience <@ seen_by AND NOT everyone));
  INSERT INTO crm.changes (position, item_type, record_id, version, deleted, audience, everyone)
  VALUES (next, subject.item_type, subject.id, subject.version, TG_OP = 'DELETE', seen_by, seen_by_all);
  RETURN NULL;
END
$$;

CREATE TRIGGER record_created AFTER INSERT ON crm.records FOR EACH ROW EXECUTE FUNCTION crm.log_change();
CREATE TRIGGER record_deleted AFTER DELETE ON crm.records FOR EACH ROW EXECUTE FUNCTION crm.log_change();
-- A link to a company is derived from the company's name and no change of the record.
CREATE TRIGGER record_changed AFTER UPDATE ON crm.records FOR EACH ROW
WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION crm.log_change();
