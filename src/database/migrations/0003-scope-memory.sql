-- What a mailbox and a profile left behind in a scope, so that a change of either is noticed.

-- The mailbox as the account names it, trimmed and lower case: another mailbox has another memory.
ALTER TABLE raccordo.scope ADD COLUMN mailbox_key text NOT NULL DEFAULT '';
UPDATE raccordo.scope s SET mailbox_key = a.mailbox_key FROM raccordo.account a WHERE a.id = s.account_id;
ALTER TABLE raccordo.scope ALTER COLUMN mailbox_key DROP DEFAULT;
ALTER TABLE raccordo.scope DROP CONSTRAINT scope_identity;
ALTER TABLE raccordo.scope ADD CONSTRAINT scope_identity UNIQUE (account_id, item_type, crm_user_id, mailbox_key);

-- The profile's categories at the last run: what of them is on an item without being the user's.
ALTER TABLE raccordo.scope ADD COLUMN managed_categories text[] NOT NULL DEFAULT '{}';
UPDATE raccordo.scope s
SET managed_categories = ARRAY(SELECT jsonb_array_elements_text(p.document -> s.item_type -> 'exchangeCategories'))
FROM raccordo.account a JOIN raccordo.profile p ON p.id = a.profile_id
WHERE a.id = s.account_id AND s.rules_hash IS NOT NULL
  AND jsonb_typeof(p.document -> s.item_type -> 'exchangeCategories') = 'array';
