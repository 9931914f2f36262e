import { describe, expect, it } from '@jest/globals';
import { BUILTIN_PARAMETERS } from './builtin-parameters.js';
import { calendarWords, withExample } from './calendar-words.js';

const settings = {
  calendar: 'default',
  durationMinutes: 30,
  timeZone: 'Europe/Berlin',
  days: [1, 3],
  from: '09:00',
  to: '17:00',
  recipients: [],
};

describe('what a model is told of a calendar', () => {
  it.each([
    ['2027-01-05T23:30:00Z', 'Wednesday 6 January 2027 at 00:30', '2027-01-06T09:00:00+01:00'],
    ['2027-07-05T10:00:00Z', 'Monday 5 July 2027 at 12:00', '2027-07-05T09:00:00+02:00'],
  ])('is the time there, summer and winter: %s', (now, said, example) => {
    const words = calendarWords(settings, new Date(now));
    expect(words.replace(',', '')).toContain(said);
    expect(words).toContain('on Monday, Wednesday, between 09:00 and 17:00');
    const { properties } = withExample(BUILTIN_PARAMETERS.bookMeeting, settings, new Date(now));
    expect(properties.start.description).toContain(example);
    expect(Object.keys(properties)).toEqual(['start', 'title', 'name', 'email']);
  });

  it('has an offset in Greenwich too', () => {
    expect(calendarWords({ ...settings, timeZone: 'UTC' }, new Date(0))).toContain('(UTC+00:00)');
  });
});
