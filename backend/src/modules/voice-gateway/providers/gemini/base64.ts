const STANDARD = /^[A-Za-z0-9+/]*={0,2}$/;

/** Buffer.from accepts anything and skips what it does not know; broken audio has to be noticed instead. */
export const isStandardBase64 = (text: string): boolean => text.length % 4 === 0 && STANDARD.test(text);
