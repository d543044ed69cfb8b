import { z } from 'zod';
import { stripControls } from '../domain/sms-text.ts';
import type { Tool } from './tool.ts';

const longestFarewell = 300;
const parameters = z.object({ farewell: z.string().describe('The last words the caller hears, one short sentence.') });

export const endCall: Tool<typeof parameters> = {
  name: 'end_call',
  description: 'Says goodbye and hangs up. Only when the caller is done.',
  parameters,
  instant: true,
  async execute({ farewell }) {
    const words = stripControls(farewell).trim().slice(0, longestFarewell) || 'Thank you for calling. Goodbye.';
    return { result: { status: 'ok', say: words }, ending: { kind: 'end-call', farewell: words } };
  },
};
