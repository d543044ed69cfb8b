import { expect, it } from 'vitest';
import { callEndedFirst, type OperatorCommand } from '../../src/domain/operator-command.ts';
import { id, newCall, now, type UnderTest } from './store-parts.ts';

/** What operators have running calls do. */
export function commandRules(under: UnderTest): void {
  const running = async (): Promise<string> => {
    const call = newCall();
    await under().store.openCall({ call, siteVersion: 'v' });
    return call.id;
  };
  const command = (callId: string, changes: Partial<OperatorCommand> = {}): OperatorCommand => ({
    id: id(),
    callId,
    kind: 'say',
    text: 'a "quoted" text; $1 %s',
    now: false,
    operator: 'dana',
    at: now,
    ...changes,
  });
  const add = (one: OperatorCommand) => under().store.addCommand(one);
  const take = (...callIds: string[]) => under().other.takeCommands(callIds, now);
  const done = { status: 'done', words: 'Said.' } as const;

  it('[CMD1] a command is kept for a running call only', async () => {
    const callId = await running();
    expect(await add(command(id()))).toBe(false);
    const one = command(callId, { now: true });
    expect(await add(one)).toBe(true);
    expect(await under().other.commandsOfCall(callId)).toEqual([
      { ...one, status: 'waiting', outcome: null, finishedAt: null },
    ]);
    await under().store.endCall(callId, { status: 'completed', at: now });
    expect(await add(command(callId))).toBe(false);
  });

  it('[CMD2] commands are taken in the order given, and those of other calls stay', async () => {
    const [first, second, third] = [await running(), await running(), await running()];
    const [late, other, early] = [command(first, { at: now + 2 }), command(third), command(second, { at: now + 1 })];
    for (const one of [late, other, early]) await add(one);
    expect(await take()).toEqual([]);
    expect(await take(id(), first, second)).toEqual([early, late]);
    expect(await take(first, second)).toEqual([]);
    expect((await under().store.commandsOfCall(first))[0]?.status).toBe('taken');
    expect(await take(third)).toEqual([other]);
  });

  it('[CMD2] of many processes that take at once each command goes to one', async () => {
    const callId = await running();
    const commands = Array.from({ length: 20 }, () => command(callId));
    for (const one of commands) await add(one);
    const takers = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? under().store : under().other));
    const taken = (await Promise.all(takers.map((store) => store.takeCommands([callId], now)))).flat();
    expect(taken.map((one) => one.id).toSorted()).toEqual(commands.map((one) => one.id).toSorted());
  });

  it('[CMD3] one that was put back is taken again; one that is done is not', async () => {
    const callId = await running();
    const one = command(callId);
    await add(one);
    await take(callId);
    await under().store.putBackCommand(one.id);
    expect(await take(callId)).toEqual([one]);
    await under().store.finishCommand(one.id, done, now + 5);
    await under().store.putBackCommand(one.id);
    expect(await take(callId)).toEqual([]);
  });

  it('[CMD4] the first outcome stays', async () => {
    const callId = await running();
    const one = command(callId);
    await add(one);
    await under().store.finishCommand(one.id, done, now + 5);
    await under().other.finishCommand(one.id, { status: 'refused', words: 'No.' }, now + 9);
    const stored = { ...one, status: 'done', outcome: 'Said.', finishedAt: now + 5 };
    expect(await under().store.commandsOfCall(callId)).toEqual([stored]);
  });

  it('[CMD5] what a call did not come to is refused at its end', async () => {
    const callId = await running();
    const [finished, waiting, taken] = [command(callId), command(callId), command(callId)];
    for (const one of [finished, taken]) await add(one);
    await take(callId);
    await add(waiting);
    await under().store.finishCommand(finished.id, done, now);
    await under().store.endCall(callId, { status: 'completed', at: now + 7 });
    const stored = await under().store.commandsOfCall(callId);
    const outcomes = Object.fromEntries(stored.map((one) => [one.id, [one.status, one.outcome]]));
    expect(outcomes[finished.id]).toEqual(['done', 'Said.']);
    expect(outcomes[waiting.id]).toEqual(['refused', callEndedFirst]);
    expect(outcomes[taken.id]).toEqual(['refused', callEndedFirst]);
  });
}
