import { expect, it } from '@jest/globals';
import { invitation } from './icalendar.js';

const text = invitation({
  uid: '1@example.com',
  startMs: Date.UTC(2030, 2, 4, 9),
  endMs: Date.UTC(2030, 2, 4, 9, 30),
  title: `Tea; cake, \\ and\nEND:VCALENDAR ${'é😀'.repeat(40)}`,
  description: '',
  organizer: { name: 'A "B"\r\nX:Y', email: 'desk@example.com' },
  attendees: ['ada@example.com'],
  createdMs: 0,
});

it('escapes what would be read as structure', () => {
  const lines = text.replace(/\r\n /g, '').split('\r\n');
  expect(lines.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
  expect(lines).toContain(`SUMMARY:Tea\\; cake\\, \\\\ and\\nEND:VCALENDAR ${'é😀'.repeat(40)}`);
  expect(lines).toContain('ORGANIZER;CN="A  B   X:Y":mailto:desk@example.com');
  expect(lines).toContain('DTSTART:20300304T090000Z');
});

it('folds lines at 75 octets and cuts no character apart', () => {
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toContain('\ufffd');
});
