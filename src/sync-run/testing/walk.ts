import type { ExchangeUpdate } from '../../exchange/port.ts';
import type { Fields } from '../../model/index.ts';
import { canonicalText, sameValue, synchronisedFields, valueOf } from '../../model/index.ts';
import type { ItemRules } from '../../sync/index.ts';
import { DEFAULT_ITEM_RULES, withoutManagedCategories } from '../../sync/index.ts';
import type { RunInput, RunReport } from '../ports.ts';
import { Crash } from './interruptions.ts';
import { person } from './people.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { World } from './world.ts';
import { callsOf, createWorld, forgetCalls, writesOf } from './world.ts';

/** What people did, to judge the end by. The token in `profession` names a human-made item through all its copies. */
interface History {
  tokens: number;
  values: number;
  readonly edits: { readonly token: string; readonly field: string; readonly value: string; readonly side: string }[];
  readonly deletedInCrm: Set<string>;
  readonly deletedInExchange: Set<string>;
  /** Copied or brought back by a person: more than one item of that name may stand on a side. */
  readonly doubled: Set<string>;
  readonly log: string[];
}

type FirstRun = RunInput['firstRun'];

const NO_BRAKES = {
  massDelete: { items: 1_000, share: 1 },
  sideEmpty: { links: 1_000 },
  massChange: { items: 1_000, share: 1 },
  massCreate: { items: 1_000, share: 1 },
  companyDelete: { items: 1_000, share: 1, from: 1_000 },
  notRecognised: { share: 1 },
};
const EDITED = ['jobTitle', 'nickname', 'department'] as const;

/**
 * One random history: people edit, delete, move, copy and restore on both sides, also while runs are under way; runs
 * die, answers get lost, positions become invalid, rules flip. Then everybody stops, and the invariants must hold.
 * @throws Error that names the seed, the invariant and the history
 */
export async function walk(seed: number): Promise<void> {
  const random = createRandom(seed);
  const world = createWorld('contacts', randomRules(random));
  const firstRun = seed % 3 === 0 ? 'approve' : 'automatic';
  world.chunkSize = random.pick([1, 2, 5, 100]) ?? 100;
  const history: History = {
    tokens: 0,
    values: 0,
    edits: [],
    deletedInCrm: new Set(),
    deletedInExchange: new Set(),
    doubled: new Set(),
    log: [canonicalText(world.rules as unknown as Fields)],
  };
  const violations: string[] = [];
  watchWrites(world, history, violations);
  const turns = 3 + random.whole(6);
  for (let turn = 0; turn < turns; turn += 1) {
    for (let acts = random.whole(4); acts >= 0; acts -= 1) humanAct(world, random, history);
    if (random.chance(0.1)) flipRule(world, random, history);
    await disturbedRun(world, random, history, firstRun, violations);
  }
  // Everybody stops.
  world.interruptions.restart();
  world.exchange.faults.length = 0;
  world.crm.loseNextAnswer = false;
  try {
    await settleWithoutBrakes(world, firstRun);
    await checkQuiet(world, violations);
  } catch (error) {
    violations.push(String(error instanceof Error ? (error.stack ?? error.message) : error));
  }
  checkEnd(world, history, violations);
  if (violations.length > 0)
    throw new Error(
      [`seed ${seed}`, ...violations, '--- history', ...history.log, '--- end', ...describeWorld(world)].join('\n'),
    );
}

function randomRules(random: Random): ItemRules {
  return {
    ...DEFAULT_ITEM_RULES,
    updateCrmToExchange: random.chance(0.8),
    updateExchangeToCrm: random.chance(0.8),
    deleteCrmToExchange: random.chance(0.6),
    deleteExchangeToCrm: random.chance(0.6),
    conflictStrategy: random.chance(0.5) ? 'crm' : 'exchange',
    conflictGranularity: random.chance(0.8) ? 'field' : 'item',
    exchangeDeleteMode: random.chance(0.7) ? 'deletedItems' : 'permanent',
    exchangeCategories: random.chance(0.5) ? ['CRM'] : [],
  };
}

function flipRule(world: World, random: Random, history: History): void {
  const rule = random.pick([
    'updateCrmToExchange',
    'updateExchangeToCrm',
    'deleteCrmToExchange',
    'deleteExchangeToCrm',
  ] as const);
  if (rule === undefined) return;
  world.rules = { ...world.rules, [rule]: !world.rules[rule] };
  history.log.push(`rule ${rule} → ${String(world.rules[rule])}`);
}

function humanAct(world: World, random: Random, history: History): void {
  const { crm, exchange } = world;
  const record = random.pick([...crm.records.values()]);
  const item = random.pick(exchange.inFolder('synchronised'));
  const act = random.whole(16);
  const note = (text: string): void => void history.log.push(text);
  const edit = (fields: Fields, side: string): Fields => {
    const field = random.pick(EDITED) ?? 'jobTitle';
    const value = `v${(history.values += 1)}`;
    history.edits.push({ token: tokenOf(fields), field, value, side });
    return { [field]: value };
  };
  const create = (): Fields => {
    const token = `t${(history.tokens += 1)}`;
    return person(`P${token}`, { profession: token });
  };
  if (act < 2) note(`crm create ${crm.put(create()).id}`);
  else if (act < 4) note(`exchange create ${exchange.put(create()).id}`);
  else if (act === 4) {
    const fields = create();
    // Made on both sides while a run has listed one of them and not yet the other: nobody can tell it is one person.
    if (world.interruptions.between !== null) history.doubled.add(tokenOf(fields));
    note(`both create ${crm.put(fields).id} ${exchange.put({ ...fields, mobilePhone: '+39 02 1' }).id}`);
  } else if (act < 8 && record !== undefined) {
    const changes = edit(record.fields, 'crm');
    note(`crm edit ${record.id} ${canonicalText(changes)}`);
    crm.edit(record.id, changes);
  } else if (act < 11 && item !== undefined) {
    const changes = edit(item.fields, 'exchange');
    note(`exchange edit ${item.id} ${canonicalText(changes)}`);
    exchange.edit(item.id, changes);
  } else if (act === 11 && record !== undefined) {
    note(`crm delete ${record.id}`);
    history.deletedInCrm.add(tokenOf(record.fields));
    crm.erase(record.id);
  } else if (act === 12 && item !== undefined) {
    history.deletedInExchange.add(tokenOf(item.fields));
    if (random.chance(0.8)) note(`exchange trash ${item.id} → ${exchange.move(item.id, 'deletedItems').id}`);
    else {
      note(`exchange erase ${item.id}`);
      exchange.erase(item.id);
    }
  } else if (act === 13 && item !== undefined) {
    note(`exchange move away ${item.id} → ${exchange.move(item.id, 'other').id}`);
  } else if (act === 14) {
    const away = random.pick([...exchange.inFolder('other'), ...exchange.inFolder('deletedItems')]);
    if (away === undefined) return;
    history.doubled.add(tokenOf(away.fields));
    note(`exchange bring back ${away.id} → ${exchange.move(away.id, 'synchronised').id}`);
  } else if (act === 15 && item !== undefined && random.chance(0.5)) {
    history.doubled.add(tokenOf(item.fields));
    note(`exchange copy ${item.id} → ${exchange.copy(item.id).id}`);
  }
}

/** Runs as the schedule does; where the plan of a first run waits, somebody may approve it. */
async function runOrApprove(
  world: World,
  firstRun: FirstRun,
  approves: () => boolean,
  violations: string[],
): Promise<RunReport> {
  const writes = writesOf(world);
  const report = await world.run({ brakes: NO_BRAKES, firstRun });
  const awaits = [...world.store.scopes.values()].every((scope) => scope.lastSuccessAt === null);
  if (firstRun === 'approve' && awaits && writesOf(world) > writes)
    violations.push('B5: a first run wrote what nobody had approved');
  if (report.brake?.kind !== 'firstRun' || !approves()) return report;
  return world.run({ brakes: NO_BRAKES, firstRun, approvedHashes: [report.planHash ?? ''] });
}

async function disturbedRun(
  world: World,
  random: Random,
  history: History,
  firstRun: FirstRun,
  violations: string[],
): Promise<void> {
  const { interruptions, exchange, crm } = world;
  interruptions.restart();
  world.pass(random.chance(0.5) ? 200_000 : 5_000);
  if (random.chance(0.1)) exchange.invalidateCursors();
  if (random.chance(0.3)) {
    const fault = random.pick(['lostResponse', 'lostRequest', 'conflict', 'poison'] as const) ?? 'conflict';
    exchange.faults.push(...Array.from({ length: 1 + random.whole(3) }, () => fault));
    history.log.push(`fault ${fault}`);
  }
  if (random.chance(0.1)) crm.loseNextAnswer = true;
  if (random.chance(0.4)) interruptions.crashAt(1 + random.whole(40), random.chance(0.5) ? 'before' : 'after');
  const busy = random.chance(0.4);
  interruptions.between = () => {
    if (busy && random.chance(0.04)) humanAct(world, random, history);
  };
  history.log.push('run');
  try {
    const report = await runOrApprove(world, firstRun, () => random.chance(0.6), violations);
    history.log.push(`  ${report.outcome} ${report.problem?.code ?? ''} after ${interruptions.steps} steps`);
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  interruptions.between = null;
  const defects = world.defects.filter((defect) => !(defect instanceof Crash));
  if (defects[0] !== undefined) throw defects[0];
  world.defects.length = 0;
}

async function settleWithoutBrakes(world: World, firstRun: FirstRun): Promise<void> {
  for (let count = 0; count < 25; count += 1) {
    world.pass(48 * 3_600_000);
    const before = writesOf(world);
    const report = await runOrApprove(world, firstRun, () => true, []);
    if (report.outcome !== 'done') throw new Error(`run ${report.outcome}: ${report.problem?.code}`);
    if (writesOf(world) === before && world.store.intents.size === 0) return;
  }
  throw new Error('I1: no rest after 25 runs');
}

async function checkQuiet(world: World, violations: string[]): Promise<void> {
  forgetCalls(world);
  await world.run({ brakes: NO_BRAKES });
  const calls = callsOf(world);
  if (writesOf(world) > 0) violations.push(`I2: a further run writes: ${JSON.stringify(calls)}`);
  const waits = [...world.store.unlinked.values()].some((row) => row.state === 'wait');
  if (!waits && (world.store.hints.size > 0 || Object.keys(calls).length > 2))
    violations.push(`I2: a further run looks at ${world.store.hints.size} hints: ${JSON.stringify(calls)}`);
}

/** I5 and I6, at the moment of every write. */
function watchWrites(world: World, history: History, violations: string[]): void {
  const { exchange, crm } = world;
  const before = <Args extends readonly unknown[], Result>(
    original: (...args: Args) => Result,
    check: (...args: Args) => void,
  ) => {
    return (...args: Args): Result => {
      check(...args);
      return original(...args);
    };
  };
  const gate = (open: boolean, what: string): void => {
    if (!open) violations.push(`I5: ${what} although its rule is off`);
  };
  exchange.create = before(exchange.create, () => gate(world.rules.updateCrmToExchange, 'create in Exchange'));
  exchange.update = before(exchange.update, (_type, batch: readonly ExchangeUpdate[]) => {
    for (const { changes, stamp } of batch)
      if (Object.keys(changes).length > 0 || stamp !== null)
        gate(world.rules.updateCrmToExchange, 'update in Exchange');
  });
  exchange.delete = before(exchange.delete, (_type, batch) => {
    gate(world.rules.deleteCrmToExchange, 'delete in Exchange');
    for (const { id } of batch) {
      const item = exchange.items.get(id);
      if (item !== undefined && !history.deletedInCrm.has(tokenOf(item.fields)))
        violations.push(`I6: ${id} deleted in Exchange although nobody deleted its record`);
    }
  });
  crm.create = before(crm.create, () => gate(world.rules.updateExchangeToCrm, 'create in the CRM'));
  crm.update = before(crm.update, () => gate(world.rules.updateExchangeToCrm, 'update in the CRM'));
  crm.delete = before(crm.delete, (_type, batch) => {
    gate(world.rules.deleteExchangeToCrm, 'delete in the CRM');
    for (const { id } of batch) {
      const record = crm.records.get(id);
      if (record !== undefined && !history.deletedInExchange.has(tokenOf(record.fields)))
        violations.push(`I6: ${id} deleted in the CRM although nobody deleted its item`);
    }
  });
}

function checkEnd(world: World, history: History, violations: string[]): void {
  const live = [...world.store.links.values()].filter((link) => link.state !== 'CLOSED');
  for (const name of ['crmId', 'exchangeId', 'stamp'] as const) {
    const ids = live.flatMap((link) => link[name] ?? []);
    if (new Set(ids).size < ids.length) violations.push(`I3: two links share a ${name}`);
  }
  for (const [side, fields] of [
    ['crm', [...world.crm.records.values()].map((record) => record.fields)],
    ['exchange', world.exchange.inFolder('synchronised').map((item) => item.fields)],
  ] as const) {
    const seen = new Set<string>();
    for (const token of fields.map(tokenOf)) {
      if (seen.has(token) && !history.doubled.has(token)) violations.push(`I3: ${token} twice on the side ${side}`);
      seen.add(token);
    }
  }
  checkNoLoss(world, history, violations);
  if (world.rules.updateCrmToExchange && world.rules.updateExchangeToCrm) checkAgreement(world, violations);
}

/** I4: the last edit of every field is somewhere: on a side, or in the journal. */
function checkNoLoss(world: World, history: History, violations: string[]): void {
  const everything = JSON.stringify([
    [...world.crm.records.values()],
    [...world.exchange.items.values()],
    world.store.journal,
  ]);
  const last = new Map(history.edits.map((edit) => [`${edit.token} ${edit.field}`, edit]));
  for (const { token, value, side } of last.values()) {
    const deleted = side === 'crm' ? history.deletedInCrm : history.deletedInExchange;
    if (!deleted.has(token) && !everything.includes(`"${value}"`))
      violations.push(`I4: the edit ${value} of ${token} in ${side} is nowhere`);
  }
}

/** I9 */
function checkAgreement(world: World, violations: string[]): void {
  const specs = synchronisedFields('contacts');
  for (const link of world.store.links.values()) {
    const record = world.crm.records.get(link.crmId ?? '');
    const item = world.exchange.items.get(link.exchangeId ?? '');
    if (link.state !== 'LINKED' || record === undefined || item?.folder !== 'synchronised') continue;
    const categories = item.categories.length === 0 ? null : item.categories;
    const theirs = withoutManagedCategories({ ...item.fields, categories }, world.rules.exchangeCategories);
    for (const [name, spec] of Object.entries(specs))
      if (!sameValue(spec, valueOf(record.fields, name), valueOf(theirs, name)))
        violations.push(`I9: ${link.crmId} and ${link.exchangeId} differ in ${name}`);
  }
}

function tokenOf(fields: Fields): string {
  return String(fields['profession'] ?? '');
}

function describeWorld(world: World): readonly string[] {
  return [
    ...[...world.crm.records.values()].map(
      (record) => `${record.id} ${record.externalKey ?? '-'} ${canonicalText(record.fields)}`,
    ),
    ...[...world.exchange.items.values()].map(
      (item) => `${item.id} ${item.folder} ${item.stamp ?? '-'} ${item.searchKey} ${canonicalText(item.fields)}`,
    ),
    ...[...world.store.links.values()].map(
      (link) =>
        `${link.id} ${link.state} ${link.crmId} ${link.exchangeId} ${link.stamp}${link.ambiguous ? ' ambiguous' : ''} ${link.reviewReason ?? ''}`,
    ),
    ...world.store.journal.map(
      (entry) =>
        `${entry.op} ${entry.side} ${entry.crmId} ${entry.exchangeId} ${entry.reason.row} ${entry.reason.code}`,
    ),
  ];
}
