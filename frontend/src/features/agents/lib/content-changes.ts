import type { AgentContent, AnalysisSettings } from '@orbisvoice/contracts';
import { VOICES } from '@orbisvoice/contracts/words';
import { formatSeconds } from '../../../lib/format.js';
import { languageName } from './languages.js';

/** A field that two contents say differently, in words for people. */
export interface ContentChange {
  label: string;
  /** Texts are shown with their difference; values as before and after. */
  kind: 'text' | 'value';
  before: string;
  after: string;
}

type Field = keyof AgentContent;
type Words = {
  [F in Field]: { label: string; kind: ContentChange['kind']; say: (value: AgentContent[F]) => string };
};

const THEMES = { auto: 'as the visitor’s device', light: 'light', dark: 'dark' } as const;
const seconds = (value: number): string => (value === 0 ? 'never' : formatSeconds(value));
const text = (label: string) => ({ label, kind: 'text', say: (value: string) => value }) as const;
const word = (label: string) => ({ label, kind: 'value', say: (value: string) => value }) as const;

/** One line for each thing that is judged or taken down, so that a difference shows which. */
const analysisWords = ({ enabled, criteria, fields }: AnalysisSettings): string =>
  [
    enabled ? 'on' : 'off',
    ...criteria.map(({ name, description }) => `${name}? ${description}`),
    ...fields.map(({ name, kind, options = [], description }) => {
      const what = kind === 'choice' ? options.join(' | ') : kind;
      return `${name} (${what}): ${description}`;
    }),
  ].join('\n');

const wordsFor = (toolName: (id: string) => string): Words => ({
  name: word('Name'),
  systemPrompt: text('System prompt'),
  firstMessage: text('First message'),
  voiceId: { label: 'Voice', kind: 'value', say: (id) => `${id}, ${VOICES[id].toLowerCase()}` },
  language: { label: 'Language', kind: 'value', say: (tag) => `${languageName(tag)} (${tag})` },
  patience: word('Patience'),
  echoGuard: word('Guard against echo'),
  silencePromptSeconds: { label: 'Asks into a silence after', kind: 'value', say: seconds },
  idleTimeoutSeconds: { label: 'Ends after silence of', kind: 'value', say: seconds },
  maxDurationSeconds: { label: 'Longest call', kind: 'value', say: seconds },
  consentText: text('Consent text'),
  appearance: {
    label: 'Widget',
    kind: 'value',
    say: ({ theme, accent, position }) =>
      `${position.replace('-', ' ')}, ${THEMES[theme]}, ${accent ?? 'the brand’s colour'}`,
  },
  analysis: { label: 'Analysis after calls', kind: 'text', say: analysisWords },
  toolIds: {
    label: 'Tools',
    kind: 'value',
    say: (ids) => (ids.length === 0 ? 'none' : ids.map(toolName).join(', ')),
  },
});

/** What differs, in the order in which the editor shows it. */
export function contentChanges(
  before: AgentContent,
  after: AgentContent,
  toolName: (id: string) => string = (id) => id,
): ContentChange[] {
  const words = wordsFor(toolName);
  return (Object.keys(words) as Field[]).flatMap((field) => changeOf(field, words, before, after));
}

function changeOf<F extends Field>(
  field: F,
  words: Words,
  before: AgentContent,
  after: AgentContent,
): ContentChange[] {
  const { label, kind, say } = words[field];
  const change = { label, kind, before: say(before[field]), after: say(after[field]) };
  return change.before === change.after ? [] : [change];
}
