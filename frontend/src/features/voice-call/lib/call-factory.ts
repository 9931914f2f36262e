import type { CallTicket, VoiceCall } from '@orbisvoice/voice-client';
import { createContext } from 'react';

/** What a page needs of a call; tests bring a fake. */
export type PageCall = Pick<VoiceCall, 'state' | 'levels' | 'on' | 'start' | 'end' | 'mute' | 'sendText'>;

export type CallFactory = (ticket: () => Promise<CallTicket>) => PageCall;

export const CallFactoryContext = createContext<CallFactory | undefined>(undefined);
