import { expect, it } from 'vitest';
import { campaign } from './campaign.ts';

it('[CBT20] 600 hostile conversations arrange call backs, and only such as the caller agreed to', async () => {
  const result = await campaign(20_001, 600);
  expect(result).toMatchObject({ conversations: 600, violations: [] });
  expect(result.callbacks).toBeGreaterThan(40);
}, 120_000);
