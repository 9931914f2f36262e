import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BrowserHistory, type Move } from './browser-history.js';

let history: BrowserHistory;
let moves: [string, Move][];
let stop: () => void;
beforeEach(() => {
  window.history.pushState(null, '', '/start');
  history = new BrowserHistory();
  moves = [];
  stop = history.subscribe(({ pathname, search }, move) => moves.push([pathname + search, move]));
});
afterEach(() => stop());
const popped = () => new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));

describe('BrowserHistory', () => {
  it('pushes, replaces, and takes the same address as a replacement', () => {
    history.navigate('/a?x=1');
    history.navigate('/a?x=1');
    history.navigate('/b', { replace: true });
    expect(moves).toEqual([
      ['/a?x=1', 'push'],
      ['/a?x=1', 'replace'],
      ['/b', 'replace'],
    ]);
    expect(location.pathname).toBe('/b');
  });

  it('follows the back button', async () => {
    history.navigate('/a');
    history.go(-1);
    await popped();
    expect(moves.at(-1)).toEqual(['/start', 'pop']);
    expect(history.location.index).toBe(0);
  });

  it('holds a move back until it is told to go on', () => {
    let goOn = (): void => undefined;
    const release = history.guard(({ pathname }, proceed) => {
      goOn = proceed;
      return pathname === '/away';
    });
    history.navigate('/near');
    history.navigate('/away');
    expect(location.pathname).toBe('/near');
    goOn();
    expect(location.pathname).toBe('/away');
    release();
  });

  it('takes a held step back again, and makes it when told', async () => {
    history.navigate('/form');
    let goOn = (): void => undefined;
    history.guard((_next, proceed) => {
      goOn = proceed;
      return true;
    });
    history.go(-1);
    await popped();
    await popped();
    expect(location.pathname).toBe('/form');
    expect(moves).toEqual([['/form', 'push']]);
    goOn();
    await popped();
    expect(moves.at(-1)).toEqual(['/start', 'pop']);
  });
});
