import type { CommandOutcome, OperatorCommand } from '../domain/operator-command.ts';
import type { Effect, Talk } from './session-state.ts';

/** Tells the operator what became of it, in a sentence. */
export const commandDone = (command: OperatorCommand, status: CommandOutcome['status'], words: string): Effect => ({
  type: 'command-done',
  command,
  outcome: { status, words },
});

/** The sentences that were never said. */
export const refuseOrders = ({ orders }: Pick<Talk, 'orders'>, words: string): readonly Effect[] =>
  orders.map((order) => commandDone(order, 'refused', words));
