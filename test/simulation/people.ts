import type { Fields, FieldValue, Side } from '../../src/model/index.ts';
import { synchronisedFields } from '../../src/model/index.ts';
import type { Link } from '../../src/sync/index.ts';
import { changedFields, isEndedSeries } from '../../src/sync/index.ts';
import { carriesIdentity } from '../../src/sync-run/identify/marks.ts';
import type { StoredRecord } from '../../src/sync-run/testing/memory-crm.ts';
import type { StoredItem } from '../../src/sync-run/testing/memory-exchange.ts';
import { asExchangeKeeps } from '../../src/sync-run/testing/memory-exchange.ts';
import type { Random } from '../../src/sync-run/testing/random.ts';
import { saidOfOccurrences } from '../invariants/elements.ts';
import type { PlainAct } from '../invariants/index.ts';
import { administrate, doubtOutOfSight } from './administrators.ts';
import { atSameHour, DAYS, MEETING_DAYS, timeOn, ZONE } from './calendar.ts';
import { isRecognisable } from './looks.ts';
import type { Mailbox } from './mailbox.ts';
import { isVisible, originOf } from './mailbox.ts';
import { isOnesOwn, meet } from './meetings.ts';
import { workOnDays } from './row-acts.ts';
import { anotherRule, changedOccurrences, isSeries, seriesFrom } from './series.ts';
import type { SimulatedWorld } from './simulated-world.ts';
import type { ActKind } from './swarm.ts';
import { randomFor } from './swarm.ts';

const EDITED = {
  contacts: ['jobTitle', 'nickname', 'displayName'],
  appointments: ['body', 'subject', 'body'],
} as const;
const SETS = { contacts: ['categories', 'children'], appointments: ['categories'] } as const;

const SHARE_OF_SERIES = { usually: 0.2, ofSeries: 0.9 } as const;

/** One act of one person, told by its number. Each has numbers of its own, so leaving one out changes no other. */
export function act(world: SimulatedWorld, number: number): void {
  const random = randomFor(world.swarm.seed, `act ${number}`);
  const kind = random.pick(world.swarm.acts);
  const mailbox = random.pick(world.mailboxes);
  if (kind === undefined || mailbox === undefined) return;
  const told = perform({ world, mailbox, random }, kind);
  if (told === null) return;
  world.history.words.push(`  act ${number} ${kind} (${mailbox.name}): ${told}`);
  world.schedule.note(`act ${number} ${kind} ${told}`);
}

export interface Doing {
  readonly world: SimulatedWorld;
  readonly mailbox: Mailbox;
  readonly random: Random;
}

/** @returns what was done, in words; `null` when there was nothing to do it to */
export function perform(doing: Doing, kind: ActKind): string | null {
  switch (kind) {
    case 'createInCrm':
      return createInCrm(doing, false);
    case 'createShared':
      return createInCrm(doing, true);
    case 'createInExchange':
      return createInExchange(doing, newThing(doing));
    case 'createOnBoth':
      return createOnBoth(doing);
    case 'createNamesake':
      return createNamesake(doing);
    case 'editInCrm':
      return onRecord(doing, (record) => editRecord(doing, record, newValue(doing)));
    case 'editInExchange':
      return onItem(doing, 'synchronised', (item) => editItem(doing, item, newValue(doing)), isOnesOwn);
    case 'editSetInCrm':
      return onRecord(doing, (record) => editSet(doing, 'crm', record));
    case 'editSetInExchange':
      return onItem(doing, 'synchronised', (item) => editSet(doing, 'exchange', item));
    case 'moveDateInCrm':
      return onRecord(doing, (record) => editRecord(doing, record, newTime(doing, record)));
    case 'moveDateInExchange':
      return onItem(doing, 'synchronised', (item) => editItem(doing, item, newTime(doing, item)), isOnesOwn);
    case 'editOccurrenceInCrm':
      return onRecord(doing, (record) => editOccurrence(doing, 'crm', record), isSeries);
    case 'editOccurrenceInExchange':
      return onItem(
        doing,
        'synchronised',
        (item) => editOccurrence(doing, 'exchange', item),
        (item) => isSeries(item) && isOnesOwn(item),
      );
    case 'changeRuleInCrm':
      return onRecord(doing, (record) => changeRule(doing, 'crm', record));
    case 'changeRuleInExchange':
      return onItem(doing, 'synchronised', (item) => changeRule(doing, 'exchange', item), isOnesOwn);
    case 'deleteInCrm':
      return onRecord(doing, (record) => deleteRecord(doing, record));
    case 'trashInExchange':
      return onItem(doing, 'synchronised', (item) => throwAway(doing, item));
    case 'eraseInExchange':
      return onItem(doing, 'synchronised', (item) => {
        note(doing, 'delete', 'exchange', item);
        doing.mailbox.exchange.erase(item.id);
        return item.id;
      });
    case 'purgeDeletedItems':
      return onItem(doing, 'deletedItems', (item) => {
        doing.mailbox.exchange.erase(item.id);
        return item.id;
      });
    case 'moveAway':
      return onItem(doing, 'synchronised', (item) => {
        const origin = originOf(doing.mailbox.itemType, item.fields);
        if (isUntraceable(doing, item) && isKnown(doing, origin))
          doing.world.history.doubt(origin, 'lost its marks and its looks');
        doubtOutOfReach(doing, item, 'other');
        note(doing, 'move', 'exchange', item);
        return `${item.id} → ${doing.mailbox.exchange.move(item.id, 'other').id}`;
      });
    case 'moveBack':
      return onItem(doing, 'other', (item) => {
        const origin = originOf(doing.mailbox.itemType, item.fields);
        const wasBroughtBack = doing.world.history.acts.some(
          (one) => one.kind === 'restore' && one.side === 'exchange' && one.origin === origin,
        );
        // Put aside when it was taken out of Deleted Items: an undo may have made another meanwhile.
        if (wasBroughtBack && standsBeside(doing, item, origin))
          doing.world.history.doubt(origin, 'brought back beside another');
        note(doing, 'move', 'exchange', item);
        return `${item.id} → ${doing.mailbox.exchange.move(item.id, 'synchronised').id}`;
      });
    case 'restoreFromDeletedItems':
      return onItem(doing, 'deletedItems', (item) => {
        note(doing, 'restore', 'exchange', item);
        const origin = originOf(doing.mailbox.itemType, item.fields);
        if (
          standsBeside(doing, item, origin) ||
          isOverWithColleague(doing, item, origin) ||
          livesOnWithColleague(doing, item, origin)
        )
          doing.world.history.doubt(origin, 'brought back beside another');
        // Thrown away when the mailbox moved, so that nobody could recognise it by its looks.
        if (isUntraceable(doing, item) && isKnown(doing, origin))
          doing.world.history.doubt(origin, 'lost its marks and its looks');
        const { id } = doing.mailbox.exchange.move(item.id, 'synchronised');
        broughtBackOnBoth(doing, origin, 'crm');
        return `${item.id} → ${id}`;
      });
    case 'copy':
      return onItem(doing, 'synchronised', (item) => copy(doing, item));
    case 'touch':
      return onItem(doing, 'synchronised', (item) => {
        doing.mailbox.exchange.edit(item.id, {});
        return item.id;
      });
    case 'undeleteInCrm':
      return undelete(doing);
    case 'reassign':
      return onRecord(doing, (record) => {
        note(doing, 'reassign', 'crm', record);
        doing.mailbox.crm.change(record.id, { ownerId: doing.random.chance(0.5) ? 'user-carla' : otherUser(doing) });
        doubtOutOfSight(doing, record);
        return `${record.id} to ${record.ownerId}`;
      });
    case 'share':
      return share(doing);
    case 'hide':
      return hide(doing);
    case 'makePrivate':
      return makePrivate(doing);
    case 'takeOffCategory':
      return onItem(doing, 'synchronised', (item) => {
        if (item.categories.length === 0) return null;
        const [gone = ''] = item.categories;
        const own = !doing.mailbox.rules.exchangeCategories.includes(gone);
        doing.mailbox.exchange.categorise(item.id, item.categories.slice(1));
        if (own) noteSet(doing, 'exchange', item, 'categories', [], [gone]);
        return `${gone} off ${item.id}`;
      });
    case 'migrate':
    case 'loseFolderRight':
    case 'loseCursor':
    case 'flipRule':
    case 'flipStrategy':
    case 'changeCategories':
    case 'changeProfile':
    case 'shiftWindow':
    case 'poison':
    case 'backUpCrm':
    case 'restoreCrm':
    case 'chooseAfterRestore':
      return administrate(doing, kind);
    case 'createPrivate':
      return createPrivate(doing);
    case 'flipPrivacy':
      return administrate(doing, kind);
    case 'invite':
    case 'changePeople':
    case 'answerInvitation':
    case 'changeMeeting':
    case 'callOff':
    case 'changeMeetingInCrm':
    case 'deleteMeetingInCrm':
    case 'flipInvitations':
      return meet(doing, kind);
    case 'makeSeries':
    case 'makeOnceInCrm':
    case 'editSeries':
    case 'changeSeriesRule':
    case 'editOneDay':
    case 'moveOneDay':
    case 'deleteOneDay':
    case 'trashSeries':
    case 'eraseSeries':
    case 'editRow':
    case 'moveRow':
    case 'deleteRow':
    case 'nextMonth':
      return workOnDays(doing, kind);
  }
}

function throwAway(doing: Doing, item: StoredItem): string {
  doubtOutOfReach(doing, item, 'deletedItems');
  note(doing, 'delete', 'exchange', item);
  return `${item.id} → ${doing.mailbox.exchange.move(item.id, 'deletedItems').id}`;
}

export function deleteRecord(doing: Doing, record: StoredRecord): string {
  note(doing, 'delete', 'crm', record);
  doing.mailbox.crm.erase(record.id);
  return record.id;
}

/**
 * A deletion was taken back here, and was on the other side too: one thing only as long as the two can meet. A record is
 * brought back for every mailbox, whoever does it.
 */
function broughtBackOnBoth(doing: Doing, origin: string, other: Side): void {
  const { world } = doing;
  const hasOccurrencesAgain = other === 'crm' && world.history.seriesAgain.has(origin);
  for (const mailbox of other === 'crm' ? [doing.mailbox] : world.mailboxes) {
    const wasBroughtBack = world.history.acts.some(
      (one) =>
        one.kind === 'restore' &&
        one.side === other &&
        one.origin === origin &&
        (one.scopeId === null || one.scopeId === mailbox.scope.id),
    );
    const { records, items } = standing(mailbox, origin);
    const stands = (other === 'crm' ? records : items).length > 0;
    const there = { ...doing, mailbox };
    if (!stands || !(wasBroughtBack || hasOccurrencesAgain) || isKnown(there, origin)) continue;
    world.history.madeTwice.add(origin);
    partedIfApart(there, origin);
  }
}

/**
 * Its record is out of sight already, or its item filed away; or nothing leads from one to the other, and they have not
 * looked alike since before they were brought back.
 */
export function partedIfApart(doing: Doing, origin: string): void {
  const { mailbox } = doing;
  const { records, items } = standing(mailbox, origin);
  if (records.length === 0 || items.length === 0 || isKnown(doing, origin)) return;
  const isAway =
    records.some((record) => !isVisible(mailbox, record)) || items.some(({ folder }) => folder === 'other');
  const canMeet = records.some((record) => items.some((item) => isRecognisable(mailbox, record, item)));
  if (isAway || !canMeet) parted(doing, origin);
}

function standing({ crm, exchange, itemType }: Mailbox, origin: string) {
  const isIts = ({ fields }: { readonly fields: Fields }): boolean => originOf(itemType, fields) === origin;
  return {
    records: [...crm.records.values()].filter(isIts),
    items: [...exchange.items.values()].filter(({ folder }) => folder !== 'deletedItems').filter(isIts),
  };
}

/** Neither stamp nor search key lead from its link to it: nobody can tell that it is the one that was moved. */
export function isUntraceable({ mailbox }: Doing, item: StoredItem): boolean {
  const { links, intents } = mailbox.memory;
  const known = [...[...links.values()].filter(({ state }) => state !== 'CLOSED'), ...intents.values()];
  return item.stamp === null && !known.some(({ searchKey }) => searchKey === item.searchKey);
}

/** A create whose answer was lost, and that lies where we may not look: nobody can tell that it was done. */
export function doubtOutOfReach({ world, mailbox }: Doing, item: StoredItem, to: StoredItem['folder']): void {
  const { memory, exchange, itemType } = mailbox;
  const isLinked = [...memory.links.values()].some(({ exchangeId }) => exchangeId === item.id);
  if (isLinked) return;
  const isOurs = [...memory.intents.values()].some(({ stamp }) => stamp === item.stamp);
  const isHidden = exchange.unreadable.some(({ place }) => place === to);
  if (isOurs && isHidden) world.history.doubt(originOf(itemType, item.fields), 'moved out of reach');
}

/** Made anew meanwhile, or just now: then it is a person who makes the second one. */
function standsBeside({ world, mailbox }: Doing, item: StoredItem, origin: string): boolean {
  const others = [...mailbox.exchange.items.values()].some(
    ({ id, folder, fields }) =>
      id !== item.id && folder !== 'deletedItems' && originOf(mailbox.itemType, fields) === origin,
  );
  return others || world.running > 0 || world.mailboxes.some(({ memory }) => memory.intents.size > 0);
}

/** Its record went to a colleague, and it was thrown away: the pair is over, and what comes back is a new item (O2, D6). */
function isOverWithColleague({ mailbox }: Doing, item: StoredItem, origin: string): boolean {
  const { crm, itemType, user } = mailbox;
  const pairs = pairsOf(mailbox, item).filter(({ crmId }) => {
    const record = crm.records.get(crmId ?? '');
    return record !== undefined && record.ownerId !== user.id && originOf(itemType, record.fields) === origin;
  });
  return pairs.length > 0 && pairs.every(isClosed);
}

/**
 * Its record was deleted, and it with it. A colleague who took part in it has his own still, and an edit of his makes the
 * record anew (L8, D2), for him alone, or is about to: whoever brings back what was thrown away has another.
 */
function livesOnWithColleague({ world, mailbox }: Doing, item: StoredItem, origin: string): boolean {
  const { crm, itemType } = mailbox;
  const pairs = pairsOf(mailbox, item);
  if (pairs.length === 0 || !pairs.every((pair) => isClosed(pair) && !crm.records.has(pair.crmId ?? ''))) return false;
  return world.mailboxes
    .filter((other) => other !== mailbox)
    .some((other) =>
      [...other.memory.links.values()].some(
        (link) =>
          originOf(itemType, link.baseCrm) === origin &&
          (link.state === 'LINKED' ? !isShown(mailbox, link) : isAboutToBeMadeAnew(other, link)),
      ),
    );
}

function isShown(mailbox: Mailbox, { crmId }: Link): boolean {
  const record = mailbox.crm.records.get(crmId ?? '');
  return record !== undefined && isVisible(mailbox, record);
}

/**
 * D2: this edit makes anew a record that was deleted. A colleague who took part in it brought the own item back, which went
 * with it, and has or gets a record for it that nobody else sees.
 */
function doubtMadeAnew({ world, mailbox }: Doing, item: StoredItem): void {
  const { crm, itemType, rules } = mailbox;
  const { doubts } = world.history;
  const origin = originOf(itemType, item.fields);
  const why = 'brought back beside another';
  if (!rules.updateExchangeToCrm || rules.conflictStrategy !== 'exchange') return;
  const pair = pairsOf(mailbox, item).find(({ state, crmId }) => state === 'DET_E' && !crm.records.has(crmId ?? ''));
  if (pair === undefined || doubts.some((doubt) => doubt.origin === origin && doubt.why === why)) return;
  const isBackWith = ({ memory, exchange }: Mailbox): boolean => {
    const links = [...memory.links.values()];
    const isUnseen = ({ id }: StoredItem): boolean =>
      links.every((link) => isClosed(link) || link.exchangeId !== id || !isShown(mailbox, link));
    return (
      links.some((link) => isClosed(link) && link.crmId === pair.crmId) &&
      exchange.inFolder('synchronised').some((one) => originOf(itemType, one.fields) === origin && isUnseen(one))
    );
  };
  if (world.mailboxes.some((other) => other !== mailbox && isBackWith(other))) world.history.doubt(origin, why);
}

/** D2: let go of when its record was deleted, and edited in Exchange since, which wins there and may update. */
function isAboutToBeMadeAnew({ crm, exchange, itemType, rules }: Mailbox, link: Link): boolean {
  const item = exchange.items.get(link.exchangeId ?? '');
  // One that was left alone before may be all that differs.
  if (link.suppressed.length > 0) return false;
  if (link.state !== 'DET_E' || crm.records.has(link.crmId ?? '') || item?.folder !== 'synchronised') return false;
  const isEdited = changedFields(synchronisedFields(itemType), link.baseExchange, item.fields).length > 0;
  return isEdited && rules.updateExchangeToCrm && rules.conflictStrategy === 'exchange';
}

/** Of this very item, or of the one that was made in its place. */
function pairsOf({ memory }: Mailbox, item: StoredItem): readonly Link[] {
  return [...memory.links.values()].filter((link) => carriesIdentity(item, link));
}

function isClosed({ state }: Link): boolean {
  return state === 'CLOSED';
}

export function isKnown({ mailbox }: Doing, origin: string): boolean {
  const { intents } = mailbox.memory;
  // Its record is just being made: no link names the item yet.
  if ([...intents.values()].some(({ sourceFields }) => originOf(mailbox.itemType, sourceFields) === origin))
    return true;
  // Its record may be deleted by now, and come back.
  return [...mailbox.memory.links.values()].some(
    ({ crmId, state, baseCrm }) =>
      state !== 'CLOSED' &&
      originOf(mailbox.itemType, mailbox.crm.records.get(crmId ?? '')?.fields ?? baseCrm) === origin,
  );
}

/** Often it is what we have just written that somebody works on: there things go wrong. */
function lately<T extends { readonly id: string }>(
  { world, mailbox, random }: Doing,
  among: readonly T[],
): T | undefined {
  if (!random.chance(0.4)) return undefined;
  const last = world.history.writes.findLast(
    ({ scopeId, itemId }) => scopeId === mailbox.scope.id && among.some(({ id }) => id === itemId),
  );
  return among.find(({ id }) => id === last?.itemId);
}

export function onRecord(
  doing: Doing,
  work: (record: StoredRecord) => string | null,
  suits: (record: StoredRecord) => boolean = () => true,
): string | null {
  const { mailbox, random } = doing;
  const own = [...mailbox.crm.records.values()].filter((record) => record.ownerId === mailbox.user.id && suits(record));
  const record = lately(doing, own) ?? random.pick(own);
  return record === undefined ? null : work(record);
}

export function onItem(
  doing: Doing,
  folder: StoredItem['folder'],
  work: (item: StoredItem) => string | null,
  suits: (item: StoredItem) => boolean = () => true,
): string | null {
  const { mailbox, random } = doing;
  const items = mailbox.exchange.inFolder(folder).filter(suits);
  const item = lately(doing, items) ?? random.pick(items);
  return item === undefined ? null : work(item);
}

/** Before it was linked, one of two that were to meet became another, or went away: nobody can tell any more. */
export function parted({ world, mailbox }: Doing, origin: string): void {
  const { madeTwice, doubts } = world.history;
  const why = 'parted before it was linked';
  if (!madeTwice.has(origin) || doubts.some((doubt) => doubt.origin === origin && doubt.why === why)) return;
  const isLinked = [...mailbox.memory.links.values()].some(
    ({ crmId, exchangeId, state }) =>
      state === 'LINKED' &&
      originOf(mailbox.itemType, mailbox.crm.records.get(crmId ?? '')?.fields ?? {}) === origin &&
      originOf(mailbox.itemType, mailbox.exchange.items.get(exchangeId ?? '')?.fields ?? {}) === origin,
  );
  if (!isLinked) world.history.doubt(origin, why);
}

export function note(
  doing: Doing,
  kind: PlainAct,
  side: Side,
  one: { readonly id: string; readonly fields: Fields },
): void {
  const place = placeOf(doing, side, one);
  if (kind !== 'create') parted(doing, place.origin);
  doing.world.history.acts.push({ kind, ...place });
}

/** @param record as the backup has it */
export function noteRegressed(doing: Doing, record: StoredRecord, before: Fields): void {
  const place = placeOf(doing, 'crm', record);
  parted(doing, place.origin);
  doing.world.history.acts.push({ kind: 'regressed', fields: record.fields, before, ...place });
}

function placeOf({ world, mailbox }: Doing, side: Side, one: { readonly id: string; readonly fields: Fields }) {
  const origin = originOf(mailbox.itemType, one.fields);
  return { at: world.history.at(), side, scopeId: side === 'crm' ? null : mailbox.scope.id, itemId: one.id, origin };
}

export function newThing({ world, mailbox, random }: Doing): Fields {
  world.history.origins += 1;
  const number = world.history.origins;
  const origin = `t${number}`;
  if (mailbox.itemType === 'appointments') {
    const day = newDay(world, random);
    const share = world.swarm.theme === 'privacy' ? 0 : SHARE_OF_SERIES[world.swarm.ofSeries ? 'ofSeries' : 'usually'];
    const time = random.chance(share) ? seriesFrom(random, day, number) : timeOn(day, number);
    return { location: origin, subject: `Meeting ${origin}`, time };
  }
  return {
    profession: origin,
    name: { givenName: `P${origin}`, surname: 'Rossi' },
    displayName: `P${origin} Rossi`,
    email1: { address: `${origin}@example.org` },
  };
}

function createInCrm(doing: Doing, shared: boolean): string {
  const { mailbox, random } = doing;
  const participantIds = shared && mailbox.itemType === 'appointments' ? [otherUser(doing)] : [];
  const ownerId = shared && random.chance(0.3) ? otherUser(doing) : mailbox.user.id;
  // Appointments follow the people in them; only contacts are the company's.
  const ofAll = shared && mailbox.itemType === 'contacts';
  const fields = newThing(doing);
  const record = mailbox.crm.put(fields, { shared: ofAll, participantIds, ownerId, uid: uidOf(doing, fields) });
  note(doing, 'create', 'crm', record);
  return `${record.id} (${originOf(mailbox.itemType, record.fields)})${shared ? ' shared' : ''}`;
}

function createInExchange(doing: Doing, fields: Fields): string {
  const { mailbox, random } = doing;
  // A series of which the model cannot tell the rule is shown and left alone.
  const notSynchronised = mailbox.itemType === 'appointments' && random.chance(0.1) ? 'series' : null;
  const categories = random.chance(0.3) ? [random.chance(0.5) ? 'Lavoro' : 'Casa'] : [];
  const item = mailbox.exchange.put(fields, { notSynchronised, categories, uid: uidOf(doing, fields) });
  note(doing, 'create', 'exchange', item);
  return `${item.id} (${originOf(mailbox.itemType, item.fields)})${notSynchronised === null ? '' : ' a series that cannot be told'}`;
}

function createOnBoth(doing: Doing): string {
  const { world, mailbox } = doing;
  const fields = newThing(doing);
  world.history.madeTwice.add(originOf(mailbox.itemType, fields));
  const record = mailbox.crm.put(fields, { uid: uidOf(doing, fields) });
  note(doing, 'create', 'crm', record);
  const more: Fields = mailbox.itemType === 'contacts' ? { mobilePhone: '+39 02 1' } : { reminderMinutes: 5 };
  return `${record.id} and ${createInExchange(doing, { ...fields, ...more })}`;
}

/** A meeting is known by its UID in whosever calendar; where there are none, histories do without. */
function uidOf({ world }: Doing, fields: Fields): string | null {
  if (world.swarm.theme !== 'meetings') return null;
  return `uid-${originOf('appointments', fields)}`;
}

/** Another person of the same name, or another appointment of that name at that time. */
function createNamesake(doing: Doing): string | null {
  const { mailbox, random } = doing;
  return onRecord(doing, (record) => {
    const alike: Fields =
      mailbox.itemType === 'contacts'
        ? { name: record.fields['name'] ?? null }
        : { subject: record.fields['subject'] ?? null };
    const fields = { ...newThing(doing), ...alike };
    if (random.chance(0.5)) return createInExchange(doing, fields);
    const twin = mailbox.crm.put(fields);
    note(doing, 'create', 'crm', twin);
    return `${twin.id} like ${record.id}`;
  });
}

/** A field and a value for it that nobody wrote before, so that it can be found or missed at the end. */
export function newValue({ world, mailbox, random }: Doing): Fields {
  const field = random.pick(EDITED[mailbox.itemType]) ?? 'body';
  world.history.values += 1;
  const long = random.chance(0.35) ? ' and more than the server keeps of a text' : '';
  return { [field]: `v${world.history.values}${long}` };
}

export function newTime(
  { world, mailbox, random }: Doing,
  { fields }: Pick<StoredRecord, 'fields'> = { fields: {} },
): Fields {
  if (mailbox.itemType === 'contacts') {
    world.history.values += 1;
    return { nickname: random.chance(0.5) ? null : `v${world.history.values}` };
  }
  // A busy block is known by the hour of its day, and by nothing else.
  if (world.swarm.theme === 'privacy') {
    world.history.values += 1;
    return { time: atSameHour(fields['time'] ?? null, newDay(world, random), world.history.values) };
  }
  world.history.origins += 1;
  return { time: timeOn(newDay(world, random), world.history.origins) };
}

function newDay({ swarm }: SimulatedWorld, random: Random): string {
  return random.pick<string>(swarm.theme === 'meetings' ? MEETING_DAYS : DAYS) ?? DAYS[0];
}

export function editRecord(doing: Doing, record: StoredRecord, changes: Fields): string {
  const before = saidOfOccurrences(record.fields['occurrences'] ?? null);
  const wasEnded = isEndedSeries(record.fields, ZONE);
  doing.mailbox.crm.edit(record.id, changes);
  for (const [field, value] of Object.entries(changes))
    if (field !== 'occurrences') noteEdit(doing, 'crm', record, field, value);
  noteOccurrences(doing, 'crm', record, before);
  if (wasEnded && !isEndedSeries(record.fields, ZONE)) hasOccurrencesAgain(doing, record);
  return `${record.id} ${JSON.stringify(changes)}`;
}

/** A record of which no occurrence is left says what a deleted one says: one that has some again is brought back. */
function hasOccurrencesAgain(doing: Doing, { fields }: StoredRecord): void {
  const origin = originOf(doing.mailbox.itemType, fields);
  doing.world.history.seriesAgain.add(origin);
  broughtBackOnBoth(doing, origin, 'exchange');
}

export function editItem(doing: Doing, item: StoredItem, changes: Fields): string {
  const before = saidOfOccurrences(item.fields['occurrences'] ?? null);
  doubtMadeAnew(doing, item);
  doing.mailbox.exchange.edit(item.id, changes);
  for (const [field, value] of Object.entries(asExchangeKeeps(changes)))
    if (field !== 'occurrences') noteEdit(doing, 'exchange', item, field, value);
  noteOccurrences(doing, 'exchange', item, before);
  return `${item.id} ${JSON.stringify(changes)}`;
}

/** A person changed single occurrences, or took the day or the whole rule from under them. */
function noteOccurrences(doing: Doing, side: Side, one: StoredRecord | StoredItem, before: readonly string[]): void {
  const after = saidOfOccurrences(one.fields['occurrences'] ?? null);
  const added = after.filter((said) => !before.includes(said));
  const removed = before.filter((said) => !after.includes(said));
  if (added.length + removed.length > 0) noteSet(doing, side, one, 'occurrences', added, removed);
}

function editOccurrence(doing: Doing, side: Side, one: StoredRecord | StoredItem): string | null {
  doing.world.history.values += 1;
  const changes = changedOccurrences(doing.random, one, doing.world.history.values);
  if (changes === null) return null;
  if (side === 'crm') return editRecord(doing, one as StoredRecord, changes);
  // With its last occurrence Outlook deletes the series.
  const isEnded = isEndedSeries({ ...one.fields, ...changes }, ZONE);
  return isEnded ? throwAway(doing, one as StoredItem) : editItem(doing, one as StoredItem, changes);
}

function changeRule(doing: Doing, side: Side, one: StoredRecord | StoredItem): string | null {
  const { world, mailbox, random } = doing;
  if (mailbox.itemType === 'contacts') return null;
  world.history.origins += 1;
  const changes = anotherRule(random, one, world.history.origins);
  return side === 'crm' ? editRecord(doing, one as StoredRecord, changes) : editItem(doing, one as StoredItem, changes);
}

function noteEdit(doing: Doing, side: Side, one: StoredRecord | StoredItem, field: string, value: FieldValue): void {
  const place = placeOf(doing, side, one);
  if (field === 'time' || field === 'subject') parted(doing, place.origin);
  // What neither marks nor content lead to cannot be recognised.
  const looks = field === 'time' || field === 'subject';
  if (side === 'exchange' && looks && isUntraceable(doing, one as StoredItem) && isKnown(doing, place.origin))
    doing.world.history.doubt(place.origin, 'lost its marks and its looks');
  doing.world.history.acts.push({ kind: 'edit', field, value, ...place });
}

function noteSet(
  doing: Doing,
  side: Side,
  one: StoredRecord | StoredItem,
  field: string,
  added: readonly string[],
  removed: readonly string[],
): void {
  doing.world.history.acts.push({ kind: 'editSet', field, added, removed, ...placeOf(doing, side, one) });
}

function editSet(doing: Doing, side: Side, one: StoredRecord | StoredItem): string {
  const { world, mailbox, random } = doing;
  const field = random.pick<string>(SETS[mailbox.itemType]) ?? 'categories';
  const items = side === 'exchange' && field === 'categories' ? (one as StoredItem).categories : one.fields[field];
  const managed = field === 'categories' ? mailbox.rules.exchangeCategories : [];
  const current = (Array.isArray(items) ? (items as readonly string[]) : []).filter((text) => !managed.includes(text));
  world.history.values += 1;
  const added = current.length === 0 || random.chance(0.6) ? [`s${world.history.values}`] : [];
  const removed = added.length === 0 ? [random.pick(current) ?? ''] : [];
  const rest = current.filter((text) => !removed.includes(text));
  const all = [...rest, ...added];
  if (side === 'exchange') doubtMadeAnew(doing, one as StoredItem);
  if (side === 'crm') mailbox.crm.edit(one.id, { [field]: all.length === 0 ? null : all });
  else if (field === 'categories') {
    const kept = (one as StoredItem).categories.filter((text) => managed.includes(text));
    mailbox.exchange.categorise(one.id, [...kept, ...all]);
  } else mailbox.exchange.edit(one.id, { [field]: all.length === 0 ? null : all });
  noteSet(doing, side, one, field, added, removed);
  return `${one.id} ${field} +${added.join()} -${removed.join()}`;
}

function copy(doing: Doing, item: StoredItem): string {
  const { world, mailbox, random } = doing;
  const changes = random.chance(0.5) ? newTime(doing) : {};
  note(doing, 'copy', 'exchange', item);
  const origin = originOf(mailbox.itemType, item.fields);
  world.history.doubt(origin, 'copied');
  if (isUntraceable(doing, item) && isKnown(doing, origin)) world.history.doubt(origin, 'lost its marks and its looks');
  return `${item.id} → ${mailbox.exchange.copy(item.id, changes).id}`;
}

function undelete(doing: Doing): string | null {
  const deleted = doing.random.pick(doing.mailbox.crm.erased());
  return deleted === undefined ? null : undeleteThis(doing, deleted);
}

/** In one history of so many somebody deletes what is linked, and takes it back while that is carried over. */
const SECOND_THOUGHTS_EVERY = 8;

/**
 * A deletion of ours that lands after the record was brought back hardly ever comes about by chance. Drawn from numbers of
 * its own, one stream for each turn, in every eighth seed: the histories of all others stay as they are.
 */
export function secondThoughts(world: SimulatedWorld, turn: number): void {
  if (world.swarm.theme === 'rows') return;
  if (world.swarm.seed % SECOND_THOUGHTS_EVERY !== SECOND_THOUGHTS_EVERY - 1) return;
  const random = randomFor(world.swarm.seed, `second thoughts ${turn}`);
  for (const mailbox of world.mailboxes) {
    const doing = { world, mailbox, random };
    const tell = (told: string): void => {
      world.history.words.push(`  second thoughts (${mailbox.name}): ${told}`);
      world.schedule.note(`second thoughts ${told}`);
    };
    for (const { crmId } of mailbox.memory.intents.values()) {
      const deleted = mailbox.crm.erased().find(({ id }) => id === crmId);
      if (deleted !== undefined && random.chance(0.6)) tell(undeleteThis(doing, deleted));
    }
    const linked = [...mailbox.memory.links.values()].filter(({ state }) => state === 'LINKED');
    const record = mailbox.crm.records.get(random.pick(linked)?.crmId ?? '');
    if (record?.ownerId !== mailbox.user.id || !random.chance(0.5)) continue;
    note(doing, 'delete', 'crm', record);
    mailbox.crm.erase(record.id);
    tell(`${record.id} deleted`);
  }
}

function undeleteThis(doing: Doing, deleted: StoredRecord): string {
  const { crm, itemType } = doing.mailbox;
  const origin = originOf(itemType, deleted.fields);
  // Made anew meanwhile, or just now: then it is a person who makes the second one.
  const others = [...crm.records.values(), ...crm.erased()].some(
    (record) => record.id !== deleted.id && originOf(itemType, record.fields) === origin,
  );
  const { world } = doing;
  const onTheWay = world.running > 0 || world.mailboxes.some(({ memory }) => memory.intents.size > 0);
  if (others || onTheWay) world.history.doubt(origin, 'brought back beside another');
  crm.undelete(deleted.id);
  note(doing, 'restore', 'crm', deleted);
  broughtBackOnBoth(doing, origin, 'exchange');
  return `${deleted.id} (${origin})`;
}

function otherUser({ mailbox }: Doing): string {
  return mailbox.name === 'anna' ? 'user-bruno' : 'user-anna';
}

function share(doing: Doing): string | null {
  const { mailbox } = doing;
  return onRecord(doing, (record) => {
    const taking = record.shared || record.participantIds.length > 0;
    note(doing, taking ? 'hide' : 'show', 'crm', record);
    if (mailbox.itemType === 'contacts') mailbox.crm.change(record.id, { shared: !taking });
    else mailbox.crm.change(record.id, { participantIds: taking ? [] : [otherUser(doing)] });
    doubtOutOfSight(doing, record);
    return `${record.id} ${taking ? 'no longer' : 'now'}`;
  });
}

/** A right is withdrawn, or given back. */
function hide(doing: Doing): string | null {
  const { crm } = doing.mailbox;
  return onRecord(doing, (record) => {
    const back = crm.hidden.delete(record.id);
    if (!back) crm.hidden.add(record.id);
    note(doing, back ? 'show' : 'hide', 'crm', record);
    crm.change(record.id, {});
    doubtOutOfSight(doing, record);
    return `${record.id} ${back ? 'in' : 'out of'} sight`;
  });
}

function createPrivate(doing: Doing): string {
  const fields: Fields = { ...newThing(doing), sensitivity: 'private' };
  if (doing.random.chance(0.5)) return createInExchange(doing, fields);
  const record = doing.mailbox.crm.put(fields);
  note(doing, 'create', 'crm', record);
  return `${record.id} (${originOf(doing.mailbox.itemType, record.fields)})`;
}

function makePrivate(doing: Doing): string | null {
  const { mailbox, random } = doing;
  const flip = (fields: Fields): Fields => ({ sensitivity: fields['sensitivity'] === 'private' ? null : 'private' });
  if (random.chance(0.5))
    return onRecord(doing, (record) => {
      note(doing, 'privacy', 'crm', record);
      mailbox.crm.edit(record.id, flip(record.fields));
      return `${record.id} ${String(record.fields['sensitivity'] ?? 'normal')}`;
    });
  return onItem(doing, 'synchronised', (item) => {
    note(doing, 'privacy', 'exchange', item);
    mailbox.exchange.edit(item.id, flip(item.fields));
    return `${item.id} ${String(item.fields['sensitivity'] ?? 'normal')}`;
  });
}
