/** A set of numbers as sorted, closed ranges: mailboxes hand out consecutive numbers, so it stays short. */
export type NumberRanges = readonly (readonly [low: number, high: number])[];

export function rangesOf(numbers: Iterable<number>): NumberRanges {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = Math.max(last[1], number);
    else ranges.push([number, number]);
  }
  return ranges;
}

export function numbersIn(ranges: NumberRanges): Set<number> {
  const numbers = new Set<number>();
  for (const [low, high] of ranges) for (let number = low; number <= high; number += 1) numbers.add(number);
  return numbers;
}
