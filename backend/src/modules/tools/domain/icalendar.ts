export interface Meeting {
  uid: string;
  startMs: number;
  endMs: number;
  title: string;
  description: string;
  organizer: { name: string; email: string };
  attendees: readonly string[];
  createdMs: number;
}

const LINE_OCTETS = 75;

/** An invitation as mail programs read it (RFC 5545): folded lines, escaped text, times in UTC. */
export function invitation(meeting: Meeting): string {
  const { organizer } = meeting;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//OrbisVoice//OrbisVoice//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${meeting.uid}`,
    'SEQUENCE:0',
    `DTSTAMP:${utc(meeting.createdMs)}`,
    `DTSTART:${utc(meeting.startMs)}`,
    `DTEND:${utc(meeting.endMs)}`,
    `SUMMARY:${escaped(meeting.title)}`,
    `DESCRIPTION:${escaped(meeting.description)}`,
    `ORGANIZER;CN=${parameter(organizer.name)}:mailto:${organizer.email}`,
    ...meeting.attendees.map(
      (email) => `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${email}`,
    ),
    'STATUS:CONFIRMED',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const utc = (ms: number): string => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');

const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n');

/** Quotes cannot be escaped inside a parameter, so they and line ends go. */
const parameter = (text: string): string => `"${text.replace(/["\r\n]/g, ' ')}"`;

/** Long lines go on in the next one behind a blank. Counted in octets, and no character is cut apart. */
function folded(line: string): string {
  let octets = 0;
  let result = '';
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
