import { describe, expect, it } from 'vitest';
import { parseBody } from '../testing/canned-channel.ts';
import { readResponseMessages } from '../wire/response-message.ts';
import { align } from './align-answers.ts';

const item = (id: string) =>
  `<m:A ResponseClass="Success"><m:Items><t:Contact><t:ItemId Id="${id}"/></t:Contact></m:Items></m:A>`;
const MISSING = '<m:A ResponseClass="Error"><m:ResponseCode>ErrorItemNotFound</m:ResponseCode></m:A>';

function aligned(ids: readonly string[], ...answers: readonly string[]): readonly string[] {
  const messages = readResponseMessages(
    parseBody(`<m:R><m:ResponseMessages>${answers.join('')}</m:ResponseMessages></m:R>`),
  );
  return align(ids, messages).map((message) =>
    message === undefined
      ? 'none'
      : (message.element.children[0]?.children[0]?.children[0]?.attributes['Id'] ?? message.code),
  );
}

describe('answers and questions', () => {
  it('stand in the same order', () => {
    expect(aligned(['1', '2', '3'], item('1'), MISSING, item('3'))).toEqual(['1', 'ErrorItemNotFound', '3']);
  });

  it('are put together by id when a server shuffles them, and an error then says nothing of any item', () => {
    expect(aligned(['1', '2', '3'], item('3'), MISSING, item('1'))).toEqual(['1', 'none', '3']);
  });

  it('are put together by id when some are lacking', () => {
    expect(aligned(['1', '2', '3'], MISSING, item('3'))).toEqual(['none', 'none', '3']);
  });

  it('stay in order when a server spells ids its own way', () => {
    expect(aligned(['1', '2'], item('one'), item('two'))).toEqual(['one', 'two']);
  });
});
