/** What rules do and what they may cost, in words (`src/settings/rules-in-words.ts`). */
export const rules = {
  meaning: {
    not_synchronised:
      'The $t(rules.itemTypes.{{itemType}}) are not synchronised. What was synchronised before stays on both sides as it is.',
    crm_to_exchange_nothing: 'CRM → Exchange: nothing',
    crm_to_exchange_changes: 'CRM → Exchange: create and change',
    crm_to_exchange_deletions: 'CRM → Exchange: only delete',
    crm_to_exchange_changes_and_deletions: 'CRM → Exchange: create, change and delete',
    exchange_to_crm_nothing: 'Exchange → CRM: nothing',
    exchange_to_crm_changes: 'Exchange → CRM: create and change',
    exchange_to_crm_deletions: 'Exchange → CRM: only delete',
    exchange_to_crm_changes_and_deletions: 'Exchange → CRM: create, change and delete',
    one_way_to_exchange_field:
      'What is changed in Exchange waits there. Where both sides change the same field, Exchange gets the value of the CRM.',
    one_way_to_exchange_item:
      'What is changed in Exchange waits there, until the CRM changes the same item: then Exchange gets the whole item of the CRM.',
    one_way_to_crm_field:
      'What is changed in the CRM waits there. Where both sides change the same field, the CRM gets the value of Exchange.',
    one_way_to_crm_item:
      'What is changed in the CRM waits there, until Exchange changes the same item: then the CRM gets the whole item of Exchange.',
    conflict_crm_field:
      'Where both sides changed the same field, the CRM wins; all other changes of both sides are kept.',
    conflict_exchange_field:
      'Where both sides changed the same field, Exchange wins; all other changes of both sides are kept.',
    conflict_crm_item: 'Where both sides changed an item, the CRM wins with the whole item.',
    conflict_exchange_item: 'Where both sides changed an item, Exchange wins with the whole item.',
    deleted_to_deleted_items: 'What is deleted in Exchange goes to the Deleted Items folder.',
    deleted_permanently: 'What is deleted in Exchange is gone for good.',
    categories_added: 'Items in Exchange get the categories {{categories}}, once, beside the user’s own.',
    categories_only: 'Linked items in Exchange get the categories {{categories}}, once; nothing else is changed there.',
    crm_items_own: 'Contacts of the CRM: the user’s own.',
    crm_items_own_and_shared: 'Contacts of the CRM: the user’s own and the shared ones.',
    crm_items_list: 'Contacts of the CRM: those on the list “{{list}}” that the user may see.',
    crm_items_of_appointments: 'Appointments of the CRM: those that the user owns or takes part in.',
    exchange_items_all: 'Items of Exchange: all.',
    exchange_items_only_category: 'Items of Exchange: only those with the category “{{category}}”.',
    exchange_items_only_category_set:
      'Items of Exchange: only those with the category “{{category}}”. What is made from the CRM gets it; what is there without it stays out.',
    exchange_items_all_but_category: 'Items of Exchange: all but those with the category “{{category}}”.',
    meetings_never:
      'Meetings with participants reach the CRM. In Exchange nothing of them is changed but the user’s own reminder, status and categories.',
    meetings_silent:
      'Meetings that the user organizes are changed in Exchange as well, and no participant is told. They are never called off, and meetings of others are only read.',
    meetings_notify:
      'Meetings that the user organizes are changed in Exchange as well, and Exchange mails the participants, as long as the meeting is still to come. Meetings of others are only read.',
  },
  warnings: {
    nothing_either_way:
      'Nothing travels in either direction: the $t(rules.itemTypes.{{itemType}}) are linked, and that is all.',
    deletions_both_ways:
      'Deletions travel both ways: whoever deletes $t(rules.anItem.{{itemType}}) deletes it for the CRM and for Outlook.',
    deletion_without_update_to_exchange:
      'Changes of the CRM do not reach Exchange, but its deletions do: Outlook only ever loses $t(rules.itemTypes.{{itemType}}).',
    deletion_without_update_to_crm:
      'Changes in Exchange do not reach the CRM, but deletions do: who tidies up Outlook deletes $t(rules.itemTypes.{{itemType}}) from the CRM.',
    permanent_delete:
      'What the CRM deletes is removed from the mailbox for good; the user does not find it in Deleted Items.',
    always_overwrite:
      'A change that somebody makes in Outlook in the very moment of a write is overwritten without a trace. “NeverOverwrite” reads it first and merges.',
    whole_item:
      'With “whole item” the winner also overwrites fields that it did not change itself. What is lost stands in the conflict journal.',
    own_category_excluded:
      'The category “{{category}}” is set on synchronised items and excluded at the same time: everything that gets it stops being synchronised.',
    private_items_travel:
      'Private $t(rules.itemTypes.{{itemType}}) are carried into the CRM in full; colleagues may see them there as far as the CRM lets them.',
    meetings_change_unheard:
      'Invitations “silent”: who changes the time of a meeting in the CRM changes it in the organizer’s calendar only. The participants keep the old one and are not told.',
    meetings_mail:
      'Invitations “notify”: what is changed or deleted in the CRM mails participants, customers among them. Each plan says beforehand how many mails go out.',
    backup_counts:
      'If the CRM comes back from a backup, its older values go to Exchange once somebody has approved the plan. Meant for a restore on purpose: set it back afterwards.',
    backup_waits:
      'If the CRM comes back from a backup, its values should count, but nothing is updated in Exchange: the two sides stay apart.',
  },
  itemTypes: { contacts: 'contacts', appointments: 'appointments' },
  anItem: { contacts: 'a contact', appointments: 'an appointment' },
} as const;
