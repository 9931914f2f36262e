import type { Effect } from './effect.js';
import type { TimerBook } from './state.js';
import type { TimerName } from './timer-name.js';

/** Collects the effects of one step, in order. The step is pure: the collector does not outlive it. */
export type Emit = (effect: Effect) => void;

export function startTimer(book: TimerBook, emit: Emit, timer: TimerName, ms: number): TimerBook {
  const id = book.next;
  emit({ type: 'start-timer', timer, id, ms: Math.max(0, Math.round(ms)) });
  return { running: { ...book.running, [timer]: id }, next: id + 1 };
}

export function stopTimer(book: TimerBook, emit: Emit, timer: TimerName): TimerBook {
  if (book.running[timer] === undefined) return book;
  emit({ type: 'stop-timer', timer });
  return forget(book, timer);
}

/** The timer has fired: it runs no longer, and nothing has to be stopped. */
export function forget(book: TimerBook, timer: TimerName): TimerBook {
  const { [timer]: _fired, ...running } = book.running;
  return { running, next: book.next };
}

export function stopAllTimers(book: TimerBook, emit: Emit): TimerBook {
  for (const timer of Object.keys(book.running) as TimerName[]) emit({ type: 'stop-timer', timer });
  return { running: {}, next: book.next };
}
