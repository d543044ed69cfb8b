import { expect, it } from 'vitest';
import { campaign } from './campaign.ts';

it('[ADV1] 5,000 further hostile conversations break no promise, judged by what arrived', async () => {
  const result = await campaign(5001, 5000);
  expect(result).toMatchObject({ conversations: 5000, violations: [] });
  expect(result.texts).toBeGreaterThan(2000);
  expect(result.mails).toBeGreaterThan(2000);
  expect(result.callbacks).toBeGreaterThan(300);
}, 400_000);
