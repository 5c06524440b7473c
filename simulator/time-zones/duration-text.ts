/** An `xs:duration` of hours and minutes: `-PT1H`, `PT5H30M`. */
export function durationText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const shown = parts.filter(([value]) => value > 0).map(([value, unit]) => `${value}${unit}`);
  return `${ms < 0 && seconds > 0 ? '-' : ''}PT${shown.length === 0 ? '0S' : shown.join('')}`;
}

/** @returns `undefined` for a text that is no duration of days, hours, minutes and seconds */
export function durationMsOf(text: string): number | undefined {
  const match = /^\s*(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?\s*$/.exec(text);
  if (match === null || /P\s*$|T\s*$/.test(text)) return undefined;
  const [days, hours, minutes, seconds] = match.slice(2).map((part: string | undefined) => Number(part ?? 0));
  const ms = ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
  return match[1] === '-' ? -ms : ms;
}
