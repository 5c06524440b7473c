import { messageXml } from '../soap/fault.ts';
import type { XmlNode } from '../xml/node.ts';
import { element, textElement } from '../xml/node.ts';
import type { ReceivedElement } from '../xml/read.ts';
import { localName } from '../xml/read.ts';
import type { OperationContext } from './context.ts';
import { ItemError } from './item-error.ts';

/** How an operation shows one item's result. */
interface MessageShape {
  /** Content of the message of an item that failed, where the schema wants one. */
  readonly whenFailed?: readonly XmlNode[];
}

/**
 * Handles the items of a request one by one, in order: an `ItemError` becomes that item's answer.
 * @param handle gives the content of the message, behind the response code
 */
export function answerEach(
  request: ReceivedElement,
  items: readonly ReceivedElement[],
  context: OperationContext,
  handle: (item: ReceivedElement) => readonly XmlNode[],
  shape: MessageShape = {},
): XmlNode {
  const operation = localName(request.name);
  const messages = items.map((item, index) => {
    try {
      const injected = context.injectedError(index);
      if (injected !== undefined) throw injected;
      return successMessage(operation, handle(item));
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      return errorMessage(operation, error, shape.whenFailed ?? []);
    }
  });
  return element(`m:${operation}Response`, {}, [element('m:ResponseMessages', {}, messages)]);
}

function successMessage(operation: string, content: readonly XmlNode[]): XmlNode {
  const code = textElement('m:ResponseCode', 'NoError');
  return element(`m:${operation}ResponseMessage`, { ResponseClass: 'Success' }, [code, ...content]);
}

function errorMessage(operation: string, error: ItemError, content: readonly XmlNode[]): XmlNode {
  // Several matches of a name are an answer with a warning; all else failed.
  const responseClass = error.code === 'ErrorNameResolutionMultipleResults' ? 'Warning' : 'Error';
  return element(`m:${operation}ResponseMessage`, { ResponseClass: responseClass }, [
    textElement('m:MessageText', error.message),
    textElement('m:ResponseCode', error.code),
    textElement('m:DescriptiveLinkKey', '0'),
    messageXml('m:MessageXml', error.details),
    ...content,
    ...error.content,
  ]);
}
