import { expect } from 'vitest';
import type { Run } from '../../src/connector/index.ts';
import type { EngineWorld } from './engine.ts';

const WRITES = /^(Create|Update|Delete)Item$/;

/** The appointments' run; whatever went wrong in it fails the test. */
export async function syncAppointments(world: EngineWorld): Promise<Run> {
  const [, run] = await world.sync();
  if (run === undefined) throw new Error('no run');
  expect([run.outcome, run.itemErrors]).toEqual(['done', []]);
  return run;
}

/** A further run changes nothing in Exchange. */
export async function expectNoWrites(world: EngineWorld): Promise<Run> {
  world.simulator.requests.clear();
  const run = await syncAppointments(world);
  const operations = world.simulator.requests.all().map(({ operation }) => operation);
  expect(operations.filter((name) => WRITES.test(name ?? ''))).toEqual([]);
  return run;
}
