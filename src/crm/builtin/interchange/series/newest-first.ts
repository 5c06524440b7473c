import type { Component } from '../components.ts';
import { rawValue } from '../components.ts';

/** Orders VEVENTs that say the same thing: by SEQUENCE, and of equals the later one of the file corrects the earlier. */
export function newestFirst(left: Component, right: Component): number {
  return sequenceOf(right) - sequenceOf(left) || right.lineNumber - left.lineNumber;
}

function sequenceOf(event: Component): number {
  const sequence = rawValue(event, 'SEQUENCE') ?? '';
  return /^\d{1,9}$/.test(sequence) ? Number(sequence) : 0;
}
