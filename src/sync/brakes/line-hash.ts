const LANES = 4;
const SEEDS = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f] as const;
const FACTORS = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;

export type LaneSums = readonly [number, number, number, number];

/**
 * 128 bits over the UTF-16 units of a text, in four lanes. Tells apart, does not protect: nobody gains by making two
 * plans that hash alike, for both would be their own. Every lane ends well mixed, because lines are added up.
 */
export function hashLanes(text: string): LaneSums {
  let [a, b, c, d] = SEEDS as readonly [number, number, number, number];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = (rotate(Math.imul(a ^ unit, FACTORS[0])) + b) | 0;
    b = (rotate(Math.imul(b ^ unit, FACTORS[1])) + c) | 0;
    c = (rotate(Math.imul(c ^ unit, FACTORS[2])) + d) | 0;
    d = (rotate(Math.imul(d ^ unit, FACTORS[3])) + a) | 0;
  }
  const mixed = [a, b, c, d].map((lane, index) => mix(lane ^ text.length ^ (SEEDS[index] ?? 0)));
  return mixed as unknown as LaneSums;
}

/** As 32 hex digits. */
export function lanesText(lanes: LaneSums): string {
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

export function addLanes(sum: LaneSums, lanes: LaneSums): LaneSums {
  const added = Array.from({ length: LANES }, (_, index) => ((sum[index] ?? 0) + (lanes[index] ?? 0)) | 0);
  return added as unknown as LaneSums;
}

function rotate(lane: number): number {
  return (lane << 15) | (lane >>> 17);
}

function mix(lane: number): number {
  let mixed = lane;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
