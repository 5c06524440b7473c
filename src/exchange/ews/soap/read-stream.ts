import type { HttpAnswer } from '../http/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { createEnvelopeSplitter } from './envelope-splitter.ts';
import { readAnswer } from './read-answer.ts';

/**
 * Reads the envelopes of an answer one by one until the server ends it. A status of failure carries one at most.
 * @param heard is called for whatever comes
 * @throws ConnectorError as `readAnswer`, and what `take` throws
 */
export async function readStream(
  answer: HttpAnswer,
  heard: () => void,
  take: (envelope: XmlElement) => void,
): Promise<void> {
  const contentType = answer.header('content-type') ?? '';
  if (answer.status !== 200 || /html/i.test(contentType)) return take(await readAnswer(answer));
  heard();
  const splitter = createEnvelopeSplitter(/charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]);
  for await (const bytes of answer.body()) {
    heard();
    for (const envelope of splitter.take(bytes)) take(envelope);
  }
  splitter.end();
}
