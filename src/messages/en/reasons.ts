export const reasons = {
  unchanged: 'Nothing changed on either side.',
  item_gone: 'It is not there any more.',
  link_closed: 'The pair was closed; nothing follows from it.',
  not_ours: 'It belongs to somebody else.',

  changed_in_crm: 'Changed in the CRM (fields: {{fields}}): carried to Exchange.',
  changed_in_exchange: 'Changed in Exchange (fields: {{fields}}): carried to the CRM.',
  changed_on_both_sides:
    'Changed on both sides (fields: {{fields}}); conflicts: {{conflicts}}, decided by the conflict strategy, the other value kept.',
  equal_on_both_sides: 'Both sides say the same; only remembered.',
  left_window:
    'Moved out of the period that is synchronised (fields: {{fields}}): this change still travels, then it rests.',
  linked_by_match: 'The same on both sides by e-mail and name, or by time and subject: linked (fields: {{fields}}).',
  came_back: 'The missing side came back: linked again with what was last agreed (fields: {{fields}}).',

  new_in_crm: 'New in the CRM: created in Exchange.',
  new_in_exchange: 'New in Exchange: created in the CRM.',
  edited_after_deletion: 'Changed after the other side was deleted, and that change wins: created again.',

  deleted_in_crm: 'Deleted in the CRM: deleted in Exchange.',
  deleted_in_exchange: 'Deleted in Exchange: deleted in the CRM.',
  deletion_wins: 'Deleted on one side, changed on the other; the side that deleted wins.',
  record_reassigned: 'The record belongs to another user now.',

  delete_rule_off: 'Deleted on one side; the rule that carries deletions is off, so the other stays.',
  update_rule_off: 'A change (fields: {{fields}}) waits: the rule for this direction is off.',
  record_not_changeable:
    'A change in Exchange (fields: {{fields}}) stays there: the user may not change the record in the CRM.',
  create_rule_off: 'Not created on the other side: the rule for this direction is off.',
  edit_kept: 'Deleted on one side and changed on the other: the change is kept.',
  deletion_not_carried: 'The deletion was not carried over when it happened, and is not carried over later.',
  edit_left_alone: 'A change after the deletion is left alone: the side that deleted wins.',

  outside_window: 'Outside the period that is synchronised.',
  excluded_filter: 'Left out by the rule which items take part.',
  excluded_private: 'Private: left out by the rule for private items.',
  excluded_series: 'A series: shown, not yet synchronised.',
  excluded_meeting: 'A meeting: shown, not yet synchronised.',
  excluded_cancelled_meeting: 'A cancelled meeting: shown, not yet synchronised.',

  moved_to_other_folder: 'Moved to a folder that is not synchronised; not a deletion.',
  record_hidden: 'The user may not see the record any more; not a deletion.',
  deletion_unproved:
    'Missing in Exchange, and its deletion cannot be proved ($t(reasons.proof.{{why}})): nothing is deleted.',
  identity_ambiguous: 'Which item it is cannot be told for certain: nothing is deleted.',
  user_copy: 'A copy that a person made.',
  counterpart_not_read: 'The other side could not be read; tried again at the next run.',

  several_counterparts: 'Several items could be the same (on the other side: {{candidates}}): a person has to decide.',
  same_name_only: 'Only the name is the same (on the other side: {{candidates}}): a person has to decide.',
  counterpart_reserved: 'Its counterpart is being created right now.',

  gone_on_both_sides: 'Deleted on both sides.',
  reassigned_and_gone: 'Re-assigned in the CRM and deleted in Exchange.',
  survivor_gone: 'The remaining side was deleted too.',
  returned_as_new: 'Came back after the other side was deleted: treated as new.',

  brake_mass_delete:
    '{{deletions}} deletions ({{recent}} of them in the last 24 hours) of {{links}} linked items; {{allowed}} are allowed without approval.',
  brake_side_empty: 'One side is empty although {{links}} items are linked.',
  brake_mass_change:
    '{{updates}} of {{links}} linked items would be changed in one direction; {{allowed}} are allowed without approval.',
  brake_mass_create:
    '{{creates}} items would be created in one direction beside {{links}} linked ones; {{allowed}} are allowed without approval.',
  brake_first_run:
    'The first run writes nothing before its plan is approved. It would link {{links}}, create {{inExchange}} in Exchange and {{inCrm}} in the CRM, and leave {{review}} for a person to decide.',

  mailbox_changed:
    'The mailbox is another one than before: its items are recognised again, and until then nothing is deleted.',

  /** What stands in the way of proving a deletion. */
  proof: {
    mailbox_changed: 'the mailbox is not the one that it was',
    deletedItems_unreadable: 'its Deleted Items cannot be read',
    other_unreadable: 'not all of its folders can be read',
    no_evidence: 'nothing marks the item',
    identity_ambiguous: 'copies of it are about',
  },
} as const;
