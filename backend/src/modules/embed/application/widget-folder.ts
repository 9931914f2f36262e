import { join } from 'node:path';

/** The workspace of the widget; the same distance from `src` and from the compiled `dist`. */
export const WIDGET_FOLDER = join(import.meta.dirname, '..', '..', '..', '..', '..', 'widget');
