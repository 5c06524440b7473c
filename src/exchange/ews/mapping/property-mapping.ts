import type { AppointmentTime, Fields, TimeZoneId } from '../../../model/index.ts';
import type { RequestVersion } from '../soap/channel.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';

export interface MappingContext {
  readonly version: RequestVersion;
  /** The zone in which the mailbox's owner lives; `null` when nobody knows. */
  readonly homeZone: TimeZoneId | null;
  /** Keyed by the markup of paths that the server refuses; not written either. */
  readonly refusedPaths?: ReadonlyMap<string, string>;
  /** Whether the server has a Windows zone; without it, it has all of them. */
  readonly isZoneKnown?: (windowsName: string) => boolean;
}

export interface UpdateContext extends MappingContext {
  /** Slots (1 to 3) whose e-mail address is none of ours to touch; see `contact/email-slots.ts`. */
  readonly foreignEmailSlots: readonly number[];
  /** What becomes of a body that has a form which plain text would destroy; without it the body is plain. */
  readonly richBody?: RichBody;
  /** Of a series, or what shall be one or no longer: what becomes of its rule. */
  readonly rule?: RuleWrite;
}

/**
 * Whether the rule of a series is sent. Exchange forgets the exceptions and deletions of a series with each rule that is
 * sent, be it the old one.
 */
export type RuleWrite =
  | { readonly kind: 'keep' }
  /** The rule of this time, from its first day on. */
  | { readonly kind: 'write'; readonly time: AppointmentTime }
  | { readonly kind: 'remove' };

/** `unchanged`: it already shows the text that is to be written. */
export type RichBody = { readonly kind: 'unchanged' } | { readonly kind: 'edited'; readonly html: string };

/**
 * One child of the item element. Its name decides where it stands, because the schema is a sequence. `markup` is the
 * whole of it; of an element that is nothing but its name around something, that `content` is enough.
 */
export type PropertyElement =
  | { readonly name: string; readonly content: string | Xml; readonly markup: null }
  | { readonly name: string; readonly content: null; readonly markup: Xml };

export function plainElement(name: string, content: string | Xml): PropertyElement {
  return { name, content, markup: null };
}

export function wholeElement(name: string, markup: Xml): PropertyElement {
  return { name, content: null, markup };
}

export type FieldUpdate =
  | { readonly kind: 'set'; readonly path: Xml; readonly markup: Xml }
  | { readonly kind: 'delete'; readonly path: Xml };

/** How some canonical fields and some wire properties become each other. */
export interface PropertyMapping {
  /** Canonical fields that are written through this mapping, each through one mapping only. */
  readonly fields: readonly string[];
  /** What to ask GetItem for. */
  readonly paths: (version: RequestVersion) => readonly Xml[];
  readonly read: (item: XmlElement, context: MappingContext) => Fields;
  /** It has something to say of a new item even where all of its fields are empty. */
  readonly isAlwaysCreated?: boolean;
  /**
   * Children of a new item; an empty field leaves none.
   * @param filled its own of the `fields` that are not empty; most of the many that there are do not occur
   */
  readonly create: (fields: Fields, context: MappingContext, filled: readonly string[]) => readonly PropertyElement[];
  /** Called when at least one of `fields` changes, with the changed ones only. Applied in the order given. */
  readonly update: (changes: Fields, context: UpdateContext) => readonly FieldUpdate[];
}

/** Sets the property to `markup`, or empties it. */
export function setOrDelete(path: Xml, markup: Xml | null): FieldUpdate {
  return markup === null ? { kind: 'delete', path } : { kind: 'set', path, markup };
}
