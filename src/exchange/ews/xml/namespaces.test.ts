import { expect, test } from 'vitest';
import { ROOT_SCOPE } from './namespaces.ts';
import { readXml } from './read.ts';

test('a prefix means what the innermost element around says, whatever was said outside', () => {
  const outer = ROOT_SCOPE.within(
    new Map([
      ['t', 'outer'],
      ['m', 'messages'],
    ]),
  );
  const inner = outer.within(
    new Map([
      ['t', 'inner'],
      ['', 'default'],
    ]),
  );
  expect(inner.resolve('t:A')).toEqual({ local: 'A', namespace: 'inner' });
  expect(inner.resolve('m:A')).toEqual({ local: 'A', namespace: 'messages' });
  expect(inner.resolve('A')).toEqual({ local: 'A', namespace: 'default' });
  expect(inner.resolve('xml:A').namespace).toBe('http://www.w3.org/XML/1998/namespace');
  expect(outer.resolve('t:A').namespace).toBe('outer');
  expect(outer.resolve('A').namespace).toBe('');
  expect(outer.resolve('nobody:A')).toEqual({ local: 'A', namespace: '' });
});

test('the scope of all documents remembers nothing of any: a name is a part of its text, and keeps it', () => {
  expect(ROOT_SCOPE.resolve('a:Name')).not.toBe(ROOT_SCOPE.resolve('a:Name'));
});

test('many prefixes cost nothing where further ones are declared again and again', () => {
  const many = Array.from({ length: 4_000 }, (_, n) => `xmlns:a${n}=""`).join(' ');
  const document = `<r ${many}>${'<b xmlns:c=""/>'.repeat(20_000)}</r>`;
  const before = process.cpuUsage();
  readXml(document);
  // Otherwise it is ten seconds.
  expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
});
