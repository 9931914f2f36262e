import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DOMAIN_EVENTS, ERROR_CATALOGUE, TOOL_KINDS, WEBHOOK_EVENTS } from './index.js';

interface PromisedNames {
  events: string[];
  webhookMessages: string[];
  toolKinds: string[];
  /** Name, HTTP status, and the close code of the voice socket where there is one. */
  errorCodes: string[];
}

const promised = JSON.parse(
  readFileSync(new URL('../promised-names.json', import.meta.url), 'utf8'),
) as PromisedNames;

const present: PromisedNames = {
  events: Object.keys(DOMAIN_EVENTS),
  webhookMessages: Object.keys(WEBHOOK_EVENTS),
  toolKinds: [...TOOL_KINDS],
  errorCodes: Object.entries<{ status: number; close?: number }>(ERROR_CATALOGUE).map(
    ([code, { status, close }]) => [code, status, close].filter(Boolean).join(' '),
  ),
};

const HOW = `Others build on this name (docs/guides/extending.md, "What stays stable"). Keep it, and let the new one stand beside
it. If it has to go: announce it in CHANGELOG.md under "Promised" one minor version ahead, and only then take it out of
libs/contracts/promised-names.json.`;
const NEW = `This is promised from now on: add it to libs/contracts/promised-names.json, and a line under "Promised" in CHANGELOG.md.`;

describe.each(Object.keys(promised) as (keyof PromisedNames)[])('%s', (door) => {
  it('are all still there, with the meaning that they had', () => {
    const gone = promised[door].filter((name) => !present[door].includes(name));
    expect(gone.length === 0 ? 'kept' : `${gone.join(', ')}: ${HOW}`).toBe('kept');
  });

  it('are promised, each of them', () => {
    const added = present[door].filter((name) => !promised[door].includes(name));
    expect(added.length === 0 ? 'promised' : `${added.join(', ')}: ${NEW}`).toBe('promised');
  });
});
