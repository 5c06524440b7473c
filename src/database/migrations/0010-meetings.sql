-- How many people a run mailed, or a plan would mail: nobody, before there was a choice.
UPDATE raccordo.run SET counts = counts || '{"mails": 0}'::jsonb;
UPDATE raccordo.plan SET counts = counts || '{"mails": 0}'::jsonb;

-- A meeting is one record for all calendars that it lies in. A create that joined it is found again by its own key.
CREATE TABLE crm.joined_keys (
  item_type    text NOT NULL,
  external_key text NOT NULL,
  record_id    text NOT NULL REFERENCES crm.records (id) ON DELETE CASCADE,
  PRIMARY KEY (item_type, external_key)
);
CREATE INDEX joined_keys_record ON crm.joined_keys (record_id);
