import { ownError } from '../ews/errors/index.ts';
import type { HttpAnswer } from '../ews/http/index.ts';
import { statusError } from '../ews/http/index.ts';
import type { AutodiscoverAnswer } from './answer.ts';
import type { Question } from './ask.ts';
import { readTextBody, readXmlBody } from './ask.ts';
import { JSON_PATH, jsonQuery, readJsonAnswer } from './json.ts';
import { POX_PATH, readPoxAnswer, writePoxRequest } from './pox.ts';
import { readSoapAnswer, SOAP_PATH, writeSoapRequest } from './soap.ts';

export type Protocol = 'json' | 'soap' | 'pox';

/** The newest first: it is told to anybody, so no password has left where it is enough. */
export const PROTOCOLS: readonly Protocol[] = ['json', 'soap', 'pox'];

/** @param path where another one than the usual was named */
export function questionTo(
  protocol: Protocol,
  origin: string,
  address: string,
  path?: string,
): Question<AutodiscoverAnswer> {
  switch (protocol) {
    case 'json':
      return {
        url: new URL(`${JSON_PATH}${jsonQuery(address)}`, origin),
        method: 'GET',
        body: '',
        mailbox: address,
        read: async (answer) => {
          // What is wrong with the address comes as 4xx, with its code in the body.
          if (!isJson(answer)) throw notThere(answer);
          return readJsonAnswer(await readTextBody(answer), answer.host);
        },
      };
    case 'soap': {
      const url = new URL(path ?? SOAP_PATH, origin);
      return {
        url,
        method: 'POST',
        body: writeSoapRequest(address, url.href),
        mailbox: address,
        read: async (answer) => {
          // WCF sends its faults as 500.
          if (answer.status !== 200 && !(answer.status === 500 && isXml(answer))) throw notThere(answer);
          return readSoapAnswer(await readXmlBody(answer), answer.host);
        },
      };
    }
    case 'pox':
      return {
        url: new URL(path ?? POX_PATH, origin),
        method: 'POST',
        body: writePoxRequest(address),
        mailbox: address,
        read: async (answer) => {
          if (answer.status !== 200) throw notThere(answer);
          return readPoxAnswer(await readXmlBody(answer), answer.host);
        },
      };
  }
}

function notThere(answer: HttpAnswer) {
  return answer.status === 200
    ? ownError('autodiscover_unreadable', 'What answers does not speak Autodiscover.', {
        details: { host: answer.host },
      })
    : statusError(answer, answer.host);
}

function isJson(answer: HttpAnswer): boolean {
  return /json/i.test(answer.header('content-type') ?? '');
}

function isXml(answer: HttpAnswer): boolean {
  return /xml/i.test(answer.header('content-type') ?? '');
}
