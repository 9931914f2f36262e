import type { OrbisVoiceApi } from '../public-types.js';
import { createApi } from './api.js';
import { optionsFromAttributes } from './options.js';

/** Set by the build to the version of the package. */
declare const __ORBIS_VERSION__: string;

/** A call that the page made before this script was there: a method's name and its arguments. */
type QueuedCall = readonly [name: string, args: ArrayLike<unknown>];
interface Stub {
  q?: QueuedCall[];
}

/** Puts the programmatic interface on the page, catches up with what was asked for before, and says that it is there. */
export function startPage(script: HTMLScriptElement | null): void {
  const before = window.OrbisVoice as (Partial<OrbisVoiceApi> & Stub) | undefined;
  // A second copy of the script finds the first at work and leaves it alone.
  if (before?.version) return;
  const api = createApi(__ORBIS_VERSION__, () => ({
    scriptUrl: script?.src ?? '',
    pageUrl: location.href,
    languages: [document.documentElement.lang, ...navigator.languages],
  }));
  window.OrbisVoice = api;
  const written = script && optionsFromAttributes(script.dataset);
  if (written) whenBodyIsThere(() => api.init(written));
  for (const call of before?.q ?? []) whenBodyIsThere(() => replay(api, call));
  document.dispatchEvent(new CustomEvent('orbis:load', { detail: { version: __ORBIS_VERSION__ } }));
}

function replay(api: OrbisVoiceApi, [name, args]: QueuedCall): void {
  const method: unknown = Object.hasOwn(api, name) && api[name as keyof OrbisVoiceApi];
  if (typeof method === 'function') method(...Array.from(args));
}

/** A script in the head runs before there is a body to stand in. */
function whenBodyIsThere(work: () => void): void {
  if (document.body) work();
  else document.addEventListener('DOMContentLoaded', work);
}
