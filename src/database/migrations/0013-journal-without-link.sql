-- Finds what is told of an announced write to an item that has no link, should it be refused. Others are found by their link.
CREATE INDEX journal_intent ON raccordo.journal (intent_id) WHERE link_id IS NULL AND intent_id IS NOT NULL;
