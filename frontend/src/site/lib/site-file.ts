/** What the build writes: an address under the origin and its content. */
export interface SiteFile {
  /** `features.html` answers `/features`; `any.html` in a folder answers everything below it that has no page. */
  readonly file: string;
  readonly content: string;
}

/** Names that the bundler gave to what pages load; they contain digests. */
export interface SiteAssets {
  readonly styles: readonly string[];
  /** One small module for theme, demo and calculator. */
  readonly script: string;
  /** The one font file that every page paints its first words with. */
  readonly font?: string;
}

/** Filled in by the server, which alone knows where it is reached and whether there is an agent to talk to. */
export const ORIGIN = '%PUBLIC_URL%';
export const DEMO_AGENT = '%DEMO_AGENT_ID%';
