/** Who says it, and in which language. The command and the page have a translator each. */
export interface Speaker {
  readonly t: (key: string, params: Record<string, unknown>) => string;
  readonly language: string;
}
