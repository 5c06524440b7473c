-- Which deletions were carried over when the scope was looked at last; NULL: not known, as of the rules of now.
ALTER TABLE raccordo.scope ADD COLUMN deletion_rules jsonb;
