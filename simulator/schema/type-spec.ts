import type { ExchangeVersion } from '../soap/versions.ts';

/** How the content of a simple element is stored and compared. */
export type ValueKind = 'text' | 'boolean' | 'integer' | 'dateTime' | 'binary';

/** A simple type. `since` tells from which version on a value is legal, `null` that it never is. */
export interface ValueSpec {
  readonly kind: ValueKind;
  readonly since: (text: string) => ExchangeVersion | null;
}

export interface AttributeSpec {
  readonly value: ValueSpec;
  readonly required: boolean;
  readonly since: ExchangeVersion;
}

export type AttributeSpecs = Readonly<Record<string, AttributeSpec>>;

export interface ElementSpec {
  readonly name: string;
  /** A function where the grammar is recursive. */
  readonly type: TypeSpec | (() => TypeSpec);
  readonly since: ExchangeVersion;
}

/** One place in a sequence: an element, or a choice of several. */
export interface Slot {
  readonly options: readonly ElementSpec[];
  readonly min: 0 | 1;
  readonly max: 'one' | 'many';
}

/**
 * The simulator's own grammar of Exchange's messages: `sequence` fixes the order of the slots.
 * `opaque` content is stored or ignored without being looked into.
 */
export type TypeSpec =
  | { readonly kind: 'value'; readonly value: ValueSpec; readonly attributes: AttributeSpecs }
  | { readonly kind: 'sequence'; readonly slots: readonly Slot[]; readonly attributes: AttributeSpecs }
  | { readonly kind: 'opaque' };

const FIRST: ExchangeVersion = 'Exchange2007';

function spec(name: string, type: ElementSpec['type'], since: ExchangeVersion = FIRST): ElementSpec {
  return { name, type, since };
}

export function one(name: string, type: ElementSpec['type'], since?: ExchangeVersion): Slot {
  return { options: [spec(name, type, since)], min: 1, max: 'one' };
}

export function optional(name: string, type: ElementSpec['type'], since?: ExchangeVersion): Slot {
  return { options: [spec(name, type, since)], min: 0, max: 'one' };
}

export function oneOrMore(name: string, type: ElementSpec['type'], since?: ExchangeVersion): Slot {
  return { options: [spec(name, type, since)], min: 1, max: 'many' };
}

export function anyNumber(name: string, type: ElementSpec['type'], since?: ExchangeVersion): Slot {
  return { options: [spec(name, type, since)], min: 0, max: 'many' };
}

type Option = readonly [name: string, type: ElementSpec['type'], since?: ExchangeVersion];

export function choice(min: 0 | 1, max: 'one' | 'many', ...options: readonly Option[]): Slot {
  return { options: options.map(([name, type, since]) => spec(name, type, since)), min, max };
}

export function sequence(slots: readonly Slot[], attributes: AttributeSpecs = {}): TypeSpec {
  return { kind: 'sequence', slots, attributes };
}

export function simple(value: ValueSpec, attributes: AttributeSpecs = {}): TypeSpec {
  return { kind: 'value', value, attributes };
}

export const OPAQUE: TypeSpec = { kind: 'opaque' };

export function requiredAttribute(value: ValueSpec, since: ExchangeVersion = FIRST): AttributeSpec {
  return { value, required: true, since };
}

export function optionalAttribute(value: ValueSpec, since: ExchangeVersion = FIRST): AttributeSpec {
  return { value, required: false, since };
}
