/** One server-sent event of an API answer; `data` is its JSON. */
export interface StreamedEvent {
  readonly kind: string;
  readonly data: unknown;
}

/** An event of ours is some kilobytes; what grows beyond this is none. */
const LONGEST_EVENT = 1_000_000;

/**
 * Reads `text/event-stream` as the API writes it: an event a block, its data JSON; comments keep the line open.
 * What breaks off in the middle of a block is no event.
 * @throws RangeError for a block without end
 */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamedEvent, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    if (rest.length > LONGEST_EVENT) throw new RangeError('an event of the stream does not end');
    for (const block of blocks) {
      const event = readBlock(block);
      if (event !== null) yield event;
    }
  }
}

function readBlock(block: string): StreamedEvent | null {
  let kind = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === 'event') kind = value;
    if (name === 'data') data.push(value);
  }
  return data.length === 0 ? null : { kind, data: JSON.parse(data.join('\n')) };
}
