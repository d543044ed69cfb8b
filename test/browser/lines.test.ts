import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, withoutChromium } from './chromium.ts';
import { ConsoleBench } from './console-bench.ts';

const greeting = 'What are you planning?';
const asked = ' Tell me all of it.';

/** Puts the cursor behind what stands in a line of the editor. */
async function goToLine(page: Page, text: RegExp): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Text of brightwater.yaml' });
  await editor.locator('.cm-line').filter({ hasText: text }).click();
  await page.keyboard.press('End');
}

describe.skipIf(findChromium() === null)(`editing a line${withoutChromium}`, { timeout: 180_000 }, () => {
  const bench = new ConsoleBench();
  beforeAll(() => bench.open(), 120_000);
  afterEach(async () => expect(await bench.settle()).toEqual([]));
  afterAll(() => bench.close());

  it('[WEB9] what is wrong is told by line and column and cannot be saved; what is right is compared, saved, in force at the next call, and taken back', async () => {
    const phone = await bench.phone();
    const page = await phone.page.context().newPage();
    await page.goto(`${bench.server.url}/#/lines/files/brightwater.yaml`);
    await goToLine(page, /^plan: pro$/);
    const save = page.getByRole('button', { name: 'Compare and save …' });
    const problems = page.getByRole('status', { name: 'Problems of the file' });
    await page.keyboard.insertText('x');
    await problems.getByRole('button', { name: 'Line 7, column 7' }).waitFor();
    await page.getByText('1 to put right before it can be saved.').waitFor();
    expect(await save.isDisabled()).toBe(true);
    expect(await page.locator('.cm-lintRange-error').textContent()).toBe('prox');

    await page.keyboard.press('Backspace');
    await problems.getByText('No errors and no warnings.').waitFor();
    await goToLine(page, /Thanks for calling Brightwater sales/);
    await page.keyboard.insertText(asked);
    await save.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What changes in the file' }).filter({ hasText: asked }).waitFor();
    const changes = dialog.getByRole('region', { name: 'What changes for callers' }).getByRole('listitem');
    await changes.first().waitFor();
    expect(await changes.allTextContents()).toEqual([expect.stringMatching(/^changed .*greeting$/)]);
    await dialog.getByRole('button', { name: 'Save and put in force' }).click();
    await page.getByText(/brightwater\.yaml is in force/).waitFor();
    await phone.call('Sales', '+1 415 555 0170');
    await phone.hears(new RegExp(`planning\\?${asked.replaceAll('.', '\\.')}`));
    await phone.hangUp();

    await page.getByRole('tab', { name: 'Versions' }).click();
    await page
      .getByRole('row')
      .filter({ hasText: 'found on disk' })
      .getByRole('button', { name: /Compare/ })
      .click();
    await dialog.getByRole('button', { name: 'Go back to this version' }).click();
    await dialog.waitFor({ state: 'detached' });
    await phone.own.getByRole('button', { name: 'Call again' }).click();
    const log = phone.own.getByRole('log');
    await expect
      .poll(() => log.textContent(), { timeout: 20_000 })
      .toMatch(new RegExp(`${greeting.replace('?', '\\?')}\\s*$`));
    await phone.hangUp();
  });
});
