-- Pairs of which nobody could compare the record before the freeze of a restored CRM ended.
ALTER TABLE raccordo.link ADD COLUMN not_compared boolean NOT NULL DEFAULT false;
