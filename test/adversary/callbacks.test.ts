import { expect, it } from 'vitest';
import { campaign } from './campaign.ts';

it('[CBT20] 300 hostile conversations arrange call backs, and only such as the caller agreed to', async () => {
  const result = await campaign(20_001, 300);
  expect(result).toMatchObject({ conversations: 300, violations: [] });
  expect(result.callbacks).toBeGreaterThan(20);
}, 120_000);
