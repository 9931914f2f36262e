import { describe, expect, it } from '@jest/globals';
import { CreateTool, UpdateTool } from '@orbisvoice/contracts';
import { TOOL } from '../../../testing/tool-sample.js';
import { createBody, formPath, NEW_TOOL, secretsIn, toolValues, updateBody } from './tool-form.mapping.js';

describe('the tool form', () => {
  it('gives a stored tool back unchanged', () => {
    const { name, description, confirm, filler, background, parameters, http } = TOOL;
    const body = updateBody(toolValues(TOOL));
    expect(body).toEqual({ name, description, confirm, filler, background, parameters, http });
    expect(UpdateTool.safeParse(body).success).toBe(true);
  });

  it.each(['sendEmail', 'bookMeeting', 'endCall', 'transferToHuman'] as const)(
    'sends the settings of %s, and only those',
    (name) => {
      const builtin = { ...NEW_TOOL.builtin, name, recipients: 'ada@example.com, ben@example.com\n' };
      const values = {
        ...NEW_TOOL,
        kind: 'builtin',
        name: 'does_it',
        description: 'Does it.',
        builtin,
      } as const;
      const body = CreateTool.parse(createBody(values));
      expect(body).toMatchObject({ kind: 'builtin', builtin: { name } });
      const again = toolValues({
        ...TOOL,
        kind: 'builtin',
        http: null,
        builtin: 'builtin' in body ? body.builtin : null,
      });
      expect(createBody({ ...again, name: 'does_it', description: 'Does it.' })).toMatchObject({
        builtin: { name },
      });
    },
  );

  it('finds the secrets that headers name', () => {
    expect(
      secretsIn([{ value: 'Bearer {{TOKEN}}' }, { value: '{{ TOKEN }}:{{PASS}}' }, { value: '{x}' }]),
    ).toEqual(['TOKEN', 'PASS']);
  });
});

it.each([
  ['parameters.properties.a.type', 'parameters'],
  ['http.headers.Authorization', 'http.headers'],
  ['http.url', 'http.url'],
  ['builtin.settings.recipients.0', 'builtin.recipients'],
  ['name', 'name'],
])('shows a complaint about %s at %s', (path, field) => expect(formPath(path)).toBe(field));
