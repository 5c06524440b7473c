export { keptRuleInWords, notExpressibleInWords } from './kept-rule-in-words.ts';
export { occurrencesInWords } from './occurrences-in-words.ts';
export { dayName, positionInWords } from './pattern-in-words.ts';
export { recurrenceInWords, seriesInWords } from './series-in-words.ts';
export { timeInWords } from './time-in-words.ts';
