import type { RunKind } from '../store/port.ts';
import type { RunInput, RunPorts, RunReport } from '../sync-run/index.ts';
import { oldDeletionsRun, runScope, undoRun, verifyScope } from '../sync-run/index.ts';
import type { ConnectorParts } from './parts.ts';
import type { Run } from './run.ts';

/** @param run as it was asked for */
export type ExecuteRun = (parts: ConnectorParts, ports: RunPorts, input: RunInput, run: Run) => Promise<RunReport>;

/** What is executed for each kind of run. */
export const RUN_KINDS: Readonly<Record<RunKind, ExecuteRun>> = {
  sync: (_parts, ports, input) => runScope(ports, input),
  undo: (_parts, ports, input, run) => undoRun(ports, input, run.undoOf ?? ''),
  oldDeletions: (_parts, ports, input) => oldDeletionsRun(ports, input),
  verify: (parts, ports, input) => verifyScope(ports, input, parts.findings),
};
