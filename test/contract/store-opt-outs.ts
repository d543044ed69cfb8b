import { expect, it } from 'vitest';
import type { OptOutSource } from '../../src/domain/notice.ts';
import {
  attempted,
  email,
  httpRequest,
  id,
  newMessage,
  noCaps,
  now,
  reserved,
  type UnderTest,
  vendorRefuses,
} from './store-parts.ts';

const number = '+14155550123';

/** Who does not want to hear from the business. */
export function optOutRules(under: UnderTest): void {
  it('[STO13] an opted-out destination is refused, also after the vendor said so', async () => {
    const siteId = id();
    const message = newMessage({ siteId });
    await under().store.reserveMessage(message, noCaps);
    await under().store.claimMessage(message.id, now, 20_000);
    await under().store.reportDelivery(
      message.id,
      1,
      { status: 'failed', errorCode: '21610', errorMessage: '', optOut: true },
      now,
    );
    expect(await under().store.reserveMessage(newMessage({ siteId }), noCaps)).toEqual({
      outcome: 'refused',
      code: 'opted_out',
    });
    await under().store.setOptOut(siteId, 'sms', '+14155550123', false, now, 'texted');
    expect(await under().store.isOptedOut(siteId, 'sms', '+14155550123')).toBe(false);
  });

  it.each(['to', 'alsoTo', 'cc', 'bcc'] as const)(
    '[STO40] one opted-out address in `%s` refuses the e-mail',
    async (field) => {
      const siteId = id();
      await under().store.setOptOut(siteId, 'email', 'sam@example.com', true, now, 'spoken');
      const content = email(
        field === 'to' ? { to: 'Sam@Example.com' } : { [field]: ['x@example.com', 'Sam@Example.com'] },
      );
      const send = (to: string) => under().other.reserveMessage(newMessage({ siteId: to, content }), noCaps);
      expect(await send(siteId)).toEqual({ outcome: 'refused', code: 'opted_out' });
      expect((await send(id())).outcome).toBe('reserved');
      expect(await under().store.isOptedOut(siteId, 'sms', 'sam@example.com')).toBe(false);
    },
  );

  it('[STO41] a request to a system of the business is never opted out', async () => {
    const siteId = id();
    const request = await reserved(under().store, { siteId, content: httpRequest });
    await attempted(under().store, request.id, vendorRefuses(true));
    const again = newMessage({ siteId, content: httpRequest });
    expect((await under().store.reserveMessage(again, noCaps)).outcome).toBe('reserved');
  });

  const optedOut = async (says: readonly (readonly [boolean, OptOutSource])[]) => {
    const siteId = id();
    for (const [out, source] of says) await under().store.setOptOut(siteId, 'sms', number, out, now, source);
    return under().other.isOptedOut(siteId, 'sms', number);
  };

  it.each([
    ['texted', [[true, 'texted']]],
    ['reported by the carrier', [[true, 'carrier']]],
    [
      'texted, then also spoken',
      [
        [true, 'texted'],
        [true, 'spoken'],
      ],
    ],
    [
      'reported by the carrier, then also spoken',
      [
        [true, 'carrier'],
        [true, 'spoken'],
      ],
    ],
    [
      'spoken, then also texted',
      [
        [true, 'spoken'],
        [true, 'texted'],
      ],
    ],
    [
      'spoken, then also reported by the carrier',
      [
        [true, 'spoken'],
        [true, 'carrier'],
      ],
    ],
  ] as const)(
    '[STO42] a wish to hear again said on the phone does not lift an opt-out that was %s',
    async (_name, says) => {
      expect(await optedOut([...says, [false, 'spoken']])).toBe(true);
      expect(await optedOut([...says, [false, 'texted']])).toBe(false);
    },
  );

  it('[STO42] it lifts one that was said on the phone only', async () => {
    expect(
      await optedOut([
        [true, 'spoken'],
        [true, 'spoken'],
      ]),
    ).toBe(true);
    expect(
      await optedOut([
        [true, 'spoken'],
        [false, 'spoken'],
      ]),
    ).toBe(false);
  });

  it.each(['after the answer that brings its id', 'before it'])(
    '[STO51] a status that says so is an opt-out as well, also when it comes %s',
    async (when) => {
      const siteId = id();
      const message = await reserved(under().store, { siteId });
      const vendorId = id();
      const sent = () => attempted(under().store, message.id, { status: 'sent', vendorId });
      const detail = { vendorStatus: 'failed', errorCode: '21610', at: now };
      const told = () => under().other.recordMessageStatus(vendorId, 'failed', detail);
      for (const happens of when === 'before it' ? [told, sent] : [sent, told]) await happens();
      expect(await under().store.isOptedOut(siteId, 'sms', number)).toBe(true);
      await under().store.setOptOut(siteId, 'sms', number, false, now, 'spoken');
      expect(await under().store.isOptedOut(siteId, 'sms', number)).toBe(true);
      await under().store.setOptOut(siteId, 'sms', number, false, now, 'texted');
      await told();
      expect(await under().store.isOptedOut(siteId, 'sms', number)).toBe(false);
    },
  );

  it('[STO51] a status with any other code is none', async () => {
    const siteId = id();
    const message = await reserved(under().store, { siteId });
    await attempted(under().store, message.id, { status: 'sent', vendorId: message.id });
    const detail = { vendorStatus: 'undelivered', errorCode: '30005', at: now };
    await under().store.recordMessageStatus(message.id, 'undelivered', detail);
    expect(await under().store.isOptedOut(siteId, 'sms', number)).toBe(false);
  });

  it('[STO42] it does not lift what the carrier said to a text', async () => {
    const siteId = id();
    await under().store.setOptOut(siteId, 'sms', number, true, now, 'spoken');
    await under().store.setOptOut(siteId, 'sms', number, false, now, 'spoken');
    const message = await reserved(under().store, { siteId });
    await attempted(under().store, message.id, vendorRefuses(true));
    await under().store.setOptOut(siteId, 'sms', number, false, now, 'spoken');
    expect(await under().store.isOptedOut(siteId, 'sms', number)).toBe(true);
  });
}
