-- Deletions that no rule let be carried out are offered to a person once their rule is on. Those of before are known by
-- the last word of the journal on their pair, as far as it goes back.
ALTER TABLE raccordo.run
  DROP CONSTRAINT run_kind_check,
  ADD CONSTRAINT run_kind_check CHECK (kind IN ('sync', 'undo', 'verify', 'oldDeletions'));

UPDATE raccordo.link l SET review_reason = 'delete_rule_off'
FROM (
  SELECT DISTINCT ON (scope_id, link_id) scope_id, link_id, op, reason
  FROM raccordo.journal WHERE link_id IS NOT NULL ORDER BY scope_id, link_id, id DESC
) last
WHERE last.scope_id = l.scope_id AND last.link_id = l.id
  AND l.state IN ('DET_E', 'DET_C') AND l.review_reason IS NULL AND l.suppressed = '{}'
  AND last.op = 'detach' AND last.reason ->> 'code' = 'delete_rule_off' AND last.reason ->> 'row' IN ('L5', 'L6');

CREATE INDEX link_old_deletion ON raccordo.link (scope_id, id)
  WHERE review_reason = 'delete_rule_off' AND state IN ('DET_E', 'DET_C');
