/** Words that would let a link speak for us, or that our own addresses may need one day. */
const RESERVED = new Set(
  (
    'about account admin administrator affiliate affiliates api app apps auth billing blog careers contact dashboard dev ' +
    'docs download embed free help home legal login logout mail news null official openapi orbis orbisvoice partner ' +
    'partners password payment payout payouts pricing privacy promo root sales security settings signin signup staff ' +
    'status support system team terms test undefined user users verify voice webhook webhooks widget www'
  ).split(' '),
);
/** Inside of longer words too. */
const REFUSED = /orbis|fuck|shit|nazi|porn|cunt|nigg|rape/;

/** Whether somebody may choose this code; whether it is free only the database knows. */
export const isVanityCode = (code: string): boolean =>
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code) &&
  code.length >= 4 &&
  code.length <= 32 &&
  !RESERVED.has(code) &&
  !REFUSED.test(code.replaceAll('-', ''));
