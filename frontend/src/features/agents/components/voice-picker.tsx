import type { VoiceId } from '@orbisvoice/contracts';
import { VOICE_IDS, VOICES } from '@orbisvoice/contracts/words';
import { Play, Square } from 'lucide-react';
import { useId, useState } from 'react';
import { useController } from 'react-hook-form';
import { Input } from '../../../components/ui/input.js';
import { Spinner } from '../../../components/ui/spinner.js';
import { messageOf } from '../../../lib/api-error.js';
import { cx } from '../../../lib/cx.js';
import type { AgentFormValues } from '../lib/agent-form.mapping.js';
import { useVoiceSampler } from '../lib/use-voice-sampler.js';
import type { SamplerState, VoiceSampler } from '../lib/voice-sampler.js';

const fits = (id: VoiceId, words: string): boolean =>
  `${id} ${VOICES[id]}`.toLowerCase().includes(words.trim().toLowerCase());

/** All voices: arrow keys choose as in any group of radio buttons, the button beside each lets it be heard. */
export function VoicePicker() {
  const id = useId();
  const { field } = useController<AgentFormValues, 'voiceId'>({ name: 'voiceId' });
  const { sampler, state } = useVoiceSampler();
  const [words, setWords] = useState('');
  const shown = VOICE_IDS.filter((voice) => fits(voice, words));
  return (
    <fieldset className="grid gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <legend className="float-left text-sm font-medium">
          Voice{' '}
          <span className="ml-1 font-normal text-dim">
            {field.value}, {VOICES[field.value].toLowerCase()}
          </span>
        </legend>
        <Input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          // Return in a form saves it; here somebody is looking for a voice.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          aria-label="Find a voice"
          placeholder="Find: warm, Kore …"
          className="max-w-48"
        />
      </div>
      <div className="grid max-h-72 grid-cols-1 gap-1.5 overflow-y-auto rounded-control border border-line bg-mist p-1.5 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map((voice) => (
          <VoiceCard
            key={voice}
            voice={voice}
            group={id}
            chosen={field.value === voice}
            onChoose={() => field.onChange(voice)}
            sampler={sampler}
            state={state}
          />
        ))}
        {shown.length === 0 && (
          <p className="col-span-full p-3 text-sm text-dim">No voice is described like that.</p>
        )}
      </div>
      <p role="status" className="text-[13px] text-dim">
        {state.phase === 'failed' ? (
          <span className="text-bad">{messageOf(state.error)}</span>
        ) : (
          'Press play to hear a voice. A sample that nobody has heard yet takes a few seconds.'
        )}
      </p>
    </fieldset>
  );
}

interface VoiceCardProps {
  voice: VoiceId;
  group: string;
  chosen: boolean;
  onChoose: () => void;
  sampler: VoiceSampler;
  state: SamplerState;
}

function VoiceCard({ voice, group, chosen, onChoose, sampler, state }: VoiceCardProps) {
  const phase = 'voice' in state && state.voice === voice ? state.phase : 'silent';
  const playing = phase === 'playing' || phase === 'loading';
  return (
    <div
      className={cx(
        'flex items-center rounded-control border bg-paper',
        chosen ? 'border-orbis ring-1 ring-orbis' : 'border-line hover:border-edge',
      )}
    >
      <label className="flex min-w-0 flex-1 cursor-pointer items-center gap-2.5 py-2 pl-3">
        <input
          type="radio"
          name={`${group}-voice`}
          checked={chosen}
          onChange={onChoose}
          className="accent-orbis"
        />
        <span className="min-w-0 text-sm">
          <span className="block truncate font-medium">{voice}</span>
          <span className="block text-xs text-dim">{VOICES[voice]}</span>
        </span>
      </label>
      <button
        type="button"
        aria-label={playing ? `Stop ${voice}` : `Hear ${voice}`}
        aria-pressed={playing}
        onClick={() => void sampler.toggle(voice)}
        className="m-1 grid size-9 place-items-center rounded-control text-dim hover:bg-mist hover:text-ink"
      >
        {phase === 'loading' ? (
          <Spinner />
        ) : playing ? (
          <Square size={14} aria-hidden="true" className="text-signal" />
        ) : (
          <Play size={15} aria-hidden="true" />
        )}
      </button>
    </div>
  );
}
