import { describe, expect, test } from 'vitest';
import { isLoopbackAddress, isLoopbackName, trustsPeer } from './site.ts';

describe('this machine', () => {
  test.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1', 'localhost'])('is the address %s', (address) => {
    expect(isLoopbackAddress(address)).toBe(true);
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', '::ffff:10.0.0.5', '127.example', '127.0.0.1.example', ''])(
    'is not the address %j',
    (address) => expect(isLoopbackAddress(address)).toBe(false),
  );

  test.each(['localhost', 'LocalHost:8300', '127.0.0.1:1', '[::1]', '[::1]:8300'])('has the name %s', (host) => {
    expect(isLoopbackName(host)).toBe(true);
  });

  test.each(['', 'localhost.', 'localhost.example', '127.0.0.1:80:80', '::1', '127.8.8.8'])(
    'does not answer to the name %j',
    (host) => expect(isLoopbackName(host)).toBe(false),
  );
});

describe('what a peer says about callers', () => {
  const trusts = trustsPeer({ publicOrigin: 'https://raccordo.example', trustedProxy: '10.0.0.5' });

  test('is believed from this machine and from the proxy that was named, and from nobody else', () => {
    expect(['127.0.0.1', '::1', '10.0.0.5', '::ffff:10.0.0.5'].map(trusts)).toEqual([true, true, true, true]);
    expect(['10.0.0.6', '::ffff:10.0.0.6', '110.0.0.5'].map(trusts)).toEqual([false, false, false]);
  });
});
