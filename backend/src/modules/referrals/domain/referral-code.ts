/** Without letters and digits that are mistaken for one another when read aloud or copied by hand. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
const LENGTH = 8;

/** Uniform over the alphabet: bytes that would favour its first letters are thrown away. */
export function codeFrom(randomBytes: () => Uint8Array): string {
  const fair = 256 - (256 % ALPHABET.length);
  let code = '';
  while (code.length < LENGTH)
    for (const byte of randomBytes())
      if (byte < fair && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length];
  return code;
}
