/** Renders `key` (`errors.timeout`) with parameters, in one language. Unknown keys come back as they are. */
export type Translate = (key: string, params?: Readonly<Record<string, unknown>>) => string;
