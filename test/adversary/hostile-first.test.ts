import { expect, it } from 'vitest';
import { campaign, conversationsEach } from './campaign.ts';

it('[ADV1] hostile conversations break no promise, judged by what arrived', async () => {
  const result = await campaign(1, conversationsEach);
  expect(result).toMatchObject({ conversations: conversationsEach, violations: [] });
  expect(result.texts).toBeGreaterThan(conversationsEach * 0.4);
  expect(result.mails).toBeGreaterThan(conversationsEach * 0.4);
  expect(result.callbacks).toBeGreaterThan(conversationsEach * 0.06);
}, 400_000);
