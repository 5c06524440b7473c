import { describe, expect, test } from 'vitest';
import { readXml } from '../xml/read.ts';
import type { RequestVersion } from './channel.ts';
import { REQUEST_VERSIONS } from './channel.ts';
import { formatServerBuild, nextVersion, readServerBuild, requestVersionFor } from './server-build.ts';

function build(text: string) {
  const [major = 0, minor = 0, number = 0, revision = 0] = text.split('.').map(Number);
  return { major, minor, build: number, revision };
}

describe('the version to declare is the lowest with all that we use', () => {
  test.each([
    ['8.1.240.0', 'Exchange2007_SP1'],
    ['8.3.83.0', 'Exchange2007_SP1'],
    ['14.0.639.0', 'Exchange2010'],
    ['14.1.218.0', 'Exchange2010_SP1'],
    ['14.3.123.0', 'Exchange2010_SP1'],
    ['15.0.516.32', 'Exchange2013'],
    ['15.1.2507.6', 'Exchange2013'],
    ['15.2.1544.4', 'Exchange2013'],
    ['15.20.4000.1', 'Exchange2013'],
    ['16.0.1.1', 'Exchange2013'],
  ])('build %s → %s', (text, version) => {
    expect(requestVersionFor(build(text))).toBe(version);
  });

  test('the header is read under any prefix, with parts missing, and not at all when it makes no sense', () => {
    const read = (attributes: string) =>
      readServerBuild(readXml(`<Header><h:ServerVersionInfo xmlns:h="u" ${attributes}/></Header>`));
    const full = read(
      'MajorVersion="15" MinorVersion="2" MajorBuildNumber="1544" MinorBuildNumber="4" Version="V2_23"',
    );
    expect(full && formatServerBuild(full)).toBe('15.2.1544.4');
    expect(read('MajorVersion="14" MinorVersion="3"')).toEqual(build('14.3.0.0'));
    expect(read('Version="Exchange2013"')).toBeNull();
    expect(read('MajorVersion="many"')).toBeNull();
    expect(readServerBuild(undefined)).toBeNull();
  });
});

describe('stepping', () => {
  const walk = (from: RequestVersion, code: string) => {
    const tried = new Set<RequestVersion>();
    for (let version: RequestVersion | null = from; version !== null; version = nextVersion(version, code, tried))
      tried.add(version);
    return [...tried];
  };

  test('one down, one up, never the same twice, and in the end everything', () => {
    expect(walk('Exchange2010_SP1', 'ErrorInvalidServerVersion').slice(0, 3)).toEqual([
      'Exchange2010_SP1',
      'Exchange2010',
      'Exchange2007_SP1',
    ]);
    expect(walk('Exchange2010_SP1', 'ErrorIncorrectSchemaVersion').slice(0, 2)).toEqual([
      'Exchange2010_SP1',
      'Exchange2010_SP2',
    ]);
    expect(walk('Exchange2007_SP1', 'ErrorInvalidServerVersion')).toHaveLength(REQUEST_VERSIONS.length);
  });
});
