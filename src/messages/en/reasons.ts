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
  last_occurrence_deleted:
    'In the CRM no occurrence of this series is left: deleted in Exchange, where there is no series without any.',
  deletion_wins: 'Deleted on one side, changed on the other; the side that deleted wins.',
  record_reassigned: 'The record belongs to another user now.',

  delete_rule_off: 'Deleted on one side; the rule that carries deletions is off, so the other stays.',
  update_rule_off: 'A change (fields: {{fields}}) waits: the rule for this direction is off.',
  private_content: 'Private: what it says is not carried, only when it is.',
  occurrences_lost:
    'The rule of this series was changed in the CRM, and waits: it would take changed occurrences from Exchange that the CRM may not learn of.',
  occurrences_apart:
    'Changed occurrences wait: they are on days that the series does not have on the other side, where its rule is another.',
  occurrences_would_lose:
    'Time or rule of this series were changed in the CRM, and wait: Exchange would forget attachments, guests or formatted text of changed occurrences. Make this change in Outlook.',
  occurrence_kept:
    'An occurrence was deleted in the CRM; in Exchange it stays. To delete one of a meeting is to call it off: that takes the deletion rule, Invitations “notify”, and an occurrence that is still to come. Rules that change later do not call it off.',
  occurrence_shared:
    'An occurrence was removed from the calendar of one who takes part; in the CRM it stays, because the record is that of others, too. Was it called off? Then delete it in the CRM.',
  last_occurrence_waits:
    'A change of this series in the CRM waits: Exchange would have no occurrence of it left, and the CRM still has some, or its rule gives none. Delete it in Outlook if it is over.',
  last_occurrence_kept:
    'In the CRM no occurrence of this series is left; in Exchange it stays, as a series does that was deleted in the CRM and may not be deleted there. Rules that change later do not delete it.',
  record_not_changeable:
    'A change in Exchange (fields: {{fields}}) stays there: the user may not change the record in the CRM.',
  not_organizer:
    'A change in the CRM (fields: {{fields}}) waits: somebody else organizes the meeting, and only its organizer changes it.',
  meeting_cancelled: 'A change in the CRM (fields: {{fields}}) waits: the meeting was called off.',
  invitations_never:
    'A change in the CRM (fields: {{fields}}) waits: the profile changes no meeting that has participants (Invitations: never).',
  told_by_exchange: 'Who is invited and who accepted comes from Exchange; what the CRM says of it stays there.',
  meeting_kept:
    'Deleted in the CRM; in Exchange it stays. To delete a meeting is to call it off: that takes its organizer, the deletion rule, Invitations “notify”, and a meeting that is still to come.',
  meeting_not_made:
    'Deleted on one side and changed on the other. It is not made anew: it was a meeting, and nobody is invited for us.',
  create_rule_off: 'Not created on the other side: the rule for this direction is off.',
  edit_kept: 'Deleted on one side and changed on the other: the change is kept.',
  deletion_not_carried: 'The deletion was not carried over when it happened, and no run carries it over later.',
  old_deletion: 'Its counterpart was deleted before the rule was switched on: it goes, too.',
  old_deletion_edited: 'Somebody has worked on it since its counterpart was deleted: it stays.',
  old_deletion_doubtful:
    'Its counterpart is not certain to be deleted any more: it stays, and the next run looks at it.',
  old_deletion_shared: 'The record is linked in other mailboxes too, or belongs to another user: it stays.',
  edit_left_alone: 'A change after the deletion is left alone: the side that deleted wins.',

  outside_window: 'Outside the period that is synchronised.',
  excluded_filter: 'Left out by the rule which items take part.',
  excluded_private: 'Private: left out by the rule for private items.',
  excluded_series: 'A series that cannot be expressed on both sides: shown, not synchronised.',
  excluded_meeting:
    'A meeting of the CRM that is not in this mailbox: it stays in the CRM, because nobody is invited for us.',
  excluded_cancelled_meeting: 'A meeting that was called off before the CRM knew of it: not created.',
  excluded_ended_series: 'A series of which no occurrence is left: Exchange has none such, so it is not created there.',

  moved_to_other_folder: 'Moved to a folder that is not synchronised; not a deletion.',
  record_hidden: 'The user may not see the record any more; not a deletion.',
  deletion_unproved:
    'Missing in Exchange, and its deletion cannot be proved ($t(reasons.proof.{{why}})): nothing is deleted.',
  identity_ambiguous: 'Which item it is cannot be told for certain: nothing is deleted.',
  user_copy: 'A copy that a person made.',
  own_duplicate:
    'A second copy that a late answer of the server left of something we had created: moved to Deleted Items.',
  categories_due: 'Gets the categories of the profile that it has not had yet ({{categories}}).',
  counterpart_not_read: 'The other side could not be read; tried again at the next run.',

  item_not_recognised: 'Not found again in the mailbox. Approving the plan means: it really is gone.',
  waits_for_mailbox: 'Waits until the items of the mailbox are recognised again.',
  record_lost:
    'Missing in the CRM since that was restored from a backup. It was not deleted: it is made anew from Exchange, or stays there.',
  record_back: 'Deleted once, and back in the CRM since that was restored from a backup: made in Exchange again.',
  record_older:
    'The CRM holds an older state since it was restored from a backup (fields: {{fields}}): what Exchange has is written back, the older values are kept as conflicts ({{conflicts}}).',
  record_older_undecided:
    'The CRM holds an older state since it was restored from a backup (fields: {{fields}}). Approving the plan means: what Exchange has is written back, the older values are kept as conflicts ({{conflicts}}).',
  record_reinstated:
    'The CRM was restored from a backup, and its values count (fields: {{fields}}). Approving the plan means: they are written to Exchange, and what is there now is kept as conflicts ({{conflicts}}).',
  record_maybe_older:
    'The CRM was restored from a backup, and what it holds may be older than what was agreed (fields: {{fields}}). What Exchange has is written back where that is allowed, the values of the CRM are kept as conflicts ({{conflicts}}).',
  ownership_maybe_older:
    'The CRM was restored from a backup: whose record it is may be from before. Nothing is deleted.',
  waits_for_crm: 'Waits until it is settled what the restored CRM has lost.',

  several_counterparts: 'Several items could be the same (on the other side: {{candidates}}): a person has to decide.',
  same_name_only:
    'Only the name is the same, or Raccordo’s mark (on the other side: {{candidates}}): a person has to decide.',
  counterpart_reserved: 'Its counterpart is being created right now.',

  conflict_taken: 'A person took the value that had lost a conflict.',
  conflict_edited: 'A person entered another value in place of both sides of a conflict.',

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
  brake_mass_mail:
    '{{mails}} mails would go to the people in {{meetings}} meetings; up to {{allowed}} meetings are allowed without approval.',
  brake_company_deletions:
    '{{deletions}} deletions, after {{recent}} that all mailboxes have deleted within half an hour or are about to delete, of {{links}} linked items; {{allowed}} are allowed without approval.',
  brake_mailbox_changed:
    'The mailbox is not the one that it was: of {{links}} linked items {{missing}} were not recognised. Nothing is written before somebody approves the plan.',
  brake_crm_restored:
    'The CRM was restored from a backup: {{items}} of {{links}} linked items have to be looked at. Nothing is written before somebody approves the plan.',
  brake_first_run:
    'The first run writes nothing before its plan is approved. It would link {{links}}, create {{inExchange}} in Exchange and {{inCrm}} in the CRM, and leave {{review}} for a person to decide.',

  mailbox_changed:
    'The mailbox is another one than before: its items are recognised again, and until then nothing is deleted.',
  mailbox_items_missing:
    '{{missing}} of {{links}} linked items vanished from the mailbox at once: until that is settled, nothing is deleted.',
  crm_restored: 'The CRM was restored from a backup: until it is settled what it has lost, nothing is deleted.',
  crm_records_older:
    '{{records}} records of the CRM are older than what was agreed last, as after a restore from a backup: until that is settled, nothing is deleted.',
  database_restored:
    'The database came from a backup or a copy: everything is compared, and until that is done nothing is deleted.',

  undo_created: 'Made by the run: taken away again.',
  undo_updated: 'Changed by the run (fields: {{fields}}): the values from before are written back.',
  undo_updated_partly:
    'Changed by the run (fields: {{fields}}): the values from before are written back. Changed again since, and left alone (fields: {{stay}}).',
  undo_deleted: 'Deleted by the run: made anew.',
  undo_edited_since: 'Changed since the run (fields: {{fields}}): left as it is.',
  undo_gone_since: 'Deleted since the run: nothing is written back.',
  undo_there_again: 'What the run deleted is there again: nothing is made a second time.',
  undo_written_since: 'A later run made it anew or gave it to another pair: left as it is. Undo that run first.',
  undo_shared: 'The record is linked in other mailboxes too, or belongs to another user: it stays.',
  undo_meeting: 'A meeting with participants: taking it back would concern them. It stays as it is.',
  undo_not_changeable: 'The user may not change the record in the CRM: it stays as it is.',
  undo_out_of_reach:
    'The item cannot be reached now (moved, hidden, or of a kind that is never written): left as it is.',
  undo_values_forgotten: 'The values from before are not kept any more: left as it is.',
  undo_in_flight: 'Another write of it is under way: left to a later undo.',
  undo_nothing_left: 'It is as it was before the run.',

  /** What stands in the way of proving a deletion. */
  proof: {
    mailbox_changed: 'the mailbox is not the one that it was',
    deletedItems_unreadable: 'its Deleted Items cannot be read',
    other_unreadable: 'not all of its folders can be read',
    private_unreadable: 'its private items are hidden from the account',
    no_evidence: 'nothing marks the item',
    identity_ambiguous: 'copies of it are about',
  },
} as const;
