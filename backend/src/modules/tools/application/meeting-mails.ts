import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { BookMeetingSettings } from '@orbisvoice/contracts';
import type { TenantId, Transaction } from '../../../platform/database/index.js';
import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';
import { Mailer } from '../../../platform/mail/index.js';
import { invitation } from '../domain/icalendar.js';
import type { Booking } from '../persistence/bookings.repository.js';

/** Invitations to a booked meeting, in the transaction of the booking. */
@Injectable()
export class MeetingMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
  ) {}

  async invite(
    tx: Transaction,
    tenantId: TenantId,
    booking: Booking,
    settings: BookMeetingSettings,
  ): Promise<void> {
    const { attendeeEmail, attendeeName, title } = booking;
    const attendees = [...new Set([...(attendeeEmail ? [attendeeEmail] : []), ...settings.recipients])];
    const subject = title.replace(/\s+/g, ' ');
    const when = timeIn(settings.timeZone, booking);
    const calendar = invitation({
      uid: `${booking.id}@${new URL(this.config.publicUrl).hostname}`,
      startMs: booking.startMs,
      endMs: booking.endMs,
      title: subject,
      description: attendeeName ? `With ${attendeeName}` : '',
      organizer: organizerOf(this.config.mailFrom),
      attendees,
      createdMs: booking.createdAt.getTime(),
    });
    // By number: the key is no place for an address, which is sealed with the rest of the mail.
    for (const [number, to] of attendees.entries())
      await this.mailer.enqueue(tx, tenantId, {
        template: 'meeting-invitation',
        businessKey: `tool:${booking.occasion}:${number}`,
        callId: booking.callId,
        to,
        subject: `Invitation: ${subject}`,
        invitation: calendar,
        ...renderBrandedMail({
          heading: subject,
          paragraphs: [when, ...(attendeeName ? [`With ${attendeeName}.`] : [])],
          footnote: 'This meeting was booked in a call with a voice agent. The invitation is attached.',
        }),
      });
  }
}

function timeIn(timeZone: string, { startMs, endMs }: Booking): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' });
  return `${clock.formatRange(startMs, endMs)} (${timeZone})`;
}

/** `Name <address>` or a bare address, as the variable MAIL_FROM has it. */
function organizerOf(from: string): { name: string; email: string } {
  const [, name = 'OrbisVoice', email = from] = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(from) ?? [];
  return { name, email };
}
