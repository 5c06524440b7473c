import { SingleBar } from 'cli-progress';
import type { Run } from '../../api/resources.ts';
import type { ApiClient } from '../api/client.ts';
import type { Terminal } from '../terminal.ts';

const POLL_SECONDS = 0.2;

/** Waits for a run to finish; meanwhile a bar on a terminal, a line for each phase elsewhere. */
export async function followRun(terminal: Terminal, api: ApiClient, id: string): Promise<Run> {
  const bar = terminal.interactive ? createBar() : null;
  let shownPhase: string | null = null;
  try {
    for (;;) {
      const run = await api.get<Run>(`/api/runs/${encodeURIComponent(id)}?wait=${POLL_SECONDS}`);
      if (run.state === 'finished') return run;
      if (run.progress === null) continue;
      const { phase, done, total } = run.progress;
      const label = `${terminal.t(`cli.sync.itemTypes.${run.itemType}`)}: ${terminal.t(`cli.sync.phases.${phase}`)}`;
      if (bar !== null) showOnBar(bar, label, done, total);
      else if (phase !== shownPhase) terminal.say(`  ${label}`);
      shownPhase = phase;
    }
  } finally {
    bar?.stop();
  }
}

function createBar(): SingleBar {
  return new SingleBar({
    format: '  {label} {bar} {value}/{total}',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  });
}

function showOnBar(bar: SingleBar, label: string, done: number, total: number | null): void {
  const size = Math.max(total ?? done, 1);
  if (!bar.isActive) bar.start(size, done, { label });
  bar.setTotal(size);
  bar.update(done, { label });
}
