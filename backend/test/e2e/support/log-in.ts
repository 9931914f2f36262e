import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Product } from './product.js';

/** A desk's window in the light theme, in which nothing is judged or clicked while it still moves. */
export const DESK = {
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

/** Logs somebody in, the person of the demo team unless another is named, and waits until the agents are listed. */
export async function logIn(
  page: Page,
  { url, demo }: Product,
  { email, password }: { email: string; password: string } = demo,
): Promise<void> {
  await page.goto(`${url}/login`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('heading', { name: 'Agents' }).waitFor();
}
