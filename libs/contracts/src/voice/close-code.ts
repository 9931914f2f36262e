/** How a voice connection may end. `resumable`: the client may reconnect with `hello.resume`, unless `ended` came before. */
export const CLOSE_CODES = {
  normal: { code: 1000, resumable: false, meaning: 'Ended normally by either side.' },
  internal: { code: 1011, resumable: true, meaning: 'Something went wrong on our side.' },
  invalidAgent: { code: 4000, resumable: false, meaning: 'The agent does not exist or is not published.' },
  limited: { code: 4001, resumable: false, meaning: 'A rate or concurrency limit was reached; try later.' },
  malformed: { code: 4002, resumable: false, meaning: 'A message or audio frame was malformed.' },
  originNotAllowed: { code: 4003, resumable: false, meaning: 'The page may not use this agent.' },
  credential: {
    code: 4004,
    resumable: false,
    meaning: 'The credential is missing, wrong, expired, used or revoked.',
  },
  helloTimeout: { code: 4005, resumable: false, meaning: 'No hello message arrived in time.' },
  idle: { code: 4006, resumable: false, meaning: 'Nobody spoke for the idle timeout of the agent.' },
  maxDuration: {
    code: 4007,
    resumable: false,
    meaning: 'The call reached the maximum duration of the agent.',
  },
  tooSlow: { code: 4008, resumable: true, meaning: 'Unplayed audio passed its bound.' },
  takenOver: { code: 4009, resumable: false, meaning: 'A newer connection of the same call took over.' },
  draining: { code: 4010, resumable: true, meaning: 'The gateway is restarting.' },
  providerUnavailable: {
    code: 4011,
    resumable: false,
    meaning: 'The voice service stayed away after all recovery; try later.',
  },
} as const;

export type CloseName = keyof typeof CLOSE_CODES;
export type CloseCode = (typeof CLOSE_CODES)[CloseName]['code'];

const resumable = new Set<number>(
  Object.values(CLOSE_CODES)
    .filter((entry) => entry.resumable)
    .map((entry) => entry.code),
);

/** True where a client that saw this close code may try `hello.resume`. A lost network (1006) is always worth a try. */
export const isResumable = (code: number): boolean => code === 1006 || code === 1001 || resumable.has(code);
