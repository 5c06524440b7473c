/** A client under measurement. Whatever it reads is counted and let go, as a run does with what it has settled. */
export interface MeasuredClient {
  /** Lists the whole contacts folder and reads every item. @returns how many it got */
  download(): Promise<number>;
  /** @returns how many were made */
  create(count: number): Promise<number>;
  close(): Promise<void>;
}

/** How many items each of them asks for, or makes, at a time. */
export const READ_BATCH = 50;
export const WRITE_BATCH = 20;
