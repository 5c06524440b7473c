import type { ExchangeWriteOutcome } from '../../port.ts';

/** The outcomes with those at `places` replaced, in order, by what a second attempt brought. */
export function withOutcomesAt(
  outcomes: readonly ExchangeWriteOutcome[],
  places: readonly number[],
  later: readonly ExchangeWriteOutcome[],
): readonly ExchangeWriteOutcome[] {
  return outcomes.map((outcome, place) => later[places.indexOf(place)] ?? outcome);
}
