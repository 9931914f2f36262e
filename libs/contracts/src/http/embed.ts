import { z } from 'zod';
import { LanguageTag, WidgetAppearance } from './agents.js';
import { Origin, Uuid } from './common.js';

/** What a site may say in the address of the page for its frame; anything else is as if it were not said. */
export const EmbedPageQuery = z.object({
  lang: LanguageTag.optional().catch(undefined),
  theme: WidgetAppearance.shape.theme.optional().catch(undefined),
});
export type EmbedPageQuery = z.infer<typeof EmbedPageQuery>;

export const EmbedSessionQuery = z
  .object({
    /** The site around the frame, as its browser tells it; `null` where it does not. Left out by a page in no frame. */
    site: z
      .union([z.literal('null'), Origin], 'must be an origin such as https://www.example.com, or null')
      .optional(),
  })
  .strict();
export type EmbedSessionQuery = z.infer<typeof EmbedSessionQuery>;

/** One build of the widget's script under an address whose content never changes. */
export const WidgetVersion = z
  .object({
    version: z.string(),
    url: z.url(),
    /** For the `integrity` attribute, with `crossorigin="anonymous"`. */
    integrity: z.string(),
    bytes: z.int(),
  })
  .meta({ id: 'WidgetVersion' });
export type WidgetVersion = z.infer<typeof WidgetVersion>;

/** What a site needs to embed an agent; the publishable key stays a place to fill in, since keys are shown once. */
export const EmbedSnippets = z
  .object({
    agentId: Uuid,
    /** Always the newest widget. */
    script: z.string(),
    /** Exactly this build of it. */
    pinnedScript: z.string(),
    iframe: z.string(),
    /** What a site with a content security policy adds to it, by directive. */
    contentSecurityPolicy: z.object({
      script: z.record(z.string(), z.string()),
      iframe: z.record(z.string(), z.string()),
    }),
    current: WidgetVersion,
  })
  .meta({ id: 'EmbedSnippets' });
export type EmbedSnippets = z.infer<typeof EmbedSnippets>;
