import type { EwsRequest, RequestVersion, SoapChannel } from '../soap/channel.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml } from '../xml/read.ts';

export interface SentRequest {
  readonly operation: string;
  readonly writes: boolean;
  /** Content of `s:Body` as it would leave. */
  readonly markup: string;
  readonly element: XmlElement;
}

export interface CannedChannel extends SoapChannel {
  readonly sent: readonly SentRequest[];
}

const NAMESPACES =
  'xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

/** Markup with the prefixes `m` and `t`, as the element that a channel returns. */
export function parseBody(markup: string): XmlElement {
  const body = readXml(`<body ${NAMESPACES}>${markup}</body>`);
  const [element] = body.children;
  if (element === undefined) throw new Error('no element in the body');
  return element;
}

/** A channel that answers from a function instead of a server. What the function throws, `send` throws. */
export function cannedChannel(
  version: RequestVersion,
  answer: (request: SentRequest) => string | Promise<string>,
): CannedChannel {
  const sent: SentRequest[] = [];
  const channel: CannedChannel = {
    version,
    serverBuild: '15.2.1544.4',
    sent,
    async send(request: EwsRequest) {
      const { markup } = request.body(version);
      const recorded = { operation: request.operation, writes: request.writes, markup, element: parseBody(markup) };
      sent.push(recorded);
      return parseBody(await answer(recorded));
    },
    withinOneDeadline: (work) => work(channel),
    close: () => Promise.resolve(),
  };
  return channel;
}

/** `<m:XResponse>` around response messages. */
export function responseOf(operation: string, messages: readonly string[]): string {
  return `<m:${operation}Response><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`;
}

export function success(operation: string, content = ''): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;
}

export function failure(operation: string, code: string, content = ''): string {
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>Testo localizzato.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${content}<m:Items/></m:${operation}ResponseMessage>`;
}

/** Descendants of that local name, in document order. */
export function allOf(element: XmlElement, name: string): readonly XmlElement[] {
  return [...(element.name === name ? [element] : []), ...element.children.flatMap((child) => allOf(child, name))];
}
