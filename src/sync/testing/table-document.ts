import type { FieldSpec, FieldSpecs, Fields, FieldValue, ItemType } from '../../model/index.ts';
import type { Frozen } from '../frozen.ts';
import { mergeFields } from '../merge/merge-fields.ts';
import { plan } from '../plan.ts';
import type { ItemRules } from '../rules.ts';
import type { Cell } from './cells.ts';
import { rulesOf } from './cells.ts';
import type { Decision } from './decision-text.ts';
import { decide } from './decision-text.ts';
import { headingOf, historyOf, waysThrough } from './histories-in-words.ts';
import { contextOf } from './pairs.ts';
import { followsFrom } from './steps-in-words.ts';

/** What a decision is asked with beside the five switches. */
export interface Manner {
  readonly itemType?: ItemType;
  readonly rules?: Partial<ItemRules>;
  readonly frozen?: Frozen;
  /** In place of subject, place and categories. */
  readonly specs?: FieldSpecs;
}

const HEAD = '| History | What follows | Row and reason |\n|---|---|---|';

/** All 32 answers of a cell, as sentences. */
export function decisionOf(cell: Cell, { itemType = 'appointments', rules = {}, ...more }: Manner = {}): Decision {
  return decide((switches) => {
    const context = { ...contextOf(rulesOf(switches, rules), itemType), ...more };
    return followsFrom(plan(cell.pair, cell.match, context));
  });
}

/** One section of the document: a table for each state of the record. */
export function section(title: string, intro: string, cells: readonly Cell[], manner: Manner = {}): string {
  const tables = [...new Set(cells.map(headingOf))].map((heading) => {
    const lines = cells.filter((cell) => headingOf(cell) === heading).flatMap((cell) => linesOf(cell, manner));
    return `### ${heading}\n\n${HEAD}\n${lines.join('\n')}\n`;
  });
  return [`## ${title}\n\n${intro}\n`, ...tables].join('\n');
}

/** Cells that are decided differently than in an earlier section: what the difference is about. */
export function differences(
  title: string,
  intro: string,
  cells: readonly Cell[],
  normal: readonly Cell[],
  manner: Manner = {},
): string {
  const differing = cells.filter((cell, index) => {
    const other = normal[index];
    return other === undefined || keyOf(decisionOf(cell, manner)) !== keyOf(decisionOf(other));
  });
  const body =
    differing.length === 0 ? 'Nothing.' : `${HEAD}\n${differing.flatMap((cell) => linesOf(cell, manner)).join('\n')}`;
  return `## ${title}\n\n${intro}\n\n${body}\n`;
}

/** Two decisions with the same key are the same under every setting. */
export function keyOf(decision: Decision): string {
  return JSON.stringify(decision);
}

function linesOf(cell: Cell, manner: Manner): readonly string[] {
  const history = historyOf(cell);
  return waysThrough(decisionOf(cell, manner)).map(
    ({ rules, text }) => `| ${[history, ...(rules === '' ? [] : [rules])].join('; ')} | ${text} |`,
  );
}

/** What two sides have and had in one field, or in several. */
export interface Sample {
  /** `null`: the two meet for the first time. */
  readonly base: Fields | null;
  readonly crm: Fields;
  readonly exchange: Fields;
}

/** A section about the merge of fields: every sample, every way through the rules. */
export function mergeSection(
  title: string,
  intro: string,
  specs: Readonly<Record<string, FieldSpec>>,
  samples: readonly Sample[],
  rules: Partial<ItemRules> = {},
): string {
  const lines = samples.flatMap((sample) =>
    waysThrough(decide((switches) => outcomeOf(specs, sample, rulesOf(switches, rules)))).map((way) => {
      const last = sample.base === null ? 'They meet for the first time' : `Last agreed: ${shown(sample.base)}`;
      const now = `the CRM has ${shown(sample.crm)}, Exchange ${shown(sample.exchange)}`;
      return `| ${[last, now, ...(way.rules === '' ? [] : [way.rules])].join('; ')} | ${way.text} |`;
    }),
  );
  return `## ${title}\n\n${intro}\n\n| History | What follows |\n|---|---|\n${lines.join('\n')}\n`;
}

function outcomeOf(specs: Readonly<Record<string, FieldSpec>>, sample: Sample, rules: ItemRules): string {
  const { base, crm, exchange } = sample;
  const merge = mergeFields({
    specs,
    rules,
    base: base === null ? null : { crm: base, exchange: base },
    crm,
    exchange,
  });
  const writes = [
    ...Object.entries(merge.toExchange).map(([name, value]) => `${prefix(specs, name)}${show(value)} → Exchange`),
    ...Object.entries(merge.toCrm).map(([name, value]) => `${prefix(specs, name)}${show(value)} → CRM`),
    ...merge.conflicts.map(({ field, winner }) => {
      const lost = winner === 'crm' ? exchange[field] : crm[field];
      return `${prefix(specs, field)}${show(lost ?? null)} of ${winner === 'crm' ? 'Exchange' : 'the CRM'} is kept as a conflict`;
    }),
    ...merge.pendingFields.map((name) => `${prefix(specs, name)}waits`),
  ];
  const [only = 'nothing'] = Object.values(merge.outcomes).map(({ kind }) =>
    kind === 'settled' ? 'only remembered' : kind,
  );
  return writes.length > 0 ? writes.join(', ') : only;
}

/** The name of the field, where there are several. */
function prefix(specs: Readonly<Record<string, FieldSpec>>, name: string): string {
  return Object.keys(specs).length > 1 ? `${name} ` : '';
}

function shown(fields: Fields): string {
  const values = Object.entries(fields);
  if (values.length === 0) return '∅';
  return values.map(([name, value]) => `${values.length > 1 ? `${name} ` : ''}${show(value)}`).join(' and ');
}

function show(value: FieldValue): string {
  if (value === null) return '∅';
  return Array.isArray(value) ? `{${value.join(', ')}}` : String(value);
}
