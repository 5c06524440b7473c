import type { ConnectorError } from '../../../model/index.ts';
import { errorFromResponseCode, withPrimaryAddress } from '../errors/index.ts';
import type { XmlElement } from '../xml/element.ts';
import { childText, findChild, findDescendant } from '../xml/element.ts';

/**
 * The error in a SOAP fault. Its texts are localised and may quote what we sent, so only codes and the
 * place of a schema error are kept.
 */
export function faultError(fault: XmlElement): ConnectorError {
  const detail = findChild(fault, 'detail') ?? findChild(fault, 'Detail');
  const details: Record<string, string | number> = {};
  for (const [name, element] of [
    ['line', 'Line'],
    ['position', 'Position'],
  ] as const) {
    const value = Number(findDescendant(detail, element)?.text.trim() || Number.NaN);
    if (Number.isFinite(value)) details[name] = value;
  }
  const error = errorFromResponseCode(codeOf(fault, detail), {
    level: 'request',
    messageXml: findDescendant(detail, 'MessageXml'),
    details,
  });
  return withPrimaryAddress(error) ?? error;
}

function codeOf(fault: XmlElement, detail: XmlElement | undefined): string {
  const named = detail && findDescendant(detail, 'ResponseCode')?.text.trim();
  if (named !== undefined && named !== '') return named.slice(0, 100);
  // SOAP 1.1 `faultcode`, or SOAP 1.2 `Code/Value`; a qualified name either way.
  const qualified = childText(fault, 'faultcode') ?? childText(findChild(fault, 'Code'), 'Value') ?? 'Server';
  const local = qualified.trim().split(':').at(-1) ?? '';
  return local === '' ? 'Server' : local.slice(0, 100);
}
