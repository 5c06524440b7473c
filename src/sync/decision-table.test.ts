import { describe, expect, it } from 'vitest';
import type { FieldSpec, Fields, FieldValue } from '../model/index.ts';
import { TEXT, TEXT_SET } from '../model/index.ts';
import { mergeFields } from './merge/merge-fields.ts';
import { plan } from './plan.ts';
import type { Cell } from './testing/cells.ts';
import { ALL_SWITCHES, linkedCells, rulesOf, unlinkedCells } from './testing/cells.ts';
import { decisionText, stepText } from './testing/decision-text.ts';
import { contextOf } from './testing/pairs.ts';

const COLUMNS = '| CRM | Exchange | decision |\n|---|---|---|';

function decisionOf(cell: Cell, itemType: 'contacts' | 'appointments'): string {
  return decisionText((switches) => stepText(plan(cell.pair, cell.match, contextOf(rulesOf(switches), itemType))));
}

function section(title: string, cells: readonly Cell[]): string {
  const lines = cells.map((cell) => `| ${cell.name} | ${decisionOf(cell, 'appointments')} |`);
  return `## ${title}\n\n${COLUMNS}\n${lines.join('\n')}\n`;
}

/** Cells that differ from an earlier section, so that a reader sees what the difference is about. */
function differences(
  title: string,
  cells: readonly Cell[],
  normal: readonly Cell[],
  itemType: 'contacts' | 'appointments',
): string {
  const lines = cells.flatMap((cell, index) => {
    const other = normal[index];
    const text = decisionOf(cell, itemType);
    return other === undefined || decisionOf(other, 'appointments') === text ? [] : [`| ${cell.name} | ${text} |`];
  });
  return `## ${title}\n\n${COLUMNS}\n${lines.join('\n')}\n`;
}

function unlinkedSection(): string {
  const lines = unlinkedCells()
    .filter(isTelling)
    .map((cell) => `| ${cell.name} | ${decisionOf(cell, 'appointments')} |`);
  return `## Not linked\n\n| CRM | Exchange | counterpart | decision |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

function bothRead({ pair }: Cell): boolean {
  return pair.crm.kind !== 'absent' && pair.exchange.kind !== 'absent';
}

/** An item without a link is alone or has a live counterpart; how the other side is missing does not matter (tested below). */
function isTelling({ pair, match }: Cell): boolean {
  const { crm, exchange } = pair;
  if (crm.kind === 'live') return exchange.kind === 'live' || exchange.kind === 'absent';
  return exchange.kind === 'live' ? crm.kind === 'absent' : exchange.kind === 'absent' && match.kind === 'none';
}

/** The name of the cell in which the one live item has an absent counterpart; '' where not exactly one is live. */
function nameAlone({ name, pair }: Cell): string {
  const [crm = '', exchange = '', match = ''] = name.split(' | ');
  if ((pair.crm.kind === 'live') === (pair.exchange.kind === 'live')) return '';
  return pair.crm.kind === 'live' ? `${crm} | absent | ${match}` : `absent | ${exchange} | ${match}`;
}

type Sample = readonly [base: FieldValue, crm: FieldValue, exchange: FieldValue];

function fieldLine(spec: FieldSpec, [base, crm, exchange]: Sample, known: boolean, whole: boolean): string {
  const fields = (value: FieldValue): Fields => (value === null ? {} : { f: value });
  const answer = decisionText((switches) => {
    const merge = mergeFields({
      specs: { f: spec },
      rules: rulesOf(switches, { conflictGranularity: whole ? 'item' : 'field' }),
      base: known ? { crm: fields(base), exchange: fields(base) } : null,
      crm: fields(crm),
      exchange: fields(exchange),
    });
    const writes = [
      ...Object.values(merge.toExchange).map((value) => `→E ${show(value)}`),
      ...Object.values(merge.toCrm).map((value) => `→C ${show(value)}`),
      ...merge.conflicts.map((conflict) => `(conflict, ${conflict.winner} wins)`),
      ...merge.pendingFields.map(() => 'pending'),
    ];
    return writes.length > 0 ? writes.join(' ') : (merge.outcomes['f']?.kind ?? 'unchanged');
  });
  return `| ${known ? show(base) : 'unknown'} | ${show(crm)} | ${show(exchange)} | ${answer} |`;
}

function show(value: FieldValue): string {
  if (value === null) return '∅';
  return Array.isArray(value) ? `{${value.join(',')}}` : String(value);
}

function fieldSection(title: string, spec: FieldSpec, values: readonly FieldValue[]): string {
  const samples = values.flatMap((base) =>
    values.flatMap((crm) => values.map((exchange): Sample => [base, crm, exchange])),
  );
  const lines = [
    ...samples.map((sample) => fieldLine(spec, sample, true, false)),
    ...samples.filter(([base]) => base === null).map((sample) => fieldLine(spec, sample, false, false)),
  ];
  return `## ${title}\n\n| base | CRM | Exchange | outcome |\n|---|---|---|---|\n${lines.join('\n')}\n`;
}

const HEADER = `# Decision table, as built

Written by \`src/sync/decision-table.test.ts\` from the planner itself; a change of any decision shows here as a diff.
Every cell is asked with all 16 rule settings and both strategies. A decision reads \`condition ? then : else\`;
\`uCE\` \`uEC\` are the update rules, \`dCE\` \`dEC\` the deletion rules, \`W=C\` means that the CRM wins.
"gone" is a proved deletion, "out" is outside the window, "private" stands for every exclusion, "left" is re-assigned.
`;

describe('decision table', () => {
  it('decides every cell exactly as the reviewed table says', async () => {
    const linked = linkedCells('LINKED').filter(bothRead);
    const table = [
      HEADER,
      section('Linked', linked),
      differences(
        'Linked, identity ambiguous: what differs',
        linkedCells('LINKED', true).filter(bothRead),
        linked,
        'appointments',
      ),
      differences('Linked contacts: what differs from appointments', linked, linked, 'contacts'),
      section('Detached, the Exchange item is left (DET_E)', linkedCells('DET_E')),
      section('Detached, the CRM record is left (DET_C)', linkedCells('DET_C')),
      unlinkedSection(),
      fieldSection('One field with one value', TEXT, [null, 'a', 'b']),
      fieldSection('One set', TEXT_SET, [null, ['a'], ['b'], ['a', 'b']]),
    ].join('\n');
    await expect(table).toMatchFileSnapshot('../../docs/spec/decision-table.md');
  });

  it('waits whenever one end of a linked pair was not read', () => {
    const unread = linkedCells('LINKED').filter((cell) => !bothRead(cell));
    const decisions = new Set(unread.map((cell) => decisionOf(cell, 'appointments')));
    expect([...decisions]).toEqual(['O4 hold wait (counterpart_not_read)']);
  });

  it('treats an unlinked item the same, however its side of the other system is missing', () => {
    const cells = unlinkedCells();
    const differing = cells.filter((cell) => {
      const alone = cells.find((other) => other.name === nameAlone(cell));
      return alone !== undefined && decisionOf(cell, 'contacts') !== decisionOf(alone, 'contacts');
    });
    expect(differing.map((cell) => cell.name)).toEqual([]);
  });

  it('has an answer for every cell and every rule setting', () => {
    const cells = [...linkedCells('LINKED'), ...linkedCells('DET_E'), ...linkedCells('DET_C'), ...unlinkedCells()];
    const steps = cells.flatMap((cell) =>
      ALL_SWITCHES.map((switches) => plan(cell.pair, cell.match, contextOf(rulesOf(switches)))),
    );
    expect(steps.length).toBeGreaterThan(15_000);
    expect(steps.every((step) => step.reason.code !== '')).toBe(true);
  });
});
