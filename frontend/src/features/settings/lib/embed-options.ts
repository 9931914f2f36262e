/** What the page lets one choose; the widget's own names and values. Whatever is usual is left out of the lines. */
export interface EmbedOptions {
  theme: 'agent' | 'auto' | 'light' | 'dark';
  position: 'agent' | 'bottom-end' | 'bottom-start' | 'top-end' | 'top-start';
  lang: 'auto' | 'en' | 'es' | 'de' | 'fr' | 'ar';
  label: string;
  ways: 'both' | 'voice' | 'text';
  captions: boolean;
  rating: boolean;
}

export const USUAL_OPTIONS: EmbedOptions = {
  theme: 'agent',
  position: 'agent',
  lang: 'auto',
  label: '',
  ways: 'both',
  captions: true,
  rating: true,
};

export type WidgetOption = readonly [name: string, value: string | false];

/** The options that say something other than what holds without them, in the order in which they are written. */
export function chosenOptions(options: EmbedOptions): WidgetOption[] {
  const { theme, position, lang, ways, captions, rating } = options;
  const label = options.label.trim();
  const all: (WidgetOption | false)[] = [
    theme !== 'agent' && ['theme', theme],
    position !== 'agent' && ['position', position],
    lang !== 'auto' && ['lang', lang],
    label !== '' && ['label', label],
    ways === 'voice' && ['text', false],
    ways === 'text' && ['voice', false],
    !captions && ['captions', false],
    !rating && ['rating', false],
  ];
  return all.filter((one) => one !== false);
}
