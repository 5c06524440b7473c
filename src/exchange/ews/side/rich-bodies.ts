import { normaliseText, valueOf } from '../../../model/index.ts';
import type { ExchangeUpdate, ExchangeWriteOutcome } from '../../port.ts';
import { bodyFieldOf } from '../mapping/body-property.ts';
import type { ItemKind } from '../mapping/item-kind.ts';
import { plainTextOfHtml } from '../mapping/plain-text-of-html.ts';
import type { RichBody } from '../mapping/property-mapping.ts';
import { editRichText } from '../mapping/rich-text/edit-rich-text.ts';
import { answerError } from '../wire/item-error.ts';
import type { XmlElement } from '../xml/element.ts';
import { findChild } from '../xml/element.ts';
import type { Look } from './look-at-items.ts';
import { BODY_PATH, lookAtItems, propertiesShape } from './look-at-items.ts';
import type { SideContext } from './side-context.ts';

/** Two megabytes of characters: more is no note of a person, and would be sent whole for one changed word. */
const LONGEST_HTML = 2_000_000;

export interface RichBodies {
  /** Item id → its formatted body with the edit in it. */
  readonly bodies: ReadonlyMap<string, RichBody>;
  /** Item id → why it cannot be written. */
  readonly outcomes: ReadonlyMap<string, ExchangeWriteOutcome>;
}

/** Item id → the text that is about to be written as its body. */
export function changingText(kind: ItemKind, updates: readonly ExchangeUpdate[]): ReadonlyMap<string, string> {
  const field = bodyFieldOf(kind.itemType);
  return new Map(
    updates.flatMap(({ ref, changes }) => {
      const text = Object.hasOwn(changes, field) ? normaliseText(valueOf(changes, field)) : null;
      return text === null ? [] : [[ref.id, text] as const];
    }),
  );
}

/**
 * Looks, right before a text is written, whether the body has a form that plain text would destroy, and carries the
 * edit into that form. What has no formatting is written as text, and emptied by deleting it.
 */
export async function editRichBodies(
  side: SideContext,
  texts: ReadonlyMap<string, string>,
  seen: Look,
): Promise<RichBodies> {
  const best = await lookAtItems(side, [...texts.keys()], propertiesShape('Best', [BODY_PATH]), seen);
  const rich = [...best.items].flatMap(([id, item]) => {
    const body = findChild(item, 'Body');
    return body?.attributes.BodyType?.toUpperCase() === 'HTML' ? [[id, body.text] as const] : [];
  });
  // The text that the engine knows, since that is what a person edited: each server renders HTML in its own way.
  const plain = await lookAtItems(
    side,
    rich.map(([id]) => id),
    propertiesShape('Text', [BODY_PATH]),
  );

  const bodies = new Map<string, RichBody>();
  const outcomes = new Map([...best.outcomes, ...plain.outcomes]);
  for (const [id, html] of rich) {
    const shown = shownText(plain.items.get(id), html);
    const wanted = texts.get(id) ?? '';
    const edited = html.length > LONGEST_HTML ? null : editRichText(html, shown, wanted);
    if (normaliseText(shown) === wanted) bodies.set(id, { kind: 'unchanged' });
    else if (edited !== null) bodies.set(id, { kind: 'edited', html: edited });
    else {
      const error = answerError('rich_text_too_long', 'The formatted body is too long to carry an edit into it.', id);
      outcomes.set(id, { kind: 'failed', error });
    }
  }
  return { bodies, outcomes };
}

function shownText(item: XmlElement | undefined, html: string): string {
  const body = item === undefined ? undefined : findChild(item, 'Body');
  return body === undefined || body.attributes.BodyType?.toUpperCase() === 'HTML' ? plainTextOfHtml(html) : body.text;
}
