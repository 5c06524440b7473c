/**
 * Ways in which the engine could lose something: each is one line made wrong. `scripts/mutation/simulated.mjs` tells
 * after how many simulated histories each of them is found. A text that is not found fails, so the list cannot grow old.
 */
export const ENGINE_MUTANTS = [
  {
    name: 'a deletion whose rule is off is carried out',
    file: 'src/sync/table/one-gone.ts',
    from: "return survivor === 'exchange' ? rules.deleteCrmToExchange : rules.deleteExchangeToCrm;",
    to: "return survivor === 'exchange' || survivor === 'crm';",
  },
  {
    name: 'an edited survivor is deleted although its side wins',
    file: 'src/sync/table/one-gone.ts',
    from: 'if (!isEdited(link, survivor, context)) {',
    to: 'if (!isEdited(link, survivor, context) || mayDelete(rules, survivor.side)) {',
  },
  {
    name: 'an ambiguous link deletes',
    file: 'src/sync/table/one-gone.ts',
    from: "if (link.ambiguous) return because(ambiguousReason(survivor.side), 'identity_ambiguous');",
    to: '',
  },
  {
    name: 'a pair that came back is merged against what stands there now',
    file: 'src/sync/table/detached.ts',
    from: 'const merged = mergePair(link, { crm, exchange }, context);',
    to: 'const merged = mergePair({ baseCrm: crm.fields, baseExchange: exchange.fields }, { crm, exchange }, context);',
  },
  {
    name: 'the loser of a conflict is not journalled',
    file: 'src/sync-run/apply/merges.ts',
    from: 'for (const conflict of step.merge.conflicts) {',
    to: 'for (const conflict of step.merge.conflicts.slice(1)) {',
  },
  {
    name: 'a write is sent whatever the change key of the item',
    file: 'src/sync-run/apply/merges.ts',
    from: "const resolution = lastAttempt ? run.input.rules.exchangeConflictResolution : 'neverOverwrite';",
    to: "const resolution = lastAttempt ? run.input.rules.exchangeConflictResolution : 'alwaysOverwrite';",
  },
  {
    name: 'a read-back that is not what was written enters the base',
    file: 'src/sync-run/apply/read-back.ts',
    from: 'if (ref.changeKey === null || read.item.changeKey === ref.changeKey) items.set(ref.id, read.item);',
    to: 'items.set(ref.id, read.item);',
  },
  {
    name: 'a create whose answer was lost is not searched',
    file: 'src/sync-run/recover/recover-creates-in-exchange.ts',
    from: 'if (item === undefined) return !isOver(run, recovery, intent);',
    to: 'return !isOver(run, recovery, intent);',
  },
  {
    name: 'what is in flight is planned again',
    file: 'src/sync-run/settle/in-flight.ts',
    from: 'if (intent.linkId !== null) links.add(intent.linkId);',
    to: "if (intent.id !== '') return;",
  },
  {
    name: 'an item that no search finds is gone although a folder could not be read',
    file: 'src/sync-run/identify/whereabouts.ts',
    from: 'if (unreadable !== undefined) return',
    to: 'if (unreadable !== undefined && link.stamp === "") return',
  },
  {
    name: 'another mailbox under the same address is not noticed',
    file: 'src/sync-run/open-scope.ts',
    from: 'if (mailboxFingerprint !== null && mailboxFingerprint !== fingerprint) {',
    to: 'if (mailboxFingerprint !== null && mailboxFingerprint !== fingerprint && mailboxSmtp !== smtp) {',
  },
  {
    name: 'a lost position is given up before everything is marked for a look',
    file: 'src/sync-run/pull/pull-changes.ts',
    from: 'await onCursorLost(side);',
    to: '',
  },
  {
    name: 'something is made from an old reading',
    file: 'src/sync-run/apply/sources.ts',
    from: 'if (old.length === 0) return planned;',
    to: 'if (old.length < 1_000) return planned;',
  },
  {
    name: 'an edit that was sighted while we wrote is taken for the echo of it',
    file: 'src/sync-run/apply/settle-merges.ts',
    from: "if (typeof crm !== 'string') run.sightings.seen",
    to: 'run.sightings.seen',
  },
  {
    name: 'the edit that a pair was let go with is met again',
    file: 'src/sync-run/settle/links.ts',
    from: 'if (fingerprint === null || link.suppressed.includes(fingerprint)) return link;',
    to: 'if (fingerprint !== "") return link;',
  },
];
