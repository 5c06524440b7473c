export declare const PARSERS: Record<number, (text: string) => unknown>;
