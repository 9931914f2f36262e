const percentiles = (figure: string): string => `
  jsonb_build_object(
    'p50Ms', percentile_cont(0.5) within group (order by (data ->> '${figure}')::double precision),
    'p95Ms', percentile_cont(0.95) within group (order by (data ->> '${figure}')::double precision))`;

const optional = (figure: string): string => `
  case when count(data ->> '${figure}') > 0 then ${percentiles(figure)} end`;

/** SQL: how fast a call answered, summed up from its timeline; null where nothing was measured. */
export const LATENCY = `
  select jsonb_build_object(
    'turns', count(data ->> 'voiceToVoiceMs'),
    'voiceToVoice', ${percentiles('voiceToVoiceMs')},
    'voiceToEar', ${optional('voiceToEarMs')},
    'parts', jsonb_build_object(
      'uplink', ${percentiles('uplinkMs')},
      'model', ${percentiles('modelMs')},
      'downlink', ${percentiles('downlinkMs')},
      'playback', ${optional('playbackMs')}))
  from call_events
  where tenant_id = $1 and call_id = $2 and kind in ('turn.latency', 'turn.first-sound')
  having count(data ->> 'uplinkMs') > 0`;

/** SQL: every measured answer in whole milliseconds, for sums over many calls. */
export const measured = (figure: 'voiceToVoiceMs' | 'voiceToEarMs'): string => `
  select coalesce(array_agg(round((data ->> '${figure}')::double precision)::integer order by seq), '{}')
  from call_events
  where tenant_id = $1 and call_id = $2 and kind in ('turn.latency', 'turn.first-sound') and data ? '${figure}'`;

const summed = (figure: string): string => `coalesce(sum((data ->> '${figure}')::bigint), 0)`;

/** SQL: what was used in a call, told apart; one line of four columns. */
export const COSTS = `
  select ${summed('inputTextNanos')} as input_text, ${summed('inputAudioNanos')} as input_audio,
    ${summed('outputTextNanos')} as output_text, ${summed('outputAudioNanos')} as output_audio
  from call_events where tenant_id = $1 and call_id = $2 and kind = 'turn.usage'`;
