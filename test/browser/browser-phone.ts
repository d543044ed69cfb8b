import type { Locator, Page } from 'playwright-core';

/** The phone page as whoever sits before it uses it. */
export class BrowserPhone {
  readonly page: Page;
  readonly own: Locator;
  readonly agent: Locator;
  readonly messages: Locator;

  constructor(page: Page) {
    this.page = page;
    this.own = page.getByRole('region', { name: /^Your phone:/ });
    this.agent = page.getByRole('region', { name: /^The agent’s phone:/ });
    this.messages = page.getByRole('log', { name: 'Messages' });
  }

  /** Chooses in one of the lists above the button. */
  async choose(label: 'Line' | 'Calling as', option: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(` ${label}$`) }).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  /** Calls a line by its name, from a number. */
  async call(line: string, number: string): Promise<void> {
    await this.choose('Line', new RegExp(`^${line} `));
    await this.own.getByLabel('Your number').fill(number);
    await this.own.getByRole('button', { name: `Call ${line}` }).click();
  }

  async say(words: string): Promise<void> {
    await this.own.getByLabel('What you say').fill(words);
    await this.own.getByLabel('What you say').press('Enter');
  }

  /** The voice stops before these words, and `held` resolves once it has. */
  async holdVoice(words: string): Promise<void> {
    await this.page.evaluate(`attendantVoice.holdBefore(${JSON.stringify(words)})`);
  }

  async voiceHeld(): Promise<void> {
    await this.page.locator('html[data-voice=held]').waitFor();
  }

  /**
   * Asks for a person. The server lets go of the call once its last words were heard, and does not believe a voice that
   * is through with them at once.
   */
  async asksForAPerson(ask = () => this.say("I'd like to speak to a person, please.")): Promise<void> {
    await this.page.evaluate('attendantVoice.takes(1200)');
    await ask();
    await this.hears(/put you through/);
    await this.page.evaluate('attendantVoice.takes(0)');
  }

  /** Waits for the end of an utterance of the bot. */
  async hears(words: RegExp): Promise<void> {
    await this.own.getByRole('log').locator('div').filter({ hasText: words }).last().waitFor();
  }

  async says(words: string, answer: RegExp): Promise<void> {
    await this.say(words);
    await this.hears(answer);
  }

  /** Hangs up, and waits for the end. */
  async hangUp(): Promise<void> {
    await this.own.getByRole('button', { name: 'Hang up' }).click();
    await this.own.getByRole('button', { name: 'Another call' }).waitFor();
  }

  /** The phone of somebody who is called. */
  rings(name: string): Locator {
    return this.agent.filter({ has: this.page.getByRole('heading', { name }) });
  }

  async answer(): Promise<void> {
    await this.agent.getByRole('button', { name: 'Answer' }).click();
  }

  async agentSays(words: string): Promise<void> {
    await this.agent.getByLabel('What the agent says').fill(words);
    await this.agent.getByLabel('What the agent says').press('Enter');
  }
}
