export { basesAfterUndo, type ValuesBack } from './bases-after-undo.ts';
export type { SideHistory, WrittenChange } from './history.ts';
export { planUndo, type UndoPair } from './plan-undo.ts';
export { type RestoredEnd, restoredEnd } from './restored-end.ts';
export { withStandingEnd } from './standing-end.ts';
