export interface ShareText {
  readonly channel: 'short' | 'mail' | 'social';
  readonly text: string;
}

/** Words to send on. Each says openly that it is a recommendation which is rewarded. */
export function shareTexts(url: string | undefined): ShareText[] {
  if (url === undefined) return [];
  return [
    { channel: 'short', text: `I use OrbisVoice to give my website a voice: ${url} (referral link)` },
    {
      channel: 'mail',
      text: `Hello,\n\nI use OrbisVoice to let visitors talk to my website, and thought of you. Try it here: ${url}\n\nOpenly said: this is my referral link, I get a reward if you stay.`,
    },
    { channel: 'social', text: `Visitors can now talk to my website. Made with OrbisVoice: ${url} #ad` },
  ];
}
