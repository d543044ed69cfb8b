import { describe, expect, it } from 'vitest';
import { SiteFolder, siteText } from './site-folder.ts';

async function warnings(line: string): Promise<readonly string[]> {
  using folder = new SiteFolder();
  folder.write('site.yaml', siteText(line));
  return (await folder.problems()).map((problem) => problem.replace(/^site\.yaml:\d+:\d+: /, ''));
}

const callbacks = (slots: string): string => `escalation: { scheduled_callback: true }
transfer: { targets: [{ id: desk, number: "+14155550111" }] }
callbacks: { slots: ${slots} }`;
const contact = (details: string): string => `escalation: { text_contact: true }
contact_details: ${details}`;

describe('what a site file says of callbacks and contact details', () => {
  it.each([
    [
      'spans shorter than a slot',
      callbacks('{ hours: { monday: ["09:00-09:20"] }, duration_minutes: 30 }'),
      /^warning: no time can be booked: every span of the hours is shorter than 30 minutes$/,
    ],
    [
      'more notice than days',
      callbacks('{ hours: { monday: ["09:00-17:00"] }, minimum_notice_minutes: 1440, horizon_days: 1 }'),
      /^warning: no time can be booked: the notice is as long as horizon_days/,
    ],
    [
      'nothing to text',
      'escalation: { text_contact: true }',
      /^warning: there is nothing to send; add contact_details/,
    ],
    [
      'nothing to e-mail',
      'escalation: { email_contact: true }',
      /^warning: there is nothing to send; add contact_details/,
    ],
    ['empty details', contact('{}'), /^warning: is empty; add a number, an email or a text$/],
    [
      'details nobody gets',
      'contact_details: { text: Ask. }',
      /^warning: has no effect: text_contact and email_contact are off$/,
    ],
    ['a number of no country', contact('{ number: "+88213000000" }'), /^warning: this is a number of no country/],
    [
      'a link that is never sent',
      contact('{ text: "See www.acme.example" }'),
      /^warning: no message with this link will be sent/,
    ],
  ])('[CBT19] %s', async (_, line, finding) => {
    expect(await warnings(line)).toEqual([expect.stringMatching(finding)]);
  });

  it.each([
    callbacks('{ hours: { monday: ["09:00-09:30"] }, duration_minutes: 30 }'),
    callbacks(
      '{ hours: { monday: ["09:00-09:20", "10:00-11:00"] }, duration_minutes: 30, minimum_notice_minutes: 1430, horizon_days: 1 }',
    ),
    contact('{ number: "+14155550102", email: desk@acme.example, text: "12 Harbor Street, desk@acme.example" }'),
    `allowed_link_hosts: [www.acme.example]\n${contact('{ text: "See www.acme.example" }')}`,
  ])('[CBT19] nothing is said of what works: %#', async (line) => {
    expect(await warnings(line)).toEqual([]);
  });
});
