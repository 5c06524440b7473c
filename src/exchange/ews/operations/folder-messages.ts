import { mayMeanOnePart } from '../soap/bare-fault.ts';
import type { SoapChannel } from '../soap/channel.ts';
import type { FolderRef } from '../wire/folder-ref.ts';
import { folderIdElement } from '../wire/folder-ref.ts';
import type { ResponseMessage } from '../wire/response-message.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Xml } from '../xml/write.ts';
import { xml } from '../xml/write.ts';

/**
 * GetFolder: one message for each folder, in the order asked; any of them may be an error. A server that refuses the
 * question for the sake of one folder, or answers part of it, is asked for each alone.
 * @param shape children of `m:FolderShape`
 */
export async function folderMessages(
  channel: SoapChannel,
  folders: readonly FolderRef[],
  shape: Xml,
): Promise<readonly (ResponseMessage | undefined)[]> {
  if (folders.length > 1) {
    try {
      const messages = await ask(channel, folders, shape);
      if (messages.length >= folders.length) return messages;
    } catch (error) {
      if (!mayMeanOnePart(error)) throw error;
    }
  }
  const answers: (ResponseMessage | undefined)[] = [];
  for (const folder of folders) answers.push(await askAlone(channel, folder, shape));
  return answers;
}

async function ask(
  channel: SoapChannel,
  folders: readonly FolderRef[],
  shape: Xml,
): Promise<readonly ResponseMessage[]> {
  const response = await channel.send({
    operation: 'GetFolder',
    writes: false,
    body: () =>
      xml`<m:GetFolder><m:FolderShape>${shape}</m:FolderShape><m:FolderIds>${folders.map(folderIdElement)}</m:FolderIds></m:GetFolder>`,
  });
  return readResponseMessages(response);
}

async function askAlone(channel: SoapChannel, folder: FolderRef, shape: Xml): Promise<ResponseMessage | undefined> {
  try {
    return (await ask(channel, [folder], shape))[0];
  } catch (error) {
    if (!mayMeanOnePart(error)) throw error;
    return { class: 'error', code: error.code, element: NOTHING, request: null };
  }
}

const NOTHING: XmlElement = { name: '', namespace: '', attributes: {}, children: [], text: '' };
