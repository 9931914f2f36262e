import { useEffect, useRef } from 'react';
import type { OrbisVoiceApi, OrbisVoiceOptions } from './public-types.js';

export interface OrbisVoiceProps extends OrbisVoiceOptions {
  /** Address of the widget's script, for example `https://voice.example/widget.js`. */
  src: string;
}

const loading = new Map<string, Promise<OrbisVoiceApi>>();

/** Loads the script once for the whole page, however many components ask for it. */
export function loadOrbisVoice(src: string): Promise<OrbisVoiceApi> {
  const known = loading.get(src);
  if (known) return known;
  // The site may have the script in its page already.
  if (window.OrbisVoice?.version) return Promise.resolve(window.OrbisVoice);
  const promise = new Promise<OrbisVoiceApi>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.crossOrigin = 'anonymous';
    script.onload = () =>
      window.OrbisVoice ? resolve(window.OrbisVoice) : reject(new Error(`${src} is not the widget`));
    script.onerror = () => {
      loading.delete(src);
      reject(new Error(`${src} could not be loaded`));
    };
    document.head.append(script);
  });
  loading.set(src, promise);
  return promise;
}

/**
 * The widget for as long as the component is mounted. Options may change at any time; a running call goes on. It draws
 * nothing itself: place it anywhere.
 */
export function OrbisVoice({ src, ...options }: OrbisVoiceProps): null {
  const latest = useRef(options);
  const api = useRef<OrbisVoiceApi | undefined>(undefined);

  useEffect(() => {
    latest.current = options;
    api.current?.init(options);
    // Functions are new with every render; what they do is not what the widget shows.
  }, [JSON.stringify(options)]);

  useEffect(() => {
    let mounted = true;
    loadOrbisVoice(src).then(
      (loaded) => {
        if (!mounted) return;
        api.current = loaded;
        loaded.init(latest.current);
      },
      (error: unknown) => reportError(error),
    );
    return () => {
      mounted = false;
      api.current?.destroy();
      api.current = undefined;
    };
  }, [src]);

  return null;
}
