import type { ExchangeVersion } from '../soap/versions.ts';
import { rankOf } from '../soap/versions.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { localName } from '../xml/read.ts';
import type { AttributeSpecs, ElementSpec, TypeSpec, ValueSpec } from './type-spec.ts';

/** Exactly what `ErrorSchemaValidation` reports. */
export class SchemaViolation extends Error {
  readonly line: number;
  readonly position: number;
  constructor(at: ReceivedElement, message: string) {
    super(`The request failed schema validation: ${message}`);
    this.name = 'SchemaViolation';
    this.line = at.line;
    this.position = at.column;
  }
}

/**
 * Checks order, names, attributes and simple values against what `server` knows.
 * @returns the oldest version that knows everything in use, for the check against the declared version
 * @throws SchemaViolation at the first thing that the server does not know
 */
export function validateRequest(request: ReceivedElement, type: TypeSpec, server: ExchangeVersion): ExchangeVersion {
  const check = new Check(rankOf(server));
  check.element(request, type);
  return check.needed;
}

class Check {
  needed: ExchangeVersion = 'Exchange2007';
  readonly #serverRank: number;

  constructor(serverRank: number) {
    this.#serverRank = serverRank;
  }

  element(source: ReceivedElement, type: TypeSpec): void {
    if (type.kind === 'opaque') return;
    this.#attributes(source, type.attributes);
    if (type.kind === 'sequence') return this.#sequence(source, type.slots);
    const child = source.children[0];
    if (child !== undefined) throw new SchemaViolation(child, `${quoted(source)} cannot contain an element.`);
    if (!this.#accepts(type.value, source.text)) {
      throw new SchemaViolation(source, `The ${quoted(source)} element has an invalid value.`);
    }
  }

  #sequence(source: ReceivedElement, slots: Extract<TypeSpec, { kind: 'sequence' }>['slots']): void {
    if (source.text.trim() !== '') throw new SchemaViolation(source, `${quoted(source)} cannot contain text.`);
    let position = 0;
    let taken = 0;
    for (const child of source.children) {
      let spec = this.#optionFor(child, slots[position]?.options);
      while (spec === undefined || (taken > 0 && slots[position]?.max === 'one')) {
        if (position >= slots.length || (taken === 0 && slots[position]?.min === 1)) {
          throw new SchemaViolation(child, `${quoted(source)} has invalid child element ${quoted(child)}.`);
        }
        position += 1;
        taken = 0;
        spec = this.#optionFor(child, slots[position]?.options);
      }
      taken += 1;
      this.#needs(spec.since);
      this.element(child, typeof spec.type === 'function' ? spec.type() : spec.type);
    }
    const missing = slots.slice(taken > 0 ? position + 1 : position).find((slot) => slot.min === 1);
    if (missing !== undefined) {
      throw new SchemaViolation(source, `${quoted(source)} has incomplete content: '${missing.options[0]?.name}'.`);
    }
  }

  #optionFor(child: ReceivedElement, options: readonly ElementSpec[] | undefined): ElementSpec | undefined {
    return options?.find((option) => option.name === child.name && rankOf(option.since) <= this.#serverRank);
  }

  #attributes(source: ReceivedElement, specs: AttributeSpecs): void {
    for (const [name, value] of Object.entries(source.attributes)) {
      if (name.includes(':')) continue;
      const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
      if (spec === undefined || rankOf(spec.since) > this.#serverRank) {
        throw new SchemaViolation(source, `The '${name}' attribute is not declared.`);
      }
      this.#needs(spec.since);
      if (!this.#accepts(spec.value, value)) {
        throw new SchemaViolation(source, `The '${name}' attribute is invalid.`);
      }
    }
    for (const [name, spec] of Object.entries(specs)) {
      if (spec.required && source.attributes[name] === undefined) {
        throw new SchemaViolation(source, `The required attribute '${name}' is missing.`);
      }
    }
  }

  #accepts(value: ValueSpec, text: string): boolean {
    const since = value.since(text);
    if (since === null || rankOf(since) > this.#serverRank) return false;
    this.#needs(since);
    return true;
  }

  #needs(version: ExchangeVersion): void {
    if (rankOf(version) > rankOf(this.needed)) this.needed = version;
  }
}

function quoted(source: ReceivedElement): string {
  return `'${localName(source.name)}'`;
}
