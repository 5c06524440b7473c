/** Zones on both sides of UTC, with and without a change of clocks, on the half of the year that is winter and on the other. */
export const PROCESS_ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'Pacific/Auckland',
  'Asia/Kathmandu',
  'America/Caracas',
] as const;
