/** The two kinds of records that Raccordo keeps in step. A scope is one mailbox and one item type. */
export const ITEM_TYPES = ['contacts', 'appointments'] as const;

export type ItemType = (typeof ITEM_TYPES)[number];

/** Ours is always the CRM, theirs is always Exchange. */
export type Side = 'crm' | 'exchange';
