import { COMMON_PASSWORDS } from './common-passwords.js';

const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
/** Letters that people swap for digits and signs, undone before the list is asked. */
const unleet = (text: string): string =>
  text.replace(
    /[0134578@$]/g,
    (sign) =>
      ({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's' })[sign] ??
      sign,
  );
const isOneUnitRepeated = (text: string): boolean => /^(.{1,4})\1+$/u.test(text);
const isRun = (text: string): boolean => {
  const steps = [...text]
    .slice(1)
    .map((char, at) => (char.codePointAt(0) ?? 0) - (text.codePointAt(at) ?? 0));
  return steps.length > 0 && Math.abs(steps[0] ?? 0) === 1 && steps.every((step) => step === steps[0]);
};

/**
 * Why a new password is refused, or undefined. Length is the contract's business; this looks for what guessers try
 * first. Never asked at login, where a weak password that exists must still open the door.
 */
export function passwordWeakness(password: string, ownWords: readonly string[]): string | undefined {
  const folded = fold(password);
  const core = folded.replace(/\d+$/, '');
  const candidates = [folded, core, unleet(folded), unleet(core), fold(unleet(password.toLowerCase()))];
  if (candidates.some((candidate) => COMMON_PASSWORDS.has(candidate)))
    return 'is one of the most often used passwords';
  if (folded.length === 0 || isOneUnitRepeated(folded) || isRun(folded)) return 'is a simple pattern';
  const own = ownWords.map(fold).filter((word) => word.length >= 4);
  if (own.some((word) => folded === word || core === word)) return 'is your own name or address';
  return undefined;
}
