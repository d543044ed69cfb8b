import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What changes with colours and with the width; the other rules are the same for all of them. */
const byLook = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/** The serious and critical findings of axe in a page, one line each. `rules`: all, or those that depend on its look. */
export async function findings(page: Page, where: string, rules: 'all' | 'look'): Promise<string[]> {
  // The page has one frame, or others that run nothing. What the library says aloud of a button that works stays for
  // some seconds, while the button may be gone.
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('[data-live-announcer]');
  const { violations } = await (rules === 'all' ? axe : axe.withRules(byLook)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${where}: ${id} at ${target} ${any[0]?.message ?? ''}`),
    );
}
