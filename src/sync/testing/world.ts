import type { FieldSpecs, Fields, Side } from '../../model/index.ts';
import { TEXT, TEXT_SET } from '../../model/index.ts';
import type { ItemRules } from '../rules.ts';
import type { Link } from '../state.ts';

/** Two texts, a number standing for the date, and a set: every kind of merge in four fields. */
export const SPECS: FieldSpecs = {
  title: TEXT,
  place: TEXT,
  day: { kind: 'value', normalise: (value) => value },
  tags: TEXT_SET,
};

export interface Item {
  readonly id: string;
  fields: Fields;
  deleted: boolean;
  /** A person deleted it, not we. */
  deletedByPerson: boolean;
  /** Who made it: the id of the item that a person made, kept through every copy that we make of it. */
  readonly origin: string;
  /** Items with the same key are the same to a person: the strong key of the match. */
  readonly key: number;
  categories: readonly string[];
  stamp: string | null;
}

/** Two stores that rewrite what is written to them, each in its own way, and the links between them. */
export interface World {
  readonly items: Readonly<Record<Side, Map<string, Item>>>;
  links: Link[];
  rules: ItemRules;
  /** Days before it are outside. */
  windowFrom: number;
  nextId: number;
  writes: number;
  /** What was overwritten or deleted, as the journal keeps it. */
  readonly journal: { readonly side: Side; readonly id: string; readonly fields: Fields }[];
}

export function newWorld(rules: ItemRules): World {
  return {
    items: { crm: new Map(), exchange: new Map() },
    links: [],
    rules,
    windowFrom: 0,
    nextId: 1,
    writes: 0,
    journal: [],
  };
}

export function otherSide(side: Side): Side {
  return side === 'crm' ? 'exchange' : 'crm';
}
