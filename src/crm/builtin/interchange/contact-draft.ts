import type { Contact, Fields, FieldValue } from '../../../model/index.ts';

/**
 * A contact while its lines are read. The setters answer whether the value is in the contact now: a second
 * value for a field that holds another one is not, and its line is kept instead.
 */
export class ContactDraft {
  private readonly values = new Map<keyof Contact, FieldValue>();

  has(field: keyof Contact): boolean {
    return this.values.has(field);
  }

  set(field: keyof Contact, value: FieldValue | undefined): boolean {
    if (value === null || value === undefined) return false;
    if (value === '') return true;
    if (this.values.has(field)) return JSON.stringify(this.values.get(field)) === JSON.stringify(value);
    this.values.set(field, value);
    return true;
  }

  setFirstFree(fields: readonly (keyof Contact)[], value: FieldValue): boolean {
    return fields.some((field) => this.set(field, value));
  }

  setName(parts: Readonly<Record<string, string | undefined>>): boolean {
    const name = { ...(this.values.get('name') as Record<string, FieldValue> | undefined) };
    for (const [part, text] of Object.entries(parts)) if (text) name[part] ??= text;
    if (Object.keys(name).length > 0) this.values.set('name', name);
    return true;
  }

  add(field: 'children' | 'companies' | 'categories', texts: readonly string[]): boolean {
    const present = (this.values.get(field) ?? []) as readonly FieldValue[];
    if (texts.length > 0) this.values.set(field, [...present, ...texts]);
    return true;
  }

  append(field: 'notes', text: string): boolean {
    const present = this.values.get(field);
    this.values.set(field, typeof present === 'string' ? `${present}\n\n${text}` : text);
    return true;
  }

  fields(): Fields {
    return Object.fromEntries(this.values);
  }
}
