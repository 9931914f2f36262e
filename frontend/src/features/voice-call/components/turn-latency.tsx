import type { TurnLatency as Latency } from '@orbisvoice/voice-client';

const PARTS = [
  ['uplinkMs', 'on the way up'],
  ['modelMs', 'the model'],
  ['downlinkMs', 'on the way down'],
] as const;

/** How long an answer took, and where: opens to its parts. */
export function TurnLatency({ latency }: { latency: Latency }) {
  const { voiceToVoiceMs, gatewayMs, parts } = latency;
  const whole = <span className="font-mono tabular-nums">{Math.round(voiceToVoiceMs)} ms</span>;
  if (!parts) return whole;
  return (
    <details className="open:basis-full">
      <summary className="cursor-pointer list-none rounded-sm underline decoration-dotted underline-offset-2">
        {whole}
      </summary>
      <dl className="mt-1.5 mb-1 grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1">
        {PARTS.map(([part, text]) => (
          <div key={part} className="contents">
            <dt>{text}</dt>
            <dd className="contents">
              <meter
                min={0}
                max={Math.max(1, voiceToVoiceMs)}
                value={parts[part]}
                aria-label={text}
                className="latency-meter h-1.5 w-full"
              />
              <span className="text-right font-mono tabular-nums">{Math.round(parts[part])} ms</span>
            </dd>
          </div>
        ))}
        <dt className="col-span-2">of it the gateway’s own</dt>
        <dd className="text-right font-mono tabular-nums">{Math.round(gatewayMs)} ms</dd>
      </dl>
    </details>
  );
}
