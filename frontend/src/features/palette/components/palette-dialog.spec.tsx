import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Circle } from 'lucide-react';
import { useState } from 'react';
import type { PaletteEntry } from '../lib/entries.js';
import { PaletteDialog } from './palette-dialog.js';

const chosen = jest.fn<(text: string) => void>();
const closed = jest.fn();
const entry = (group: string, text: string): PaletteEntry => ({
  id: text.replaceAll(' ', '-'),
  group,
  text,
  Icon: Circle,
  run: () => chosen(text),
});
const ENTRIES = [entry('Go to', 'Agents'), entry('Go to', 'Calls'), entry('Do', 'New agent')];
const FOUND = [entry('Recent calls', 'Lumen')];

function Palette() {
  const [query, setQuery] = useState('');
  const rest = { entries: ENTRIES, found: FOUND, searching: false, onClose: closed };
  return <PaletteDialog query={query} onQuery={setQuery} {...rest} />;
}

beforeAll(() => {
  // jsdom knows the element and not what it does.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollIntoView = () => undefined;
});
beforeEach(() => {
  chosen.mockClear();
  closed.mockClear();
  render(<Palette />);
  screen.getByRole('combobox').focus();
});

/** What a screen reader is told to be at. */
const active = (): string => {
  const id = screen.getByRole('combobox').getAttribute('aria-activedescendant') ?? '';
  return document.getElementById(id)?.textContent ?? '';
};

describe('the palette', () => {
  it('walks through everything with the arrows, and around', async () => {
    expect(active()).toBe('Agents');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toBe('New agent');
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    expect(active()).toBe('Lumen');
    expect(screen.getAllByRole('option', { selected: true })).toHaveLength(1);
  });

  it('begins again at the best match with each letter, and does what stands there', async () => {
    await userEvent.keyboard('{ArrowDown}{ArrowDown}new');
    expect(active()).toBe('New agent');
    await userEvent.keyboard('{Enter}');
    expect(chosen.mock.calls).toEqual([['New agent']]);
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('says how much fits, and that what the server found fits always', async () => {
    expect(screen.getByRole('status').textContent).toBe('4 results');
    await userEvent.keyboard('zebra');
    expect(screen.getByRole('status').textContent).toBe('1 result');
    expect(screen.getByRole('group', { name: 'Recent calls' })).toBeDefined();
  });

  it('is chosen from with the pointer too', async () => {
    await userEvent.click(screen.getByRole('option', { name: 'Calls' }));
    expect(chosen.mock.calls).toEqual([['Calls']]);
  });
});
