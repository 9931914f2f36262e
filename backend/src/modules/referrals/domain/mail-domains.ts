/** Providers whose domain says nothing about whom somebody works for. */
const FREE = new Set(
  `gmail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net
   gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com pm.me tutanota.com tuta.io
   fastmail.com hey.com zoho.com mail.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru qq.com 163.com 126.com
   sina.com naver.com daum.net hanmail.net yahoo.co.jp yahoo.co.uk yahoo.fr yahoo.de hotmail.co.uk hotmail.fr live.nl
   orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it alice.it tiscali.it uol.com.br bol.com.br
   terra.com.br rediffmail.com btinternet.com sky.com comcast.net verizon.net att.net sbcglobal.net cox.net
   bluewin.ch telenet.be skynet.be ziggo.nl kpnmail.nl seznam.cz wp.pl onet.pl o2.pl interia.pl`.split(/\s+/),
);
/** Mailboxes that anybody may read, or that are gone in an hour. */
const DISPOSABLE = new Set(
  `mailinator.com guerrillamail.com guerrillamail.net guerrillamail.org sharklasers.com grr.la 10minutemail.com
   10minutemail.net temp-mail.org tempmail.com tempmail.net tempail.com tempr.email throwawaymail.com yopmail.com
   yopmail.fr yopmail.net getnada.com nada.email trashmail.com trashmail.de trashmail.net wegwerfmail.de maildrop.cc
   mailnesia.com mintemail.com mohmal.com dispostable.com fakeinbox.com fakemail.net spamgourmet.com mailcatch.com
   moakt.com emailondeck.com burnermail.io 33mail.com discard.email discardmail.com spambox.us mytemp.email
   tempinbox.com inboxkitten.com mail-temp.com minuteinbox.com tmpmail.org 1secmail.com 1secmail.net`.split(
    /\s+/,
  ),
);

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

export const isDisposable = (address: string): boolean => DISPOSABLE.has(domainOf(address));

/** The domain where it tells a company; null for a provider of mailboxes. */
export function companyOf(address: string): string | null {
  const domain = domainOf(address);
  return FREE.has(domain) || DISPOSABLE.has(domain) || !domain.includes('.') ? null : domain;
}
