import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConnectorError } from '../model/index.ts';
import { createLog, logLevelOf } from './create-log.ts';
import { errorFacts } from './error-facts.ts';

function recorder() {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', file: null }, { write: (line: string) => void lines.push(line) }) };
}

describe('the log', () => {
  test('in a file is for its owner only, and so is the folder that it makes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'raccordo-log-'));
    try {
      const file = join(folder, 'data', 'raccordo.log');
      createLog({ level: 'info', file }).info('listening');
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('writes event and facts as one line of JSON', () => {
    const { lines, log } = recorder();
    log.warn('run finished', { runId: 'r1', outcome: 'held' });
    log.debug('not at this level');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, msg: 'run finished', runId: 'r1', outcome: 'held' });
  });

  test('drops what is not on the list of facts, whatever object is handed in', () => {
    const { lines, log } = recorder();
    const wide = { code: 'timeout', subject: 'Visita a Padova', password: 'segreto', email: 'a@b.example' };
    log.error('request failed', wide);
    expect(lines[0]).toContain('timeout');
    expect(lines[0]).not.toMatch(/Padova|segreto|b\.example/);
  });

  test('of an error writes code and place, never message, details or cause', () => {
    const { lines, log } = recorder();
    const cause = new Error('while reading "Visita a Padova"');
    const known = new ConnectorError({
      code: 'ErrorItemCorrupt',
      disposition: 'bug',
      message: 'cannot read Visita a Padova',
      itemRef: 'giulia@brenta.example',
      details: { subject: 'Visita a Padova' },
      cause,
    });
    log.error('failed', errorFacts(known));
    log.error('failed', errorFacts(cause));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'ErrorItemCorrupt', disposition: 'bug' });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ code: 'unexpected_error' });
    expect(lines.join('')).toContain('create-log.test.ts');
    expect(lines.join('')).not.toMatch(/Padova|brenta/);
  });

  test('takes its level from the environment and ignores what is no level', () => {
    expect(logLevelOf('DEBUG', 'warn')).toBe('debug');
    expect(logLevelOf('loud', 'warn')).toBe('warn');
    expect(logLevelOf(undefined, 'info')).toBe('info');
  });
});
