import type { Invariant } from './violation.ts';

export const determinism: Invariant = {
  id: 'I16',
  says: 'the same seed gives the same history, byte for byte',
  needs: 'traces',
  check: ({ traces }) => {
    if (traces === undefined || traces[0] === traces[1]) return [];
    const [first, second] = traces.map((trace) => trace.split('\n')) as [string[], string[]];
    const line = first.findIndex((text, index) => text !== second[index]);
    return [`line ${line + 1}: ${first[line] ?? '(end)'} | ${second[line] ?? '(end)'}`];
  },
};
