import { ConnectorError } from '../../../model/index.ts';
import type { ExchangeWriteOutcome } from '../../port.ts';
import type { RequestVersion } from '../soap/channel.ts';
import type { Xml } from '../xml/write.ts';

/** An item with what is sent of it. */
export interface RenderedItem<T> {
  readonly item: T;
  /** Rendered anew only for another version than the last time: that it can be rendered is found out before. */
  readonly markup: (version: RequestVersion) => readonly Xml[];
}

export interface Rendering<T> {
  /** The version that requests declare now; the first answer may bring another one. */
  readonly version: RequestVersion;
  /**
   * @returns nothing where there is nothing to write
   * @throws RangeError for a value that has no form on the wire, ConnectorError for one that this server cannot be told
   */
  readonly render: (item: T, version: RequestVersion) => readonly Xml[];
  /** Of an item that leaves nothing to write; a new one always leaves something. */
  readonly unchanged?: (item: T) => ExchangeWriteOutcome;
  /** What is known beforehand. */
  readonly known?: (item: T) => ExchangeWriteOutcome | undefined;
}

/**
 * Leaves out what needs no request, and what cannot be written at all: a value that is no date or no zone
 * fails its own item and not the batch.
 */
export async function writeRendered<T>(
  items: readonly T[],
  rendering: Rendering<T>,
  write: (items: readonly RenderedItem<T>[]) => Promise<readonly ExchangeWriteOutcome[]>,
): Promise<readonly ExchangeWriteOutcome[]> {
  const rendered: RenderedItem<T>[] = [];
  const known = items.map((item): ExchangeWriteOutcome | null => {
    const outcome = rendering.known?.(item);
    if (outcome !== undefined) return outcome;
    try {
      const markup = renderOnce(item, rendering);
      if (markup(rendering.version).length === 0)
        return rendering.unchanged?.(item) ?? unwritable(new RangeError('nothing to write'));
      rendered.push({ item, markup });
      return null;
    } catch (error) {
      if (error instanceof RangeError) return unwritable(error);
      if (error instanceof ConnectorError) return { kind: 'failed', error };
      throw error;
    }
  });
  const written = [...(await write(rendered))];
  return known.map((outcome) => outcome ?? written.shift() ?? unwritable(new RangeError('no outcome')));
}

function renderOnce<T>(item: T, { render }: Rendering<T>): RenderedItem<T>['markup'] {
  let last: { readonly version: RequestVersion; readonly markup: readonly Xml[] } | null = null;
  return (version) => {
    if (last?.version !== version) last = { version, markup: render(item, version) };
    return last.markup;
  };
}

function unwritable(cause: RangeError): ExchangeWriteOutcome {
  return {
    kind: 'failed',
    error: new ConnectorError({
      code: 'value_not_writable',
      disposition: 'quarantine',
      message: 'A value of the item has no form on the wire.',
      cause,
    }),
  };
}
