import type { PayoutMethodDetails } from '@orbisvoice/contracts';
import { normalisedAddress } from './email-address.js';

/** A changed method waits this long before it is paid to: time for its owner to object. */
export const METHOD_COOLING_MS = 7 * 86_400_000;

const endOf = (text: string): string => `•••• ${text.replaceAll(/[^A-Za-z0-9]/g, '').slice(-4)}`;

/** Enough for its owner to recognise it, too little to pay to. */
export function hintOf(details: PayoutMethodDetails): string {
  switch (details.kind) {
    case 'iban':
      return `${details.iban.slice(0, 2)} ${endOf(details.iban)}`;
    case 'paypal':
      return maskedAddress(details.email);
    case 'bank':
      return `${details.country} ${endOf(details.accountNumber)}`;
  }
}

/** The same for every way to write the same account, so that two partners with one account are noticed. */
export function accountOf(details: PayoutMethodDetails): string {
  const plain = (text: string) => text.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
  switch (details.kind) {
    case 'iban':
      return `iban ${details.iban}`;
    case 'paypal':
      return `paypal ${normalisedAddress(details.email)}`;
    case 'bank':
      return `bank ${details.country} ${plain(details.bankCode)} ${plain(details.accountNumber)}`;
  }
}

/** `j•••@company.com`: whoever knows the person recognises them. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  const [first = ''] = address;
  return at < 1 ? '•••' : `${first}•••${address.slice(at)}`;
}
