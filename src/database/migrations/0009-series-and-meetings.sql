-- Series that were imported before they were synchronised have the lines of their file and nothing else: their records
-- are as they were, so no version and no entry in the feed.
UPDATE crm.records SET fields = fields - 'recurrence' || jsonb_build_object('keptRule', jsonb_build_object(
  'verbatim', coalesce(fields->'recurrence'->>'verbatim', ''),
  'code', 'not_read_yet',
  'parameters', '{}'::jsonb))
WHERE item_type = 'appointments' AND fields->'recurrence' IS NOT NULL AND fields->'recurrence' <> 'null'::jsonb;

-- Meetings take part: what the synchronisation may do with one is decided there.
UPDATE crm.records SET not_synchronised = NULL WHERE not_synchronised = 'meeting';
UPDATE crm.records SET not_synchronised = 'series' WHERE fields ? 'keptRule';
ALTER TABLE crm.records DROP CONSTRAINT records_not_synchronised_check,
  ADD CONSTRAINT records_not_synchronised_check CHECK (not_synchronised = 'series');
