import type { LineInForce } from '../../src/domain/line-in-force.ts';
import { Site } from '../../src/domain/site.ts';

/** A line that may do everything, with actions for the caller and for the team. */
export function adversaryLine(): LineInForce {
  const parameters = [{ name: 'what', type: 'string', description: 'What.' }];
  const site = Site.parse({
    id: 'acme',
    name: 'Acme',
    time_zone: 'America/New_York',
    country: 'US',
    plan: 'pro',
    mail: { default: { from: { name: 'Acme', address: 'hello@acme.example' } } },
    lines: [
      {
        id: 'support',
        name: 'Support',
        numbers: ['+14155550102'],
        greeting: 'Hello, this is the AI assistant.',
        persona: { name: 'Sam' },
        prompt: 'Help.',
        link_delivery: { sms: true, email: true },
        links: [{ id: 'booking', title: 'the booking page', url: 'https://acme.example/book' }],
        allowed_link_hosts: ['help.acme.example'],
        escalation: { transfer: true, callback_now: true, scheduled_callback: true },
        callbacks: {
          quiet_hours: { from: '00:00', to: '00:00' },
          slots: { hours: { wednesday: ['09:00-17:00'], thursday: ['09:00-17:00'] }, capacity: 50 },
        },
        transfer: { targets: [{ id: 'desk', number: '+14155550111' }] },
        actions: [
          {
            type: 'send_email',
            name: 'mail_given',
            description: 'Mails whom the caller names.',
            to: 'model',
            subject: 'About <%= it.what %>',
            body: 'About <%= it.what %>.',
            parameters,
          },
          {
            type: 'send_sms',
            name: 'text_caller',
            description: 'Texts the caller.',
            to: 'caller',
            message: 'Acme: <%= it.what %>',
            parameters,
          },
          {
            type: 'send_email',
            name: 'alert_team',
            description: 'Alerts the team.',
            to: 'ops@acme.example',
            subject: '<%= it.what %>',
            body: '<%= it.what %>',
            parameters,
          },
          {
            type: 'send_sms',
            name: 'text_team',
            description: 'Texts the team.',
            to: '+14155550171',
            message: '<%= it.what %>',
            parameters,
          },
        ],
      },
    ],
  });
  const [line] = site.lines;
  if (line === undefined) throw new Error('a site has a line');
  return { site, line, version: 'v1' };
}
