import { z } from 'zod';
import { isDate, localToEpoch } from '../../domain/local-time.ts';
import { bySpread, type PartOfDay, slotPlanOf } from '../../domain/slots.ts';
import { speakDay } from '../../domain/spoken/slot-time.ts';
import { failed, refused, type ToolResult } from '../../domain/tool-result.ts';
import { alternatives } from '../alternatives.ts';
import type { Tool, ToolContext } from '../tool.ts';
import { withStore } from './callback-store.ts';
import { type FreeSlots, freeSlotsOf, nearestDay, nextSlots, type Offer, offer } from './slot-offers.ts';
import { likelyCustomer, type SlotSearch } from './slot-search.ts';

const parameters = z.object({
  day: z
    .string()
    .nullable()
    .describe('A date like "2026-12-01", where the caller named a day; null for the next times.'),
  part_of_day: z.enum(['morning', 'afternoon', 'evening']).nullable(),
});

export const findCallbackSlots: Tool<typeof parameters> = {
  name: 'find_callback_slots',
  description:
    'Finds up to three times at which the caller can be called back, keeps them for two minutes, and gives them in words to say.',
  parameters,
  execute: (input, context) =>
    withStore(context, 'find_callback_slots', async () => ({ result: await find(input, context) })),
};

async function find({ day, part_of_day }: z.output<typeof parameters>, context: ToolContext): Promise<ToolResult> {
  const plan = slotPlanOf(context.inForce);
  if (plan === null) return refused('not_enabled', "I'm sorry, I can't book a time on this line.");
  if (day !== null && !isDate(day))
    return { ...failed('bad_arguments', 'Which day would suit you?'), hint: 'Write the day like 2026-12-01, or null.' };
  const search = { context, plan, customer: likelyCustomer(context) };
  const free = await freeSlotsOf(search);
  if (day !== null) return onDay(search, free, day, part_of_day);
  const next = nextSlots(plan, free, part_of_day, context.clock.now());
  return toChoose(await offer(search, next)) ?? nothingFree(context);
}

async function onDay(search: SlotSearch, free: FreeSlots, day: string, part: PartOfDay | null): Promise<ToolResult> {
  const wanted = toChoose(await offer(search, bySpread(free(day, part))));
  if (wanted !== null) return wanted;
  const others = await offer(search, part === null ? [] : bySpread(free(day, null)));
  return toChoose(others, `There is nothing free that ${part}. On the same day `) ?? anotherDay(search, free, day);
}

function anotherDay({ context, plan }: SlotSearch, free: FreeSlots, day: string): ToolResult {
  const now = context.clock.now();
  const nearest = nearestDay(plan, free, day, now);
  if (nearest === null) return nothingFree(context);
  const noon = localToEpoch(`${day}T12:00`, plan.zone) ?? now;
  const [asked, instead] = [noon, nearest.startsAt].map((time) => speakDay(time, plan.zone, now));
  const say = `I have no free time on ${asked}. The nearest day with one is ${instead}. Shall I look at that day?`;
  return { status: 'ok', say, slots: [], day: nearest.local.slice(0, 10) };
}

function toChoose({ slots, say }: Offer, before = ''): ToolResult | null {
  return slots.length === 0 ? null : { status: 'ok', say: `${before}${say}`, slots };
}

function nothingFree(context: ToolContext): ToolResult {
  const say = `I'm sorry, there is no free time to book at the moment.${alternatives(context, 'callback')}`;
  return { status: 'ok', say, slots: [] };
}
