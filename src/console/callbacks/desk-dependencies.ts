import type { ConsoleDependencies } from '../console-dependencies.ts';

/** What the pages of callbacks and messages read, and what their commands act by. */
export type DeskDependencies = Pick<
  ConsoleDependencies,
  'store' | 'siteBook' | 'clock' | 'ids' | 'log' | 'deliver' | 'announceCallback' | 'nudgeCallbacks'
>;
