import { expect, onTestFinished, test } from 'vitest';
import type { MailFeed } from '../../../src/sandbox/carrier/inbox.ts';
import { parties, startPair } from './with-call.ts';

interface Told {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly kind?: string } & Readonly<Record<string, unknown>>;
}

/** Everything the stream tells, as it comes. */
async function listen(url: string, headers: Record<string, string> = {}) {
  const left = new AbortController();
  onTestFinished(() => left.abort());
  const response = await fetch(url, { headers, signal: left.signal });
  const told: Told[] = [];
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body ?? []) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        if (field('data') !== '')
          told.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) });
      }
    }
  };
  void read().catch(() => {});
  const until = (wanted: (one: Told) => boolean) => expect.poll(() => told.some(wanted), { timeout: 5000 }).toBe(true);
  return { told, until, leave: () => left.abort() };
}

const happened = (type: string) => (one: Told) => (one.data.event as { type?: string } | undefined)?.type === type;

test('[PHN20] legs, what happens on them, texts and e-mails come in one order', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', '<Response><Say>One two three.</Say></Response>');
  const stream = await listen(`${carrier.url}/sandbox/desk/events`);
  const call = carrier.placeCall(parties);
  await stream.until(happened('finished'));
  await carrier.sendText({ from: parties.from, to: parties.to, body: 'START' });
  await stream.until(({ data }) => data.kind === 'texted');
  const kinds = stream.told.map(({ data }) => data.kind);
  expect(kinds.slice(0, 2)).toEqual(['leg', 'event']);
  expect(stream.told[0]?.data).toMatchObject({ kind: 'leg', leg: { sid: call.sid, direction: 'inbound', ...parties } });
  expect(stream.told.filter(({ data }) => data.kind === 'event').map(({ data }) => data.sid)).toContain(call.sid);
  expect(kinds.slice(-2)).toEqual(['inbox', 'texted']);
  const types = stream.told.map(({ data }) => (data.event as { type?: string } | undefined)?.type);
  expect(types).not.toContain('document');
  expect(types).not.toContain('webhook');
});

test('[PHN21] a stream goes on after the last entry seen, by either way of saying so', async () => {
  const { app, carrier } = await startPair();
  app.answers.set('/voice', '<Response><Say>One two three.</Say></Response>');
  const first = await listen(`${carrier.url}/sandbox/desk/events`);
  carrier.placeCall(parties);
  await first.until(happened('finished'));
  first.leave();
  const ids = first.told.map(({ id }) => id);
  const seen = first.told[2]?.id ?? '';
  carrier.placeCall(parties);
  for (const again of [
    await listen(`${carrier.url}/sandbox/desk/events?after=${seen}`),
    await listen(`${carrier.url}/sandbox/desk/events`, { 'last-event-id': seen }),
  ]) {
    await again.until(({ id, data }) => !ids.includes(id) && happened('finished')({ id, event: '', data }));
    const more = again.told.map(({ id }) => id);
    expect(more.slice(0, ids.length - 3)).toEqual(ids.slice(3));
    expect(new Set(more).size).toBe(more.length);
    expect(again.told.some(({ event }) => event === 'restart')).toBe(false);
  }
});

test('[PHN21] an id of another stand-in, or of none, begins anew and says so', async () => {
  const { carrier } = await startPair();
  carrier.placeCall(parties);
  for (const after of ['0badf00d-3', 'nonsense', '-1', '']) {
    const stream = await listen(`${carrier.url}/sandbox/desk/events?after=${after}`);
    await stream.until(({ data }) => data.kind === 'leg');
    expect(stream.told[0]?.event).toBe('restart');
  }
});

test('[PHN22] the files of an e-mail can be saved, under their name and never shown in place', async () => {
  const content = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255]);
  const attachments = [{ name: 'Plan für Sie.pdf', type: 'application/pdf', size: 6, text: null, content }];
  const parts = { cc: [], bcc: [], replyTo: null, text: 'Hi', html: null };
  const mailbox: MailFeed = {
    subscribe(listener) {
      listener({ at: 0, from: 'a@example.com', to: ['b@example.com'], subject: 'Plan', ...parts, attachments });
      return () => {};
    },
  };
  const { carrier } = await startPair({ mailbox });
  const response = await fetch(`${carrier.url}/sandbox/inbox/0/files/0`);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Plan%20f%C3%BCr%20Sie.pdf");
  expect((await fetch(`${carrier.url}/sandbox/inbox/0/files/1`)).status).toBe(404);
  const items = (await (await fetch(`${carrier.url}/sandbox/inbox`)).json()) as { items: unknown[] };
  expect(JSON.stringify(items)).not.toContain('content"');
});
