export { basesAfterUndo, type ValuesBack } from './bases-after-undo.ts';
export type { SideHistory, WrittenChange } from './history.ts';
export { planUndo, type UndoPair } from './plan-undo.ts';
export { restoredBase } from './restored-base.ts';
