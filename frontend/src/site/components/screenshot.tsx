interface ScreenshotProps {
  /** `/shots/<name>-light.webp` and `-dark.webp`. */
  name: string;
  alt: string;
  width: number;
  height: number;
}

/** The product as it is, in the theme of the reader. */
export function Screenshot({ name, alt, width, height }: ScreenshotProps) {
  return (['light', 'dark'] as const).map((theme) => (
    <img
      key={theme}
      src={`/shots/${name}-${theme}.webp`}
      alt={alt}
      width={width}
      height={height}
      loading="lazy"
      className={`shot in-${theme} h-auto w-full`}
    />
  ));
}
