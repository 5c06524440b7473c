import { describe, expect, it } from 'vitest';
import { FOCUSES, focused } from './focus.ts';
import { REGRESSIONS } from './regressions.ts';
import { reportOf } from './report.ts';
import { differences, simulateSeeds } from './seeds.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import { ACT_KINDS, FAULT_KINDS, swarmOf, TASK_KINDS } from './swarm.ts';
import { MEETING_ACTS, PRIVACY_ACTS, ROW_ACTS, THEMES } from './themes.ts';

/** What a run of all tests has time for; `npm run simulate` and `npm run soak` take as many as one wants. */
const SECONDS = Number(process.env['RACCORDO_SIMULATION_SECONDS'] ?? 100);
/** A loaded machine is no excuse for looking at nothing. */
const AT_LEAST = 200;
/** What a fast machine stops at: the same seeds everywhere. */
const AT_MOST = 3_000;
/** The same seeds in every run, so that whoever breaks one knows it was this change; new ones are what the soak is for. */
const FROM = Number(process.env['RACCORDO_SEED'] ?? 1);

/** Of each focus; more with `npm run simulate -- --focus`. */
const OF_A_FOCUS = 40;

describe('simulated histories of the whole engine', () => {
  it(`keep every invariant, from seed ${FROM} on`, { timeout: 1_200_000 }, async () => {
    const end = Date.now() + SECONDS * 1_000;
    const first = await simulateSeeds(FROM, AT_LEAST);
    const more = await simulateSeeds(FROM + AT_LEAST, AT_MOST - AT_LEAST, null, () => Date.now() < end);
    console.log(`simulated seeds ${FROM} to ${FROM + first.seeds + more.seeds - 1}, ${first.steps + more.steps} steps`);
    const failures = [...first.failures, ...more.failures];
    expect(failures.map((outcome) => reportOf(outcome))).toEqual([]);
  });

  it.each(FOCUSES)('keep every invariant with a focus on %s', { timeout: 600_000 }, async (focus) => {
    const { failures } = await simulateSeeds(FROM, OF_A_FOCUS, focus);
    expect(failures.map((outcome) => reportOf(outcome))).toEqual([]);
  });

  it.each(REGRESSIONS.map(({ seed, found, focus = null }) => [seed, found, focus] as const))(
    'seed %i: %s',
    async (seed, _found, focus) => {
      const outcome = await simulate(seed, { focus });
      expect(outcome.violations, reportOf(outcome)).toEqual([]);
    },
  );

  it('I16: are the same for the same seed, byte for byte, and others for another', async () => {
    const first = await simulate(7, { keepTrace: true });
    const again = await simulate(7, { keepTrace: true });
    const other = await simulate(8, { keepTrace: true });
    expect(differences(first, again)).toEqual([]);
    expect(again.hash).toBe(first.hash);
    expect(differences(first, other)).toHaveLength(1);
  });

  it('leave out no kind of act, fault or task', () => {
    const swarms = Array.from({ length: 200 }, (_, index) => swarmOf(index));
    for (const kind of ACT_KINDS) expect(swarms.filter(({ acts }) => acts.includes(kind)).length).toBeGreaterThan(50);
    for (const kind of FAULT_KINDS) expect(swarms.filter(({ faults }) => faults.has(kind)).length).toBeGreaterThan(50);
    for (const kind of TASK_KINDS)
      expect(swarms.filter(({ tasks }) => tasks.includes(kind)).length).toBeGreaterThan(20);
  });

  it('have in them what they focus on, and stay as drawn without a focus', () => {
    for (let seed = 0; seed < 100; seed += 1) {
      const drawn = swarmOf(seed);
      expect(focused(drawn, null)).toEqual(drawn);
      expect(focused(drawn, 'restores').acts).toEqual(expect.arrayContaining(['backUpCrm', 'restoreCrm']));
      expect(focused(drawn, 'undo').tasks).toContain('undo');
      expect(focused(drawn, 'series')).toMatchObject({ ofSeries: true, turns: drawn.turns });
      expect(focused(drawn, 'sharing').mailboxes.map(({ user }) => user)).toEqual(['anna', 'bruno']);
      expect(focused(drawn, 'window').mailboxes[0]?.itemType).toBe('appointments');
      expect(focused(drawn, 'workers').faults).toContain('secondWorker');
      expect(focused(drawn, 'meetings').acts).toEqual(expect.arrayContaining([...MEETING_ACTS]));
      expect(focused(drawn, 'privacy').acts).toEqual(expect.arrayContaining([...PRIVACY_ACTS]));
      expect(focused(drawn, 'rows').acts).toEqual(expect.arrayContaining([...ROW_ACTS]));
    }
  });

  it('carry out every kind of act, reach every kind of write and let processes die and stop', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 300; seed += 1) {
      const { words, observation, trace } = await simulate(seed, { keepTrace: true });
      for (const line of words) seen.add(/^ {2}act \d+ (\w+)/.exec(line)?.[1] ?? '');
      for (const { cause, side, op } of observation.writes) seen.add(`${cause} ${op} ${side}`);
      for (const line of trace) seen.add(/ (dies|stops) before/.exec(line)?.[1] ?? '');
    }
    const writes = ['create', 'update', 'delete'].flatMap((op) => [`sync ${op} crm`, `sync ${op} exchange`]);
    const wanted = [...ACT_KINDS, ...writes, 'undo delete exchange', 'undo update crm', 'dies', 'stops'];
    expect(wanted.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('have no themes in older seeds, and each in some of the newer ones', () => {
    const themesFrom = (first: number): readonly (string | null)[] =>
      Array.from({ length: 200 }, (_, index) => swarmOf(first + index).theme);
    expect(new Set(themesFrom(499_800))).toEqual(new Set([null]));
    for (const theme of THEMES)
      expect(themesFrom(500_000).filter((each) => each === theme).length, theme).toBeGreaterThan(10);
  });

  it('carry out every act of a meeting, mail what a plan announced and write in silence', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 30; seed += 1) {
      const { words, observation } = await simulate(seed, { focus: 'meetings' });
      for (const line of words) seen.add(/^ {2}act \d+ (\w+)/.exec(line)?.[1] ?? '');
      for (const { op, side, meeting, notifies, rules } of observation.writes)
        if (side === 'exchange' && meeting?.role === 'organizer')
          seen.add(`${op} ${notifies === true ? 'with mail' : rules.invitations}`);
      if ((observation.announced ?? []).some(({ sent }) => sent > 0)) seen.add('announced');
    }
    const wanted = [...MEETING_ACTS, 'announced', 'update with mail', 'delete with mail', 'update silent'];
    expect(wanted.filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('make busy blocks on both sides, carry in full what became public, and keep what became private', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 30; seed += 1) {
      const { words, observation } = await simulate(seed, { focus: 'privacy' });
      for (const line of words) seen.add(/^ {2}act \d+ (\w+)/.exec(line)?.[1] ?? '');
      for (const { op, side, before, after, rules } of observation.writes)
        if (rules.privateItems === 'busyOnly')
          for (const fields of [before, after])
            if (fields?.['sensitivity'] === 'private')
              seen.add(`${op} ${side} ${'location' in fields ? 'whole' : 'block'}`);
    }
    const writes = ['create crm block', 'create exchange block', 'update crm block', 'update exchange whole'];
    expect([...PRIVACY_ACTS, ...writes].filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('have a row for each day of a series, and carry each act of people on either side over', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const { words, observation } = await simulate(seed, { focus: 'rows' });
      for (const line of words) seen.add(/^ {2}act \d+ (\w+)/.exec(line)?.[1] ?? '');
      for (const { op, side, itemId } of observation.writes)
        seen.add(`${op} ${itemId.includes('#') ? 'day of a series' : side}`);
    }
    const writes = ['update', 'delete'].flatMap((op) => [`${op} day of a series`, `${op} crm`]);
    expect([...ROW_ACTS, ...writes, 'create crm', 'create exchange'].filter((kind) => !seen.has(kind))).toEqual([]);
  });

  it('are not made shorter when they do not fail', async () => {
    expect(await shrink(7)).toEqual([]);
  });
});
