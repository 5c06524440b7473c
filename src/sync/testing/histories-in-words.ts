import type { LinkState } from '../state.ts';
import type { Cell } from './cells.ts';
import type { Decision, Switch } from './decision-text.ts';

type Words = Readonly<Record<string, string>>;

/** What became of a record or an item of a pair in step. */
const LINKED_CRM: Words = {
  same: 'Nobody touched the record',
  edited: 'The record is edited',
  'same, out': 'The record lies before the window, untouched',
  'edited, out': 'An edit leaves the record before the window',
  'same, private': 'The record is private now',
  'edited, private': 'The record is edited and private now',
  gone: 'The record is deleted',
  left: 'The record goes to a colleague',
  hidden: 'The record is out of the user’s sight',
  absent: 'Nobody read the record',
};

const LINKED_EXCHANGE: Words = {
  same: 'nobody touched the item',
  edited: 'the item is edited',
  'same, out': 'the item lies before the window, untouched',
  'edited, out': 'an edit leaves the item before the window',
  'same, private': 'the item is private now',
  'edited, private': 'the item is edited and private now',
  gone: 'the item is deleted',
  elsewhere: 'the item is moved to another folder',
  unproved: 'the item is missing, and nothing proves that it is deleted',
  absent: 'nobody read the item',
};

/** The same of the side that was deleted before, which the other outlived. */
const RETURNED_CRM: Words = {
  same: 'The record is back, as it was',
  edited: 'The record is back, edited',
  'same, out': 'The record is back, before the window',
  'edited, out': 'The record is back, edited and before the window',
  'same, private': 'The record is back and private now',
  'edited, private': 'The record is back, edited and private now',
  gone: 'The record stays deleted',
  left: 'The record is back, with a colleague',
  hidden: 'The record may be back, out of the user’s sight',
  absent: 'Nobody looked for the record',
};

const RETURNED_EXCHANGE: Words = {
  same: 'the item is back, as it was',
  edited: 'the item is back, edited',
  'same, out': 'the item is back, before the window',
  'edited, out': 'the item is back, edited and before the window',
  'same, private': 'the item is back and private now',
  'edited, private': 'the item is back, edited and private now',
  gone: 'the item stays deleted',
  elsewhere: 'the item is back, in another folder',
  unproved: 'the item is missing, and nothing proves any more that it is deleted',
  absent: 'nobody looked for the item',
};

const UNKNOWN_CRM: Words = {
  same: 'There is a record',
  'same, out': 'There is a record before the window',
  'same, private': 'There is a private record',
  gone: 'The record was deleted before it was ever linked',
  left: 'There is a record of a colleague',
  hidden: 'There is a record out of the user’s sight',
  absent: 'No record',
};

const UNKNOWN_EXCHANGE: Words = {
  same: 'an item',
  'same, out': 'an item before the window',
  'same, private': 'a private item',
  absent: 'no item',
};

const FOUND: Words = {
  none: 'nothing looks like it',
  one: 'each is the other’s only counterpart',
  many: 'several could be its counterpart',
  weak: 'only the name is equal',
  reserved: 'its counterpart belongs to a write that is still open',
};

/** How one gets into a cell, up to the rules. */
export function historyOf(cell: Cell): string {
  if (cell.history !== undefined) return cell.history;
  const state = cell.pair.link?.state ?? null;
  const crm = wordsOfCrm(state)[cell.crm];
  const exchange = wordsOfExchange(state)[cell.exchange];
  if (crm === undefined || exchange === undefined) throw new Error(`no words for ${cell.name}`);
  return [crm, exchange, ...(cell.found === null ? [] : [FOUND[cell.found] ?? ''])].join('; ');
}

/** The title under which the cells of one CRM end stand. */
export function headingOf(cell: Cell): string {
  if (cell.history !== undefined) return 'Histories of several runs and fields';
  return wordsOfCrm(cell.pair.link?.state ?? null)[cell.crm] ?? cell.crm;
}

function wordsOfCrm(state: LinkState | null): Words {
  if (state === null) return UNKNOWN_CRM;
  return state === 'DET_E' ? RETURNED_CRM : LINKED_CRM;
}

function wordsOfExchange(state: LinkState | null): Words {
  if (state === null) return UNKNOWN_EXCHANGE;
  return state === 'DET_C' ? RETURNED_EXCHANGE : LINKED_EXCHANGE;
}

const RULE: Readonly<Record<Switch, readonly [yes: string, no: string]>> = {
  crmWins: ['the CRM wins', 'Exchange wins'],
  uCE: ['updates CRM → Exchange are on', 'updates CRM → Exchange are off'],
  uEC: ['updates Exchange → CRM are on', 'updates Exchange → CRM are off'],
  dCE: ['deletions CRM → Exchange are on', 'deletions CRM → Exchange are off'],
  dEC: ['deletions Exchange → CRM are on', 'deletions Exchange → CRM are off'],
};

/** Every way through the questions of a decision: what has to be so, and what then follows. */
export function waysThrough(decision: Decision): readonly { readonly rules: string; readonly text: string }[] {
  return walk(decision, []).map(({ rules, text }) => ({ rules: rules.join('; '), text }));
}

function walk(
  decision: Decision,
  rules: readonly string[],
): readonly { readonly rules: readonly string[]; readonly text: string }[] {
  if (decision.kind === 'answer') return [{ rules, text: decision.text }];
  const [yes, no] = RULE[decision.rule];
  return [...walk(decision.yes, [...rules, yes]), ...walk(decision.no, [...rules, no])];
}
