import { describe, expect, it } from 'vitest';
import { responseCodes } from '../soap/response-codes.ts';
import { parseBody } from '../testing/canned-channel.ts';
import { readDateTime } from './date-time.ts';
import { readPage } from './page.ts';
import { readResponseMessages } from './response-message.ts';

describe('a response message', () => {
  const read = (markup: string) =>
    readResponseMessages(parseBody(`<m:R><m:ResponseMessages>${markup}</m:ResponseMessages></m:R>`)).map((message) => [
      message.class,
      message.code,
    ]);

  it.each([
    ['<m:A ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:A>', 'success', 'NoError'],
    ['<m:A ResponseClass="Success"/>', 'success', 'NoError'],
    ['<m:A/>', 'success', 'NoError'],
    ['<m:A><m:ResponseCode> ErrorItemNotFound </m:ResponseCode></m:A>', 'error', 'ErrorItemNotFound'],
    ['<m:A ResponseClass="Error"/>', 'error', 'response_without_code'],
    [
      '<m:A ResponseClass="Warning"><m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode></m:A>',
      'warning',
      'ErrorBatchProcessingStopped',
    ],
  ])('%s', (markup, ...expected) => {
    expect(read(markup)).toEqual([expected]);
  });

  const one = '<m:A ResponseClass="Error"><m:ResponseCode>ErrorItemNotFound</m:ResponseCode></m:A>';
  const list = `<m:ResponseMessages>${one}</m:ResponseMessages>`;
  it.each([
    ['without the list around it', `<m:R>${one}${one}</m:R>`, 2],
    ['in several lists', `<m:R>${list}${list}</m:R>`, 2],
    ['in a list that lies deeper', `<m:R><m:Result>${list}</m:Result></m:R>`, 1],
    ['in a list that is the answer itself', list, 1],
    ['in place of the answer', one, 1],
  ])('is found %s', (_where, markup, count) => {
    const response = parseBody(markup);
    const codes = Array.from({ length: count }, () => 'ErrorItemNotFound');
    expect(readResponseMessages(response).map(({ code }) => code)).toEqual(codes);
    expect(responseCodes(response).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the next page', () => {
  const next = (attributes: string, count = 10, offset = 0) =>
    readPage(parseBody(`<m:R><m:RootFolder ${attributes}/></m:R>`), Array.from({ length: count }), offset).nextOffset;

  it.each([
    ['IncludesLastItemInRange="true" IndexedPagingOffset="10"', null],
    ['IncludesLastItemInRange="1"', null],
    ['IncludesLastItemInRange="false" IndexedPagingOffset="7"', 7],
    ['IncludesLastItemInRange="false"', 10],
    ['TotalItemsInView="25"', 10],
    ['TotalItemsInView="10"', null],
    ['', 10],
  ])('after %s', (attributes, expected) => {
    expect(next(attributes)).toBe(expected);
  });

  it('never begins where this one began, and an empty page is the last', () => {
    expect(next('IncludesLastItemInRange="false" IndexedPagingOffset="20"', 10, 20)).toBe(30);
    expect(next('IncludesLastItemInRange="false" IndexedPagingOffset="40"', 0, 20)).toBeNull();
  });
});

it.each(['', 'noon', '2026-13-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-01-01T25:00:00Z', null])(
  '%s is no date and time',
  (text) => {
    expect(readDateTime(text)).toBeNull();
  },
);
