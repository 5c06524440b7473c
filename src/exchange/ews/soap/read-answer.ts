import { ConnectorError } from '../../../model/index.ts';
import { ownError, withDetails } from '../errors/index.ts';
import type { HttpAnswer } from '../http/index.ts';
import { describeAnswer, statusError } from '../http/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { createXmlReader } from '../xml/read.ts';

/**
 * Reads the SOAP envelope out of an HTTP answer. A status of success goes by its content, not by its
 * label: proxies send SOAP as `text/plain`, and log-on pages as anything. A status of failure is read as
 * SOAP where it claims to be XML, and where faults are sent, unless it claims to be a page.
 * @throws ConnectorError `not_ews`, `response_*`, `timeout`, the error of the HTTP status
 */
export async function readAnswer(answer: HttpAnswer): Promise<XmlElement> {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  const contentType = answer.header('content-type') ?? '';
  const mayBeFault = [400, 500].includes(answer.status) && !/html/i.test(contentType);
  if (!isSuccess && !mayBeFault && !/xml/i.test(contentType)) throw statusError(answer, answer.host);

  const body = await readBody(answer);
  if (body.kind === 'envelope') return body.root;
  if (body.kind === 'broken' && body.error.code === 'timeout') throw body.error;
  if (!isSuccess) throw statusError(answer, answer.host);

  const facts = { host: answer.host, status: answer.status, ...describeAnswer(answer) };
  if (body.kind === 'broken') throw withDetails(body.error, facts);
  throw ownError('not_ews', 'What answers under this address is not Exchange Web Services.', { details: facts });
}

type Body =
  | { readonly kind: 'envelope'; readonly root: XmlElement }
  /** A document, but another one; most often a page for people. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'broken'; readonly error: ConnectorError };

async function readBody(answer: HttpAnswer): Promise<Body> {
  const contentType = answer.header('content-type') ?? '';
  const reader = createXmlReader({ charset: /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1] });
  const isForeign = () => (reader.rootName() ?? 'Envelope') !== 'Envelope';
  let head = '';
  try {
    for await (const chunk of answer.body()) {
      if (head.length < 200) head += Buffer.from(chunk.subarray(0, 200)).toString('latin1');
      reader.write(chunk);
      if (isForeign()) return { kind: 'foreign' };
    }
    if (head === '') return { kind: 'broken', error: ownError('response_empty', 'The answer has no body.') };
    const root = reader.end();
    return isForeign() ? { kind: 'foreign' } : { kind: 'envelope', root };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    // Pages are seldom well-formed and declare their type, so they fail before their root is known.
    const isPage = isForeign() || /html/i.test(contentType) || /<(!doctype\s+html|html)\b/i.test(head);
    const isAboutContent = error.code.startsWith('response_');
    return isPage && isAboutContent ? { kind: 'foreign' } : { kind: 'broken', error };
  }
}
